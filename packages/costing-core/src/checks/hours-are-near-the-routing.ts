import { nearRunHours, routingsOf, runHours } from '@millrace/bom';
import {
  add,
  compare,
  divide,
  type Fraction,
  fraction,
  GrowingArray,
  multiply,
  parseFixed,
  printFixed,
  QUANTITY_SCALE,
  roundFraction,
  subtract,
  ZERO,
} from '@millrace/exact';
import { APPROVED, type Facts, IDLE, rowOf, TABLES } from '@millrace/facts';
import { reportSigns } from '../compile/report-signs.js';
import type { Report } from '../findings.js';
import type { Scope } from '../period/scope.js';
import type { Policy } from '../policy.js';

/**
 * The run hours that an order's reports have to date are near those that its routing asks for the quantities that they have: the
 * policy says within how many percent. Set-up is left aside, and what one side has none of.
 *
 * 10 good at an operation of 0.5 hours a piece: 5 hours. 8 reported are 60 % more.
 */
export function* hoursAreNearTheRouting(
  facts: Facts,
  scope: Scope,
  { checks }: Policy,
  report: Report,
): Generator<void> {
  const { production_order: orders, routing_operation, symbols } = facts;
  if (routing_operation.rowCount === 0) return;
  const allowed = fraction(parseFixed(checks.hours_percent, QUANTITY_SCALE), 100 * UNIT);
  const runs = yield* reportedRuns(facts, scope);
  yield;
  const asked = askedHours(facts);
  for (let order = 0; order < orders.rowCount; order++) {
    if (order % PIECE === PIECE - 1) yield;
    if (runs.isOfPeriod[order] === 0) continue;
    for (const driver of DRIVERS) {
      if (!isWorthALook(runs, order, { driver, asked, allowed: nearly(allowed) })) continue;
      const { expected, found } = hoursOf(runs, order, { driver, asked });
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

/** Orders that are looked at at a time. */
const PIECE = 4096;

const DRIVERS = ['hours_machine', 'hours_labour'] as const;
type Driver = (typeof DRIVERS)[number];

/**
 * What reports say to date of the operations of orders: of normal ones with a report in the period, at operations of their
 * routing, 6 decimals. An order's operations stand from its `start` to that of the next order.
 */
interface Runs extends Readonly<Record<Driver, Float64Array>> {
  /** By order. */
  readonly isOfPeriod: Uint8Array;
  readonly start: Int32Array;
  /** By operation of an order: the row of the routing's operation, and what was made or scrapped there. */
  readonly row: Int32Array;
  readonly made: Float64Array;
}

interface Asked {
  /** Of an operation by its row, hours for a piece; undefined where none are planned: they may be reported, as attendance. */
  exact(row: number, driver: Driver): Fraction | undefined;
  /** The same in floating point; 0 where none are planned. */
  near(row: number, driver: Driver): number;
}

function hoursOf(
  runs: Runs,
  order: number,
  { driver, asked }: { readonly driver: Driver; readonly asked: Asked },
): { expected: Fraction; found: number } {
  let expected: Fraction = ZERO;
  let found = 0;
  for (let run = runs.start[order]; run < runs.start[order + 1]; run++) {
    const perPiece = asked.exact(runs.row[run], driver);
    if (perPiece === undefined) continue;
    expected = add(expected, multiply(perPiece, fraction(runs.made[run], UNIT)));
    found += runs[driver][run];
  }
  return { expected, found };
}

/** In floating point, with a margin far beyond its errors: only what may be beyond the limit is worked out exactly. */
function isWorthALook(
  runs: Runs,
  order: number,
  { driver, asked, allowed }: { readonly driver: Driver; readonly asked: Asked; readonly allowed: number },
): boolean {
  let expected = 0;
  let gross = 0;
  let found = 0;
  for (let run = runs.start[order]; run < runs.start[order + 1]; run++) {
    const perPiece = asked.near(runs.row[run], driver);
    if (perPiece === 0) continue;
    expected += perPiece * runs.made[run];
    gross += perPiece * Math.abs(runs.made[run]);
    found += runs[driver][run];
  }
  return gross > 0 && Math.abs(found - expected) > allowed * expected - 1e-9 * (1 + allowed) * gross;
}

function askedHours(facts: Facts): Asked {
  const { run_hours_machine, run_hours_labour } = facts.routing_operation;
  const times = { hours_machine: run_hours_machine, hours_labour: run_hours_labour };
  return {
    exact(row, driver) {
      const time = times[driver][row] || 0;
      return time === 0 ? undefined : runHours(facts, row, time);
    },
    near: (row, driver) => nearRunHours(facts, row, times[driver][row] || 0),
  };
}

function* reportedRuns(facts: Facts, scope: Scope): Generator<void, Runs> {
  const { work_report: table, production_order: orders, routing_operation } = facts;
  const orderRow = rowOf(orders.order);
  const isOfPeriod = new Uint8Array(orders.rowCount);
  const isReported = new Uint8Array(orders.rowCount);
  const counts = (report: number) =>
    table.status[report] === APPROVED &&
    table.setup[report] === 0 &&
    table.idle[report] !== IDLE &&
    table.reported_at[report] < scope.end;
  for (let report = 0; report < table.rowCount; report++) {
    const order = orderRow(table.order[report]);
    if (order >= 0 && counts(report)) isReported[order] = 1;
  }
  yield;
  const routing = routingsOf(facts);
  const start = new Int32Array(orders.rowCount + 1);
  const rows = new GrowingArray(Int32Array);
  for (let order = 0; order < orders.rowCount; order++) {
    if (isReported[order] === 1 && orders.type[order] === NORMAL && scope.plants.has(orders.plant[order])) {
      for (const row of routing(orders.plant[order], orders.item[order], orders.alternative[order])) rows.push(row);
    }
    start[order + 1] = rows.length;
  }
  yield;
  const row = rows.taken();
  const made = new Float64Array(row.length);
  const hours_machine = new Float64Array(row.length);
  const hours_labour = new Float64Array(row.length);
  const signOf = reportSigns(facts);
  for (let report = 0; report < table.rowCount; report++) {
    const order = orderRow(table.order[report]);
    if (order < 0 || !counts(report)) continue;
    let run = start[order];
    const { [order + 1]: end } = start;
    while (run < end && routing_operation.operation[row[run]] !== table.operation[report]) run++;
    if (run === end) continue;
    const sign = signOf(report);
    made[run] += sign * ((table.quantity_good[report] || 0) + (table.quantity_scrap[report] || 0));
    hours_machine[run] += sign * (table.hours_machine[report] || 0);
    hours_labour[run] += sign * (table.hours_labour[report] || 0);
    if (table.reported_at[report] >= scope.start) isOfPeriod[order] = 1;
  }
  return { isOfPeriod, start, row, made, hours_machine, hours_labour };
}

function nearly({ numerator, denominator }: Fraction): number {
  return Number(numerator) / Number(denominator);
}

const UNIT = 10 ** QUANTITY_SCALE;
const NORMAL = TABLES.production_order.columns.type.choices.indexOf('normal');
