import type { BomRows } from '@millrace/bom';
import { printFixed } from '@millrace/exact';
import type { Facts, TABLES, TableName } from '@millrace/facts';
import { cellsOf, printDate, specOf } from '@millrace/facts';
import { withLineQuantities } from '../formula/line-formulas.js';
import type { StandardRows } from './standard-rows.js';

/** The columns of the facts that a standard cost reads: the same names on both sides, which the types check. */
const COLUMNS = {
  item: ['item', 'unit', 'supply', 'element', 'costing_lot'],
  unit_conversion: ['item', 'from_unit', 'to_unit', 'numerator', 'denominator'],
  bom: ['plant', 'parent', 'alternative', 'valid_from', 'valid_to', 'base_quantity', 'unit', 'active'],
  bom_line: [
    'plant',
    'parent',
    'alternative',
    'valid_from',
    'line',
    'component',
    'quantity',
    'unit',
    'kind',
    'fixed',
    'scrap_rate',
    'operation',
    'starts_on',
    'ends_on',
    'cost_share',
    'component_plant',
  ],
  routing_operation: [
    'plant',
    'item',
    'alternative',
    'operation',
    'position',
    'work_centre',
    'base_quantity',
    'setup_hours_machine',
    'setup_hours_labour',
    'run_hours_machine',
    'run_hours_labour',
    'time_unit',
    'efficiency',
    'scrap_rate',
    'subcontract_price',
  ],
  cost_element: ['element', 'class', 'position'],
  work_centre: ['work_centre', 'centre'],
  rate: ['plant', 'centre', 'work_centre', 'driver', 'element', 'valid_from', 'rate', 'time_unit'],
  item_price: ['plant', 'item', 'kind', 'element', 'valid_from', 'price', 'per_quantity', 'unit'],
  joint_output: ['plant', 'item', 'output_item', 'valid_from', 'role', 'weight', 'price'],
} as const satisfies {
  readonly [T in StandardTable]: readonly (keyof RowOf<T> & keyof (typeof TABLES)[T]['columns'])[];
};

type StandardTable = Exclude<keyof StandardRows, 'item_plant'>;
type RowOf<T extends StandardTable> = NonNullable<StandardRows[T]>[number];

/** The tables of the facts that a structure is read from, and with prices and rates a standard cost. */
export const STRUCTURE_TABLES = [
  'item',
  'unit_conversion',
  'bom',
  'bom_line',
  'attribute',
  'routing_operation',
] as const;
export const STANDARD_TABLES = Object.keys(COLUMNS) as readonly StandardTable[];

/** Facts, and the plants whose rows count; undefined: all. */
export interface StandardFacts {
  readonly facts: Facts;
  readonly plants: readonly string[] | undefined;
}

/**
 * The rows of a standard cost from the same facts that a period is closed from: those of the plants given, or of all. Joint
 * outputs of one order alone are left out. Where there are several plants, an item is in those that make it, use it or
 * have a price for it.
 */
export function standardRows(facts: Facts, plants?: readonly string[]): StandardRows {
  const given = { facts, plants };
  const item_price = tableRows(given, 'item_price');
  return {
    ...bomRows(facts, plants),
    cost_element: tableRows(given, 'cost_element'),
    work_centre: tableRows(given, 'work_centre'),
    rate: tableRows(given, 'rate'),
    item_price,
    item_plant: item_price,
    joint_output: tableRows(given, 'joint_output'),
  };
}

/** The rows of the structure alone, lines by formula with the quantities that they come to. */
export function bomRows(facts: Facts, plants?: readonly string[]): BomRows {
  const given = { facts: withLineQuantities(facts), plants };
  return {
    item: tableRows(given, 'item'),
    unit_conversion: tableRows(given, 'unit_conversion'),
    bom: tableRows(given, 'bom'),
    bom_line: tableRows(given, 'bom_line'),
    routing_operation: tableRows(given, 'routing_operation'),
  };
}

/** The rows of one table that count, of those that are wanted. */
export function tableRows<T extends StandardTable>(
  { facts, plants }: StandardFacts,
  table: T,
  isWanted: (row: number) => boolean = () => true,
): RowOf<T>[] {
  const read = rowReader(facts, table);
  const counts = rowFilter(facts, table, plants);
  const rows: RowOf<T>[] = [];
  for (let row = 0; row < facts[table].rowCount; row++) if (counts(row) && isWanted(row)) rows.push(read(row));
  return rows;
}

/** One row after the other. */
export function rowReader<T extends StandardTable>(facts: Facts, table: T): (row: number) => RowOf<T> {
  const columns: readonly string[] = COLUMNS[table];
  const cells = columns.map((column) => [column, cellReader(facts, table, column)] as const);
  return (row) => {
    const read: Record<string, string> = {};
    for (const [column, cell] of cells) read[column] = cell(row);
    return read as unknown as RowOf<T>;
  };
}

function rowFilter(
  facts: Facts,
  table: StandardTable,
  plants: readonly string[] | undefined,
): (row: number) => boolean {
  const { symbols } = facts;
  if (!('plant' in facts[table])) return () => true;
  const plant = cellsOf(facts, table, 'plant');
  const wanted = new Uint8Array(symbols.size);
  if (plants === undefined) wanted.fill(1);
  for (const name of plants ?? []) wanted[symbols.find(name) ?? 0] = 1;
  const order = table === 'joint_output' ? facts.joint_output.order : undefined;
  return (row) => wanted[plant[row]] === 1 && (order === undefined || order[row] === 0);
}

/** Cells as the text they were read from, without zeros at the end; equal cells share one text. */
function cellReader(facts: Facts, table: TableName, column: string): (row: number) => string {
  const { kind, scale, choices } = specOf(table).columns[column];
  const cells = cellsOf(facts, table, column);
  if (kind === 'text') return (row) => facts.symbols.text(cells[row]);
  if (kind === 'choice') return (row) => choices[cells[row]] ?? '';
  if (kind === 'flag') return (row) => (cells[row] === 1 ? 'true' : 'false');
  const print = kind === 'date' ? printDate : (value: number) => trimmed(printFixed(value, scale));
  const known = new Map<number, string>();
  return (row) => {
    const value = cells[row];
    if (Number.isNaN(value)) return '';
    const text = known.get(value) ?? print(value);
    if (known.size < MOST_TEXTS) known.set(value, text);
    return text;
  };
}

/** Beyond it a column holds too many different numbers for sharing to pay. */
const MOST_TEXTS = 10_000;

function trimmed(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
