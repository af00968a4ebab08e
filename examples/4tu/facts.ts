import { defaultPolicy, type FactRows, type Row } from '@millrace/costing-core';
import { type Dated, ordersOpenIn, rowsOf } from '../dated.ts';
import type { Example } from '../example.ts';
import { type Month, monthsFrom } from '../months.ts';
import { ASSUMPTIONS } from './assumptions.ts';
import { centreMasters } from './centres.ts';
import { defectsOf } from './defects.ts';
import { countedHours, type Hours } from './hours.ts';
import { LEDGER, ledgerMasters } from './ledger.ts';
import { moveMaterial } from './material.ts';
import { orderMasters, readOrders } from './orders.ts';
import { poolsOf } from './pools.ts';
import { dayOf, instantOf, readReports, type ShopReport } from './reports.ts';

/**
 * The log of a real job shop as facts of January, February and March 2012: its reports, its orders, what it packed. Cost
 * is not in it; material and pools are invented.
 *
 * @throws MissingFile
 */
export function jobShop(folder: string): Example {
  const months = monthsFrom('2012-01', 3);
  const log = readReports(folder);
  const orders = readOrders(log, months[2].lastDay);
  const hoursOf = countedHours(log);
  const reports = log.map((report) => documentOf(report, hoursOf(report)));
  const { movements, amounts } = moveMaterial(orders, months);
  const masters = { ...ledgerMasters(months), ...centreMasters(log), ...orderMasters(orders, hoursOf) };

  const factsOf = (month: Month): FactRows => {
    const open = ordersOpenIn(month, orders);
    const isOpen = new Set(open.map(({ order }) => order));
    return {
      ...masters,
      production_order: open.map(({ row }) => row),
      movement: rowsOf(month, movements, isOpen),
      movement_amount: rowsOf(month, amounts, isOpen),
      work_report: rowsOf(month, reports, isOpen),
      cost_pool: poolsOf(month, reports),
    };
  };
  return {
    title: '4TU production log of a job shop, 2012-01 to 2012-03',
    ledger: LEDGER,
    months,
    policy: defaultPolicy,
    factsOf,
    dataFindings: defectsOf(log, orders),
    assumptions: ASSUMPTIONS,
  };
}

function documentOf(report: ShopReport, { machine, labour }: Hours): Dated<'work_report'> {
  const { order, operation, resource, kind, end, good, rejected, isRework, isRepeated } = report;
  const row: Row<'work_report'> = {
    report: report.row,
    order,
    operation,
    work_centre: resource,
    reported_at: instantOf(end),
    quantity_good: isRework ? '' : String(good),
    quantity_scrap: String(rejected),
    quantity_rework: isRework ? String(good) : '',
    hours_machine: machine,
    hours_labour: labour,
    setup: kind === 'setup',
    source: `row ${report.row}`,
    status: isRepeated ? 'draft' : 'approved',
  };
  return { day: dayOf(end), order, row };
}
