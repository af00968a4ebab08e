import { type ClosedPeriod, type RootCauses, rootCauses } from '@millrace/costing-core';
import { printFixed } from '@millrace/exact';
import { itemLabel } from '../charts/items-chart.js';
import { type ToldCause, toldCauses } from '../figures/causes.js';
import { decimalsOf, grouped, groupedUnitCost, signed, unitsOf } from '../figures/decimals.js';
import type { Terms } from '../figures/terms.js';
import { type Content, type Html, html } from '../page/html.js';
import { type Bilingual, say } from '../page/say.js';
import type { TracedPeriod } from '../traced-period.js';

/** An item whose change is told. */
interface Moved {
  readonly plant: string;
  readonly item: string;
}

/** Why cost of sales, closing stock and unit costs moved: each as steps from one figure to the other that add up to the change. */
export function waterfalls(
  { closed, words }: TracedPeriod,
  before: ClosedPeriod,
  movers: readonly Moved[],
  terms: Terms,
): Html {
  const why = rootCauses(before, closed, [...TOTALS.map(([total]) => total), ...movers]);
  const unit = (cost: string) => groupedUnitCost(cost, 4);
  const inWords = ({ cause, count }: ToldCause): Bilingual => {
    if (cause === 'quantities') return say('quantities: more or less of each item', '数量：各物料的增减');
    if (cause === 'others') return say(`${count} smaller causes`, `其余 ${count} 项较小原因`);
    return say(words.en.cause(cause, terms), words.zh.cause(cause, terms));
  };
  return html`<div class="waterfalls">
${TOTALS.map(([total, name]) => waterfall(name, why(total), inWords, grouped))}
${movers.map((mover) => waterfall(itemLabel(mover, terms), why(mover), inWords, unit))}
</div>`;
}

const TOTALS = [
  ['cost_of_sales', say('Cost of sales', '销售成本')],
  ['closing_stock', say('Closing stock', '期末存货')],
] as const;

/** Causes that are named; the others are one line. */
const NAMED = 8;

function waterfall(
  name: Bilingual,
  { before, after, change, causes }: RootCauses,
  inWords: (cause: ToldCause) => Content,
  shown: (cost: string) => string,
): Html | undefined {
  if (before === '' || after === '' || causes.length === 0) return undefined;
  // How much of each item is the first step: what follows is of the later quantities.
  const isQuantity = ({ cause }: ToldCause) => cause === 'quantities';
  const told = toldCauses(causes, NAMED).sort((a, b) => Number(isQuantity(b)) - Number(isQuantity(a)));
  const decimals = decimalsOf(before);
  let at = unitsOf(before, decimals);
  const steps = told.map((cause) => {
    const from = at;
    at += unitsOf(cause.part, decimals);
    return { cause, from, to: at };
  });
  const placeOf = scaleOf([
    unitsOf(before, decimals),
    ...steps.filter(({ cause }) => !isQuantity(cause)).flatMap(({ from, to }) => [from, to]),
  ]);
  return html`<figure class="waterfall"><figcaption><b>${name}</b> <span>${shown(before)} → ${shown(after)}</span> <span class="${change.startsWith('-') ? 'cheaper' : 'dearer'}">${signed(shown(change))}</span></figcaption>
<ol>
${steps.map(({ cause, from, to }) => {
  const [low, high] = from < to ? [placeOf(from), placeOf(to)] : [placeOf(to), placeOf(from)];
  return html`<li><span class="cause">${inWords(cause)}</span><span class="track" aria-hidden="true"><span class="step ${to < from ? 'down' : 'up'}" style="left:${printFixed(low, 1)}%;width:${printFixed(high - low, 1)}%"></span></span><span class="number" data-value="${cause.part}">${signed(shown(cause.part))}</span></li>
`;
})}</ol></figure>`;
}

/** Tenths of a percent from the smallest to the largest; what is outside stands at an end. The scale need not begin at 0. */
function scaleOf(values: readonly bigint[]): (value: bigint) => bigint {
  const [low, high] = values.reduce(
    ([least, most], value) => [value < least ? value : least, value > most ? value : most],
    [values[0], values[0]],
  );
  return (value) => {
    const inside = value < low ? low : value > high ? high : value;
    return high === low ? 0n : ((inside - low) * 1000n) / (high - low);
  };
}
