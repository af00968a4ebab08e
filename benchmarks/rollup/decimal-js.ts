import { Decimal } from 'decimal.js';
import type { Measured } from '../measure/repeat.js';
import { stopwatch } from '../measure/repeat.js';
import { generate } from './workload.js';

/** What one would write first: recursion with a memo, in decimal.js. Building the line lists isn't timed. */
export function decimalJs(items: number): Measured {
  const { parent, component, quantity, price } = generate(items);
  const Exact = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP });
  const lines: { component: number; quantity: Decimal }[][] = Array.from({ length: items }, () => []);
  for (let k = 0; k < parent.length; k++) {
    lines[parent[k]].push({ component: component[k], quantity: new Exact(quantity[k]).div(1000) });
  }
  const watch = stopwatch();
  const costs: Decimal[] = new Array(items);
  const costOf = (item: number): Decimal => {
    const known = costs[item];
    if (known !== undefined) return known;
    let sum = new Exact(0);
    for (const line of lines[item]) sum = sum.plus(line.quantity.times(costOf(line.component)));
    const cost = lines[item].length === 0 ? new Exact(price[item]).div(1_000_000) : sum.toDecimalPlaces(6);
    costs[item] = cost;
    return cost;
  };
  watch('roll-up', () => {
    for (let item = 0; item < items; item++) costOf(item);
  });
  let sum = 0n;
  for (const [item, cost] of costs.entries())
    sum += BigInt(cost.times(1_000_000).toFixed(0)) * BigInt((item % 1009) + 1);
  return { seconds: watch.seconds, figures: { rollUp: String(BigInt.asUintN(64, sum)) } };
}
