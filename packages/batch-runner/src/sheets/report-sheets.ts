import {
  accountsMissing,
  type CheckResult,
  compareVersions,
  journal,
  type Language,
  type Outcome,
  orderSheets,
  type ResultTableName,
  resultTableNames,
  stockLedger,
  stockReport,
  type VersionRows,
  variances,
} from '@millrace/costing-core';
import {
  elementsOf,
  findingsOf,
  layersOf,
  type ReportMasters,
  termsOf,
  type VersionTables,
} from '@millrace/report/figures';

import { checksSheet } from './checks-sheet.js';
import { comparisonSheet } from './comparison-sheet.js';
import { findingsSheet } from './findings-sheet.js';
import { journalProofSheet, journalSheet, journalSourceSheet } from './journal-sheets.js';
import { layersSheet } from './layers-sheet.js';
import { namedItems } from './named-items.js';
import { consumptionSheet, orderSheet } from './order-sheets.js';
import { resultSheet } from './result-sheet.js';
import type { Sheet } from './sheet.js';
import { stockByKindSheet, stockLedgerSheet, stockSheet } from './stock-sheets.js';
import { unitCostSheet } from './unit-cost-sheet.js';
import { variancesSheet } from './variances-sheet.js';

/** What the tables of a report are made of. */
export interface ReportedTables {
  readonly version: VersionRows & Pick<VersionTables, 'identity' | 'hash'>;
  /** What it is compared with. */
  readonly previous: VersionRows | undefined;
  readonly masters: ReportMasters;
  /** Of a closed period; a standard has no movements. */
  readonly closed: Reclosed | undefined;
}

/** A closed period with what its views are read off. */
interface Reclosed {
  readonly outcome: Outcome;
  readonly earlier: readonly VersionRows[];
  readonly checks: readonly CheckResult[];
}

/**
 * Every table of a version and every view that commands show of it, each once, with names and units: the tables of the version
 * in their order, and after each the views that belong to it.
 */
export function* reportSheets(of: ReportedTables, language: Language): Generator<Sheet> {
  const { version, previous, masters, closed } = of;
  const terms = termsOf({ version: { tables: version }, masters, language });
  const elements = elementsOf([version], terms.names, language);
  const named = (sheet: Sheet) => namedItems(sheet, terms.names, language);
  for (const name of resultTableNames()) {
    if (closed === undefined ? !OF_STANDARDS.has(name) : name.startsWith('standard_')) continue;
    for (const sheet of sheetsOf(name)) yield named(sheet);
  }

  function* sheetsOf(name: ResultTableName): Generator<Sheet> {
    if (name === 'unit_cost') {
      yield unitCostSheet(version, elements);
      if (previous !== undefined) {
        const ofBoth = elementsOf([previous, version], terms.names, language);
        yield comparisonSheet(compareVersions(previous, version), ofBoth);
      }
    } else if (name === 'finding') {
      yield findingsSheet(findingsOf(version.rows('finding')), language);
      if (closed !== undefined) yield checksSheet(closed.checks, language);
    } else if (closed === undefined) yield resultSheet(name, version.rows(name));
    else yield* sheetsOfPeriod(name, closed);
  }

  function* sheetsOfPeriod(
    name: ResultTableName,
    { outcome, earlier }: NonNullable<ReportedTables['closed']>,
  ): Generator<Sheet> {
    if (name === 'stock') {
      const report = stockReport(outcome);
      yield stockSheet(report);
      yield stockByKindSheet(report, elements);
      yield stockLedgerSheet(stockLedger(outcome), elements);
    } else if (name === 'layer') {
      yield layersSheet(layersOf(version, masters, terms, () => true).lines, elements);
    } else if (name === 'order_cost') {
      const sheetOf = orderSheets(outcome, version, earlier);
      const orders = new Set(version.rows('order_cost').map(({ order }) => order));
      const sheets = () => Iterator.from(orders).flatMap((order) => [sheetOf(order) ?? []].flat());
      yield orderSheet(sheets());
      yield consumptionSheet(sheets());
      yield resultSheet(name, version.rows(name));
    } else {
      yield resultSheet(name, version.rows(name));
      if (name === 'service_allocation') yield variancesSheet(variances(outcome));
      if (name === 'proof') yield* journalSheets(outcome, version);
    }
  }
}

/** Of a ledger that has accounts; where one is missing there is no journal, which a finding tells. */
function* journalSheets(outcome: Outcome, version: VersionRows): Generator<Sheet> {
  if (outcome.facts.account_rule.rowCount === 0 || accountsMissing(outcome).length > 0) return;
  const made = journal({ outcome, version }, { sources: true });
  yield journalSheet(made);
  yield journalSourceSheet(made);
  yield journalProofSheet(made);
}

/** What a standard, plan or simulation has; the other tables are of movements. */
const OF_STANDARDS: ReadonlySet<ResultTableName> = new Set<ResultTableName>([
  'version_element',
  'unit_cost',
  'unit_cost_element',
  'standard_source',
  'standard_level',
  'finding',
]);
