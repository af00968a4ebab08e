import type { MovementType, TableName } from '@millrace/facts';
import type { TableProfile } from './table-profile.js';

/** What a close can't do without: nothing is costed before it is there. */
export const NEEDED = ['ledger', 'ledger_plant', 'period', 'plant', 'item', 'cost_element', 'movement'] as const;

/** What is missing, and at what cost: the texts are under `doctor.missing`. */
export type Missing =
  | {
      readonly severity: 'error';
      readonly code: 'table_is_needed';
      readonly table: TableName;
      readonly column?: undefined;
    }
  | {
      readonly severity: 'warning';
      readonly code: Left;
      readonly table: TableName;
      readonly column: string | undefined;
    };

/** What is left out: a table, or a column of it. */
type Left = (typeof LEFT)[number]['code'];

/** Looks at what all tables hold together. */
class Held {
  readonly #profiles: readonly TableProfile[];

  constructor(profiles: readonly TableProfile[]) {
    this.#profiles = profiles;
  }

  rows(table: TableName): boolean {
    return this.#profiles.some((profile) => profile.table === table && profile.rows > 0);
  }

  filled(table: TableName, ...columns: readonly string[]): boolean {
    return this.#columns(table, columns).some(({ filled }) => filled > 0);
  }

  moved(...types: readonly MovementType[]): boolean {
    return this.#columns('movement', ['type']).some(({ values }) => types.some((type) => values.has(type)));
  }

  #columns(table: TableName, columns: readonly string[]) {
    const its = this.#profiles.filter((profile) => profile.table === table);
    return its.flatMap((profile) => profile.columns.filter(({ column }) => columns.includes(column)));
  }
}

/** What may be left out, and is; and when that costs something. */
const LEFT = [
  {
    code: 'purchase_amounts',
    table: 'movement_amount',
    column: undefined,
    costs: (held: Held) =>
      held.moved('purchase_receipt', 'purchase_estimate', 'purchase_adjustment', 'subcontract_fee') &&
      !held.rows('movement_amount'),
  },
  {
    code: 'opening_stock',
    table: 'opening_stock',
    column: undefined,
    costs: (held: Held) => held.rows('movement') && !held.rows('opening_stock'),
  },
  {
    code: 'opening_amounts',
    table: 'opening_stock_amount',
    column: undefined,
    costs: (held: Held) => held.rows('opening_stock') && !held.rows('opening_stock_amount'),
  },
  {
    code: 'orders',
    table: 'production_order',
    column: undefined,
    costs: (held: Held) =>
      !held.rows('production_order') &&
      (held.filled('movement', 'order') || held.moved('completion') || held.rows('work_report')),
  },
  {
    code: 'issues_to_orders',
    table: 'movement',
    column: 'order',
    costs: (held: Held) => held.rows('production_order') && held.rows('movement') && !held.filled('movement', 'order'),
  },
  {
    code: 'work_reports',
    table: 'work_report',
    column: undefined,
    costs: (held: Held) => held.rows('production_order') && !held.rows('work_report'),
  },
  {
    code: 'cost_pools',
    table: 'cost_pool',
    column: undefined,
    costs: (held: Held) => held.rows('production_order') && !held.rows('cost_pool'),
  },
  {
    code: 'routings',
    table: 'routing_operation',
    column: undefined,
    costs: (held: Held) => held.filled('work_report', 'operation') && !held.rows('routing_operation'),
  },
  {
    code: 'structures',
    table: 'bom_line',
    column: undefined,
    costs: (held: Held) => held.rows('production_order') && !held.rows('bom_line'),
  },
  {
    code: 'hours',
    table: 'work_report',
    column: 'hours_labour',
    costs: (held: Held) => held.rows('work_report') && !held.filled('work_report', 'hours_machine', 'hours_labour'),
  },
  {
    code: 'quantities_reported',
    table: 'work_report',
    column: 'quantity_good',
    costs: (held: Held) => held.rows('work_report') && !held.filled('work_report', 'quantity_good'),
  },
  {
    code: 'scrap_reported',
    table: 'work_report',
    column: 'quantity_scrap',
    costs: (held: Held) => held.rows('work_report') && !held.filled('work_report', 'quantity_scrap'),
  },
  {
    code: 'orders_closed',
    table: 'production_order',
    column: 'closed_on',
    costs: (held: Held) => held.rows('production_order') && !held.filled('production_order', 'closed_on'),
  },
  {
    code: 'originals',
    table: 'movement',
    column: 'refers_to',
    costs: (held: Held) =>
      held.moved('issue_return', 'sale_return', 'purchase_return', 'purchase_adjustment', 'completion_reversal') &&
      !held.filled('movement', 'refers_to'),
  },
  {
    code: 'transfer_targets',
    table: 'movement',
    column: 'to_plant',
    costs: (held: Held) => held.moved('transfer') && !held.filled('movement', 'to_plant', 'to_item', 'to_lot'),
  },
  {
    code: 'prices',
    table: 'item_price',
    column: undefined,
    costs: (held: Held) => held.rows('item') && !held.rows('item_price'),
  },
] as const satisfies readonly {
  readonly code: string;
  readonly table: TableName;
  readonly column: string | undefined;
  readonly costs: (held: Held) => boolean;
}[];

/**
 * What a close lacks, judged by what is there: reports without hours matter where there are reports.
 *
 * @param opensFromPublished whether stock opens from a published period, so that none has to be given.
 */
export function missingForClose(profiles: readonly TableProfile[], opensFromPublished: boolean): Missing[] {
  const held = new Held(profiles);
  const needed = NEEDED.filter((table) => !held.rows(table));
  const left = LEFT.filter(({ code, costs }) => {
    const isGiven = opensFromPublished && code.startsWith('opening_');
    return !isGiven && costs(held);
  });
  return [
    ...needed.map((table) => ({ severity: 'error', code: 'table_is_needed', table }) as const),
    ...left.map(({ code, table, column }) => ({ severity: 'warning', code, table, column }) as const),
  ];
}
