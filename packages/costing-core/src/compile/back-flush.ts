import { type Fraction, fraction, multiply, printFixed, QUANTITY_SCALE, roundFraction, safe } from '@millrace/exact';
import { APPROVED, appendRows, type Cells, type Facts, rowKey, rowOf, rowsByKey, TABLES } from '@millrace/facts';
import type { Report } from '../findings.js';
import type { Scope } from '../period/scope.js';
import type { Policy } from '../policy.js';
import { carriedAs } from './carried-as.js';
import { movementKinds, TYPE } from './movements/kinds.js';
import { netReturns } from './movements/returns.js';
import { selectMovements } from './movements/select.js';
import { type ComponentLine, componentLines, readOnce } from './orders/component-lines.js';
import { followOrders } from './orders/order-progress.js';
import { readStage } from './orders/stage.js';
import { parallelItems } from './orders/step-needs.js';
import { orderStructures, type Structures } from './orders/structures.js';
import { PlanBuilder } from './plan.js';
import { reportSigns } from './report-signs.js';
import { valuationOf } from './stock/valuation.js';

/** Facts with the issues that nobody wrote. */
export interface BackFlushed {
  /** As given, with a movement for each such issue at the end. */
  readonly facts: Facts;
  /** Rows of the orders whose material is taken by their bill of material, also where none was in the period. */
  readonly orders: ReadonlySet<number>;
}

/**
 * Takes the material of orders to which nothing was issued by their bill of material (倒冲): of each line what the good units of
 * the period need, scrap rate in, rounded to 6 decimals once; a fixed line once, with the first good units. Good is what the last
 * operation reported; of an order that reports no quantities what was received. From here on they are issues like any other, with the
 * last of the reports or receipts that they follow from.
 *
 * 40 BOX good, 2.5 m of PLY a piece and 4 % scrap: an issue of 104 m, `back-flush:2026-09:WO-1:1`.
 */
export function backFlush(given: Facts, scope: Scope, policy: Policy, report: Report): BackFlushed {
  if (policy.back_flush === 'never') return { facts: given, orders: new Set() };
  const { production_order: orders, symbols } = given;
  const structures = orderStructures(given, scope.lastDay, quiet);
  const madeOf = goodUnits(given, scope, policy, structures);
  const hasMaterial = openedWithMaterial(given);
  const isWithoutIssues = withoutIssues(given, scope);
  const unread = new Set<number>();
  const read = componentLines(given, scope.lastDay, structures, (line) => {
    if (unread.has(line)) return;
    unread.add(line);
    const { bom_line, item } = given;
    const expected = item.unit[rowOf(item.item)(bom_line.component[line])];
    report('unit_must_have_a_conversion', 'bom_line', rowKey(given, 'bom_line', line), {
      item: symbols.text(bom_line.component[line]),
      unit: symbols.text(bom_line.unit[line]),
      expected: symbols.text(expected),
    });
  });
  const linesOf = readOnce(given, read);
  const taken = new Set(given.movement.movement);
  const flushed = new Set<number>();
  const issues: Cells<'movement'>[] = [];
  for (let order = 0; order < orders.rowCount; order++) {
    if (!isWithoutIssues(order)) continue;
    const made = madeOf(order);
    // Material that was there before any unit was good was issued before these facts begin.
    if (hasMaterial.has(orders.order[order]) && made.before <= 0) continue;
    flushed.add(order);
    if (made.now <= 0) continue;
    const key = symbols.text(orders.order[order]);
    const header = structures.header(order);
    if (header === undefined) {
      report('order_without_issues_must_have_a_bom', 'production_order', key, {
        item: symbols.text(orders.item[order]),
        quantity: printFixed(made.now, QUANTITY_SCALE),
      });
      continue;
    }
    for (const [l, { plant, item, operation, ...line }] of linesOf(header, orders.order[order]).entries()) {
      const quantity = needed(line, made);
      if (quantity <= 0) continue;
      const movement = freeKey(given, taken, `back-flush:${scope.period}:${key}:${l + 1}`);
      if (!scope.plants.has(plant)) {
        report('movement_of_an_order_must_be_in_its_ledger', 'movement', symbols.text(movement), {
          value: 'issue',
          order: key,
          plant: symbols.text(plant),
        });
        continue;
      }
      issues.push({
        movement,
        document: orders.order[order],
        line: l + 1,
        posted_at: made.at,
        type: TYPE.issue,
        plant,
        item,
        quantity,
        order: orders.order[order],
        operation,
        status: APPROVED,
      });
    }
  }
  return { facts: { ...given, movement: appendRows(given, 'movement', issues) }, orders: flushed };
}

/** What the good units of the period need on a line: millionths of the component's own unit. */
function needed({ quantity, isFixed }: Pick<ComponentLine, 'quantity' | 'isFixed'>, made: Made): number {
  const inMillionths = (of: Fraction) => safe(roundFraction(multiply(of, fraction(10n ** BigInt(QUANTITY_SCALE)))));
  if (isFixed) return made.before > 0 ? 0 : inMillionths(quantity);
  return safe(roundFraction(multiply(quantity, fraction(made.now))));
}

/** The code of a key that no document has. */
function freeKey({ symbols }: Facts, taken: ReadonlySet<number>, key: string): number {
  let free = key;
  while (taken.has(symbols.code(free))) free += "'";
  return symbols.code(free);
}

/** Whether an order is one that makes something, is open in the period, and has had no issue so far, by its row. */
function withoutIssues({ production_order: orders, movement }: Facts, scope: Scope): (order: number) => boolean {
  const issued = new Set<number>();
  for (let row = 0; row < movement.rowCount; row++) {
    const counts = movement.status[row] === APPROVED && movement.posted_at[row] < scope.end;
    if (counts && movement.type[row] === TYPE.issue) issued.add(movement.order[row]);
  }
  return (order) =>
    MAKING.has(orders.type[order]) &&
    orders.status[order] === APPROVED &&
    scope.plants.has(orders.plant[order]) &&
    orders.opened_on[order] <= scope.lastDay &&
    // Of one that was closed before, what it had is not among the facts.
    !(orders.closed_on[order] < scope.firstDay) &&
    !issued.has(orders.order[order]);
}

/** The orders that opened with material in process, by their codes. */
function openedWithMaterial({ opening_wip, symbols }: Facts): ReadonlySet<number> {
  const orders = new Set<number>();
  for (let row = 0; row < opening_wip.rowCount; row++) {
    if (opening_wip.amount[row] === 0) continue;
    const kind = readStage(symbols.text(opening_wip.stage[row]))?.kind;
    if (kind === 'material' || kind === 'evenly') orders.add(opening_wip.order[row]);
  }
  return orders;
}

/** Good units of an order in millionths: before the period and in it, and the instant of the last that counted. */
interface Made {
  readonly before: number;
  readonly now: number;
  readonly at: number;
}

/** By the row of an order: what its last operation reported as good; of one that reports no quantities what was received. */
function goodUnits(facts: Facts, scope: Scope, policy: Policy, structures: Structures): (order: number) => Made {
  const { production_order: orders, movement, work_report } = facts;
  const kinds = {
    kindOf: movementKinds(facts, scope),
    valuation: valuationOf(facts, policy),
    carriedAs: carriedAs(facts, scope, policy),
    steps: parallelItems(facts, policy),
  };
  const plan = new PlanBuilder(scope.elements.length, scope.amountScale);
  const period = { facts, scope, policy, plan, report: quiet, ...kinds };
  const movements = selectMovements(period);
  const net = netReturns(period, movements);
  const follow = followOrders(period, movements, net, structures);
  const reportsOf = rowsByKey(work_report.rowCount, [work_report.order]);
  const receiptsOf = rowsByKey(movement.rowCount, [movement.order]);
  const signOf = reportSigns(facts);
  return (order) => {
    const { routing } = follow(order);
    const code = orders.order[order];
    const made = { before: 0, now: 0, at: 0 };
    const add = (at: number, quantity: number) => {
      if (at < scope.start) made.before += quantity;
      else made.now += quantity;
      if (quantity !== 0) made.at = Math.max(made.at, at);
    };
    if (routing.isVirtual) {
      for (const row of receiptsOf.find(code)) {
        const sign = RECEIVED.get(movement.type[row]);
        const counts = sign !== undefined && movement.item[row] === orders.item[order];
        // Of what doesn't count there is no quantity.
        if (counts && !Number.isNaN(movements.quantity[row])) {
          add(movement.posted_at[row], sign * movements.quantity[row]);
        }
      }
      return made;
    }
    const last = routing.operations[routing.operations.length - 1];
    for (const row of reportsOf.find(code)) {
      const at = work_report.reported_at[row];
      if (work_report.status[row] !== APPROVED || at >= scope.end || work_report.operation[row] !== last) continue;
      add(at, signOf(row) * (work_report.quantity_good[row] || 0));
    }
    return made;
  };
}

/** What this reading finds is told where the period is compiled. */
const quiet: Report = () => {};

const TYPES = TABLES.production_order.columns.type.choices;
const MAKING: ReadonlySet<number> = new Set([TYPES.indexOf('normal'), TYPES.indexOf('subcontract')]);
const RECEIVED: ReadonlyMap<number, number> = new Map([
  [TYPE.completion, 1],
  [TYPE.completion_reversal, -1],
]);
