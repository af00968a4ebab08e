import { operationHours, routingsOf } from '@millrace/bom';
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
import { APPROVED, type Facts, rowOf, TABLES } from '@millrace/facts';
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
  for (const [order, { isOfPeriod, hours, quantities }] of reportedRuns(facts, scope)) {
    if (!isOfPeriod) continue;
    for (const [driver, column] of KINDS) {
      let expected: Fraction = ZERO;
      let found = 0;
      for (const [row, quantity] of quantities) {
        const perPiece = routing_operation[column][row] || 0;
        // Who plans no such hours at an operation may report them nevertheless: as attendance, as a second machine.
        if (perPiece === 0) continue;
        const { baseQuantity, efficiency, perHour } = operationHours(facts, row);
        const each = divide(divide(divide(fraction(perPiece, UNIT), baseQuantity), perHour), efficiency);
        expected = add(expected, multiply(each, fraction(quantity, UNIT)));
        found += hours.get(row)?.[driver] ?? 0;
      }
      const actual = fraction(found, UNIT);
      if (compare(expected, ZERO) <= 0 || found <= 0) continue;
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

type Driver = 'hours_machine' | 'hours_labour';

interface Runs {
  /** Whether the period has a report of it. */
  isOfPeriod: boolean;
  /** By the row of the routing's operation, 6 decimals: what was made or scrapped there, and the hours of it. */
  readonly quantities: Map<number, number>;
  readonly hours: Map<number, Record<Driver, number>>;
}

/** What reports say of runs to date, by the row of the order: of normal orders, at operations that their routings have. */
function reportedRuns(facts: Facts, scope: Scope): ReadonlyMap<number, Runs> {
  const { work_report: table, production_order: orders, routing_operation } = facts;
  const orderRow = rowOf(orders.order);
  const routing = routingsOf(facts);
  const operations = new Map<number, readonly number[]>();
  const runs = new Map<number, Runs>();
  for (let row = 0; row < table.rowCount; row++) {
    const isRun = table.status[row] === APPROVED && table.setup[row] === 0 && table.reported_at[row] < scope.end;
    const order = orderRow(table.order[row]);
    if (!isRun || orders.type[order] !== NORMAL || !scope.plants.has(orders.plant[order])) continue;
    let its = operations.get(order);
    if (its === undefined) {
      its = routing(orders.plant[order], orders.item[order], orders.alternative[order]);
      operations.set(order, its);
    }
    const at = its.find((operation) => routing_operation.operation[operation] === table.operation[row]);
    if (at === undefined) continue;
    let of = runs.get(order);
    if (of === undefined) {
      of = { isOfPeriod: false, quantities: new Map(), hours: new Map() };
      runs.set(order, of);
    }
    const sign = table.reverses[row] === 0 ? 1 : -1;
    const made = (table.quantity_good[row] || 0) + (table.quantity_scrap[row] || 0);
    of.quantities.set(at, (of.quantities.get(at) ?? 0) + sign * made);
    const before = of.hours.get(at);
    of.hours.set(at, {
      hours_machine: (before?.hours_machine ?? 0) + sign * (table.hours_machine[row] || 0),
      hours_labour: (before?.hours_labour ?? 0) + sign * (table.hours_labour[row] || 0),
    });
    if (table.reported_at[row] >= scope.start) of.isOfPeriod = true;
  }
  return runs;
}

const KINDS = [
  ['hours_machine', 'run_hours_machine'],
  ['hours_labour', 'run_hours_labour'],
] as const;
const UNIT = 10 ** QUANTITY_SCALE;
const NORMAL = TABLES.production_order.columns.type.choices.indexOf('normal');
