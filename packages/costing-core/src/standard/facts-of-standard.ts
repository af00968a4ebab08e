import type { Facts } from '@millrace/facts';
import { type TableName, tableNames } from '@millrace/facts';
import { select } from '../period/facts-of-period.js';
import { orderOfRow } from '../period/own-documents.js';
import { STANDARD_TABLES } from './from-facts.js';

/**
 * The tables that a standard cost looks at: its own, and those that they refer to. What else a folder or a database holds
 * plays no part in it, so that the same masters give the same input whatever happened meanwhile.
 */
export const TABLES_OF_STANDARD: readonly TableName[] = [
  'ledger',
  'ledger_plant',
  'plant',
  'cost_centre',
  'attribute',
  ...STANDARD_TABLES,
];

/** The facts with the rows of these tables alone; joint outputs and attributes of a single order are left out. */
export function factsOfStandard(facts: Facts, tables: readonly TableName[] = TABLES_OF_STANDARD): Facts {
  const kept = tableNames().map((name) => {
    if (!tables.includes(name)) return [name, select(facts, name, () => false)] as const;
    const orderOf = name === 'joint_output' ? (row: number) => facts.joint_output.order[row] : orderOfRow(facts, name);
    return [name, select(facts, name, (row) => orderOf === undefined || orderOf(row) === 0)] as const;
  });
  const faults = facts.faults.filter(({ table }) => tables.some((name) => name === table));
  return { ...facts, ...Object.fromEntries(kept), faults } as Facts;
}

/** The plants of the ledger, by name. */
export function plantsOf({ ledger_plant, symbols }: Facts): string[] {
  return Array.from(ledger_plant.plant, (code) => symbols.text(code));
}
