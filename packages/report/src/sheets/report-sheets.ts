import { type Language, type ResultTableName, resultTableNames } from '@millrace/costing-core';
import type { Sheet, SheetName } from './sheet.js';
import { type ReportedTables, sheetMaker } from './sheet-maker.js';

/**
 * Every table of a version and every view that commands show of it, each once, with names and units: the tables of the version
 * in their order, and after each the views that belong to it.
 */
export function* reportSheets(of: ReportedTables, language: Language): Generator<Sheet> {
  const make = sheetMaker(of, language);
  for (const name of sheetNames(of.closed !== undefined)) {
    const sheet = make(name);
    if (sheet !== undefined) yield sheet;
  }
}

/** The tables and views of a version by their names, in their order: of a closed period, or of a standard, plan or simulation. */
export function sheetNames(ofPeriod: boolean): SheetName[] {
  const names = resultTableNames().filter((name) =>
    ofPeriod ? !name.startsWith('standard_') : OF_STANDARDS.has(name),
  );
  return names.flatMap((name): readonly SheetName[] => (ofPeriod ? VIEWS[name] : undefined) ?? COSTS[name] ?? [name]);
}

/** Beside tables of any version. */
const COSTS: Partial<Record<ResultTableName, readonly SheetName[]>> = { unit_cost: ['unit_cost', 'comparison'] };

/** Beside or instead of tables of a closed period. */
const VIEWS: Partial<Record<ResultTableName, readonly SheetName[]>> = {
  unit_cost: ['unit_cost', 'unit_cost_restored', 'comparison'],
  finding: ['finding', 'check'],
  stock: ['stock', 'stock_by_kind', 'stock_ledger'],
  order_cost: ['order_sheet', 'consumption', 'order_cost'],
  service_allocation: ['service_allocation', 'variance'],
  proof: ['proof', 'journal', 'journal_source', 'journal_proof'],
};

/** What a standard, plan or simulation has; the other tables are of movements. */
const OF_STANDARDS: ReadonlySet<ResultTableName> = new Set<ResultTableName>([
  'version_element',
  'unit_cost',
  'unit_cost_element',
  'standard_source',
  'standard_level',
  'finding',
]);
