import {
  canonicalRows,
  type FactRows,
  type Facts,
  type Outcome,
  type Row,
  TABLES,
  type TableName,
  type TableSpec,
} from '@millrace/costing-core';
import type { Database } from '../database/database.js';
import type { VersionRecord } from './stored-version.js';
import { readInputRows } from './version-input.js';

/** What names the codes of a version: rows of masters and orders. */
export type NamedMasters = Pick<FactRows, 'ledger' | 'plant' | 'item' | 'cost_element' | 'production_order'>;

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
  const rows = <T extends TableName>(table: T) => {
    const { columns }: TableSpec = TABLES[table];
    const names = Object.keys(columns);
    return Array.from(
      canonicalRows(facts, table, amountScale),
      (cells) => Object.fromEntries(names.map((name, c) => [name, cells[c]])) as unknown as Row<T>,
    );
  };
  return Object.fromEntries(tables.map((table) => [table, rows(table)]));
}

const MASTERS = ['ledger', 'plant', 'item', 'cost_element', 'production_order'] as const;

/** The same as they were when a version was computed. */
export async function readMasters(database: Database, record: VersionRecord): Promise<NamedMasters> {
  return {
    ledger: await readInputRows(database, record, 'ledger'),
    plant: await readInputRows(database, record, 'plant'),
    item: await readInputRows(database, record, 'item'),
    cost_element: await readInputRows(database, record, 'cost_element'),
    production_order: await readInputRows(database, record, 'production_order'),
  };
}
