import { printFixed, QUANTITY_SCALE } from '@millrace/exact';
import type { Column } from '@millrace/facts';
import type { TableBytes } from './row-writer.js';
import { type StoredCells, storedAmounts, storedRows } from './stored-rows.js';
import { type StoredTableName, storedColumns } from './stored-tables.js';
import { RESULT_TABLES, type ResultRow, type ResultTableName, resultColumns } from './tables.js';
import { unitCost } from './unit-cost.js';
import { unitsOf } from './units-of.js';

/** Which stored table rows are read from; for rows per element, which column of amounts each amount comes from. */
interface LongForm {
  readonly from: StoredTableName;
  readonly amounts: Readonly<Record<string, string>>;
  /** A thing without any amount has a row too, of the first element. */
  readonly isWhole?: true;
  /** Where the driver and the rates stand by which things were spread that have a quantity. */
  readonly rates?: 'pool_rate';
}

const AMOUNT = { amount: 'amounts' };
const RATED = { rate: 'rates', amount: 'amounts' };
const SIDES = {
  opening_amount: 'opening_amounts',
  in_amount: 'in_amounts',
  out_amount: 'out_amounts',
  closing_amount: 'closing_amounts',
};
const STAGE = {
  opening_wip: 'opening_wip',
  input: 'input',
  completed: 'completed',
  scrap: 'scrap',
  residual: 'residual',
  closing_wip: 'closing_wip',
};

const SPOILAGE = {
  irreparable: 'irreparable',
  normal_salvage: 'normal_salvage',
  repair: 'repair',
  salvage: 'salvage',
  compensation: 'compensation',
  net: 'net',
};

/** Tables with a row per element, of which the stored table has a row per thing. The others are read as they are. */
const LONG_FORMS: { readonly [T in ResultTableName]?: LongForm } = {
  unit_cost_element: { from: 'unit_cost', amounts: AMOUNT },
  unit_cost_component: { from: 'unit_cost_component', amounts: AMOUNT },
  stock_element: { from: 'stock', amounts: SIDES },
  layer_element: { from: 'layer', amounts: AMOUNT },
  order_cost: { from: 'order_cost', amounts: STAGE },
  order_quantity: { from: 'order_quantity', amounts: { unit_cost: 'unit_costs' }, isWhole: true },
  step_share: { from: 'step_share', amounts: RATED, isWhole: true },
  spoilage: { from: 'spoilage', amounts: SPOILAGE, isWhole: true },
  pool_allocation: { from: 'pool_allocation', amounts: AMOUNT, rates: 'pool_rate' },
  pool_rate: { from: 'pool_rate', amounts: { amount: 'amounts', rate: 'rates', last_rate: 'last_rates' } },
  absorption: {
    from: 'absorption',
    amounts: { amount: 'amounts', applied: 'applied', difference: 'differences' },
    isWhole: true,
  },
  service_rate: { from: 'service_rate', amounts: RATED },
  service_allocation: { from: 'service_allocation', amounts: AMOUNT },
  movement_cost: { from: 'movement_cost', amounts: AMOUNT },
  late_cost: {
    from: 'late_cost',
    amounts: { amount: 'amounts', to_stock: 'to_stock', to_expense: 'to_expense' },
  },
  standard_level: { from: 'standard_level', amounts: { own: 'own', lower: 'lower' } },
  residual: { from: 'residual', amounts: AMOUNT },
  control_total: {
    from: 'control_total',
    amounts: { amount: 'amounts', departures: 'departures', taken_in: 'taken_in' },
  },
  proof: { from: 'proof', amounts: AMOUNT },
};

/** The stored tables that rows are read from; with rows per element also that of the elements' names. */
export function storedTablesOf(name: ResultTableName): StoredTableName[] {
  const long = LONG_FORMS[name];
  if (long === undefined) return [name as StoredTableName];
  return ['version_element', long.from, ...(long.rates === undefined ? [] : [long.rates])];
}

/** The rows of a table as objects, one by one. */
export function* rowsOf<T extends ResultTableName>(
  name: T,
  tables: (name: StoredTableName) => TableBytes,
): Generator<ResultRow<T>> {
  const columns = resultColumns(name);
  const long = LONG_FORMS[name];
  const from = long?.from ?? (name as StoredTableName);
  const placeOf = new Map(storedColumns(from).map((column, place) => [column, place]));
  const rows = storedRows(tables(from).pieces);
  if (long === undefined) {
    const places = columns.map((column) => placeOf.get(column) as number);
    for (const cells of rows) {
      const row: Record<string, string> = {};
      for (let c = 0; c < columns.length; c++) row[columns[c]] = cells[places[c]] ?? '';
      yield row as ResultRow<T>;
    }
    return;
  }
  const elements: string[] = [];
  for (const [position, element] of storedRows(tables('version_element').pieces)) {
    elements[Number(position) - 1] = element as string;
  }
  const amountColumns = columns.filter((column) => long.amounts[column] !== undefined);
  const places = amountColumns.map((column) => placeOf.get(long.amounts[column]) as number);
  const spec: Readonly<Record<string, Column>> = RESULT_TABLES[name].columns;
  const isOptional = amountColumns.map((column) => spec[column].optional);
  const cellOf = (cells: StoredCells, column: string) => cells[placeOf.get(column) ?? -1] ?? '';
  const rates = long.rates && ratesOf(tables(long.rates));
  for (const cells of rows) {
    const isSpread = cellOf(cells, 'quantity') !== '';
    const rated = isSpread ? rates?.get(rateKey(cellOf(cells, 'object'), cellOf(cells, 'pool'))) : undefined;
    const amounts = places.map((place) => storedAmounts(cells[place]));
    // Rates have decimals of their own.
    const shown = amounts.flatMap((of, place) => (isOptional[place] ? [] : of)).find((amount) => amount !== '');
    for (let e = 0; e < elements.length; e++) {
      const has = (of: readonly string[]) => (of[e] ?? '') !== '';
      const some = amounts.find((of, place) => (long.isWhole || !isOptional[place]) && has(of))?.[e];
      const isOnlyRow = long.isWhole && e === 0 && amounts.every((of) => of.length === 0);
      if (some === undefined && !isOnlyRow) continue;
      const row: Record<string, string> = {};
      for (const column of columns) {
        const place = amountColumns.indexOf(column);
        if (place >= 0)
          row[column] = amounts[place][e] || (isOptional[place] ? '' : printFixed(0, decimalsOf(shown ?? '')));
        else if (column === 'element') row[column] = elements[e];
        else if (rates !== undefined && column === 'driver') row[column] = rated?.driver ?? '';
        else if (rates !== undefined && column === 'rate') row[column] = rated?.rates[e] ?? '';
        else if (column === 'unit_cost')
          row[column] = unitCostOf(some ?? '', cellOf(cells, 'quantity'), cellOf(cells, column));
        else row[column] = cellOf(cells, column);
      }
      yield row as ResultRow<T>;
    }
  }
}

/** Drivers and rates per element by what was spread. */
function ratesOf({ pieces }: TableBytes): Map<string, { readonly driver: string; readonly rates: readonly string[] }> {
  const [object, pool, driver, rates] = ['object', 'pool', 'driver', 'rates'].map((column) =>
    storedColumns('pool_rate').indexOf(column),
  );
  const found = new Map<string, { driver: string; rates: string[] }>();
  for (const cells of storedRows(pieces)) {
    const key = rateKey(cells[object] ?? '', cells[pool] ?? '');
    found.set(key, { driver: cells[driver] ?? '', rates: storedAmounts(cells[rates]) });
  }
  return found;
}

function rateKey(object: string, pool: string): string {
  return `${object}\0${pool}`;
}

/** What an element contributes to a unit cost, with the decimals of the whole. */
function unitCostOf(amount: string, quantity: string, whole: string): string {
  const scale = decimalsOf(amount);
  return unitCost(unitsOf(amount, scale), unitsOf(quantity, QUANTITY_SCALE), scale, decimalsOf(whole));
}

function decimalsOf(text: string): number {
  return text.split('.')[1]?.length ?? 0;
}
