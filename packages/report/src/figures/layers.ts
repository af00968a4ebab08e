import type { ResultRow } from '@millrace/costing-core';
import { printFixed } from '@millrace/exact';
import { compareText } from '@millrace/facts';
import type { ReportMasters, VersionTables } from '../report-input.js';
import { unitsOf } from './decimals.js';
import type { Terms } from './terms.js';
import { unitCostText } from './unit-cost-text.js';

/** A part of closing stock with an age and a cost of its own; without a name where a bucket's stock has one price. */
export interface LayerLine extends ResultRow<'layer'> {
  /** How it is valued; empty where the item isn't known. */
  readonly method: string;
  readonly amount: string;
  readonly unit_cost: string;
  readonly elements: Readonly<Record<string, string>>;
}

export interface LayersTotal {
  readonly amount: string;
  readonly elements: Readonly<Record<string, string>>;
}

export interface LayerTables extends VersionTables {
  rows<T extends LayerTable | Parameters<VersionTables['rows']>[0]>(name: T): Iterable<ResultRow<T>>;
}

type LayerTable = 'layer' | 'layer_element' | 'valuation';

/** What closing stock consists of, layer by layer, in the order in which it is taken. The amounts add up to closing. */
export function layersOf(
  tables: LayerTables,
  masters: ReportMasters,
  terms: Terms,
  wanted: (row: ResultRow<'layer'>) => boolean,
): { readonly lines: readonly LayerLine[]; readonly total: LayersTotal } {
  const { amountScale } = terms;
  const methods = new Map(Array.from(tables.rows('valuation'), (row) => [row.category, row.method]));
  const categories = new Map((masters.item ?? []).map((row) => [String(row.item), String(row.category ?? '')]));
  const amounts = amountsOf(tables.rows('layer_element'));
  const print = (units: bigint) => printFixed(units, amountScale);
  const sums = new Map<string, bigint>();
  let total = 0n;
  const lines = byAge(Array.from(tables.rows('layer')).filter(wanted)).map((row): LayerLine => {
    const elements = amounts.get(keyOf(row)) ?? {};
    let sum = 0n;
    for (const [element, text] of Object.entries(elements)) {
      const units = unitsOf(text, amountScale);
      sum += units;
      sums.set(element, (sums.get(element) ?? 0n) + units);
    }
    total += sum;
    const amount = print(sum);
    return {
      ...row,
      method: methods.get(categories.get(row.item) ?? '') ?? '',
      amount,
      unit_cost: unitCostText(amount, row.quantity, terms),
      elements,
    };
  });
  const elements = Object.fromEntries(Array.from(sums, ([element, amount]) => [element, print(amount)]));
  return { lines, total: { amount: print(total), elements } };
}

/** Amounts per element, by layer. Rows of one layer mostly follow each other: a key is made for the first of them. */
function amountsOf(rows: Iterable<ResultRow<'layer_element'>>): Map<string, Record<string, string>> {
  const amounts = new Map<string, Record<string, string>>();
  let last: ResultRow<'layer_element'> | undefined;
  let of: Record<string, string> = {};
  for (const row of rows) {
    if (last === undefined || !isSameLayer(row, last)) {
      of = amounts.get(keyOf(row)) ?? {};
      amounts.set(keyOf(row), of);
    }
    of[row.element] = row.amount;
    last = row;
  }
  return amounts;
}

function isSameLayer(a: ResultRow<'layer_element'>, b: ResultRow<'layer_element'>): boolean {
  return (
    a.layer === b.layer &&
    a.item === b.item &&
    a.plant === b.plant &&
    a.lot === b.lot &&
    a.project === b.project &&
    a.in_transit === b.in_transit
  );
}

/** Within each bucket by the day received, then by name. */
function byAge(rows: readonly ResultRow<'layer'>[]): ResultRow<'layer'>[] {
  const places = new Map<string, number>();
  const placed = rows.map((row) => {
    const bucket = bucketOf(row);
    const place = places.get(bucket) ?? places.size;
    places.set(bucket, place);
    return { row, place };
  });
  // Rows come in the order of their keys, and sorting keeps it where days are the same.
  placed.sort((a, b) => a.place - b.place || compareText(a.row.received_on, b.row.received_on));
  return placed.map(({ row }) => row);
}

function keyOf(row: ResultRow<'layer'> | ResultRow<'layer_element'>): string {
  return `${bucketOf(row)}\0${row.layer}`;
}

function bucketOf({
  plant,
  item,
  lot,
  project,
  in_transit,
}: Omit<ResultRow<'layer'>, 'quantity'> | ResultRow<'layer_element'>): string {
  return `${plant}\0${item}\0${lot}\0${project}\0${in_transit}`;
}
