import { NetworkBuilder, OUTSIDE, settle } from '@millrace/costing-core';
import { Decimal } from 'decimal.js';
import type { Method, Workload } from './workload.js';

/** Loads the workload, untimed; what it returns says what each row bears, in cents, by row. */
export type Contender = (workload: Workload, method: Method) => () => ArrayLike<number | bigint>;

/** The engine: pools as nodes of a network, rows as their share edges, as a close has them; settled as a close settles them. */
export const engine: Contender = ({ amount, pool, weight }, method) => {
  const builder = new NetworkBuilder(1);
  for (let p = 0; p < amount.length; p++) {
    const node = builder.node();
    builder.source(node, [amount[p]]);
    if (method === 'largest_remainder') builder.roundRate(node, { of: 'remainder' });
  }
  // Facts hold quantities at 6 decimals.
  for (let row = 0; row < pool.length; row++) builder.share(pool[row], OUTSIDE, 1_000 * weight[row]);
  const network = builder.build();
  return () => {
    const { carried } = settle(network);
    const shares = new Float64Array(pool.length);
    for (let row = 0; row < pool.length; row++) shares[row] = carried[network.edgePosition[row]];
    return shares;
  };
};

/** What one would write first: state by pool, rows as they come; for the largest remainder the rows of each pool sorted. */
export const bigInt: Contender = (workload, method) => {
  const { pool } = workload;
  const amount = BigInt64Array.from(workload.amount, BigInt);
  const weight = BigInt64Array.from(workload.weight, BigInt);
  return () => (method === 'cumulative' ? cumulativeInBigInt : largestInBigInt)({ amount, pool, weight });
};

interface InBigInt {
  readonly amount: BigInt64Array;
  readonly pool: Uint32Array;
  readonly weight: BigInt64Array;
}

function totals({ amount, pool, weight }: InBigInt): BigInt64Array {
  const total = new BigInt64Array(amount.length);
  for (let row = 0; row < pool.length; row++) total[pool[row]] += weight[row];
  return total;
}

function cumulativeInBigInt(given: InBigInt): BigInt64Array {
  const { amount, pool, weight } = given;
  const total = totals(given);
  const shares = new BigInt64Array(pool.length);
  const reached = new BigInt64Array(amount.length);
  const before = new BigInt64Array(amount.length);
  for (let row = 0; row < pool.length; row++) {
    const p = pool[row];
    reached[p] += weight[row];
    // All amounts are positive here, so adding half the divisor rounds half away from zero.
    const upTo = (2n * amount[p] * reached[p] + total[p]) / (2n * total[p]);
    shares[row] = upTo - before[p];
    before[p] = upTo;
  }
  return shares;
}

function largestInBigInt(given: InBigInt): BigInt64Array {
  const { amount, pool, weight } = given;
  const total = totals(given);
  const shares = new BigInt64Array(pool.length);
  const missing = amount.slice();
  const remainder = new BigInt64Array(pool.length);
  for (let row = 0; row < pool.length; row++) {
    const p = pool[row];
    const product = amount[p] * weight[row];
    shares[row] = product / total[p];
    remainder[row] = product % total[p];
    missing[p] -= shares[row];
  }
  for (const [p, rows] of rowsOfPools(amount.length, pool).entries()) {
    rows.sort((a, b) => (remainder[a] === remainder[b] ? a - b : remainder[a] < remainder[b] ? 1 : -1));
    for (const row of rows.slice(0, Number(missing[p]))) shares[row] += 1n;
  }
  return shares;
}

/** The same with decimals of 38 digits. */
export const decimalJs: Contender = (workload, method) => {
  const { pool } = workload;
  const amount = Array.from(workload.amount, (of) => new D(of));
  const weight = Array.from(workload.weight, (of) => new D(of));
  return () => (method === 'cumulative' ? cumulativeInDecimals : largestInDecimals)({ amount, pool, weight });
};

const D = Decimal.clone({ precision: 38, rounding: Decimal.ROUND_HALF_UP, defaults: true });
const ZERO = new D(0);

interface InDecimals {
  readonly amount: readonly Decimal[];
  readonly pool: Uint32Array;
  readonly weight: readonly Decimal[];
}

function decimalTotals({ amount, pool, weight }: InDecimals): Decimal[] {
  const total = amount.map(() => ZERO);
  for (let row = 0; row < pool.length; row++) total[pool[row]] = total[pool[row]].plus(weight[row]);
  return total;
}

function cumulativeInDecimals(given: InDecimals): Float64Array {
  const { amount, pool, weight } = given;
  const total = decimalTotals(given);
  const shares = new Float64Array(pool.length);
  const reached = amount.map(() => ZERO);
  const before = amount.map(() => ZERO);
  for (let row = 0; row < pool.length; row++) {
    const p = pool[row];
    reached[p] = reached[p].plus(weight[row]);
    const upTo = amount[p].times(reached[p]).dividedBy(total[p]).round();
    shares[row] = upTo.minus(before[p]).toNumber();
    before[p] = upTo;
  }
  return shares;
}

function largestInDecimals(given: InDecimals): Float64Array {
  const { amount, pool, weight } = given;
  const total = decimalTotals(given);
  const shares = new Float64Array(pool.length);
  const missing = amount.map((of) => of.toNumber());
  const remainder: Decimal[] = [];
  for (let row = 0; row < pool.length; row++) {
    const p = pool[row];
    const product = amount[p].times(weight[row]);
    const whole = product.dividedToIntegerBy(total[p]);
    remainder.push(product.minus(whole.times(total[p])));
    shares[row] = whole.toNumber();
    missing[p] -= shares[row];
  }
  for (const [p, rows] of rowsOfPools(amount.length, pool).entries()) {
    rows.sort((a, b) => remainder[b].comparedTo(remainder[a]) || a - b);
    for (const row of rows.slice(0, missing[p])) shares[row] += 1;
  }
  return shares;
}

function rowsOfPools(pools: number, pool: Uint32Array): number[][] {
  const rows: number[][] = Array.from({ length: pools }, () => []);
  for (let row = 0; row < pool.length; row++) rows[pool[row]].push(row);
  return rows;
}
