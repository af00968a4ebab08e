import { createHash } from 'node:crypto';
import { type Database, literal } from '../database/database.js';
import type { VersionRecord } from './stored-version.js';

/** What is wrong with the audit log of a ledger, or with the versions in it. */
interface AuditFault {
  /**
   * `entry_is_missing`: the numbers have a gap; `entry_was_changed`: its cells don't have its hash; `chain_is_broken`: it
   * doesn't follow the one before; `head_is_not_there`: the hash that was kept outside is none of the chain's;
   * `version_differs`, `version_is_unknown`, `version_is_gone`, `approvals_differ`, `periods_differ`, `waivers_differ`, `policies_differ`, `postings_differ`: the tables say
   * something else than the log.
   */
  readonly fault:
    | 'entry_is_missing'
    | 'entry_was_changed'
    | 'chain_is_broken'
    | 'head_is_not_there'
    | 'version_differs'
    | 'version_is_unknown'
    | 'version_is_gone'
    | 'approvals_differ'
    | 'periods_differ'
    | 'waivers_differ'
    | 'policies_differ'
    | 'postings_differ';
  /** The entry or version that it is about. */
  readonly at: string;
}

/** What came of checking the audit log of a ledger. */
export interface AuditChecked {
  readonly entries: number;
  /** The hash of the last entry, to be kept outside; empty where there is none. */
  readonly head: string;
  readonly faults: readonly AuditFault[];
}

/**
 * Checks the audit log of a ledger: that its entries are those that the database wrote, each after the one before, and that
 * versions, policies, approvals, waivers, posted journals and states of periods match it. Whoever can change everything can write a whole new chain; that is found by the
 * hash of an earlier head.
 *
 * @param head a head that was kept outside; it must still be in the chain.
 */
export async function checkAudit(database: Database, ledger: string, head?: string): Promise<AuditChecked> {
  const entries = await readEntries(database, ledger);
  const faults = [...chainFaults(entries), ...(await tableFaults(database, ledger, entries))];
  if (head !== undefined && !entries.some(({ hash }) => hash === head))
    faults.push({ fault: 'head_is_not_there', at: head });
  return { entries: entries.length, head: entries.at(-1)?.hash ?? '', faults };
}

/** Of the entry in the order in which it is hashed; `millrace.write_audit` in the database does the same. */
const HASHED = [
  'ledger',
  'entry',
  'happened_at',
  'said_by',
  'done_as',
  'done_from',
  'action',
  'version',
  'details',
  'previous',
] as const;

type Entry = Readonly<Record<(typeof HASHED)[number] | 'hash', string>>;

async function readEntries(database: Database, ledger: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  const columns = HASHED.map((column) => (column === 'happened_at' ? instant(column) : column));
  await database.read(
    `select ${columns.join(', ')}, hash from millrace.audit where ledger = ${literal(ledger)} order by entry`,
    (cells) => {
      const named = [...HASHED, 'hash'].map((name, at) => [name, cells[at]]);
      entries.push(Object.fromEntries(named) as Entry);
    },
  );
  return entries;
}

function chainFaults(entries: readonly Entry[]): AuditFault[] {
  const faults: AuditFault[] = [];
  let [number, previous] = [0, ''];
  for (const entry of entries) {
    if (Number(entry.entry) !== number + 1) faults.push({ fault: 'entry_is_missing', at: String(number + 1) });
    else if (entry.previous !== previous) faults.push({ fault: 'chain_is_broken', at: entry.entry });
    if (hashOf(entry) !== entry.hash) faults.push({ fault: 'entry_was_changed', at: entry.entry });
    number = Number(entry.entry);
    previous = entry.hash;
  }
  return faults;
}

/** SHA-256 over the cells, each with its length before it. */
function hashOf(entry: Entry): string {
  const cells = HASHED.map((name) => `${Buffer.byteLength(entry[name])}:${entry[name]}`);
  return createHash('sha256').update(cells.join('')).digest('hex');
}

/** Where versions, policies, approvals, waivers, posted journals and states of periods are not what the entries say, nor who says to have done it when. */
async function tableFaults(database: Database, ledger: string, entries: readonly Entry[]): Promise<AuditFault[]> {
  const faults = await versionFaults(database, ledger, entries);
  for (const { fault, actions, rows } of KEPT) {
    const logged = entries
      .filter(({ action }) => actions.test(action))
      .map((entry) => cellsOf(LOGGED.map((name) => entry[name])));
    const stored: string[] = [];
    await database.read(`${rows} where ledger = ${literal(ledger)}`, (cells) => stored.push(cellsOf(cells)));
    if (stored.sort().join('\n') !== logged.sort().join('\n')) faults.push({ fault, at: ledger });
  }
  return faults;
}

const LOGGED = ['action', 'version', 'details', 'said_by', 'happened_at'] as const;

/** Tables that are only added to, as the entries that their rows have: action, version, details, who and when. */
const KEPT: readonly { readonly fault: AuditFault['fault']; readonly actions: RegExp; readonly rows: string }[] = [
  {
    fault: 'approvals_differ',
    actions: /^approve /,
    rows: `select 'approve ' || action, version,
      case when waivers = '{}' then reason else json_build_array(reason, waivers)::text end, approved_by, ${instant('approved_at')}
      from millrace.approval`,
  },
  {
    fault: 'periods_differ',
    actions: /^period /,
    rows: `select 'period ' || state, coalesce(version, 0), concat_ws(' ', period, entry, held, reason), set_by, ${instant('set_at')}
      from millrace.period_state`,
  },
  {
    fault: 'waivers_differ',
    actions: /^(waive|end waiver)$/,
    rows: `select case when ends is null then 'waive' else 'end waiver' end, 0,
      json_build_array(waiver, ends, code, period, "table", key, until, reason)::text, waived_by, ${instant('waived_at')}
      from millrace.waiver`,
  },
  {
    fault: 'policies_differ',
    actions: /^policy$/,
    rows: `select 'policy', 0,
      json_build_array(policy, kind, hash, encode(sha256(convert_to(content::text, 'UTF8')), 'hex'), reason)::text, recorded_by,
      ${instant('recorded_at')}
      from millrace.policy`,
  },
  {
    fault: 'postings_differ',
    actions: /^(post|reverse) journal$/,
    rows: `select case when reverses is null then 'post journal' else 'reverse journal' end, version,
      json_build_array(posting, reverses, period, against, line_count, debit::text, hash, document, reason)::text, posted_by,
      ${instant('posted_at')}
      from millrace.journal_posting`,
  },
];

async function versionFaults(database: Database, ledger: string, entries: readonly Entry[]): Promise<AuditFault[]> {
  const begun = new Map<string, Entry>();
  const last = new Map<string, Entry>();
  for (const entry of entries.filter(({ action }) => !KEPT.some(({ actions }) => actions.test(action)))) {
    if (entry.action === 'draft') begun.set(entry.version, entry);
    last.set(entry.version, entry);
  }
  const since = new Map<string, readonly string[]>();
  await database.read(
    `select version, created_by, ${instant('created_at')}, ${instant('coalesce(ended_at, published_at, created_at)')}
     from millrace.version where ledger = ${literal(ledger)}`,
    ([version, ...its]) => since.set(version, its),
  );
  const records = await database.kysely
    .selectFrom('millrace.version')
    .where('ledger', '=', ledger)
    .selectAll()
    .orderBy('version')
    .execute();
  const faults: AuditFault[] = [];
  for (const record of records) {
    const at = String(record.version);
    const entry = last.get(at);
    const draft = begun.get(at);
    const logged = [draft?.said_by, draft?.happened_at, entry?.happened_at];
    if (entry === undefined) faults.push({ fault: 'version_is_unknown', at });
    else if (
      entry.action !== record.state ||
      entry.details !== told(record) ||
      !logged.every((cell, i) => cell === since.get(at)?.[i])
    )
      faults.push({ fault: 'version_differs', at });
    last.delete(at);
  }
  for (const at of last.keys()) faults.push({ fault: 'version_is_gone', at });
  return faults;
}

/** What an entry says of a version. */
function told({ kind, period, hash, input_hash, policy_hash, input_parts }: VersionRecord): string {
  const parts = [kind, period, hash, input_hash, policy_hash];
  return [...parts, ...(input_parts === null ? [] : [input_parts])].join(' ');
}

function cellsOf(cells: readonly string[]): string {
  return JSON.stringify(cells);
}

function instant(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}
