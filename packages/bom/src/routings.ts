import { divide, type Fraction, fraction, ONE, QUANTITY_SCALE, RATE_SCALE } from '@millrace/exact';
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

/** How long an operation takes: times in hours, run times divided by the efficiency. */
interface OperationHours {
  /** Of one run or cycle: what it makes, in the item's own unit. */
  readonly baseQuantity: Fraction;
  readonly efficiency: Fraction;
  readonly perHour: Fraction;
}

/** The unit of the times of a row of `routing_operation`: for 1 piece and in hours where the row leaves it out or says 0. */
export function operationHours({ routing_operation: table }: Facts, row: number): OperationHours {
  return {
    baseQuantity: table.base_quantity[row] > 0 ? fraction(table.base_quantity[row], UNIT) : ONE,
    efficiency: table.efficiency[row] > 0 ? fraction(table.efficiency[row], RATE_UNIT) : ONE,
    perHour: timesPerHour(table.time_unit[row]),
  };
}

/** How many of a time unit, by its place among the choices, an hour has; empty: hours. */
export function timesPerHour(choice: number): Fraction {
  return PER_HOUR[choice] ?? ONE;
}

/** The run hours of machine and labour for one piece. */
export function hoursPerPiece(facts: Facts, row: number): Fraction {
  const { run_hours_machine, run_hours_labour } = facts.routing_operation;
  const { baseQuantity, efficiency, perHour } = operationHours(facts, row);
  const time = fraction((run_hours_machine[row] || 0) + (run_hours_labour[row] || 0), UNIT);
  return divide(divide(divide(time, baseQuantity), perHour), efficiency);
}

const PER_HOUR: readonly Fraction[] = TABLES.routing_operation.columns.time_unit.choices.map((unit) =>
  fraction({ hour: 1, minute: 60, second: 3600 }[unit]),
);
const UNIT = 10n ** BigInt(QUANTITY_SCALE);
const RATE_UNIT = 10n ** BigInt(RATE_SCALE);

/** Empty first (rules.md 3). */
function compareOrEmpty(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(b)) - Number(Number.isNaN(a));
  return a - b;
}
