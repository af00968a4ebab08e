import { hoursPerPiece, routingsOf } from '@millrace/bom';
import { type Fraction, ZERO } from '@millrace/exact';
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
  const { routing_operation: table } = facts;
  const centreOf = centresOf(facts);
  const rowsOf = routingsOf(facts);
  const routings = new Map<string, Routing | undefined>();
  return (plant: number, item: number, alternative: number): Routing | undefined => {
    const key = `${plant} ${item} ${alternative}`;
    if (!routings.has(key)) {
      const rows = rowsOf(plant, item, alternative);
      const routing = routingOf(
        rows.map((row) => table.operation[row]),
        rows.map((row) => hoursPerPiece(facts, row)),
        rows.map((row) => centreOf(table.work_centre[row])),
        rows,
      );
      routings.set(key, rows.length === 0 ? undefined : routing);
    }
    return routings.get(key);
  };
}

/** The code of the cost centre of a work centre. */
export function centresOf({ work_centre }: Facts): (workCentre: number) => number {
  const rows = rowOf(work_centre.work_centre);
  return (code) => (rows(code) < 0 ? 0 : work_centre.centre[rows(code)]);
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
