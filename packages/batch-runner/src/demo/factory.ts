import type { FactRows, Row } from '@millrace/facts';
import { accountRules } from './accounts.js';
import { DAYS, daysOf, MONTHS, type Month } from './calendar.js';
import { departmentPools, departmentServices } from './departments.js';
import { type Movement, movementRows } from './events.js';
import { quantityText } from './figures.js';
import { incidents } from './incidents.js';
import { LEDGER, masters } from './masters.js';
import { mouldPools } from './moulds.js';
import { openingRows, openingStock } from './opening.js';
import { type PlannedOrder, planOrders } from './planned-orders.js';
import { poolRows } from './pools.js';
import { purchasesFor } from './purchases.js';
import { salesFrom } from './sales.js';
import { reportRows, runShopFloor } from './shop-floor.js';
import { StockOnHand } from './stock-on-hand.js';
import { STRUCTURES, type Structure } from './structure.js';
import { transfersFor } from './transfers.js';

/** What is imported in each month. */
export interface SampleFactory {
  readonly september: FactRows;
  readonly october: FactRows;
}

/**
 * The sample factory: a pump maker with two plants, followed order by order through two months. Always the same rows; no
 * clock, no machine goes into them.
 */
export function sampleFactory(): SampleFactory {
  const orders = planOrders();
  const floor = runShopFloor(orders);
  const issues = floor.movements.filter(({ type }) => type === 'issue');
  const transfers = transfersFor(orders);
  const receipts = purchasesFor(issues);
  const inSeptember = ({ day }: Movement) => DAYS[day].startsWith(MONTHS[0]);
  const stock = openingStock([...issues, ...transfers].filter(inSeptember));
  const sales = salesFrom(stock, [...floor.movements, ...transfers, ...receipts]);
  const movements = [...floor.movements, ...transfers, ...receipts, ...sales, ...incidents(receipts, issues, sales)];
  neverBelowZero(stock, movements);

  const unapproved = { ...floor.reports.at(-1), draft: true } as (typeof floor.reports)[number];
  const { rows, amounts } = movementRows(movements, LEDGER);
  const reports = reportRows([...floor.reports, unapproved]);
  const pools = [...poolRows(floor.reports, LEDGER), ...mouldPools(LEDGER), ...departmentPools(LEDGER)];
  const services = departmentServices();
  const early = (at: string | number | boolean) => String(at) < `${MONTHS[1]}-01`;
  const earlyMovements = new Set(rows.filter((row) => early(row.posted_at)).map((row) => row.movement));
  const isEarly = (row: Row<'movement_amount'>) => earlyMovements.has(row.movement);
  return {
    september: {
      ...masters(),
      account_rule: accountRules(),
      ...openingRows(stock, orders, floor, LEDGER),
      production_order: orderRows(orders, floor.finished, MONTHS[0]),
      movement: rows.filter((row) => early(row.posted_at)),
      movement_amount: amounts.filter(isEarly),
      work_report: reports.filter((row) => early(row.reported_at)),
      cost_pool: pools.filter((row) => row.period === MONTHS[0]),
      department_service: services.filter((row) => row.period === MONTHS[0]),
    },
    october: {
      production_order: orderRows(orders, floor.finished, MONTHS[1]),
      movement: rows.filter((row) => !early(row.posted_at)),
      movement_amount: amounts.filter((row) => !isEarly(row)),
      work_report: reports.filter((row) => !early(row.reported_at)),
      cost_pool: pools.filter((row) => row.period === MONTHS[1]),
      department_service: services.filter((row) => row.period === MONTHS[1]),
    },
  };
}

/** The orders as they stand at the end of a month: those begun by then, closed where they were finished. */
function orderRows(
  orders: readonly PlannedOrder[],
  finished: ReadonlyMap<string, number>,
  month: Month,
): Row<'production_order'>[] {
  const { first, count } = daysOf(month);
  const end = first + count;
  return orders
    .filter(({ day }) => day < end)
    .map(({ order, item, type, quantity, day }) => {
      const closed = finished.get(order);
      return {
        order,
        plant: (STRUCTURES.get(item) as Structure).plant,
        item,
        type,
        quantity_planned: quantityText(quantity),
        opened_on: DAYS[day],
        closed_on: closed !== undefined && closed < end ? DAYS[closed] : '',
        source: `ERP/${order}`,
        status: 'approved',
      };
    });
}

/** The plan of the sample is wrong where anything is taken that isn't there. */
function neverBelowZero(opening: ReturnType<typeof openingStock>, movements: readonly Movement[]): void {
  const stock = new StockOnHand();
  for (const [plant, item, quantity] of opening) stock.add(plant, item, quantity);
  for (const movement of [...movements].sort((a, b) => a.day - b.day || a.minutes - b.minutes)) {
    if (movement.day > 0) stock.move(movement);
  }
}
