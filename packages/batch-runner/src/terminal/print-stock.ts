import type { StockFigures, StockReport, StockSummary } from '@millrace/costing-core';
import type { Terms } from '@millrace/report/figures';
import { grouped, groupedQuantity, groupedUnitCost } from '@millrace/report/figures';
import type { Spoken, Texts } from '../text/texts.js';
import type { Terminal } from './terminal.js';

/**
 * 收发存汇总表: a line per bucket of stock, all together last. Below each line what it consists of, where that is asked for:
 * receipts and issues by kind, amounts by cost element.
 */
export function printStock(
  terminal: Terminal,
  { lines, total }: StockReport,
  shown: { readonly kinds: boolean; readonly elements: boolean },
  terms: Terms,
  { texts, language }: Spoken,
): void {
  const { stock } = texts;
  const rows: string[][] = [];
  for (const line of lines) {
    const name = terms.names.item(line.item)[language];
    rows.push([line.plant, bucketText(line, texts), name, terms.names.unit(line.item), ...cells(line)]);
    addParts(line);
  }
  rows.push([stock.total, '', '', '', ...cells(total)]);
  addParts(total);
  terminal.table(stock.head, rows, [...stock.head.keys().drop(4)]);

  function addParts(line: StockReport['total']): void {
    if (shown.kinds) {
      for (const { kind, ...figures } of line.receipts) {
        rows.push(['', '', `  ${stock.kind[kind]}`, '', '', '', ...pair(figures), '', '', '', '', '']);
      }
      for (const { kind, ...figures } of line.issues) {
        rows.push(['', '', `  ${stock.kind[kind]}`, '', '', '', '', '', ...pair(figures), '', '', '']);
      }
    }
    if (shown.elements) {
      const sides = [line.opening, line.in, line.out, line.closing];
      for (const { code, name } of terms.elements.filter(({ code }) => sides.some(({ elements }) => elements[code]))) {
        const [opening, received, issued, closing] = sides.map(({ elements }) => grouped(elements[code] ?? ''));
        rows.push(['', '', `  ${name[language]}`, '', '', opening, '', received, '', issued, '', '', closing]);
      }
    }
  }
}

/** The columns that identify a bucket within its plant. */
export function bucketText(
  { item, lot, project, in_transit }: Pick<StockSummary, 'item' | 'lot' | 'project' | 'in_transit'>,
  { stock }: Texts,
): string {
  const underWay = in_transit === '' ? '' : stock.inTransit(in_transit);
  return [item, lot, project, underWay].filter((part) => part !== '').join(' · ');
}

function cells({ opening, in: received, out, closing }: StockReport['total']): string[] {
  const unit = closing.unit_cost === '' ? '' : groupedUnitCost(closing.unit_cost, UNIT_COST_DECIMALS);
  return [...pair(opening), ...pair(received), ...pair(out), groupedOrNothing(closing), unit, grouped(closing.amount)];
}

function pair(figures: StockFigures): [quantity: string, amount: string] {
  return [groupedOrNothing(figures), grouped(figures.amount)];
}

/** A quantity that is 0 says nothing. */
function groupedOrNothing({ quantity }: StockFigures): string {
  return /[1-9]/.test(quantity) ? groupedQuantity(quantity) : '';
}

/** Decimals of unit costs on a terminal. */
const UNIT_COST_DECIMALS = 4;

/** A flat row per bucket, with receipts and issues by kind, and the total. */
export function stockAsJson({ lines, total }: StockReport) {
  return { stock: lines, total: [total] };
}
