import { printFixed } from '@millrace/exact';
import type { Cells, ResultTableName } from '../results/tables.js';
import type { RolledStandard } from './roll-up.js';
import { type UnitCostRow, unitCosts } from './unit-cost.js';

type Tables = readonly (readonly [ResultTableName, () => Iterable<Cells>])[];

/**
 * A roll-up as tables of a version. The unit cost of one unit stands where that of a close does, `produced` for what is
 * rolled up and `available` for what has a price, so that any two versions can be compared; own and lower level, and
 * where a cost comes from, in tables of their own. An item without a cost is in `standard_source` alone, with why.
 */
export function standardTables(rolled: RolledStandard): Tables {
  return [
    ['unit_cost', () => over(rolled, unitCostRows)],
    ['unit_cost_element', () => over(rolled, elementRows)],
    ['standard_source', () => over(rolled, sourceRows)],
    ['standard_level', () => over(rolled, levelRows)],
  ];
}

function* over(rolled: RolledStandard, rowsOf: (row: UnitCostRow) => Iterable<Cells>): Generator<Cells> {
  for (const row of unitCosts(rolled)) yield* rowsOf(row);
}

const ONE = printFixed(1_000_000, 6);

function* unitCostRows(row: UnitCostRow): Generator<Cells> {
  if (row.cost !== undefined) yield [...keyOf(row), ONE, row.cost.total, row.cost.total];
}

function* elementRows(row: UnitCostRow): Generator<Cells> {
  for (const { element, total } of row.cost?.elements ?? []) {
    if (isSome(total)) yield [...keyOf(row), element, total, total];
  }
}

/** Plant, item, lot, project, basis. */
function keyOf({ plant, item, source }: UnitCostRow): string[] {
  return [plant, item, '', '', source === 'price' ? 'available' : 'produced'];
}

function* sourceRows(row: UnitCostRow): Generator<Cells> {
  const { plant, item, unit, low_level_code, source, price_kind = '', lot = '', why = '' } = row;
  yield [plant, item, unit, String(low_level_code), source, price_kind, lot, why];
}

function* levelRows({ plant, item, cost }: UnitCostRow): Generator<Cells> {
  for (const { element, own, lower } of cost?.elements ?? []) {
    if (isSome(own) || isSome(lower)) yield [plant, item, element, own, lower];
  }
}

function isSome(amount: string): boolean {
  return /[1-9]/.test(amount);
}
