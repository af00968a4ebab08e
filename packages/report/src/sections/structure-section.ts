import { printFixed } from '@millrace/exact';
import { structureChart } from '../charts/structure-chart.js';
import type { Composition, Part } from '../figures/composition.js';
import { grouped, groupedUnitCost, percentText, shares } from '../figures/decimals.js';
import type { ProofFigures } from '../figures/proof.js';
import type { Terms } from '../figures/terms.js';
import { type Html, html } from '../page/html.js';
import { type Bilingual, say } from '../page/say.js';
import { CATEGORIES, SOURCES, wordFor } from './code-words.js';
import { section } from './section.js';

/** What cost consists of: all of it and where it went, and what the largest items are made from. */
export function structureSection(proof: ProofFigures, compositions: readonly Composition[], terms: Terms): Html {
  const destinations = proof.out.lines
    .filter(({ category, total }) => DESTINATIONS.includes(category) && total > 0n)
    .map((line) => ({ ...line, name: wordFor(CATEGORIES, line.category) }));
  const all = { name: say('All cost', '全部成本'), byElement: proof.in.byElement, total: proof.in.total };
  return section(
    'structure',
    say('Cost structure', '成本结构'),
    say(
      'Cost elements stay apart through all levels: labour in a component is still labour in the product.',
      '成本要素逐级分项结转：组件中的人工在产成品中仍列为人工。',
    ),
    structureChart(
      'structure-chart',
      say('What cost consists of, in total and where it went', '成本构成：全部成本及其去向'),
      [all, ...destinations],
      terms,
    ),
    compositions.length > 0 &&
      html`<h3 class="cards-heading">${say('What the largest products are made from, one level down', '主要产品的成本组成（下一层）')}</h3>
<div class="cards">${compositions.map((composition) => card(composition, terms))}</div>`,
  );
}

function card({ line, parts }: Composition, terms: Terms): Html {
  const shown = parts.length > MOST_PARTS ? [...parts.slice(0, MOST_PARTS - 1), othersOf(parts)] : parts;
  const percents = shares(shown.map(({ amount }) => amount));
  return html`<div class="card"><h4><span class="code">${line.item}</span> <span class="name">${terms.names.item(line.item)}</span></h4>
<p>${groupedUnitCost(line.unit_cost, 4)} <small>/ ${terms.names.unit(line.item) || '1'}</small></p>
<ul>${shown.map(
    (part, i) =>
      html`<li><span class="meter" style="width:${width(percents[i])}%"></span><span class="part">${nameOf(part, terms)}</span><span class="share" data-value="${printFixed(part.amount, terms.amountScale)}" title="${grouped(printFixed(part.amount, terms.amountScale))}">${percentText(percents[i])}</span></li>`,
  )}</ul></div>`;
}

function othersOf(parts: readonly Part[]): Part {
  const amount = parts.slice(MOST_PARTS - 1).reduce((sum, part) => sum + part.amount, 0n);
  return { source: 'other', key: '', amount };
}

function nameOf({ source, key }: Part, { names }: Terms): Html {
  const kind: Bilingual = wordFor(SOURCES, source);
  if (source === 'component')
    return html`<span class="code">${key}</span> ${names.item(key).en !== key && names.item(key)}`;
  return key === '' ? html`${kind}` : html`${kind} <span class="code">${key}</span>`;
}

function width(tenths: bigint): string {
  return printFixed(tenths < 0n ? 0n : tenths > 1000n ? 1000n : tenths, 1);
}

/** Where cost goes that is worth a bar of its own. */
const DESTINATIONS = ['sale', 'closing_stock', 'closing_wip', 'step_wip'];
const MOST_PARTS = 6;
