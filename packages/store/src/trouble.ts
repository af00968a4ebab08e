/**
 * Operating trouble and wrong usage: what stops a command without being a finding in the data. Each has a cause and a
 * remedy in the catalogue of texts; this table gives the exit code.
 */
export const EXIT = { done: 0, blocked: 1, badInput: 2, system: 3 } as const;

export type Exit = (typeof EXIT)[keyof typeof EXIT];

const TROUBLES = {
  // Wrong usage or input
  argument_is_wrong: EXIT.badInput,
  argument_is_missing: EXIT.badInput,
  value_is_missing: EXIT.badInput,
  option_is_not_known: EXIT.badInput,
  command_is_not_known: EXIT.badInput,
  argument_is_too_much: EXIT.badInput,
  option_is_wrong: EXIT.badInput,
  command_is_missing: EXIT.badInput,
  config_can_not_be_read: EXIT.badInput,
  config_is_there_already: EXIT.badInput,
  period_is_not_a_month: EXIT.badInput,
  period_must_be_named_with_files: EXIT.badInput,
  ledger_must_be_chosen: EXIT.badInput,
  ledger_is_missing: EXIT.badInput,
  ledger_is_not_known: EXIT.badInput,
  time_zone_is_not_known: EXIT.badInput,
  period_is_not_known: EXIT.badInput,
  version_is_not_known: EXIT.badInput,
  version_name_is_wrong: EXIT.badInput,
  no_period_is_published: EXIT.badInput,
  period_has_no_version: EXIT.badInput,
  item_is_not_known: EXIT.badInput,
  item_has_no_stock: EXIT.badInput,
  account_is_not_known: EXIT.badInput,
  plant_has_nothing: EXIT.badInput,
  plant_is_not_known: EXIT.badInput,
  formula_is_not_known: EXIT.badInput,
  order_is_not_known: EXIT.badInput,
  movement_is_not_known: EXIT.badInput,
  item_is_in_several_plants: EXIT.badInput,
  table_is_not_known: EXIT.badInput,
  input_can_not_be_found: EXIT.badInput,
  input_can_not_be_read: EXIT.badInput,
  input_has_changed: EXIT.badInput,
  input_holds_no_tables: EXIT.badInput,
  input_is_not_facts: EXIT.badInput,
  import_is_not_known: EXIT.badInput,
  import_is_undone: EXIT.badInput,
  sources_are_missing: EXIT.badInput,
  sources_need_a_connection: EXIT.badInput,
  source_can_not_be_read: EXIT.badInput,
  source_is_of_floats: EXIT.badInput,
  duckdb_is_missing: EXIT.badInput,
  template_place_is_taken: EXIT.badInput,
  template_must_be_a_workbook_or_folder: EXIT.badInput,
  table_to_replace_is_missing: EXIT.badInput,
  table_has_no_periods: EXIT.badInput,
  options_go_together: EXIT.badInput,
  options_exclude_each_other: EXIT.badInput,
  folder_is_not_of_the_demo: EXIT.badInput,
  policy_is_not_known: EXIT.badInput,
  policies_are_of_two_kinds: EXIT.badInput,
  version_was_pruned: EXIT.badInput,
  version_is_no_draft: EXIT.badInput,
  reason_is_missing: EXIT.badInput,
  finding_is_not_known: EXIT.badInput,
  fatal_can_not_be_waived: EXIT.badInput,
  waiver_needs_a_reason: EXIT.badInput,
  row_needs_its_table: EXIT.badInput,
  waiver_must_last: EXIT.badInput,
  waiver_is_not_known: EXIT.badInput,
  waiver_has_ended: EXIT.badInput,
  version_is_published: EXIT.badInput,
  version_is_not_pending: EXIT.badInput,
  period_is_not_published: EXIT.badInput,
  journal_is_of_another_period: EXIT.badInput,
  journal_is_not_posted: EXIT.badInput,

  version_is_of_no_period: EXIT.badInput,
  version_is_of_a_period: EXIT.badInput,
  standards_have_no_totals: EXIT.badInput,
  kind_has_no_version: EXIT.badInput,
  simulation_stays_a_simulation: EXIT.badInput,
  day_is_not_a_date: EXIT.badInput,
  assumptions_can_not_be_read: EXIT.badInput,
  assumption_is_too_large: EXIT.badInput,
  no_change_is_assumed: EXIT.badInput,
  assumption_fits_nothing: EXIT.badInput,
  assumption_fits_several: EXIT.badInput,
  nothing_is_assumed: EXIT.badInput,
  unit_is_not_known: EXIT.badInput,
  item_is_in_no_structure: EXIT.badInput,
  item_is_made_in_several_plants: EXIT.badInput,

  // What is asked for must not be done
  import_was_changed_since: EXIT.blocked,
  import_concerns_published_periods: EXIT.blocked,
  no_version_is_published: EXIT.blocked,
  version_is_outdated: EXIT.blocked,
  journal_is_posted: EXIT.blocked,
  journal_was_posted_meanwhile: EXIT.blocked,
  only_published_journals_are_posted: EXIT.blocked,
  later_period_is_published: EXIT.blocked,
  period_can_not_become: EXIT.blocked,
  period_is_closed_for_good: EXIT.blocked,
  earlier_period_is_not_closed_for_good: EXIT.blocked,
  period_takes_no_changes: EXIT.blocked,
  period_has_a_published_version: EXIT.blocked,
  approver_must_be_another: EXIT.blocked,
  version_does_not_match_its_hash: EXIT.blocked,
  close_was_cancelled: EXIT.blocked,
  version_comes_out_differently: EXIT.blocked,

  // The database or the system
  database_address_is_wrong: EXIT.system,
  database_scheme_is_not_known: EXIT.system,
  database_keyword_is_not_known: EXIT.system,
  database_value_is_wrong: EXIT.system,
  database_service_is_not_known: EXIT.system,
  certificate_can_not_be_read: EXIT.system,
  server_has_no_tls: EXIT.system,
  tls_fails: EXIT.system,
  database_is_not_there: EXIT.system,
  database_can_not_be_reached: EXIT.system,
  database_refuses_the_user: EXIT.system,
  database_does_not_exist: EXIT.system,
  database_is_not_set_up: EXIT.system,
  database_is_newer: EXIT.system,
  database_was_lost: EXIT.system,
  database_gave_up: EXIT.system,
  database_says: EXIT.system,
  folder_is_in_use: EXIT.system,
  folder_can_not_be_locked: EXIT.system,
  folder_is_damaged: EXIT.system,
  folder_is_of_another_postgres: EXIT.system,
  close_is_running: EXIT.system,
  workers_need_a_server: EXIT.system,
  workers_ended: EXIT.system,
  worker_is_of_another_release: EXIT.system,
  disk_is_full: EXIT.system,
  permission_is_missing: EXIT.system,
  path_can_not_be_used: EXIT.system,
  port_is_taken: EXIT.system,
  /** A bug of ours. */
  defect: EXIT.system,
} as const satisfies Record<string, Exit>;

export type TroubleCode = keyof typeof TROUBLES;

/** What stopped a command and is no defect: its code, its fields for the text in both languages, its exit code. */
export class Trouble extends Error {
  readonly code: TroubleCode;
  /** What the text is filled with. */
  readonly fields: Readonly<Record<string, string>>;

  constructor(code: TroubleCode, fields: Readonly<Record<string, string>> = {}, cause?: unknown) {
    super(`${code} ${JSON.stringify(fields)}`, { cause });
    this.name = 'Trouble';
    this.code = code;
    this.fields = fields;
  }

  get exit(): Exit {
    return TROUBLES[this.code];
  }

  /** What an error of the system or the database means; undefined where it is none that anybody could expect. */
  static behind(error: unknown): Trouble | undefined {
    if (error instanceof Trouble) return error;
    if (!(error instanceof Error)) return undefined;
    // Node joins the failures of several addresses of one host.
    const first = error instanceof AggregateError && error.errors[0] instanceof Error ? error.errors[0] : error;
    const { code = '', message, detail = '' } = first as NodeJS.ErrnoException & { readonly detail?: string };
    // What triggers refuse they tell by our own names.
    const [, named, fields] = /^trouble (\w+) (\{.*\})$/s.exec(detail) ?? [];
    if (isTroubleCode(named)) return new Trouble(named, JSON.parse(fields), error);
    const meaning = MEANINGS.find(([pattern]) => pattern.test(code) || pattern.test(message))?.[1];
    if (meaning !== undefined) return new Trouble(meaning, { says: message || code }, error);
    // Whatever Postgres itself says has a severity; so does what another server says in its place, with codes of its own.
    return /^[0-9A-Z]{5}$/.test(code) || 'severity' in first
      ? new Trouble('database_says', { says: code === '' ? message : `${message} (${code})` }, error)
      : undefined;
  }
}

function isTroubleCode(name: string | undefined): name is TroubleCode {
  return name !== undefined && Object.hasOwn(TROUBLES, name);
}

/** Codes of Node and Postgres, and messages that come without one. The first that fits counts. */
const MEANINGS: readonly (readonly [RegExp, TroubleCode])[] = [
  [/^(ENOSPC|53100|EDQUOT)$|No space left on device/, 'disk_is_full'],
  [/^(EACCES|EPERM|EROFS|42501)$|Read-only file system/, 'permission_is_missing'],
  [/^(ENOTDIR|EEXIST|EISDIR|ENOENT|ENAMETOOLONG|ELOOP)$/, 'path_can_not_be_used'],
  [/^28|^SASL|authenticationType|client password/, 'database_refuses_the_user'],
  [/^3D000$/, 'database_does_not_exist'],
  [/^(3F000|42P01|42703)$/, 'database_is_not_set_up'],
  [
    /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|57P03|53300)$/,
    'database_can_not_be_reached',
  ],
  [/timeout expired/, 'database_can_not_be_reached'],
  [/^(ECONNRESET|EPIPE|57P01|57P02|08\w{3})$/, 'database_was_lost'],
  // A statement, a lock, a transaction that took longer than it may; a statement that somebody cancelled.
  [/^(57014|55P03|25P03|25P04)$/, 'database_gave_up'],
  [/Connection terminated|connection.*closed|not queryable/i, 'database_was_lost'],
];
