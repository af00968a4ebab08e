import { routingsOf, runHours } from '@millrace/bom';
import {
  add,
  compare,
  divide,
  type Fraction,
  fraction,
  multiply,
  parseFixed,
  printFixed,
  QUANTITY_SCALE,
  roundFraction,
  subtract,
  ZERO,
} from '@millrace/exact';
import { APPROVED, type Facts, rowsByKey, TABLES } from '@millrace/facts';
import type { Report } from '../findings.js';
import type { Scope } from '../period/scope.js';
import type { Policy } from '../policy.js';

/**
 * The run hours that an order's reports have to date are near those that its routing asks for the quantities that they have: the
 * policy says within how many percent. Set-up is left aside, and what one side has none of.
 *
 * 10 good at an operation of 0.5 hours a piece: 5 hours. 8 reported are 60 % more.
 */
export function hoursAreNearTheRouting(facts: Facts, scope: Scope, { checks }: Policy, report: Report): void {
  const { production_order: orders, routing_operation, symbols } = facts;
  if (routing_operation.rowCount === 0) return;
  const allowed = fraction(parseFixed(checks.hours_percent, QUANTITY_SCALE), 100 * UNIT);
  const runsOf = reportedRuns(facts, scope);
  const asked = askedHours(facts);
  for (let order = 0; order < orders.rowCount; order++) {
    const runs = runsOf(order);
    for (const driver of DRIVERS) {
      if (!isWorthALook(runs, driver, asked, Number(allowed.numerator) / Number(allowed.denominator))) continue;
      const { expected, found } = hoursOf(runs, driver, asked);
      if (expected.numerator <= 0n || found <= 0) continue;
      const actual = fraction(found, UNIT);
      const change = divide(subtract(actual, expected), expected);
      if (compare(change, allowed) <= 0 && compare(subtract(ZERO, change), allowed) <= 0) continue;
      report('hours_are_far_from_the_routing', 'production_order', symbols.text(orders.order[order]), {
        item: symbols.text(orders.item[order]),
        driver,
        found: printFixed(roundFraction(actual, QUANTITY_SCALE), QUANTITY_SCALE),
        expected: printFixed(roundFraction(expected, QUANTITY_SCALE), QUANTITY_SCALE),
        difference: printFixed(roundFraction(multiply(change, fraction(100)), 1), 1),
      });
    }
  }
}

const DRIVERS = ['hours_machine', 'hours_labour'] as const;
type Driver = (typeof DRIVERS)[number];

/** What reports of an order say of an operation: 6 decimals, what was made or scrapped there, and the hours of it. */
interface Run extends Record<Driver, number> {
  /** The row of the routing's operation. */
  readonly row: number;
  made: number;
}

/** Of an operation by its row, hours for a piece; undefined where none are planned: they may be reported, as attendance. */
type Asked = (row: number, driver: Driver) => { readonly exact: Fraction; readonly near: number } | undefined;

function hoursOf(runs: readonly Run[], driver: Driver, asked: Asked): { expected: Fraction; found: number } {
  let expected: Fraction = ZERO;
  let found = 0;
  for (const run of runs) {
    const perPiece = asked(run.row, driver);
    if (perPiece === undefined) continue;
    expected = add(expected, multiply(perPiece.exact, fraction(run.made, UNIT)));
    found += run[driver];
  }
  return { expected, found };
}

/** In floating point, with a margin far beyond its errors: only what may be beyond the limit is worked out exactly. */
function isWorthALook(runs: readonly Run[], driver: Driver, asked: Asked, allowed: number): boolean {
  let expected = 0;
  let gross = 0;
  let found = 0;
  for (const run of runs) {
    const perPiece = asked(run.row, driver);
    if (perPiece === undefined) continue;
    expected += perPiece.near * run.made;
    gross += perPiece.near * Math.abs(run.made);
    found += run[driver];
  }
  return gross > 0 && Math.abs(found - expected) > allowed * expected - 1e-9 * (1 + allowed) * gross;
}

/** Hours for a piece, worked out once for each operation that is asked for. */
function askedHours(facts: Facts): Asked {
  const { run_hours_machine, run_hours_labour } = facts.routing_operation;
  const times = { hours_machine: run_hours_machine, hours_labour: run_hours_labour };
  const known = {
    hours_machine: new Map<number, ReturnType<Asked>>(),
    hours_labour: new Map<number, ReturnType<Asked>>(),
  };
  return (row, driver) => {
    const time = times[driver][row] || 0;
    if (time === 0) return undefined;
    let hours = known[driver].get(row);
    if (hours === undefined) {
      const exact = runHours(facts, row, time);
      hours = { exact, near: Number(exact.numerator) / Number(exact.denominator) };
      known[driver].set(row, hours);
    }
    return hours;
  };
}

/** By the row of an order, what its reports say to date: of normal orders with a report in the period, at operations of their routing. */
function reportedRuns(facts: Facts, scope: Scope): (order: number) => readonly Run[] {
  const { work_report: table, production_order: orders, routing_operation } = facts;
  const reportsOf = rowsByKey(table.rowCount, [table.order]);
  const routing = routingsOf(facts);
  const counts = (row: number) =>
    table.status[row] === APPROVED && table.setup[row] === 0 && table.reported_at[row] < scope.end;
  return (order) => {
    if (orders.type[order] !== NORMAL || !scope.plants.has(orders.plant[order])) return NONE;
    const reports = reportsOf.find(orders.order[order]);
    if (reports.length === 0) return NONE;
    const operations = routing(orders.plant[order], orders.item[order], orders.alternative[order]);
    const runs: Run[] = operations.map((row) => ({ row, made: 0, hours_machine: 0, hours_labour: 0 }));
    let isOfPeriod = false;
    for (const report of reports) {
      if (!counts(report)) continue;
      const run = runs.find(({ row }) => routing_operation.operation[row] === table.operation[report]);
      if (run === undefined) continue;
      const sign = table.reverses[report] === 0 ? 1 : -1;
      run.made += sign * ((table.quantity_good[report] || 0) + (table.quantity_scrap[report] || 0));
      for (const driver of DRIVERS) run[driver] += sign * (table[driver][report] || 0);
      if (table.reported_at[report] >= scope.start) isOfPeriod = true;
    }
    return isOfPeriod ? runs : NONE;
  };
}

const NONE: readonly Run[] = [];
const UNIT = 10 ** QUANTITY_SCALE;
const NORMAL = TABLES.production_order.columns.type.choices.indexOf('normal');
