import type { Scope } from '../scope.js';
import { cellsOf, columnsOf } from './cells.js';
import type { TableName } from './facts.js';
import type { Columns, Facts } from './read-facts.js';

/**
 * The facts that one closing looks at: documents dated in the period, and what happened before it to orders that are
 * open in it. Everything else (other periods, other ledgers) is left out, so that the same period gives the
 * same input wherever the rows came from.
 */
export function factsOfPeriod(facts: Facts, scope: Scope): Facts {
  const { symbols, production_order: orders, movement, work_report, cost_pool, movement_amount } = facts;
  const open = new Uint8Array(symbols.size);
  for (let row = 0; row < orders.rowCount; row++) {
    const closedBefore = orders.closed_on[row] < scope.firstDay;
    open[orders.order[row]] = closedBefore || orders.opened_on[row] > scope.lastDay ? 0 : 1;
  }
  const counts = (at: number, order: number) => at < scope.end && (at >= scope.start || open[order] === 1);
  const period = symbols.find(scope.period);
  const moves = new Uint8Array(symbols.size);
  const movements = select(facts, 'movement', (row) => {
    const belongs =
      counts(movement.posted_at[row], movement.order[row]) &&
      (scope.plants.has(movement.plant[row]) || scope.plants.has(movement.to_plant[row]));
    if (belongs) moves[movement.movement[row]] = 1;
    return belongs;
  });
  return {
    ...facts,
    movement: movements,
    movement_amount: select(facts, 'movement_amount', (row) => moves[movement_amount.movement[row]] === 1),
    work_report: select(facts, 'work_report', (row) => counts(work_report.reported_at[row], work_report.order[row])),
    cost_pool: select(facts, 'cost_pool', (row) => cost_pool.period[row] === period),
    production_order: select(facts, 'production_order', (row) => orders.opened_on[row] <= scope.lastDay),
  };
}

function select<T extends TableName>(facts: Facts, name: T, belongs: (row: number) => boolean): Columns<T> {
  const rows: number[] = [];
  for (let row = 0; row < facts[name].rowCount; row++) if (belongs(row)) rows.push(row);
  if (rows.length === facts[name].rowCount) return facts[name] as Columns<T>;
  const columns = columnsOf(name).map(([column]) => {
    const cells = cellsOf(facts, name, column) as Float64Array;
    const kept = new (cells.constructor as Float64ArrayConstructor)(rows.length);
    for (let i = 0; i < rows.length; i++) kept[i] = cells[rows[i]];
    return [column, kept] as const;
  });
  return { rowCount: rows.length, ...Object.fromEntries(columns) } as unknown as Columns<T>;
}
