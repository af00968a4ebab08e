import type { StockFigures, StockLedgerLine, StockReport, StockSummary } from '@millrace/costing-core';
import { columns, type ElementOfColumn, perElement, type Sheet } from './sheet.js';

const PLACE = ['plant', 'item', 'lot', 'project', 'in_transit'] as const;
const placeOf = (line: StockSummary) => PLACE.map((column) => line[column]);

/** 收发存汇总表: a row per bucket of stock. */
export function stockSheet({ lines }: StockReport): Sheet {
  const sides = ['opening', 'in', 'out', 'closing'] as const;
  const pairs = sides.flatMap((side) => [
    ...columns('quantity', `${side}_quantity`),
    ...columns('number', `${side}_amount`),
  ]);
  return {
    name: 'stock',
    columns: [...columns('text', ...PLACE), ...pairs, ...columns('number', 'closing_unit_cost')],
    rows: lines.map((line) => [
      ...placeOf(line),
      ...sides.flatMap((side) => [line[side].quantity, line[side].amount]),
      line.closing.unit_cost,
    ]),
  };
}

/** The same with receipts and issues by kind: a row per bucket and kind. */
export function stockByKindSheet({ lines }: StockReport, elements: readonly ElementOfColumn[]): Sheet {
  return {
    name: 'stock_by_kind',
    columns: [
      ...columns('text', ...PLACE, 'side', 'kind'),
      ...columns('quantity', 'quantity'),
      ...columns('number', 'amount'),
      ...perElement('amount', elements),
    ],
    rows: lines.flatMap((line) => {
      const row = (side: string, kind: string, { quantity, amount, elements: parts }: StockFigures) => [
        ...placeOf(line),
        side,
        kind,
        quantity,
        amount,
        ...elements.map(({ code }) => parts[code] ?? ''),
      ];
      return [
        row('opening', '', line.opening),
        ...line.receipts.map((figures) => row('in', figures.kind, figures)),
        ...line.issues.map((figures) => row('out', figures.kind, figures)),
        row('closing', '', line.closing),
      ];
    }),
  };
}

/** 明细账: a row per movement, with what is on hand after it. */
export function stockLedgerSheet(lines: Iterable<StockLedgerLine>, elements: readonly ElementOfColumn[]): Sheet {
  return {
    name: 'stock_ledger',
    columns: [
      ...columns('text', ...PLACE, 'side', 'kind'),
      ...columns('day', 'day'),
      ...columns('text', 'posted_at', ...DOCUMENT),
      ...columns('quantity', 'document_quantity'),
      ...columns('text', 'document_unit'),
      ...columns('quantity', 'quantity'),
      ...columns('number', 'amount', 'unit_cost'),
      ...perElement('amount', elements),
      ...columns('quantity', 'balance_quantity'),
      ...columns('number', 'balance_amount', 'balance_unit_cost'),
    ],
    rows: ledgerRows(lines, elements),
  };
}

const DOCUMENT = ['movement', 'document', 'layer', 'order', 'centre', 'to_plant', 'refers_to', 'reason'] as const;

function* ledgerRows(lines: Iterable<StockLedgerLine>, elements: readonly ElementOfColumn[]): Generator<string[]> {
  for (const line of lines) {
    yield [
      ...PLACE.map((column) => line[column]),
      line.side,
      line.kind,
      line.day,
      line.posted_at,
      ...DOCUMENT.map((column) => line[column]),
      line.document_quantity,
      line.document_unit,
      line.quantity,
      line.amount,
      line.unit_cost,
      ...elements.map(({ code }) => line.elements[code] ?? ''),
      line.balance.quantity,
      line.balance.amount,
      line.balance.unit_cost,
    ];
  }
}
