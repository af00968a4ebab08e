import type { ResultRow } from '@millrace/costing-core';
import { printFixed } from '@millrace/exact';
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
  const amounts = new Map<string, Record<string, string>>();
  for (const row of tables.rows('layer_element')) {
    amounts.set(keyOf(row), { ...amounts.get(keyOf(row)), [row.element]: row.amount });
  }
  const print = (units: bigint) => printFixed(units, amountScale);
  const lines = Array.from(tables.rows('layer'))
    .filter(wanted)
    .map((row): LayerLine => {
      const elements = amounts.get(keyOf(row)) ?? {};
      const amount = Object.values(elements).reduce((sum, text) => sum + unitsOf(text, amountScale), 0n);
      return {
        ...row,
        method: methods.get(categories.get(row.item) ?? '') ?? '',
        amount: print(amount),
        unit_cost: unitCostText(print(amount), row.quantity, terms),
        elements,
      };
    });
  sortByAge(lines);
  const sums = new Map<string, bigint>();
  for (const [element, text] of lines.flatMap(({ elements }) => Object.entries(elements))) {
    sums.set(element, (sums.get(element) ?? 0n) + unitsOf(text, amountScale));
  }
  const total = [...sums.values()].reduce((sum, amount) => sum + amount, 0n);
  const elements = Object.fromEntries(Array.from(sums, ([element, amount]) => [element, print(amount)]));
  return { lines, total: { amount: print(total), elements } };
}

/** Within each bucket by the day received, then by name. */
function sortByAge(lines: LayerLine[]): void {
  const places = new Map<string, number>();
  for (const line of lines) if (!places.has(bucketOf(line))) places.set(bucketOf(line), places.size);
  const place = (line: LayerLine) => places.get(bucketOf(line)) as number;
  // Rows come in the order of their keys, and sorting keeps it where days are the same.
  lines.sort(
    (a, b) => place(a) - place(b) || (a.received_on < b.received_on ? -1 : a.received_on > b.received_on ? 1 : 0),
  );
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
  return [plant, item, lot, project, in_transit].join('\0');
}
