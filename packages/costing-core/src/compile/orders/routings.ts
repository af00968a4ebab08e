import { divide, type Fraction, fraction, multiply, ONE, QUANTITY_SCALE, RATE_SCALE, ZERO } from '@millrace/exact';
import type { Facts } from '@millrace/facts';
import { compareCode } from '@millrace/facts';
import { cumulativeDegrees } from '../../production/degrees.js';

/** The operations of an order, in the order in which they are done, and how far conversion is at each. */
export interface Routing {
  /** Codes of the operations. */
  readonly operations: readonly number[];
  /** Their rows of `routing_operation`; none where they come from reports. */
  readonly rows: readonly number[];
  /**
   * The degree of conversion of what is in process at operation k, in all and per own operation:
   * (Σ_{j<k} h_j + φ·h_k) / Σh with h the run hours per piece, machine plus labour; all operations count alike where the
   * routing has no hours (rules.md 15).
   *
   * Two operations of 6 h and 4 h with φ = ½: 0.30 and 0.80.
   */
  readonly conversionDegrees: readonly Fraction[];
  /** The same of a unit scrapped at operation k, which has had all of it: Σ_{j≤k} h_j / Σh. Of the two: 0.60 and 1. */
  readonly scrapDegrees: readonly Fraction[];
  /** True: one operation that stands for any, of an order that reports no quantities (rules.md 16). */
  readonly isVirtual: boolean;
}

/**
 * The routing of an item in a plant: that of the alternative, else the one without an alternative; undefined where there
 * is neither.
 */
export function readRoutings(facts: Facts, progress: Fraction) {
  const { routing_operation: table, symbols } = facts;
  const keyOf = (plant: number, item: number, alternative: number) => `${plant} ${item} ${alternative}`;
  const rows = new Map<string, number[]>();
  for (let row = 0; row < table.rowCount; row++) {
    const key = keyOf(table.plant[row], table.item[row], table.alternative[row]);
    const present = rows.get(key);
    if (present === undefined) rows.set(key, [row]);
    else present.push(row);
  }
  const routings = new Map<string, Routing>();
  return (plant: number, item: number, alternative: number): Routing | undefined => {
    const own = keyOf(plant, item, alternative);
    const key = rows.has(own) ? own : keyOf(plant, item, 0);
    let routing = routings.get(key);
    if (routing === undefined && rows.has(key)) {
      const ordered = (rows.get(key) as number[]).sort(
        (a, b) =>
          compareOrEmpty(table.position[a], table.position[b]) ||
          compareCode(symbols.text(table.operation[a]), symbols.text(table.operation[b])),
      );
      routing = routingOf(
        ordered.map((row) => table.operation[row]),
        ordered.map((row) => {
          const time = (table.run_hours_machine[row] || 0) + (table.run_hours_labour[row] || 0);
          const perPiece = divide(fraction(time), fraction(table.base_quantity[row] || ONE_PIECE));
          return divide(multiply(perPiece, HOURS[table.time_unit[row]] ?? ONE), efficiency(table.efficiency[row]));
        }),
        progress,
        ordered,
      );
      routings.set(key, routing);
    }
    return routing;
  };
}

/** A routing of its own for an order without one: the operations that were reported, all alike. */
export function reportedRouting(operations: Iterable<number>, symbols: Facts['symbols'], progress: Fraction): Routing {
  const ordered = [...operations].sort((a, b) => compareCode(symbols.text(a), symbols.text(b)));
  return routingOf(
    ordered,
    ordered.map(() => ZERO),
    progress,
  );
}

/** The routing of an order that reports no quantities: one operation, which has no code. */
export function virtualRouting(progress: Fraction): Routing {
  return { ...routingOf([0], [ZERO], progress), isVirtual: true };
}

function routingOf(
  operations: readonly number[],
  hours: readonly Fraction[],
  progress: Fraction,
  rows: readonly number[] = [],
): Routing {
  const conversionDegrees = cumulativeDegrees(hours, progress);
  const scrapDegrees = cumulativeDegrees(hours, ONE);
  return { operations, rows, conversionDegrees, scrapDegrees, isVirtual: false };
}

/** Run hours are for so many; for one where the routing does not say. 6 decimals. */
const ONE_PIECE = 10 ** QUANTITY_SCALE;

/** In the order of `time_unit`; where that is empty, times are hours. */
const HOURS = [ONE, fraction(1, 60), fraction(1, 3600)];

/** 9 decimals; without one, times are as they stand. */
function efficiency(factor: number): Fraction {
  return factor > 0 ? fraction(factor, 10 ** RATE_SCALE) : ONE;
}

/** Empty first (rules.md 3). */
function compareOrEmpty(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(b)) - Number(Number.isNaN(a));
  return a - b;
}
