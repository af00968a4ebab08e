import type { Columns, Facts, TableName } from '@millrace/facts';
import { APPROVED, cellsOf, columnsOf } from '@millrace/facts';
import { orderOfRow, ownDocuments } from './own-documents.js';
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
    | 'gl_balance'
    | MasterOfPlants,
    (row: number) => boolean
  >
>;

/** What holds in one plant. */
type MasterOfPlants = 'bom' | 'bom_line' | 'routing_operation' | 'rate' | 'item_price' | 'normal_loss';

/**
 * Documents dated in the period, and what was done before it for orders that are open in it: opened by its last day and
 * not closed before its first. Movements are those that touch a plant of the ledger; reports, counts, quotas, driver quantities and
 * services those that aren't of an order in a plant of another one. Of the orders, those of the ledger that are open
 * in the period, and those that one of these rows, an attribute, opening work in process or a rework order names, with their joint
 * outputs.
 *
 * An order of June that was closed in July is no part of August, unless August still posts something to it; even then
 * what was posted in July is not.
 */
function belongingTo(facts: Facts, scope: Scope): Belonging {
  const { symbols, production_order: orders, movement, movement_amount, work_report, cost_pool, joint_output } = facts;
  const { driver_quantity, department_service, movement_receipt, stock_count, wip_count, order_quota } = facts;
  const isDayOfPeriod = (day: number) => day >= scope.firstDay && day <= scope.lastDay;
  const period = symbols.find(scope.period);
  const isOpen = openOrders(facts, scope);
  const counts = (at: number, order: number) => at < scope.end && (at >= scope.start || isOpen[order] === 1);

  const isOwn = ownDocuments(facts, scope);
  const own = (table: TableName, counts: (row: number) => boolean) => {
    const isOfLedger = isOwn(table);
    return marked(facts[table].rowCount, (row) => isOfLedger(row) && counts(row));
  };
  const movements = own('movement', (row) => counts(movement.posted_at[row], movement.order[row]));
  markNamedReceipts(facts, scope, movements, isOwn('movement'));
  const reports = own('work_report', (row) => counts(work_report.reported_at[row], work_report.order[row]));
  const drives = own('driver_quantity', (row) => driver_quantity.period[row] === period);
  const serves = own('department_service', (row) => department_service.period[row] === period);

  const isNamed = isOpen.slice();
  for (let row = 0; row < movements.length; row++) if (movements[row] === 1) isNamed[movement.order[row]] = 1;
  for (const order of facts.opening_wip.order) isNamed[order] = 1;
  nameOrders('work_report', reports);
  nameOrders('driver_quantity', drives);
  nameOrders('department_service', serves);
  // All attributes are kept, as a formula may name one that no order of the period has; so what they are of must be known.
  nameOrders('attribute');
  nameRepaired(orders, isNamed);
  const isMoved = new Uint8Array(symbols.size);
  for (let row = 0; row < movements.length; row++) if (movements[row] === 1) isMoved[movement.movement[row]] = 1;
  const counted = own('wip_count', (row) => wip_count.period[row] === period && isNamed[wip_count.order[row]] === 1);
  const stated = own('order_quota', (row) => {
    return order_quota.period[row] === period && isNamed[order_quota.order[row]] === 1;
  });

  return {
    movement: (row) => movements[row] === 1,
    movement_amount: (row) => isMoved[movement_amount.movement[row]] === 1,
    movement_receipt: (row) => isMoved[movement_receipt.movement[row]] === 1,
    work_report: (row) => reports[row] === 1,
    cost_pool: (row) => cost_pool.period[row] === period,
    driver_quantity: (row) => drives[row] === 1,
    department_service: (row) => serves[row] === 1,
    wip_count: (row) => counted[row] === 1,
    stock_count: (row) => scope.plants.has(stock_count.plant[row]) && isDayOfPeriod(stock_count.counted_on[row]),
    order_quota: (row) => stated[row] === 1,
    production_order: (row) => isNamed[orders.order[row]] === 1,
    // What the general ledger says comes after the close, and changes nothing in it.
    gl_balance: () => false,
    joint_output: (row) => {
      if (!scope.plants.has(joint_output.plant[row])) return false;
      return joint_output.order[row] === 0 || isNamed[joint_output.order[row]] === 1;
    },
    bom: ofPlants('bom'),
    bom_line: ofPlants('bom_line'),
    routing_operation: ofPlants('routing_operation'),
    rate: ofPlants('rate'),
    item_price: ofPlants('item_price'),
    normal_loss: ofPlants('normal_loss'),
  };

  function ofPlants(table: MasterOfPlants): (row: number) => boolean {
    const { plant } = facts[table];
    return (row) => scope.plants.has(plant[row]);
  }

  function nameOrders(table: TableName, of?: Uint8Array): void {
    const orderOf = orderOfRow(facts, table);
    if (orderOf === undefined) return;
    for (let row = 0; row < facts[table].rowCount; row++) if (of?.[row] !== 0) isNamed[orderOf(row)] = 1;
  }
}

/** By order of the ledger: whether it was open on a day of the period. */
function openOrders({ production_order: orders, symbols }: Facts, scope: Scope): Uint8Array {
  const isOpen = new Uint8Array(symbols.size);
  for (let row = 0; row < orders.rowCount; row++) {
    const isClosedBefore = orders.closed_on[row] < scope.firstDay;
    const isOfPeriod = orders.opened_on[row] <= scope.lastDay && !isClosedBefore;
    if (isOfPeriod && scope.plants.has(orders.plant[row])) isOpen[orders.order[row]] = 1;
  }
  return isOpen;
}

/** What an approved adjustment of the period is for counts with it, however early it came. */
function markNamedReceipts(
  { movement, movement_receipt, symbols }: Facts,
  scope: Scope,
  movements: Uint8Array,
  isOwn: (row: number) => boolean,
): void {
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
    if (isNamedReceipt && isOwn(row)) movements[row] = 1;
  }
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
