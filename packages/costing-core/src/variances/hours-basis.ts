import { type Fraction, fraction, QUANTITY_SCALE } from '@millrace/exact';
import { APPROVED, IDLE, rowOf } from '@millrace/facts';
import { below } from '../compile/orders/stage-table.js';
import { reportSigns } from '../compile/report-signs.js';
import { sumOf } from '../production/split.js';
import type { Outcome } from '../results/outcome.js';

/** Hours of machines, of people, or of both together. */
export type HoursKind = 'machine' | 'labour' | 'both';

/** The hours that a cost goes by: by the code of a centre its kind; under `ANY` those of all centres. */
export type HoursBasis = ReadonlyMap<number, HoursKind>;

/** Stands for all centres: no code of a text. */
export const ANY = 0;

/** By the code of the centre that a cost came from, or `ANY`: the drivers that brought it. */
export type Sources = ReadonlyMap<number, ReadonlySet<string>>;

/** The hours of the centres that spread a cost by hours; where any of it came otherwise, those of all centres. */
export function hoursBasis(sources: Sources): HoursBasis {
  const isByHours = [...sources].every(([centre, drivers]) => centre !== ANY && [...drivers].every(isOfHours));
  if (sources.size > 0 && isByHours) return new Map([...sources].map(([centre, drivers]) => [centre, kindOf(drivers)]));
  return new Map([[ANY, kindOf(new Set([...sources.values()].flatMap((drivers) => [...drivers])))]]);
}

/** Whether all of a cost is charged for quota hours, which differ from hours worked: that difference is the centre's. */
export function isByQuota(sources: Sources): boolean {
  const drivers = [...sources.values()].flatMap((of) => [...of]);
  return drivers.length > 0 && drivers.every((driver) => driver.startsWith('quota_hours'));
}

/** A basis under which nothing has hours that only other centres have: the same kinds of all centres. */
export function ofAnyCentre(basis: HoursBasis): HoursBasis {
  const kinds = new Set(basis.values());
  return new Map([[ANY, kinds.size === 1 ? ([...kinds][0] as HoursKind) : 'both']]);
}

export function kindAt(basis: HoursBasis, centre: number): HoursKind | undefined {
  return basis.get(ANY) ?? basis.get(centre);
}

/** What is of the kind among hours of machine and labour. */
export function ofKind<T>(kind: HoursKind | undefined, machine: T, labour: T): T[] {
  if (kind === undefined) return [];
  return kind === 'both' ? [machine, labour] : [kind === 'machine' ? machine : labour];
}

/** Hours that the period's reports have of each order, by its row, on a basis; set-up included. */
export interface HoursOfOrders {
  all(order: number, basis: HoursBasis): Fraction;
  /** Those of them that were paid and not worked. */
  idle(order: number, basis: HoursBasis): Fraction;
}

export function hoursOfOrders(outcome: Outcome): HoursOfOrders {
  const { idle } = outcome.facts.work_report;
  return { all: hoursWhere(outcome, () => true), idle: hoursWhere(outcome, (row) => idle[row] === IDLE) };
}

function hoursWhere(
  { facts, scope, compiled }: Outcome,
  isAsked: (row: number) => boolean,
): (order: number, basis: HoursBasis) => Fraction {
  const { work_report: table, work_centre } = facts;
  const workCentre = rowOf(work_centre.work_centre);
  const signOf = reportSigns(facts);
  const sums = new Map<number, Map<number, { machine: bigint; labour: bigint }>>();
  for (let row = 0; row < table.rowCount; row++) {
    if (table.status[row] !== APPROVED || !isAsked(row)) continue;
    if (table.reported_at[row] < scope.start || table.reported_at[row] >= scope.end) continue;
    const byCentre = below(sums, compiled.orders.row(table.order[row]));
    const at = workCentre(table.work_centre[row]);
    const centre = at < 0 ? ANY : work_centre.centre[at];
    const of = byCentre.get(centre) ?? { machine: 0n, labour: 0n };
    byCentre.set(centre, of);
    const sign = BigInt(signOf(row));
    of.machine += sign * BigInt(table.hours_machine[row] || 0);
    of.labour += sign * BigInt(table.hours_labour[row] || 0);
  }
  const inHours = (millionths: bigint) => fraction(millionths, 10n ** BigInt(QUANTITY_SCALE));
  return (order, basis) => {
    const hours = [...(sums.get(order) ?? [])].flatMap(([centre, { machine, labour }]) =>
      ofKind(kindAt(basis, centre), machine, labour),
    );
    return sumOf(hours.map(inHours));
  };
}

/** Notes where a part of a cost came from. */
export function addSource(sources: Map<number, Set<string>>, centre: number, driver: string): void {
  const drivers = sources.get(centre) ?? new Set();
  sources.set(centre, drivers.add(driver));
}

function isOfHours(driver: string): boolean {
  return driver.endsWith('hours_labour') || driver.endsWith('hours_machine');
}

function kindOf(drivers: ReadonlySet<string>): HoursKind {
  const all = [...drivers];
  if (all.length > 0 && all.every((driver) => driver.endsWith('hours_labour'))) return 'labour';
  if (all.length > 0 && all.every((driver) => driver.endsWith('hours_machine'))) return 'machine';
  return 'both';
}
