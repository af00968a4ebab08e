import { type Facts, TABLES, type TableName } from '@millrace/facts';
import type { Scope } from './scope.js';

/** Whether a row of a table is of the ledger. */
export type IsOwn = (table: TableName) => (row: number) => boolean;

/**
 * The documents of a ledger: movements that touch one of its plants, orders and stock counts in one, rows that name no order and no cost centre
 * of a plant of another ledger, and all rows that name neither. What isn't known may be of any ledger.
 */
export function ownDocuments(facts: Facts, { plants }: Scope): IsOwn {
  const { movement, stock_count, production_order, cost_centre, driver_quantity, department_service } = facts;
  const elsewhere = (names: Int32Array, plantOf: Int32Array) => {
    const isElsewhere = new Uint8Array(facts.symbols.size);
    for (let row = 0; row < names.length; row++) if (!plants.has(plantOf[row])) isElsewhere[names[row]] = 1;
    return isElsewhere;
  };
  const orders = elsewhere(production_order.order, production_order.plant);
  const centres = elsewhere(cost_centre.centre, cost_centre.plant);
  return (table) => {
    const orderOf = orderOfRow(facts, table) ?? (() => 0);
    switch (table) {
      case 'movement':
        return (row) => plants.has(movement.plant[row]) || plants.has(movement.to_plant[row]);
      case 'stock_count':
        return (row) => plants.has(stock_count.plant[row]);
      case 'production_order':
        return (row) => plants.has(production_order.plant[row]);
      case 'driver_quantity':
        return (row) => {
          const target = driver_quantity.target_kind[row] === DRIVEN_CENTRE ? driver_quantity.target[row] : 0;
          return orders[orderOf(row)] + centres[driver_quantity.centre[row]] + centres[target] === 0;
        };
      case 'department_service':
        return (row) => {
          const to = department_service.to_kind[row] === SERVED_CENTRE ? department_service.to[row] : 0;
          return orders[orderOf(row)] + centres[department_service.from_centre[row]] + centres[to] === 0;
        };
      default:
        return (row) => orders[orderOf(row)] === 0;
    }
  };
}

/** Of which order a row of a table that documents or describes orders is: 0 where it is of none. */
export function orderOfRow(facts: Facts, table: TableName): ((row: number) => number) | undefined {
  const { driver_quantity, department_service, attribute } = facts;
  switch (table) {
    case 'work_report':
    case 'wip_count':
    case 'order_quota':
      return (row) => facts[table].order[row];
    case 'driver_quantity':
      return (row) => (driver_quantity.target_kind[row] === DRIVEN_ORDER ? driver_quantity.target[row] : 0);
    case 'department_service':
      return (row) => (department_service.to_kind[row] === SERVED_ORDER ? department_service.to[row] : 0);
    case 'attribute':
      return (row) => (attribute.owner_kind[row] === OWNED_BY_ORDER ? attribute.owner[row] : 0);
    default:
      return undefined;
  }
}

const { target_kind } = TABLES.driver_quantity.columns;
const { to_kind } = TABLES.department_service.columns;
const DRIVEN_ORDER = target_kind.choices.indexOf('order');
const DRIVEN_CENTRE = target_kind.choices.indexOf('centre');
const SERVED_ORDER = to_kind.choices.indexOf('order');
const SERVED_CENTRE = to_kind.choices.indexOf('centre');
const OWNED_BY_ORDER = TABLES.attribute.columns.owner_kind.choices.indexOf('order');
