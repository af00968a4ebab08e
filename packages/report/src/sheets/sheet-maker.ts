import {
  accountsMissing,
  type CheckResult,
  compareVersions,
  type Journal,
  journal,
  type Language,
  type Outcome,
  orderSheets,
  type ResultTableName,
  restoredCosts,
  resultTableNames,
  stockLedger,
  stockReport,
  type VersionRows,
  variances,
  type Waiver,
} from '@millrace/costing-core';
import { elementsOf } from '../figures/elements.js';
import { findingsOf } from '../figures/findings.js';
import { layersOf } from '../figures/layers.js';
import { type Terms, termsOf } from '../figures/terms.js';
import type { ReportMasters, VersionTables } from '../report-input.js';
import { checksSheet } from './checks-sheet.js';
import { comparisonSheet } from './comparison-sheet.js';
import { findingsSheet } from './findings-sheet.js';
import { journalProofSheet, journalSheet, journalSourceSheet } from './journal-sheets.js';
import { layersSheet } from './layers-sheet.js';
import { namedItems } from './named-items.js';
import { consumptionSheet, orderSheet } from './order-sheets.js';
import { restoredSheet } from './restored-sheet.js';
import { resultSheet } from './result-sheet.js';
import type { ElementOfColumn, Sheet, SheetName } from './sheet.js';
import { stockByKindSheet, stockLedgerSheet, stockSheet } from './stock-sheets.js';
import { unitCostSheet } from './unit-cost-sheet.js';
import { variancesSheet } from './variances-sheet.js';

/** What the tables of a report are made of. */
export interface ReportedTables {
  readonly version: VersionRows & Pick<VersionTables, 'identity' | 'hash' | 'unitCosts'>;
  /** What it is compared with. */
  readonly previous: VersionRows | undefined;
  readonly masters: ReportMasters;
  /** What may stand in it today. */
  readonly waivers: readonly Waiver[];
  /** Of a closed period, for views of its flows; a standard has no movements. */
  readonly closed: Reclosed | undefined;
}

/** A closed period with what its views are read off. */
interface Reclosed {
  readonly outcome: Outcome;
  readonly earlier: readonly VersionRows[];
  readonly checks: readonly CheckResult[];
}

/** Rows of an item, or of a plant, alone. */
export interface StockAsked {
  readonly item?: string;
  readonly plant?: string;
}

/**
 * Makes tables and views of a version by their names, with names and units of items. There is nothing for a view of what the version
 * hasn't: of flows, of a version to compare with, of a journal whose accounts are not all there.
 */
export function sheetMaker(
  of: ReportedTables,
  language: Language,
): (name: SheetName, asked?: StockAsked) => Sheet | undefined {
  const terms = termsOf({ version: { tables: of.version }, masters: of.masters, language });
  const made: Made = {
    ...of,
    terms,
    language,
    elements: elementsOf([of.version], terms.names, language),
    journal: once(() => of.closed && journalOf(of.closed.outcome, of.version)),
  };
  return (name, asked = {}) => {
    const view = Object.hasOwn(VIEWS, name) ? VIEWS[name as View] : undefined;
    const table = resultTableNames().find((one) => one === name);
    const sheet =
      view !== undefined
        ? view.make(made, asked)
        : table === undefined
          ? undefined
          : resultSheet(table, of.version.rows(table));
    return sheet && namedItems(sheet, terms.names, language);
  };
}

/** What a table or view is made of: tables of the version, or its flows. */
export function sheetNeeds(name: SheetName): 'flows' | readonly ResultTableName[] {
  if (Object.hasOwn(VIEWS, name)) return VIEWS[name as View].needs;
  const table = resultTableNames().find((one) => one === name);
  return table === undefined ? [] : [table];
}

interface Made extends ReportedTables {
  readonly terms: Terms;
  readonly language: Language;
  readonly elements: readonly ElementOfColumn[];
  readonly journal: () => Journal | undefined;
}

interface ViewMaker {
  readonly needs: 'flows' | readonly ResultTableName[];
  make(made: Made, asked: StockAsked): Sheet | undefined;
}

type View = keyof typeof VIEWS;

const VIEWS = {
  unit_cost: {
    needs: ['unit_cost', 'unit_cost_element'],
    make: ({ version, elements }) => unitCostSheet(version, elements),
  },
  unit_cost_restored: ofFlows(({ outcome }, { version }) => restoredSheet(restoredCosts(outcome, version))),
  comparison: {
    needs: ['unit_cost', 'unit_cost_element'],
    make: ({ version, previous, terms, language }) =>
      previous &&
      comparisonSheet(compareVersions(previous, version), elementsOf([previous, version], terms.names, language)),
  },
  finding: {
    needs: ['finding'],
    make: ({ version, waivers, language }) => findingsSheet(findingsOf(version.rows('finding'), waivers), language),
  },
  check: ofFlows(({ checks }, { language }) => checksSheet(checks, language)),
  stock: ofFlows(({ outcome }, _, asked) => stockSheet(stockReport(outcome, asked))),
  stock_by_kind: ofFlows(({ outcome }, { elements }, asked) => stockByKindSheet(stockReport(outcome, asked), elements)),
  stock_ledger: ofFlows(({ outcome }, { elements }, asked) => stockLedgerSheet(stockLedger(outcome, asked), elements)),
  layer: {
    needs: ['layer', 'layer_element', 'valuation', 'unit_cost'],
    make: ({ version, masters, terms, elements }) =>
      layersSheet(layersOf(version, masters, terms, () => true).lines, elements),
  },
  order_sheet: ofFlows((closed, { version }) => orderSheet(ordersOf(closed, version))),
  consumption: ofFlows((closed, { version }) => consumptionSheet(ordersOf(closed, version))),
  variance: ofFlows(({ outcome }) => variancesSheet(variances(outcome))),
  journal: { needs: 'flows', make: (made) => ofJournal(made, journalSheet) },
  journal_source: { needs: 'flows', make: (made) => ofJournal(made, journalSourceSheet) },
  journal_proof: { needs: 'flows', make: (made) => ofJournal(made, journalProofSheet) },
} as const satisfies Partial<Record<SheetName, ViewMaker>>;

function ofFlows(make: (closed: Reclosed, made: Made, asked: StockAsked) => Sheet): ViewMaker {
  return { needs: 'flows', make: (made, asked) => made.closed && make(made.closed, made, asked) };
}

/** The cost sheets of all orders, one by one. */
function ordersOf({ outcome, earlier }: Reclosed, version: VersionRows) {
  const sheetOf = orderSheets(outcome, version, earlier);
  const orders = new Set(version.rows('order_cost').map(({ order }) => order));
  return Iterator.from(orders)
    .map(sheetOf)
    .filter((sheet) => sheet !== undefined);
}

/** Of a ledger that has accounts; where one is missing there is no journal, which a finding tells. */
function journalOf(outcome: Outcome, version: VersionRows): Journal | undefined {
  if (outcome.facts.account_rule.rowCount === 0 || accountsMissing(outcome).length > 0) return undefined;
  return journal({ outcome, version }, { sources: true });
}

function ofJournal({ journal: of }: Made, make: (of: Journal) => Sheet): Sheet | undefined {
  const found = of();
  return found && make(found);
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
