import { specOf, TABLES, type TableName, type TableSpec } from '@millrace/facts';
import { literal } from '../database/database.js';
import type { CalendarPeriod } from './calendar-of-ledger.js';
import { factColumns } from './fact-columns.js';

/**
 * A select of the rows of a fact table that a period's close looks at: documents dated in the period, and what was done
 * before it for orders that are open in it. It is the choice that costing-core makes among rows from files
 * (`facts/of-period.ts`), so that both give one input hash.
 */
export function rowsOfPeriod(table: TableName, ledger: string, period: CalendarPeriod): string {
  const columns = factColumns(table, 't');
  // Two selects rather than an `or`, so that each finds its rows by an index.
  return rowConditions(table, ledger, period)
    .map((condition) => `select ${columns} from millrace."${table}" t where ${condition}`)
    .join(' union all ');
}

/** The same rows as conditions, one a part of them; no row meets two. What is held out of the period meets none. */
export function rowConditions(table: TableName, ledger: string, period: CalendarPeriod): string[] {
  const conditions = conditionsOf(table, ledger, period);
  if (!MAY_BE_HELD.has(table)) return conditions;
  return conditions.map((condition) => `${condition} and ${isNotHeld(table, 't', ledger, period)}`);
}

/** Tables whose rows the database holds out of a period that is pending: those it was told to guard, see 0010-periods.ts. */
const MAY_BE_HELD: ReadonlySet<TableName> = new Set([
  'movement_amount',
  'movement_receipt',
  'work_report',
  'wip_count',
  'order_quota',
  'cost_pool',
  'driver_quantity',
  'department_service',
]);

/** The condition that a row did not come while the period was pending. */
export function isNotHeld(table: TableName, alias: string, ledger: string, { period }: CalendarPeriod): string {
  return `not ${isHeld(table, alias, ledger, `h.period = ${literal(period)}`)}`;
}

/** The condition that a row came while its period was pending: of any, or of those that are meant. */
export function isHeld(table: TableName, alias: string, ledger: string, meant = 'true'): string {
  const key = specOf(table).key.map((column) => `${alias}."${column}"::text`);
  return `exists (select from millrace.held_row h where h.ledger = ${literal(ledger)} and ${meant}
    and h.table_name = ${literal(table)} and h.key = array[${key.join(', ')}])`;
}

function conditionsOf(table: TableName, ledger: string, period: CalendarPeriod): string[] {
  const spec: TableSpec = TABLES[table];
  const own = `t.ledger = ${literal(ledger)}`;
  const ofPeriod = `t.period = ${literal(period.period)}`;
  switch (table) {
    case 'movement':
      return movementsOfPeriod('t', ledger, period);
    case 'movement_amount':
      return movementsOfPeriod('m', ledger, period).map(
        (condition) => `${own} and t.movement in (select m.movement from millrace.movement m where ${condition})`,
      );
    case 'movement_receipt':
      return movementsOfPeriod('m', ledger, period).map(
        (condition) => `t.movement in (select m.movement from millrace.movement m where ${condition})`,
      );
    case 'work_report':
      return reportsOfPeriod('t', ledger, period);
    case 'production_order': {
      const isOpened = `t.opened_on <= ${literal(period.lastDay)} and ${isOwn(table, 't', ledger)}`;
      return [isOpened, `t."order" in (${namedOrders(`not (${isOpened})`, ledger, period)})`];
    }
    case 'stock_count': {
      const days = `t.counted_on between ${literal(period.firstDay)} and ${literal(period.lastDay)}`;
      return [`${days} and ${isOwn(table, 't', ledger)}`];
    }
    case 'cost_pool':
    case 'wip_count':
    case 'order_quota':
    case 'driver_quantity':
    case 'department_service':
      return [`${ofPeriod} and ${isOwn(table, 't', ledger)}`];
    // Only reconcile looks at it, which is after the close.
    case 'gl_balance':
      return ['false'];
    case 'joint_output':
    case 'bom':
    case 'bom_line':
    case 'routing_operation':
    case 'rate':
    case 'item_price':
    case 'normal_loss':
      return [`t.plant in (${plantsOf(ledger)})`];
    default:
      return [spec.columns.ledger === undefined ? 'true' : own];
  }
}

/** The condition that a document is of the ledger; the choice that costing-core makes (`period/own-documents.ts`). */
export function isOwn(table: TableName, alias: string, ledger: string): string {
  const order = (column: string) => isNotElsewhere('production_order', 'order', `${alias}."${column}"`, ledger);
  const centre = (column: string) => isNotElsewhere('cost_centre', 'centre', `${alias}."${column}"`, ledger);
  const named = (kind: string, name: string) => `(${alias}.${kind} <> 'order' or ${order(name)})
    and (${alias}.${kind} <> 'centre' or ${centre(name)})`;
  switch (table) {
    case 'movement':
      return touches(alias, ledger);
    case 'stock_count':
    case 'production_order':
      return `${alias}.plant in (${plantsOf(ledger)})`;
    case 'work_report':
    case 'wip_count':
    case 'order_quota':
      return order('order');
    case 'driver_quantity':
      return `${centre('centre')} and ${named('target_kind', 'target')}`;
    case 'department_service':
      return `${centre('from_centre')} and ${named('to_kind', 'to')}`;
    default:
      return specOf(table).columns.ledger === undefined ? 'true' : `${alias}.ledger = ${literal(ledger)}`;
  }
}

/** The condition that a name is not of another ledger; one that isn't known may be of any. */
function isNotElsewhere(table: TableName, key: string, name: string, ledger: string): string {
  return `not exists (select from millrace.${table} o where o."${key}" = ${name} and o.plant not in (${plantsOf(ledger)}))`;
}

/**
 * A select of those of the orders that something names which is read: it is read too, whosever it is and whenever it was opened. As the
 * orders come first, documents are not gone through where there are none.
 */
function namedOrders(which: string, ledger: string, period: CalendarPeriod): string {
  const ofPeriod = `t.period = ${literal(period.period)}`;
  const named = [
    ...movementsOfPeriod('t', ledger, period).map((is) => ['"order"', `movement t where ${is}`]),
    ...reportsOfPeriod('t', ledger, period).map((is) => ['"order"', `work_report t where ${is}`]),
    ['target', `driver_quantity t where ${ofPeriod} and t.target_kind = 'order'`],
    ['"to"', `department_service t where ${ofPeriod} and t.to_kind = 'order'`],
    ['"order"', `wip_count t where ${ofPeriod}`],
    ['"order"', `order_quota t where ${ofPeriod}`],
    ['owner', `attribute t where t.owner_kind = 'order'`],
    ['"order"', `opening_wip t where t.ledger = ${literal(ledger)}`],
    ['"order"', `joint_output t where t.plant in (${plantsOf(ledger)})`],
    ['refers_to', 'production_order t where true'],
  ];
  return `with other as materialized (select t."order" from millrace.production_order t where ${which})
    ${named.map(([column, of]) => `select other."order" from other, millrace.${of} and t.${column} = other."order"`).join(' union all ')}`;
}

function movementsOfPeriod(alias: string, ledger: string, period: CalendarPeriod): string[] {
  const dated = datedOrOpen(alias, 'posted_at', ledger, period);
  return [...dated, namedReceipts(alias, ledger, period)].map(
    (is) => `${is} and ${touches(alias, ledger)} and ${isNotHeld('movement', alias, ledger, period)}`,
  );
}

function reportsOfPeriod(alias: string, ledger: string, period: CalendarPeriod): string[] {
  return datedOrOpen(alias, 'reported_at', ledger, period).map(
    (is) => `${is} and ${isOwn('work_report', alias, ledger)}`,
  );
}

/** Receipts of before the period that one of its approved adjustments is for, unless they are read with their order. */
function namedReceipts(alias: string, ledger: string, { start, end, firstDay, lastDay }: CalendarPeriod): string {
  return `${alias}.posted_at < ${literal(start)} and ${alias}.movement in (
      select r.receipt from millrace.movement_receipt r join millrace.movement f on f.movement = r.movement
      where f.status = 'approved' and f.posted_at >= ${literal(start)} and f.posted_at < ${literal(end)} and ${touches('f', ledger)})
    and coalesce(${alias}."order", '') not in (${openOrders(ledger, { firstDay, lastDay })})`;
}

function openOrders(ledger: string, { firstDay, lastDay }: Pick<CalendarPeriod, 'firstDay' | 'lastDay'>): string {
  return `select o."order" from millrace.production_order o where o.plant in (${plantsOf(ledger)})
      and o.opened_on <= ${literal(lastDay)} and (o.closed_on is null or o.closed_on >= ${literal(firstDay)})`;
}

function datedOrOpen(alias: string, at: string, ledger: string, period: CalendarPeriod): string[] {
  const { start, end, firstDay, lastDay } = period;
  return [
    `${alias}.${at} >= ${literal(start)} and ${alias}.${at} < ${literal(end)}`,
    `${alias}.${at} < ${literal(start)} and ${alias}."order" in (${openOrders(ledger, { firstDay, lastDay })})`,
  ];
}

/** The condition that a movement is from or to a plant of the ledger. */
export function touches(alias: string, ledger: string): string {
  const plants = plantsOf(ledger);
  return `(${alias}.plant in (${plants}) or ${alias}.to_plant in (${plants}))`;
}

/** A select of the plants of a ledger. */
export function plantsOf(ledger: string): string {
  return `select p.plant from millrace.ledger_plant p where p.ledger = ${literal(ledger)}`;
}
