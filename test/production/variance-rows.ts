import { variances } from '@millrace/costing-core';
import type { ClosedMonth } from '../factory/month.js';

/** The variances of a closed month: of what, component, element, kind, quantity without zeros at its end, amount. */
export function varianceRows(closed: ClosedMonth): string[][] {
  const { outcome, findings } = closed.result;
  if (outcome === undefined) throw new Error(`fatal: ${JSON.stringify(findings)}`);
  return variances(outcome).map((row) => [
    row.object_kind,
    row.object,
    row.component,
    row.element,
    row.kind,
    row.quantity.replace(/\.?0+$/, ''),
    row.amount,
  ]);
}

/** Those of one order, without its name. */
export function ofOrder(closed: ClosedMonth, order = 'O1'): string[][] {
  return varianceRows(closed)
    .filter(([kind, object]) => kind === 'order' && object === order)
    .map((row) => row.slice(2));
}

/** In the ledger's smallest unit. */
export function totalOf(rows: readonly string[][]): bigint {
  return rows.reduce((total, row) => total + BigInt((row.at(-1) ?? '').replace('.', '')), 0n);
}
