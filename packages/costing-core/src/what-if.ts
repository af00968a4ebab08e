import { add, divide, type Fraction, fraction, multiply, parseFraction, roundFraction, safe } from '@millrace/exact';
import { APPROVED, type Facts, rowOf } from '@millrace/facts';
import { TYPE } from './compile/movements/kinds.js';
import type { VersionRows } from './results/version.js';
import { AssumptionMisfit } from './standard/what-if.js';

/** What to assume of a period instead of what its documents say: changes in percent, '10' is +10 %, '-2.5' is −2.5 %. */
export interface PeriodAssumptions {
  /** Purchase prices: what was received of an item in the period, in one plant or in all, cost so much more. */
  readonly prices?: readonly { readonly plant?: string; readonly item: string; readonly percent: string }[];
  /** Cost pools of the period. */
  readonly pools?: readonly PoolAssumption[];
}

/** A cost pool that is so much larger, or as large as it would have been at another rate. */
export type PoolAssumption = { readonly pool: string } & (
  | { readonly percent: string }
  | { readonly rate: { readonly from: string; readonly to: string } }
);

/**
 * The pools of a cost centre as they would have been at the rates of another period: amount × its rate ÷ this period's.
 * What is reported and counted stays as it is.
 *
 * @param of this period with its rows of `pool_rate`, and its facts.
 * @param rates the other one's rows of `pool_rate`.
 * @throws AssumptionMisfit where the centre has no pool with a rate, or one of them has none in either period.
 */
export function poolsAtRates(
  of: { readonly version: RatesOf; readonly facts: Facts },
  centre: string,
  rates: RatesOf,
): PoolAssumption[] {
  const { cost_pool, symbols } = of.facts;
  const [now, then] = [of.version, rates].map(ratesByPool);
  const pools: PoolAssumption[] = [];
  for (const [row, code] of cost_pool.pool.entries()) {
    const pool = symbols.text(code);
    // What nobody spreads has no rate to change.
    const from = now.get(pool);
    if (cost_pool.status[row] !== APPROVED || from === undefined || !isNamed(of.facts, cost_pool.centre[row], centre))
      continue;
    const to = then.get(pool);
    if (to === undefined || parseFraction(from).numerator === 0n) {
      const assumed = { centre, pool };
      throw new AssumptionMisfit(`no rate to go by: ${JSON.stringify(assumed)}`, assumed);
    }
    pools.push({ pool, rate: { from, to } });
  }
  if (pools.length === 0) throw new AssumptionMisfit(`no pool of ${centre} has a rate`, { centre });
  return pools;
}

type RatesOf = Pick<VersionRows, 'rows'>;

function ratesByPool(version: RatesOf): ReadonlyMap<string, string> {
  const rows = version.rows('pool_rate').filter(({ object }) => object === 'pool');
  return new Map(rows.flatMap(({ pool, rate }) => (rate === undefined || rate === '' ? [] : [[pool, rate] as const])));
}

/**
 * The facts of a period under assumptions, to be closed again: what moves is what they would have cost. A purchase price is
 * the amount in the item's own cost element, so that freight stays, of receipts and estimates; what was in stock or in
 * process before, and returns and adjustments, stay as they are. Each amount is rounded half away from zero: 100.05 and
 * +10 % are 110.06.
 *
 * @throws AssumptionMisfit where an assumption fits no approved row; Overflow where an amount gets too large.
 * @example
 * const { given, policy } = october.outcome;
 * const assumed = factsUnder(given, { prices: [{ item: 'COPPER', percent: '10' }] });
 * const { version, outcome } = closePeriod(assumed, policy, { ledger: 'CN01', period: '2026-10' });
 */
export function factsUnder(facts: Facts, { prices = [], pools = [] }: PeriodAssumptions): Facts {
  const { movement, movement_amount, cost_pool, item } = facts;
  const purchases = movement_amount.amount.slice();
  const [movementOf, itemOf] = [rowOf(movement.movement), rowOf(item.item)];
  for (const assumed of prices) {
    const fits = (row: number) => {
      const document = movementOf(movement_amount.movement[row]);
      if (document < 0 || movement.status[document] !== APPROVED || !BOUGHT.has(movement.type[document])) return false;
      if (!isNamed(facts, movement.item[document], assumed.item)) return false;
      if (assumed.plant !== undefined && !isNamed(facts, movement.plant[document], assumed.plant)) return false;
      const own = item.element[itemOf(movement.item[document])];
      // An item without an element of its own has no freight beside its price.
      return own === 0 || own === movement_amount.element[row];
    };
    changeAmounts(purchases, fits, assumed, percentMore(assumed.percent));
  }
  const pooled = cost_pool.amount.slice();
  for (const assumed of pools) {
    const fits = (row: number) =>
      cost_pool.status[row] === APPROVED && isNamed(facts, cost_pool.pool[row], assumed.pool);
    changeAmounts(pooled, fits, assumed, 'percent' in assumed ? percentMore(assumed.percent) : ratioOf(assumed.rate));
  }
  return {
    ...facts,
    movement_amount: { ...movement_amount, amount: purchases },
    cost_pool: { ...cost_pool, amount: pooled },
  };
}

const BOUGHT: ReadonlySet<number> = new Set([TYPE.purchase_receipt, TYPE.purchase_estimate]);

function isNamed({ symbols }: Facts, code: number, name: string): boolean {
  return symbols.text(code) === name;
}

function percentMore(percent: string): Fraction {
  return add(fraction(1), divide(parseFraction(percent), fraction(100)));
}

function ratioOf({ from, to }: { readonly from: string; readonly to: string }): Fraction {
  return divide(parseFraction(to), parseFraction(from));
}

function changeAmounts(amounts: Float64Array, fits: (row: number) => boolean, assumed: object, times: Fraction): void {
  let found = 0;
  for (const [row, amount] of amounts.entries()) {
    if (!fits(row)) continue;
    found++;
    amounts[row] = safe(roundFraction(multiply(fraction(amount), times)));
  }
  if (found === 0) throw new AssumptionMisfit(`nothing fits ${JSON.stringify(assumed)}`, assumed);
}
