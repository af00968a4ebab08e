import { divide, type Fraction, fraction, multiply, ONE, QUANTITY_SCALE, RATE_SCALE, ZERO } from '@millrace/exact';
import type { Facts } from '@millrace/facts';
import { compareCode, rowOf } from '@millrace/facts';

/** The operations of an order, in the order in which they are done. */
export interface Routing {
  /** Codes of the operations. */
  readonly operations: readonly number[];
  /** Their rows of `routing_operation`; none where they come from reports. */
  readonly rows: readonly number[];
  /** Run hours per piece of each, machine plus labour; degrees of completion come of them (rules.md 15). */
  readonly hours: readonly Fraction[];
  /** The code of the cost centre of each; 0 where it is not known. */
  readonly centres: readonly number[];
  /** The centre of all of them; 0 where there are several. */
  readonly centre: number;
  /** True: one operation that stands for any, of an order that reports no quantities (rules.md 16). */
  readonly isVirtual: boolean;
}

/**
 * The routing of an item in a plant: that of the alternative, else the one without an alternative; undefined where there
 * is neither.
 */
export function readRoutings(facts: Facts) {
  const { routing_operation: table, symbols } = facts;
  const centreOf = centresOf(facts);
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
        ordered.map((row) => centreOf(table.work_centre[row])),
        ordered,
      );
      routings.set(key, routing);
    }
    return routing;
  };
}

/** The code of the cost centre of a work centre. */
export function centresOf({ work_centre, symbols }: Facts): (workCentre: number) => number {
  const rows = rowOf(work_centre.work_centre, symbols);
  return (code) => (rows[code] < 0 ? 0 : work_centre.centre[rows[code]]);
}

/** A routing of its own for an order without one: the operations that were reported, all alike, each with its centre. */
export function reportedRouting(operations: ReadonlyMap<number, number>, symbols: Facts['symbols']): Routing {
  const ordered = [...operations.keys()].sort((a, b) => compareCode(symbols.text(a), symbols.text(b)));
  return routingOf(
    ordered,
    ordered.map(() => ZERO),
    ordered.map((operation) => operations.get(operation) ?? 0),
  );
}

/** The routing of an order that reports no quantities: one operation, which has no code. */
export function virtualRouting(centre: number): Routing {
  return { ...routingOf([0], [ZERO], [centre]), isVirtual: true };
}

function routingOf(
  operations: readonly number[],
  hours: readonly Fraction[],
  centres: readonly number[],
  rows: readonly number[] = [],
): Routing {
  const isOne = centres.every((centre) => centre === centres[0]);
  return { operations, rows, hours, centres, centre: isOne ? (centres[0] ?? 0) : 0, isVirtual: false };
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
