import type { Policy } from '@millrace/costing-core';
import { type Counted, found } from './counted.js';
import { type Fraction, sum } from './fraction.js';
import { compareText } from './order-of-rows.js';
import { operationsOf } from './progress.js';

/** What drives cost from a centre to the conversion stage of an order. */
export interface Driven {
  readonly order: string;
  readonly stage: string;
  readonly quantity: Fraction;
}

export const isDriver = (driver: string) => ['hours_machine', 'hours_labour', 'quantity_good'].includes(driver);

/**
 * The period's driver quantities of a centre (rules.md 19), in the order of their targets. Where an order's reports add up to less than nothing, it bears nothing.
 */
export function driversOf(counted: Counted, policy: Policy, centre: string, driver: string): Driven[] {
  const reports = counted.reports.filter((report) => report.inPeriod && report.centre === centre);
  const driven: Driven[] = [];
  for (const order of new Set(reports.map((report) => report.order))) {
    let own = reports.filter((report) => report.order === order);
    if (driver === 'quantity_good') {
      const { operations } = operationsOf(
        counted,
        found([...counted.orders.values()], (row) => row.order === order),
      );
      const last = operations.findLast((operation) =>
        own.some((report) => report.operation === operation && report.good.sign > 0),
      );
      own = own.filter((report) => report.operation === last);
    }
    const quantityOf = (report: (typeof own)[number]) =>
      report.sign.times(
        driver === 'hours_machine' ? report.hoursMachine : driver === 'hours_labour' ? report.hoursLabour : report.good,
      );
    const stageOf = (operation: string) =>
      policy.conversion_stages === 'operation' && operation !== '' ? `conversion:${operation}` : 'conversion';
    for (const stage of new Set(own.map(({ operation }) => stageOf(operation)))) {
      const quantity = sum(own.filter(({ operation }) => stageOf(operation) === stage).map(quantityOf));
      if (quantity.sign > 0) driven.push({ order, stage, quantity });
    }
  }
  return driven.sort((a, b) => compareText(a.order, b.order) || compareText(a.stage, b.stage));
}
