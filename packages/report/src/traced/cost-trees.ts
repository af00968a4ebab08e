import { type Explained, explain } from '@millrace/costing-core';
import { grouped, groupedQuantity, groupedUnitCost } from '../figures/decimals.js';
import type { Terms } from '../figures/terms.js';
import type { UnitCostLine } from '../figures/unit-costs.js';
import { type Html, html } from '../page/html.js';
import { type Bilingual, say } from '../page/say.js';
import type { TracedPeriod } from '../traced-period.js';

/** What unit costs consist of, down to documents: each in a panel of its own, which the row of the item opens. */
export interface CostTrees {
  /** The id of a line's panel; undefined where it has none. */
  panelOf(line: UnitCostLine): string | undefined;
  readonly panels: Html;
}

/** Trees of the first lines by plant and item: lots and projects of an item share one. */
export function costTrees({ closed, words }: TracedPeriod, lines: readonly UnitCostLine[], terms: Terms): CostTrees {
  const { outcome } = closed;
  const inWords = { en: words.en.explained(outcome, terms), zh: words.zh.explained(outcome, terms) };
  const told = (line: Explained): Bilingual => say(inWords.en(line), inWords.zh(line));
  const ids = new Map<string, string>();
  const panels: Html[] = [];
  for (const { plant, item } of lines) {
    const key = `${plant}\0${item}`;
    if (ids.size === MOST_TREES) break;
    if (ids.has(key)) continue;
    const root = explain(outcome, closed.version, plant, item, { smallest: SMALLEST });
    if (root === undefined) continue;
    const id = `cost-tree-${ids.size + 1}`;
    ids.set(key, id);
    panels.push(panel(id, root, { item, terms, told }));
  }
  return { panelOf: ({ plant, item }) => ids.get(`${plant}\0${item}`), panels: html`${panels}` };
}

/** Items that have a tree. */
const MOST_TREES = 150;

/** In thousandths: what is less of the whole is told as others. */
const SMALLEST = 10;

interface Shown {
  readonly item: string;
  readonly terms: Terms;
  told(line: Explained): Bilingual;
}

function panel(id: string, root: Explained, { item, terms, told }: Shown): Html {
  const { names, currency } = terms;
  return html`<div class="cost-tree" id="${id}" popover role="dialog" aria-labelledby="${id}-name">
<button type="button" class="quiet" popovertarget="${id}" popovertargetaction="hide">${say('Close', '关闭')}</button>
<h3 id="${id}-name"><span class="code">${item}</span> ${names.item(item)}</h3>
<p class="lead">${groupedQuantity(root.quantity)} ${names.unit(item)} · ${grouped(root.amount)} ${currency} · ${say('unit cost', '单位成本')} <strong>${groupedUnitCost(root.unit_cost, 4)}</strong></p>
<p class="tree-head"><span>${say('What it consists of', '成本组成')}</span><span>${say('Quantity', '数量')}</span><span>${say('Amount', '金额')}</span><span>${say('Per unit', '每单位')}</span></p>
${root.lines.map((line) => branch(line, told))}
</div>
`;
}

function branch(line: Explained, told: Shown['told']): Html {
  const shown = html`<span class="told">${told(line)}</span><span>${line.quantity === '' ? '' : groupedQuantity(line.quantity)}</span><span data-value="${line.amount}">${grouped(line.amount)}</span><span>${groupedUnitCost(line.unit_cost, 4)}</span>`;
  if (line.lines.length === 0) return html`<div class="leaf ${line.kind}">${shown}</div>`;
  return html`<details><summary>${shown}</summary>${line.lines.map((below) => branch(below, told))}</details>`;
}
