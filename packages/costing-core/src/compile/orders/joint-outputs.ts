import { TABLES } from '../../facts/facts.js';
import type { Facts } from '../../facts/read-facts.js';
import type { Scope } from '../../scope.js';

/** What an order yields besides its main product, and how cost is split between them. */
export interface JointOutput {
  readonly role: 'main' | 'co' | 'by';
  /** 9 decimals; NaN for none. */
  readonly weight: number;
  /** Price of a by-product per unit, 9 decimals; NaN for none. */
  readonly price: number;
}

/**
 * The joint outputs in force on the period's last day: of the order itself, else of its plant and item.
 */
export function jointOutputs({ joint_output: table, production_order: orders }: Facts, { lastDay }: Scope) {
  const latest = new Map<string, number>();
  for (let row = 0; row < table.rowCount; row++) {
    if (table.valid_from[row] > lastDay) continue;
    const key = `${table.plant[row]} ${table.item[row]} ${table.order[row]} ${table.output_item[row]}`;
    const present = latest.get(key);
    if (present === undefined || table.valid_from[present] < table.valid_from[row]) latest.set(key, row);
  }
  return (order: number, output: number): JointOutput | undefined => {
    const place = `${orders.plant[order]} ${orders.item[order]}`;
    const row = latest.get(`${place} ${orders.order[order]} ${output}`) ?? latest.get(`${place} 0 ${output}`);
    if (row === undefined) return undefined;
    const role = ROLES[table.role[row]] as JointOutput['role'];
    return { role, weight: table.weight[row], price: table.price[row] };
  };
}

const ROLES = TABLES.joint_output.columns.role.choices;
