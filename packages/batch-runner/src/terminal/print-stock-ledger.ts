import type { StockLedgerLine, StockReport } from '@millrace/costing-core';
import type { Terms } from '@millrace/report/figures';
import { grouped, groupedQuantity, groupedUnitCost } from '@millrace/report/figures';
import type { Spoken, Texts } from '../text/texts.js';
import { bucketText } from './print-stock.js';
import type { Terminal } from './terminal.js';

/** 明细账: a ledger per bucket, from opening to closing, each line with what is on hand after it. */
export function printStockLedgers(
  terminal: Terminal,
  { lines: summaries }: StockReport,
  lines: readonly StockLedgerLine[],
  terms: Terms,
  { texts, language }: Spoken,
): void {
  const { stock } = texts;
  const byBucket = new Map<string, StockLedgerLine[]>();
  for (const line of lines) {
    const own = byBucket.get(keyOf(line));
    if (own === undefined) byBucket.set(keyOf(line), [line]);
    else own.push(line);
  }
  for (const summary of summaries) {
    const own = byBucket.get(keyOf(summary));
    if (own === undefined) continue;
    const place = [summary.plant, bucketText(summary, texts)].filter((part) => part !== '').join(' · ');
    const name = terms.names.item(summary.item)[language];
    terminal.heading(stock.ledger(`${place} ${name}`, terms.names.unit(summary.item)));
    const rows = own.map((line) => [
      line.day,
      line.movement === '' ? line.layer : documentText(line),
      description(line, texts),
      ...(line.side === 'in' ? pair(line) : ['', '']),
      ...(line.side === 'out' ? pair(line) : ['', '']),
      ...balance(line.balance),
    ]);
    rows.push(['', '', stock.closing, ...pair(summary.in), ...pair(summary.out), ...balance(summary.closing)]);
    terminal.table(stock.ledgerHead, rows, [...stock.ledgerHead.keys().drop(3)]);
  }
}

function keyOf({ plant, item, lot, project, in_transit }: StockReport['lines'][number] | StockLedgerLine): string {
  return [plant, item, lot, project, in_transit].join('\0');
}

/** The document's number, and the movement's where that is another. */
function documentText({ document, movement }: StockLedgerLine): string {
  return document === '' || document === movement ? movement : `${document} ${movement}`;
}

/** 摘要: what it is, for what or whom, and where the document says another quantity. */
function description(line: StockLedgerLine, { stock }: Texts): string {
  const { order, centre, to_plant, refers_to, reason, side, kind } = line;
  const parts = [
    stock.kind[kind],
    order && stock.order(order),
    centre && stock.centre(centre),
    to_plant && stock.toPlant(to_plant),
    refers_to && stock.refersTo(refers_to),
    reason,
  ];
  const moves = side !== 'opening' && line.movement !== '' && !VALUE_ONLY.has(kind) && isOwnUnit(line);
  if (moves && line.document_quantity !== line.quantity) {
    const says = groupedQuantity(line.document_quantity);
    parts.push(isNothing(line.quantity) ? stock.silent(says) : stock.documentSays(says));
  }
  return parts.filter((part) => part !== '').join(' ');
}

/** A converted quantity differs from the document's for another reason. */
function isOwnUnit({ document_unit }: StockLedgerLine): boolean {
  return document_unit === '';
}

const VALUE_ONLY: ReadonlySet<string> = new Set(['price_difference', 'late_difference']);

function pair({ quantity, amount }: { readonly quantity: string; readonly amount: string }): string[] {
  if (isNothing(quantity)) return ['', isNothing(amount) ? '' : grouped(amount)];
  return [groupedQuantity(quantity), grouped(amount)];
}

function balance({ quantity, unit_cost, amount }: StockLedgerLine['balance']): string[] {
  return [groupedQuantity(quantity), unit_cost === '' ? '' : groupedUnitCost(unit_cost, 4), grouped(amount)];
}

function isNothing(number: string): boolean {
  return !/[1-9]/.test(number);
}
