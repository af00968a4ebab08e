export { folderOf, holdsPassword, withoutPassword } from './database/address.js';
export { Database, literal, quoted } from './database/database.js';
export { writeDurably } from './database/durable-files.js';
export { makeFolder } from './database/make-folder.js';
export { migrate, mustBeMigrated } from './database/migrate.js';
export { grant, RIGHTS } from './database/rights.js';
export { systemUser } from './database/session.js';
export { type CalendarPeriod, calendarOf, periodOf, timeZoneOf } from './facts/calendar-of-ledger.js';
export { countDocuments, documentsInNoPeriod } from './facts/document-counts.js';
export { readFactTables } from './facts/fact-tables.js';
export { factsSincePublished } from './facts/facts-since-published.js';
export { heldRows } from './facts/held-rows.js';
export { stockOnHand } from './facts/stock-on-hand.js';
export { CloseQueue, type LostJob, noticeSoonIfCutOff, type TakenJob } from './queue/close-queue.js';
export { closeInDatabase, closeOnTrial } from './runs/close-in-database.js';
export { allFindings, type Closing, exitOf, mayBePublished } from './runs/closing.js';
export { findingsOfPeriod, type Since } from './runs/findings-of-period.js';
export { rollInDatabase } from './runs/roll-in-database.js';
export { lastRuns, type RecordedRun, type RunTotal, runsInAll } from './runs/runs-of.js';
export { type RunIds, type Step, type StepDisplay, Steps } from './runs/steps.js';
export { EXIT, type Exit, Trouble, type TroubleCode } from './trouble.js';
export { checkAudit } from './versions/audit.js';
export { earlierInYear } from './versions/earlier-in-year.js';
export { glBalances } from './versions/gl-balances.js';
export { mastersIn, mastersOf, type NamedMasters, readMasters } from './versions/masters.js';
export { type PeriodStatus, periodsOf, SETTABLE, type Settable, setPeriodState } from './versions/period-states.js';
export {
  closePolicyNumbered,
  type PolicyKind,
  type PolicyNumber,
  policiesOf,
  type RecordedPolicy,
  recordPolicies,
} from './versions/policies.js';
export {
  isPosted,
  journalNow,
  type Posting,
  postingsOf,
  postJournal,
  reverseJournal,
} from './versions/postings.js';
export { prunable, prune, type Retention } from './versions/prune.js';
export { publish } from './versions/publish.js';
export {
  mustBeActual,
  type Recomputed,
  type RecomputedCost,
  recompute,
  recomputeAsked,
  recomputeCost,
} from './versions/recompute.js';
export { reopen } from './versions/reopen.js';
export { type ReportedTables, reportedTables } from './versions/reported-tables.js';
export { reportedVersion } from './versions/reported-version.js';
export { hashOfRows, isPruned, StoredVersion, type VersionRecord } from './versions/stored-version.js';
export { type ListedVersion, publishedPeriods, versionAsked, versionNamed, versionsOf } from './versions/versions.js';
export {
  endWaiver,
  heldByWaiver,
  type RecordedWaiver,
  waive,
  waiversOf,
  waiversOfVersion,
  waiversToday,
} from './versions/waivers.js';
export type { Written } from './versions/write-version.js';
