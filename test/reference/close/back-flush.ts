import type { FactRows, Policy, Row } from '@millrace/costing-core';
import { instantOf } from './calendar.js';
import { type Counted, count, type Order, text } from './counted.js';
import { Fraction, sum, ZERO } from './fraction.js';
import { operationsOf } from './progress.js';
import { linesOf } from './structures.js';
import { partsOf } from './wip.js';

/** The facts that count, with an issue for each component of the orders without issues, where the policy asks for it (production.md 9). */
export function countFlushed(
  rows: FactRows,
  policy: Policy,
  closing: { readonly ledger: string; readonly period: string },
): Counted {
  const counted = count(rows, closing);
  if (policy.back_flush === 'never') return counted;
  const flushed = [...counted.orders.values()].filter((order) => isFlushed(counted, order));
  const movement = [...(rows.movement ?? []), ...flushed.flatMap((order) => issuesOf(counted, order))];
  return { ...count({ ...rows, movement }, closing), backFlushed: new Set(flushed.map(({ order }) => order)) };
}

/** Open in the period, makes something, without an issue so far and without material from before its first good unit. */
function isFlushed(counted: Counted, order: Order): boolean {
  const { rows, ledger, plants, end } = counted;
  if (!order.open || (order.type !== 'normal' && order.type !== 'subcontract')) return false;
  const isIssue = (row: Row<'movement'>) =>
    row.type === 'issue' &&
    row.status === 'approved' &&
    row.order === order.order &&
    plants.has(text(row.plant)) &&
    instantOf(String(row.posted_at)) < end;
  if ((rows.movement ?? []).some(isIssue)) return false;
  const hasMaterial = (rows.opening_wip ?? []).some(
    (row) =>
      row.ledger === ledger &&
      row.order === order.order &&
      Fraction.of(text(row.amount)).sign !== 0 &&
      ['material', 'evenly'].includes(partsOf(text(row.stage)).kind),
  );
  return !hasMaterial || sum(goodOf(counted, order).map((of) => (of.inPeriod ? ZERO : of.quantity))).sign > 0;
}

/** What was good, piece by piece: at the last operation, or received where no quantity was reported. */
function goodOf(counted: Counted, order: Order) {
  const reports = counted.reports.filter((report) => report.order === order.order);
  if (reports.some(({ good, scrap }) => good.sign > 0 || scrap.sign > 0)) {
    const last = operationsOf(counted, order).operations.at(-1);
    return reports
      .filter(({ operation }) => operation === last)
      .map(({ at, inPeriod, sign, good }) => ({ at, inPeriod, quantity: sign.times(good) }));
  }
  return counted.toDate
    .filter((of) => of.order === order.order && of.item === order.item)
    .filter(({ type }) => type === 'completion' || type === 'completion_reversal')
    .map((of) => ({
      at: of.at,
      inPeriod: counted.movements.includes(of),
      quantity: of.type === 'completion' ? of.quantity : of.quantity.negated,
    }));
}

function issuesOf(counted: Counted, order: Order): Row<'movement'>[] {
  const good = goodOf(counted, order);
  const before = sum(good.filter(({ inPeriod }) => !inPeriod).map(({ quantity }) => quantity));
  const now = sum(good.filter(({ inPeriod }) => inPeriod).map(({ quantity }) => quantity));
  if (now.sign <= 0) return [];
  const at = good.filter(({ quantity }) => quantity.sign !== 0).reduce((last, of) => (of.at > last ? of.at : last), 0n);
  return linesOf(counted, order).flatMap((line, l): Row<'movement'>[] => {
    const quantity = line.quantity(now).roundedTo(6);
    if (quantity.sign <= 0 || !counted.plants.has(line.plant) || (line.isFixed && before.sign > 0)) return [];
    return [
      {
        movement: `back-flush:${counted.period}:${order.order}:${l + 1}`,
        document: order.order,
        line: l + 1,
        posted_at: new Date(Number(at / 1000n)).toISOString(),
        type: 'issue',
        plant: line.plant,
        item: line.item,
        quantity: inMillionths(quantity),
        order: order.order,
        operation: line.operation,
        status: 'approved',
      },
    ];
  });
}

function inMillionths(quantity: Fraction): string {
  const digits = `${quantity.times(new Fraction(10n ** 6n)).rounded}`.padStart(7, '0');
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
}
