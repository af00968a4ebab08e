import type { ResultRow } from '@millrace/costing-core';
import { printFixed } from '@millrace/exact';
import type { Terms } from '@millrace/report/figures';
import { decimalsOf, grouped, groupedQuantity, unitsOf } from '@millrace/report/figures';
import type { Spoken } from '../text/texts.js';
import type { Terminal } from './terminal.js';

/** Costs that came after their receipts, a line each, its elements together; all of them last. */
export function printLateCosts(
  terminal: Terminal,
  lateCosts: readonly ResultRow<'late_cost'>[],
  terms: Terms,
  { texts, language }: Spoken,
): void {
  const { late } = texts;
  if (lateCosts.length === 0) {
    terminal.line(late.none);
    return;
  }
  const scale = decimalsOf(lateCosts[0].amount);
  const total = PARTS.map(() => 0n);
  const byDocument = new Map<string, { readonly row: ResultRow<'late_cost'>; readonly sums: bigint[] }>();
  for (const row of lateCosts) {
    const key = `${row.movement}\0${row.receipt}`;
    const cost = byDocument.get(key) ?? { row, sums: PARTS.map(() => 0n) };
    byDocument.set(key, cost);
    for (const [i, part] of PARTS.entries()) {
      const units = unitsOf(row[part], scale);
      cost.sums[i] += units;
      total[i] += units;
    }
  }
  const amounts = (sums: readonly bigint[]) => sums.map((sum) => grouped(printFixed(sum, scale)));
  const rows = [...byDocument.values()].map(({ row, sums }) => {
    const { document, movement, kind, item, receipt, received_on, quantity, covered } = row;
    return [
      document === '' || document === movement ? movement : `${document} ${movement}`,
      late.kind[kind as keyof typeof late.kind],
      `${item} ${terms.names.item(item)[language]}`,
      receipt,
      received_on,
      ...[quantity, covered].map((of) => (of === '' ? '' : groupedQuantity(of))),
      ...amounts(sums),
    ];
  });
  rows.push([late.total, '', '', '', '', '', '', ...amounts(total)]);
  terminal.table(late.head, rows, [...late.head.keys().drop(5)]);
}

const PARTS = ['amount', 'to_stock', 'to_expense'] as const;
