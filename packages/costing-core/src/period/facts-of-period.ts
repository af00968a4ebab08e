import type { Columns, Facts, TableName } from '@millrace/facts';
import { APPROVED, cellsOf, columnsOf, TABLES } from '@millrace/facts';
import type { Scope } from './scope.js';

/**
 * The facts that one closing looks at, so that the same period gives the same input wherever the rows came from, and the
 * input does not grow with the years.
 */
export function factsOfPeriod(facts: Facts, scope: Scope): Facts {
  const belongs = belongingTo(facts, scope);
  const kept = Object.keys(belongs).map((name) => {
    const table = name as keyof Belonging;
    return [table, select(facts, table, belongs[table])];
  });
  return { ...facts, ...Object.fromEntries(kept) };
}

/** By table: whether a row is one that the closing looks at. Of the other tables, all are. */
type Belonging = Readonly<
  Record<
    | 'movement'
    | 'movement_amount'
    | 'movement_receipt'
    | 'work_report'
    | 'cost_pool'
    | 'driver_quantity'
    | 'department_service'
    | 'wip_count'
    | 'stock_count'
    | 'order_quota'
    | 'production_order'
    | 'joint_output'
    | 'gl_balance',
    (row: number) => boolean
  >
>;

/**
 * Documents dated in the period, and what was done before it for orders that are open in it: opened by its last day and
 * not closed before its first. Movements are those that touch a plant of the ledger. Of the orders, those that are open
 * in the period, and those that one of these rows, opening work in process or a rework order names, with their joint outputs.
 *
 * An order of June that was closed in July is no part of August, unless August still posts something to it; even then
 * what was posted in July is not.
 */
function belongingTo(facts: Facts, scope: Scope): Belonging {
  const { symbols, production_order: orders, movement, movement_amount, work_report, cost_pool, joint_output } = facts;
  const { driver_quantity, department_service, movement_receipt, stock_count } = facts;
  const isDayOfPeriod = (day: number) => day >= scope.firstDay && day <= scope.lastDay;
  const isOpen = new Uint8Array(symbols.size);
  for (let row = 0; row < orders.rowCount; row++) {
    const closedBefore = orders.closed_on[row] < scope.firstDay;
    isOpen[orders.order[row]] = closedBefore || orders.opened_on[row] > scope.lastDay ? 0 : 1;
  }
  const counts = (at: number, order: number) => at < scope.end && (at >= scope.start || isOpen[order] === 1);
  const period = symbols.find(scope.period);

  const touches = (row: number) => scope.plants.has(movement.plant[row]) || scope.plants.has(movement.to_plant[row]);
  const movements = marked(movement.rowCount, (row) => {
    return touches(row) && counts(movement.posted_at[row], movement.order[row]);
  });
  // What an approved adjustment of the period is for counts with it, however early it came.
  const isOfPeriod = new Uint8Array(symbols.size);
  for (let row = 0; row < movements.length; row++) {
    const counted = movements[row] === 1 && movement.status[row] === APPROVED;
    if (counted && movement.posted_at[row] >= scope.start) isOfPeriod[movement.movement[row]] = 1;
  }
  const isReceipt = new Uint8Array(symbols.size);
  for (let row = 0; row < movement_receipt.rowCount; row++) {
    if (isOfPeriod[movement_receipt.movement[row]] === 1) isReceipt[movement_receipt.receipt[row]] = 1;
  }
  for (let row = 0; row < movements.length; row++) {
    const isNamedReceipt = isReceipt[movement.movement[row]] === 1 && movement.posted_at[row] < scope.start;
    if (isNamedReceipt && touches(row)) movements[row] = 1;
  }
  const reports = marked(work_report.rowCount, (row) => counts(work_report.reported_at[row], work_report.order[row]));
  const isNamed = isOpen.slice();
  for (let row = 0; row < movements.length; row++) if (movements[row] === 1) isNamed[movement.order[row]] = 1;
  for (let row = 0; row < reports.length; row++) if (reports[row] === 1) isNamed[work_report.order[row]] = 1;
  for (const order of facts.opening_wip.order) isNamed[order] = 1;
  for (let row = 0; row < driver_quantity.rowCount; row++) {
    const isOfOrder = driver_quantity.target_kind[row] === DRIVEN_ORDER;
    if (isOfOrder && driver_quantity.period[row] === period) isNamed[driver_quantity.target[row]] = 1;
  }
  for (let row = 0; row < department_service.rowCount; row++) {
    const isOfOrder = department_service.to_kind[row] === SERVED_ORDER;
    if (isOfOrder && department_service.period[row] === period) isNamed[department_service.to[row]] = 1;
  }
  nameRepaired(orders, isNamed);
  const isMoved = new Uint8Array(symbols.size);
  for (let row = 0; row < movements.length; row++) if (movements[row] === 1) isMoved[movement.movement[row]] = 1;

  return {
    movement: (row) => movements[row] === 1,
    movement_amount: (row) => isMoved[movement_amount.movement[row]] === 1,
    movement_receipt: (row) => isMoved[movement_receipt.movement[row]] === 1,
    work_report: (row) => reports[row] === 1,
    cost_pool: (row) => cost_pool.period[row] === period,
    driver_quantity: (row) => driver_quantity.period[row] === period,
    department_service: (row) => department_service.period[row] === period,
    wip_count: (row) => facts.wip_count.period[row] === period && isNamed[facts.wip_count.order[row]] === 1,
    stock_count: (row) => scope.plants.has(stock_count.plant[row]) && isDayOfPeriod(stock_count.counted_on[row]),
    order_quota: (row) => facts.order_quota.period[row] === period && isNamed[facts.order_quota.order[row]] === 1,
    production_order: (row) => isNamed[orders.order[row]] === 1,
    // What the general ledger says comes after the close, and changes nothing in it.
    gl_balance: () => false,
    joint_output: (row) => joint_output.order[row] === 0 || isNamed[joint_output.order[row]] === 1,
  };
}

/** A rework order asks for the one whose pieces it repairs, and that for the one behind it. */
function nameRepaired({ rowCount, order, refers_to }: Facts['production_order'], isNamed: Uint8Array): void {
  let isOneNamed = true;
  while (isOneNamed) {
    isOneNamed = false;
    for (let row = 0; row < rowCount; row++) {
      if (refers_to[row] === 0 || isNamed[order[row]] === 0 || isNamed[refers_to[row]] === 1) continue;
      isNamed[refers_to[row]] = 1;
      isOneNamed = true;
    }
  }
}

const DRIVEN_ORDER = TABLES.driver_quantity.columns.target_kind.choices.indexOf('order');
const SERVED_ORDER = TABLES.department_service.columns.to_kind.choices.indexOf('order');

function marked(length: number, is: (row: number) => boolean): Uint8Array {
  const marks = new Uint8Array(length);
  for (let row = 0; row < length; row++) if (is(row)) marks[row] = 1;
  return marks;
}

/** The rows of a table that belong. */
export function select<T extends TableName>(facts: Facts, name: T, belongs: (row: number) => boolean): Columns<T> {
  const marks = marked(facts[name].rowCount, belongs);
  let rowCount = 0;
  for (const mark of marks) rowCount += mark;
  if (rowCount === marks.length) return facts[name] as Columns<T>;
  const columns = columnsOf(name).map(([column]) => [column, kept(cellsOf(facts, name, column), marks, rowCount)]);
  return { rowCount, ...Object.fromEntries(columns) } as unknown as Columns<T>;
}

function kept(cells: ArrayLike<number>, marks: Uint8Array, rowCount: number): ArrayLike<number> {
  const own = new (cells.constructor as Float64ArrayConstructor)(rowCount);
  for (let row = 0, i = 0; row < marks.length; row++) if (marks[row] === 1) own[i++] = cells[row];
  return own;
}
