import { edgesOf, type Finding, type Outcome, type ResultRow, type Version } from '@millrace/costing-core';
import { closeMonths } from '../../examples/close-months.ts';
import type { Example } from '../../examples/example.ts';

/** What the tests look at of a closed month; the rest is let go, so that twelve of them fit. */
export interface Closing {
  readonly period: string;
  readonly hash: string;
  readonly findings: readonly Finding[];
  /** In cents by element, added up from the edges: what came from outside and what went there. */
  readonly entered: Readonly<Record<string, bigint>>;
  readonly left: Readonly<Record<string, bigint>>;
  /** Nodes whose edges in and out do not add up to the same, by element. */
  readonly unbalanced: readonly string[];
  readonly stock: readonly ResultRow<'stock'>[];
  readonly stockElement: readonly ResultRow<'stock_element'>[];
  readonly orderCost: readonly ResultRow<'order_cost'>[];
  readonly poolAllocation: readonly ResultRow<'pool_allocation'>[];
  readonly controlTotal: readonly ResultRow<'control_total'>[];
  readonly proof: readonly ResultRow<'proof'>[];
}

/** Closes all months of an example. */
export function closeAll(example: Example, shuffle: boolean): Closing[] {
  return Array.from(closeMonths(example, { shuffle }), ({ month, findings, version, outcome }) => {
    if (version === undefined || outcome === undefined) throw new Error(JSON.stringify(findings.slice(0, 3)));
    return { period: month.period, hash: version.hash, findings, ...sumsOf(outcome), ...tablesOf(version) };
  });
}

/** Text with two decimals in cents. */
export function cents(amount: string): bigint {
  return BigInt(amount.replace('.', ''));
}

/** Sums per key; a text that holds an amount at two decimals counts in cents. */
export function sumBy<Row>(rows: Iterable<Row>, keyOf: (row: Row) => string, amountOf: (row: Row) => bigint) {
  const sums: Record<string, bigint> = {};
  for (const row of rows) sums[keyOf(row)] = (sums[keyOf(row)] ?? 0n) + amountOf(row);
  return sums;
}

/** What a month opened or closed with, without what is 0: stock and work in process, per element, and quantities. */
export function balances({ stock, stockElement, orderCost }: Closing, side: 'opening' | 'closing') {
  return {
    quantity: nonZero(
      sumBy(
        stock,
        ({ item }) => item,
        (row) => cents(row[`${side}_quantity`]),
      ),
    ),
    stock: nonZero(
      sumBy(
        stockElement,
        ({ item, element }) => `${item} ${element}`,
        (row) => cents(row[`${side}_amount`]),
      ),
    ),
    wip: nonZero(
      sumBy(
        orderCost,
        ({ order, stage, element }) => `${order} ${stage} ${element}`,
        (row) => cents(row[`${side}_wip`]),
      ),
    ),
  };
}

/** Without the entries that are 0. */
export function nonZero(sums: Readonly<Record<string, bigint>>): Record<string, bigint> {
  return Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== 0n));
}

function tablesOf(version: Version) {
  return {
    stock: version.rows('stock'),
    stockElement: version.rows('stock_element'),
    orderCost: version.rows('order_cost'),
    poolAllocation: version.rows('pool_allocation'),
    controlTotal: version.rows('control_total'),
    proof: version.rows('proof'),
  };
}

function sumsOf(outcome: Outcome) {
  const entered: Record<string, bigint> = {};
  const left: Record<string, bigint> = {};
  const balance = new Map<string, bigint>();
  const add = (sums: Record<string, bigint>, element: string, amount: bigint) => {
    sums[element] = (sums[element] ?? 0n) + amount;
  };
  for (const { from, to, amounts } of edgesOf(outcome)) {
    for (const [element, text] of Object.entries(amounts)) {
      const amount = cents(text);
      if (from === '') add(entered, element, amount);
      else balance.set(`${from} ${element}`, (balance.get(`${from} ${element}`) ?? 0n) - amount);
      if (to === '') add(left, element, amount);
      else balance.set(`${to} ${element}`, (balance.get(`${to} ${element}`) ?? 0n) + amount);
    }
  }
  return { entered, left, unbalanced: [...balance].filter(([, rest]) => rest !== 0n).map(([node]) => node) };
}
