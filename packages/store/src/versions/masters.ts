import type { Outcome } from '@millrace/costing-core';
import { type FactRows, type Facts, partObjects, type Row, rowObjects } from '@millrace/facts';
import type { Database } from '../database/database.js';
import type { VersionRecord } from './stored-version.js';
import { readInput } from './version-input.js';

/** What names the codes of a version: of masters the rows, of items and orders, of which there are many, the columns that do. */
export interface NamedMasters extends Pick<FactRows, 'ledger' | 'plant' | 'cost_element'> {
  readonly item?: readonly Pick<Row<'item'>, (typeof ITEM)[number]>[];
  readonly production_order?: readonly Pick<Row<'production_order'>, (typeof ORDER)[number]>[];
}

const ITEM = ['item', 'name', 'name_zh', 'unit', 'category'] as const;
const ORDER = ['order', 'item'] as const;

/** The columns that are read of a table; undefined: all. */
const COLUMNS: { readonly [T in keyof NamedMasters]?: readonly string[] } = { item: ITEM, production_order: ORDER };

/** Names, units and currency, of the facts that a closing is of: all of them, or those tables that are asked for. */
export function mastersOf({ facts, scope }: Outcome, tables?: readonly (keyof NamedMasters)[]): NamedMasters {
  return mastersIn(facts, scope.amountScale, tables);
}

/** The same of facts that are not closed. */
export function mastersIn(
  facts: Facts,
  amountScale: number,
  tables: readonly (keyof NamedMasters)[] = MASTERS,
): NamedMasters {
  const rows = (table: (typeof MASTERS)[number]) => {
    if (table === 'item') return partObjects(facts, table, amountScale, ITEM);
    if (table === 'production_order') return partObjects(facts, table, amountScale, ORDER);
    return rowObjects(facts, table, amountScale);
  };
  return Object.fromEntries(tables.map((table) => [table, rows(table)]));
}

const MASTERS = ['ledger', 'plant', 'item', 'cost_element', 'production_order'] as const;

/** The same as they were when a version was computed. */
export async function readMasters(
  database: Database,
  record: VersionRecord,
  tables: readonly (keyof NamedMasters)[] = MASTERS,
): Promise<NamedMasters> {
  const facts = await readInput(database, record, tables, COLUMNS);
  return mastersIn(facts, facts.ledger.amount_scale[0], tables);
}
