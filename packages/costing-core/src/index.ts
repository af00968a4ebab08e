export {
  type Column,
  compareText,
  type FactRows,
  type Facts,
  FactsReader,
  type Kind,
  MOVEMENT_TYPES,
  type MovementType,
  type Row,
  readFacts,
  startOfDay,
  TABLES,
  type TableName,
  type TableSpec,
  tableNames,
} from '@millrace/facts';
export type {
  Asked,
  CauseOfChange,
  ClosedPeriod,
  CostedVersion,
  LargestCauses,
  RolledVersion,
  RootCauses,
} from './causes/asked.js';
export type { Cause, CauseKind } from './causes/cause.js';
export { rootCauses, type Why } from './causes/root-causes.js';
export { accountsMissing } from './checks/accounts-are-known.js';
export { keysAreUnique } from './checks/keys-are-unique.js';
export { mastersMakeSense } from './checks/masters-make-sense.js';
export { nearestName } from './checks/nearest-name.js';
export {
  generalLedgerOf,
  poolsAgreeWithTheGeneralLedger,
} from './checks/pools-agree-with-the-general-ledger.js';
export { referencesAreKnown } from './checks/references-are-known.js';
export {
  type After,
  type Closed,
  type ClosedForWriting,
  closeForWriting,
  closePeriod,
  ENGINE,
} from './close-period.js';
export { type ComparedCost, type ComparedItem, compareVersions } from './compare/compare.js';
export { costHistory } from './compare/history.js';
export type { FlowKind, NodeKind } from './compile/flow-kinds.js';
export { plantThatBears } from './compile/movements/costed.js';
export { printStage, readStage, type Stage, type StageKind } from './compile/orders/stage.js';
export { everyInflow as averagedAtEachInflow } from './compile/stock/average.js';
export { DIRECTION, type StockEvents } from './compile/stock/events.js';
export { CARRY, CLOSING, StockFlows } from './compile/stock/flows.js';
export { type Matching, matchBucket } from './compile/stock/match.js';
export { type Explained, type ExplainOptions, explain, explainMovement } from './explain/explain.js';
export type { ExplainedKind } from './explain/explained-lines.js';
export type { CheckResult, RowsExamined } from './findings/check-list.js';
export { CHECKS, type CheckId } from './findings/checks.js';
export { driverInWords, formulaFaultInWords, valuationInWords } from './findings/fill.js';
export { findingsInTheWay, type Waiver, waiverOf, waiversInForce } from './findings/waivers.js';
export {
  catalogued,
  checkResults,
  describe,
  type Finding,
  type FindingCode,
  Findings,
  finding,
  findingRules,
  type Language,
  type Report,
} from './findings.js';
export {
  type FormulaOfLine,
  type FormulaOfOrder,
  type FormulaTried,
  formulaByLine,
  formulaByOrder,
  tryFormula,
} from './formula/try-formula.js';
export { type AccountBalance, accountBalances } from './journal/balances.js';
export {
  type Journal,
  type JournalLine,
  type JournalOf,
  type JournalProof,
  type JournalSource,
  journal,
} from './journal/journal.js';
export { type GlBalance, type ReconciledAccount, reconcileAccounts } from './journal/reconcile.js';
export { conserve } from './network/conserve.js';
export { type Network, NetworkBuilder, OUTSIDE } from './network/network.js';
export { type Settled, settle } from './network/settle.js';
export { trace } from './network/trace.js';
export { type Consumption, type OrderSheet, orderSheets, type SheetElement } from './order-sheet/order-sheet.js';
export { type DocumentCounts, datedBy, datedTables, documentCounts } from './period/document-counts.js';
export { type Closing, scopeOf } from './period/scope.js';
export { defaultPolicy, hashPolicy, type Policy, policySchema, type WipChoice } from './policy.js';
export * from './production/index.js';
export {
  type RestoredCost,
  type RestoredItem,
  type RestoreOptions,
  restoredCosts,
} from './restoration/restored-costs.js';
export type { RestoredBy } from './restoration/structures.js';
export { type Edge, edgesOf } from './results/edges.js';
export { rowsOf, storedTablesOf } from './results/long-form.js';
export { type Opening, openingFrom } from './results/opening.js';
export type { Outcome } from './results/outcome.js';
export type { TableBytes, TableSum } from './results/row-writer.js';
export {
  STORED_TABLES,
  type StoredColumn,
  type StoredSpec,
  type StoredTableName,
  storedColumns,
  storedTableNames,
} from './results/stored-tables.js';
export * from './results/tables.js';
export { hashOfVersion, type Identity, Version, type VersionKind, type VersionRows } from './results/version.js';
export { type WholeUnitCost, wholeUnitCosts } from './results/whole-unit-costs.js';
export {
  checkStandardFacts,
  type Rolling,
  rollStandard,
  type StandardChoices,
  type StandardKind,
  type StandardRolled,
} from './roll-standard.js';
export { type SettledAgain, settleAgain } from './settle-period.js';
export * from './standard/index.js';
export { type StockLedgerLine, stockLedger } from './stock-report/stock-ledger.js';
export type { PostingKind } from './stock-report/stock-postings.js';
export {
  type StockFigures,
  type StockFilter,
  type StockReport,
  type StockSummary,
  stockReport,
} from './stock-report/stock-summary.js';
export * from './valuation/index.js';
export { ordersWithoutStandard, type Variance, variances } from './variances/variances.js';
export { factsUnder, type PeriodAssumptions, type PoolAssumption, poolsAtRates } from './what-if.js';
