import type { VersionKind } from '@millrace/costing-core';
import type { ColumnType, Generated } from 'kysely';

/**
 * The tables that ordinary queries are written for. Facts and the rows of versions go by COPY, after `TABLES` and
 * `STORED_TABLES` of costing-core.
 */
export interface Schema {
  'millrace.policy': PolicyRow;
  'millrace.version': VersionRow;
  'millrace.version_input': VersionInputRow;
  'millrace.version_documents': VersionDocumentsRow;
  'millrace.version_table': VersionTableRow;
  'millrace.run': RunRow;
  'millrace.run_finding': RunFindingRow;
  'millrace.approval': ApprovalRow;
  'millrace.waiver': WaiverRow;
  'millrace.journal_posting': JournalPostingRow;
  'millrace.period_state': PeriodStateRow;
  'millrace.period_status': PeriodStatusRow;
  'millrace.import': ImportRow;
  'millrace.ledger': { ledger: string; currency: string; amount_scale: number; time_zone: string };
  'millrace.period': { ledger: string; period: string; starts_on: string; ends_on: string };
  'millrace.migration': { name: string };
}

/** A column that only the database writes. */
type Written<T> = ColumnType<T, never, never>;

export type VersionState = 'draft' | 'published' | 'superseded' | 'withdrawn';

/** Number, who and when are written by the database. */
interface PolicyRow {
  ledger: string;
  policy: number;
  kind: 'close' | 'standard';
  /** Text on the way in, so that no key moves. */
  content: ColumnType<unknown, string, never>;
  hash: string;
  reason: string;
  recorded_at: string;
  recorded_by: string;
  recorded_as: string;
}

/** Number, who and when are written by the database. */
interface JournalPostingRow {
  ledger: string;
  posting: number;
  reverses: number | null;
  period: string;
  version: number;
  against: number | null;
  line_count: number;
  debit: string;
  credit: string;
  hash: string;
  document: string;
  reason: string;
  posted_at: string;
  posted_by: string;
  posted_as: string;
}

export interface VersionRow {
  ledger: string;
  version: number;
  period: string;
  kind: VersionKind;
  /** The day from which a standard, plan or simulation counts. */
  effective_on: string | null;
  state: ColumnType<VersionState, VersionState | undefined>;
  hash: string;
  input_hash: string;
  policy_hash: string;
  /** Of what it was computed from, as it is stored: written once, after it. */
  input_parts: ColumnType<string | null, undefined, string>;
  engine: string;
  /** Its number. */
  policy: number;
  /** Under which a standard, plan or simulation was rolled up; text on the way in, so that no key moves. */
  assumptions: ColumnType<unknown, string | null, never>;
  /** The published version of the period before, from which this one opened. */
  opened_from: number | null;
  errors: number;
  warnings: number;
  // Who and when is written by the database.
  created_at: Written<string>;
  /** Who said to do it. */
  created_by: Written<string>;
  /** The database's user that did it. */
  created_as: Written<string>;
  published_at: Written<string | null>;
  ended_at: Written<string | null>;
}

interface VersionInputRow {
  ledger: string;
  version: number;
  table_name: string;
  part: number;
  column_name: string;
  row_count: number;
  hash: string;
  bytes: Uint8Array;
}

interface VersionDocumentsRow {
  ledger: string;
  version: number;
  table_name: string;
  digest: string;
}

export type PeriodState = 'never_opened' | 'open' | 'pending_close' | 'closed' | 'permanently_closed';

/** What became of a period, row by row; all but these is written by the database. */
interface PeriodStateRow {
  ledger: string;
  period: string;
  entry: number;
  state: Exclude<PeriodState, 'never_opened'>;
  reason: string;
  held: number;
  set_at: ColumnType<string, string>;
  set_by: string;
  set_as: string;
}

interface PeriodStatusRow {
  ledger: string;
  period: string;
  starts_on: string;
  ends_on: string;
  state: PeriodState;
  /** The published version. */
  version: number | null;
  held: number;
  reason: string | null;
  set_at: string | null;
  set_by: string | null;
}

/** What a table of a version was written with. */
interface VersionTableRow {
  ledger: string;
  version: number;
  table_name: string;
  row_count: number;
  hash: string;
}

interface RunRow {
  run: Generated<number>;
  ledger: string;
  period: string;
  command: string;
  state: 'running' | 'done' | 'failed' | 'cancelled';
  version: number | null;
  steps: ColumnType<unknown, string | undefined, string>;
  error: string | null;
  host: string;
  process: number;
  started_at: Written<string>;
  started_by: Written<string>;
  started_as: Written<string>;
  ended_at: Written<string | null>;
}

interface RunFindingRow {
  run: number;
  position: number;
  severity: string;
  code: string;
  table: string;
  key: string;
  /** Text on the way in. */
  fields: ColumnType<Readonly<Record<string, string>>, string, never>;
}

interface ImportRow {
  import: number;
  imported_at: Written<string>;
  imported_by: Written<string>;
  imported_as: Written<string>;
  undoes: number | null;
  files: ColumnType<unknown, string, never>;
  counts: ColumnType<unknown, string, never>;
}

/** All but what is waived, why and until when is written by the database. */
interface WaiverRow {
  ledger: string;
  waiver: number;
  /** The waiver that this row ends. */
  ends: number | null;
  code: string;
  /** Empty, as table and key may be: every one. */
  period: string;
  table: string;
  key: string;
  until: string;
  reason: string;
  waived_at: string;
  waived_by: string;
  waived_as: string;
}

interface ApprovalRow {
  approval: Generated<number>;
  ledger: string;
  version: number;
  action: 'publish' | 'withdraw';
  reason: string;
  /** Waivers of the record under which it was published. */
  waivers: number[];
  approved_at: Written<string>;
  approved_by: Written<string>;
  approved_as: Written<string>;
}
