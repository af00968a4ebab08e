export { keysAreUnique } from './checks/keys-are-unique.js';
export { mastersMakeSense } from './checks/masters-make-sense.js';
export { referencesAreKnown } from './checks/references-are-known.js';
export { type After, type Closed, closePeriod, ENGINE } from './close-period.js';
export { isDate, isPeriod, printInstant, readDate, startOfDay } from './facts/calendar.js';
export { canonicalRows } from './facts/canonical.js';
export type { Column, Kind } from './facts/column.js';
export * from './facts/facts.js';
export { type Facts, FactsReader, readFacts } from './facts/read-facts.js';
export { compareText } from './facts/symbols.js';
export { visible } from './facts/visible.js';
export { type Finding, Findings, type Report, type Severity } from './finding.js';
export { MOVEMENT_NAMES_ZH } from './findings/words.js';
export { describe, type FindingCode, finding, findingRules, type Language } from './findings.js';
export { BrokenInvariant } from './invariant.js';
export { conserve } from './network/conserve.js';
export { type Network, NetworkBuilder, OUTSIDE } from './network/network.js';
export { type Settled, settle } from './network/settle.js';
export { trace } from './network/trace.js';
export { defaultPolicy, type Policy, policySchema } from './policy.js';
export {
  checkStandardFacts,
  type Rolling,
  rollStandard,
  type StandardChoices,
  type StandardKind,
  type StandardRolled,
} from './roll-standard.js';
export type { Closing } from './scope.js';
export * from './standard/index.js';
export * from './valuation/index.js';
export { type ComparedCost, type ComparedItem, compareVersions } from './version/compare.js';
export { type Edge, edgesOf } from './version/edges.js';
export { type Explained, type ExplainOptions, explain, explainMovement } from './version/explain.js';
export type { ExplainedKind } from './version/explained-lines.js';
export { type Opening, openingFrom } from './version/opening.js';
export type { Outcome } from './version/outcome.js';
export { type StockLedgerLine, stockLedger } from './version/stock-ledger.js';
export type { PostingKind } from './version/stock-postings.js';
export {
  type StockFigures,
  type StockFilter,
  type StockReport,
  type StockSummary,
  stockReport,
} from './version/stock-summary.js';
export * from './version/tables.js';
export { type Identity, Version, type VersionKind, type VersionRows } from './version/version.js';
