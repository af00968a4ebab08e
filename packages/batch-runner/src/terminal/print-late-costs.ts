import type { ResultRow } from '@millrace/costing-core';
import { printFixed } from '@millrace/exact';
import { grouped, groupedQuantity, type LateAmounts, lateCostsOf, type Terms } from '@millrace/report/figures';
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
  const { lines, total } = lateCostsOf(lateCosts, terms.amountScale);
  const amounts = ({ amount, toStock, toExpense }: LateAmounts) =>
    [amount, toStock, toExpense].map((units) => grouped(printFixed(units, terms.amountScale)));
  const rows = lines.map(({ row, ...of }) => {
    const { document, movement, kind, item, receipt, received_on, quantity, covered } = row;
    return [
      document === '' || document === movement ? movement : `${document} ${movement}`,
      late.kind[kind as keyof typeof late.kind],
      `${item} ${terms.names.item(item)[language]}`,
      receipt,
      received_on,
      ...[quantity, covered].map((part) => (part === '' ? '' : groupedQuantity(part))),
      ...amounts(of),
    ];
  });
  rows.push([late.total, '', '', '', '', '', '', ...amounts(total)]);
  terminal.table(late.head, rows, [...late.head.keys().drop(5)]);
}
