import { type Fraction, fraction, ONE, QUANTITY_SCALE, RATE_SCALE } from '@millrace/exact';
import { compareCode, type Facts, rowsByKey, TABLES } from '@millrace/facts';

/**
 * The rows of an item's routing in a plant, in the order of its operations: those of the alternative, or those of the blank one
 * where it has none of its own. Operations follow `position`, an empty one first; those alike follow their codes (rules.md 3).
 */
export function routingsOf({ routing_operation: table, symbols }: Facts) {
  const rows = rowsByKey(table.rowCount, [table.plant, table.item, table.alternative]);
  return (plant: number, item: number, alternative: number): readonly number[] => {
    const own = rows.find(plant, item, alternative);
    const found = own.length > 0 || alternative === 0 ? own : rows.find(plant, item, 0);
    if (found.length < 2) return Array.from(found);
    return Array.from(found).sort(
      (a, b) =>
        compareOrEmpty(table.position[a], table.position[b]) ||
        compareCode(symbols.text(table.operation[a]), symbols.text(table.operation[b])),
    );
  };
}

/** How many of a time unit, by its place among the choices, an hour has; empty: hours. */
export function timesPerHour(choice: number): Fraction {
  return PER_HOUR[choice] ?? ONE;
}

/** The run hours of machine and labour for one piece. */
export function hoursPerPiece(facts: Facts, row: number): Fraction {
  const { run_hours_machine, run_hours_labour } = facts.routing_operation;
  return runHours(facts, row, (run_hours_machine[row] || 0) + (run_hours_labour[row] || 0));
}

/**
 * What a run time of a row of `routing_operation` comes to for one piece, in hours: time / base_quantity / efficiency. A base quantity
 * or an efficiency that is left out, or 0, is 1; a unit that is left out is the hour.
 *
 * @param time in millionths, as the row has it.
 */
export function runHours({ routing_operation: table }: Facts, row: number, time: number): Fraction {
  const base = table.base_quantity[row] > 0 ? BigInt(table.base_quantity[row]) : UNIT;
  const efficiency = table.efficiency[row] > 0 ? BigInt(table.efficiency[row]) : RATE_UNIT;
  const { numerator, denominator } = timesPerHour(table.time_unit[row]);
  return fraction(BigInt(time) * RATE_UNIT * denominator, base * efficiency * numerator);
}

/** The same in floating point: nearly right, and far cheaper. */
export function nearRunHours({ routing_operation: table }: Facts, row: number, time: number): number {
  const base = table.base_quantity[row] > 0 ? table.base_quantity[row] : 10 ** QUANTITY_SCALE;
  const efficiency = table.efficiency[row] > 0 ? table.efficiency[row] : 10 ** RATE_SCALE;
  return (time / base) * (10 ** RATE_SCALE / efficiency) * (NEAR_HOURS[table.time_unit[row]] ?? 1);
}

const PER_HOUR: readonly Fraction[] = TABLES.routing_operation.columns.time_unit.choices.map((unit) =>
  fraction({ hour: 1, minute: 60, second: 3600 }[unit]),
);
const NEAR_HOURS = PER_HOUR.map(({ numerator, denominator }) => Number(denominator) / Number(numerator));
const UNIT = 10n ** BigInt(QUANTITY_SCALE);
const RATE_UNIT = 10n ** BigInt(RATE_SCALE);

/** Empty first (rules.md 3). */
function compareOrEmpty(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(b)) - Number(Number.isNaN(a));
  return a - b;
}
