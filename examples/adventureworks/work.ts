import { groupBy } from '@millrace/bom';
import type { FactRows, Row } from '@millrace/costing-core';
import { add, type Fraction, multiply, parseFraction, printFraction, ZERO } from '@millrace/exact';
import type { Dated } from '../dated.ts';
import type { DataFinding } from '../example.ts';
import type { Month } from '../months.ts';
import { ELEMENTS, instantOf, LEDGER, PLANT } from './ledger.ts';
import type { Tables } from './tables.ts';
import type { Window } from './window.ts';

export interface Work {
  readonly masters: FactRows;
  readonly reports: readonly Dated<'work_report'>[];
  readonly poolsOf: (month: Month) => Row<'cost_pool'>[];
  /** What the operations of an order before a day cost at the rates of their locations. */
  readonly costBefore: (day: string, order: string) => Fraction;
  readonly findings: readonly DataFinding[];
}

/**
 * The routing rows as work reports: the one figure of hours counts as machine hours, on the day the operation ended but
 * not after its order did. Every location is a cost centre with a work centre of the same name.
 *
 * The tables hold no cost pools. Those of a month are assumed: for each location, hours reported × CostRate.
 */
export function readWork({ location, workOrder, routing }: Tables, window: Window): Work {
  const orders = new Map(workOrder.map((row) => [row.WorkOrderID, row]));
  const rates = new Map(location.map((row) => [row.LocationID, parseFraction(row.CostRate)]));
  const routed = new Set(routing.map((row) => row.WorkOrderID));
  const reports: Dated<'work_report'>[] = [];
  const endsAfterOrder: string[] = [];
  for (const row of routing) {
    const order = orders.get(row.WorkOrderID);
    if (order === undefined || !window.overlaps(order.StartDate, order.EndDate)) continue;
    const isLate = row.ActualEndDate > order.EndDate;
    if (isLate) endsAfterOrder.push(`order ${row.WorkOrderID} operation ${row.OperationSequence}`);
    const day = isLate ? order.EndDate : row.ActualEndDate;
    reports.push({ day, order: row.WorkOrderID, row: reportRow(row, day) });
  }
  const costOf = ({ row }: Dated<'work_report'>): Fraction =>
    multiply(parseFraction(String(row.hours_machine)), rates.get(String(row.work_centre)) ?? ZERO);
  const byOrder = groupBy(reports, ({ order }) => order);
  const costBefore = (day: string, order: string) =>
    (byOrder.get(order) ?? [])
      .filter((report) => report.day < day)
      .map(costOf)
      .reduce(add, ZERO);

  const poolsOf = ({ period, firstDay, lastDay }: Month): Row<'cost_pool'>[] => {
    const own = reports.filter(({ day }) => day >= firstDay && day <= lastDay);
    const byLocation = groupBy(own, ({ row }) => String(row.work_centre));
    return location
      .filter(({ LocationID, CostRate }) => byLocation.has(LocationID) && parseFraction(CostRate).numerator > 0n)
      .map(({ LocationID, Name }) => {
        const amount = (byLocation.get(LocationID) ?? []).map(costOf).reduce(add, ZERO);
        return poolRow(period, LocationID, Name, printFraction(amount, 2));
      });
  };
  const withoutRate = reports.filter(({ row }) => rates.get(String(row.work_centre))?.numerator === 0n);
  const unrouted = workOrder.filter(
    ({ WorkOrderID, StartDate, EndDate }) => window.overlaps(StartDate, EndDate) && !routed.has(WorkOrderID),
  );
  return {
    masters: centres(location),
    reports,
    poolsOf,
    costBefore,
    findings: [
      {
        code: 'operation_must_end_before_its_order',
        keys: endsAfterOrder,
        found: 'routing rows that end after their order',
        handled: "reported on the order's last day",
      },
      {
        code: 'work_order_must_have_operations',
        keys: unrouted.map(({ WorkOrderID }) => `order ${WorkOrderID}`),
        found: 'work orders without a routing row, hence without hours',
        handled: 'they bear no conversion cost',
      },
      {
        code: 'location_with_hours_must_have_a_rate',
        keys: withoutRate.map(({ row }) => `report ${row.report}`),
        found: 'reports at a location whose CostRate is 0',
        handled: 'no pool; the engine warns of hours without a pool',
      },
    ],
  };
}

function reportRow(row: Tables['routing'][number], day: string): Row<'work_report'> {
  const key = `${row.WorkOrderID}-${row.OperationSequence}`;
  return {
    report: `R-${key}`,
    order: row.WorkOrderID,
    operation: row.OperationSequence,
    work_centre: row.LocationID,
    reported_at: instantOf(day),
    hours_machine: row.ActualResourceHrs,
    setup: false,
    source: `WorkOrderRouting ${key}`,
    status: 'approved',
  };
}

function poolRow(period: string, location: string, name: string, amount: string): Row<'cost_pool'> {
  return {
    ledger: LEDGER,
    period,
    pool: `${location} ${name} (assumed)`,
    centre: location,
    element: ELEMENTS.conversion,
    amount,
    behaviour: 'variable',
    driver: 'hours_machine',
    source: 'assumption: hours × Location.CostRate',
    status: 'approved',
  };
}

function centres(location: Tables['location']): FactRows {
  return {
    cost_centre: location.map((row) => ({
      centre: row.LocationID,
      plant: PLANT,
      name: row.Name,
      kind: 'production',
    })),
    work_centre: location.map((row) => ({ work_centre: row.LocationID, centre: row.LocationID, name: row.Name })),
  };
}
