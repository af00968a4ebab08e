import type { Outcome } from '@millrace/costing-core';
import { type FactRows, type Facts, rowObjects } from '@millrace/facts';
import type { Database } from '../database/database.js';
import type { VersionRecord } from './stored-version.js';
import { readInput } from './version-input.js';

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
  return Object.fromEntries(tables.map((table) => [table, rowObjects(facts, table, amountScale)]));
}

const MASTERS = ['ledger', 'plant', 'item', 'cost_element', 'production_order'] as const;

/** The same as they were when a version was computed. */
export async function readMasters(database: Database, record: VersionRecord): Promise<NamedMasters> {
  const facts = await readInput(database, record, MASTERS);
  return mastersIn(facts, facts.ledger.amount_scale[0]);
}
