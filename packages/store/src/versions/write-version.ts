import {
  type ClosedForWriting,
  type Finding,
  type StoredTableName,
  storedColumns,
  storedTableNames,
  type Version,
} from '@millrace/costing-core';
import { invariant } from '@millrace/exact';
import { sql } from 'kysely';
import { lockVersions } from '../database/advisory-lock.js';
import type { Database } from '../database/database.js';
import type { VersionState } from '../database/schema.js';
import type { Advance, Steps } from '../runs/steps.js';
import { MadeAhead } from './made-ahead.js';
import { type PolicyNumber, recordPolicy } from './policies.js';
import type { VersionRecord } from './stored-version.js';
import { hashOfParts, type InputPart, type KeptInput, type PartHash } from './version-input.js';

/** What is written: a version, what it was computed from, and with which choices. */
export interface Draft {
  readonly version: Version;
  /** Asked for when its tables are written. */
  readonly findings: () => readonly Finding[];
  /** What is done while the server is busy with the tables that come first. */
  readonly rest: ClosedForWriting['rest'];
  /** Whole when the version's `inputHash` is known. */
  readonly input: KeptInput;
  readonly policy: DraftPolicy;
  /** Under which a standard was rolled up. */
  readonly assumptions?: object | undefined;
  /** The version of the period before, from which it opened. */
  readonly openedFrom?: VersionRecord | undefined;
  /** Of the rows that it was computed from, by table; see `factDigests`. */
  readonly digests?: ReadonlyMap<string, string> | undefined;
}

/** A policy that a version was computed by. */
interface DraftPolicy {
  readonly content: object;
  /** Where it was taken from the record; else it is put there, unless it is the newest. */
  readonly number?: number | undefined;
}

/** Where a result stands: in a draft of its own, or in a version that held it before. */
export interface Written {
  readonly version: number;
  readonly state: VersionState;
  readonly isNew: boolean;
  readonly policy: PolicyNumber;
}

/**
 * Writes a version as a draft: record, tables, inputs. To be called within a transaction, which makes it appear whole or
 * not at all. What comes next is made while what came before is on its way, so the hash is known last. The same result as a
 * draft or published version of the period is not written twice; that version is returned.
 */
export async function writeVersion(database: Database, draft: Draft, steps: Steps): Promise<Written> {
  const { version, digests = new Map<string, string>() } = draft;
  const { ledger } = version.identity;
  await lockVersions(database, ledger);
  const policy = await policyNumberOf(database, draft);
  const present = await sameVersion(database, draft);
  if (present !== undefined) return { ...present, isNew: false, policy };

  const number = await steps.run('write:version', () => insertRecord(database, draft, policy.number));
  for (const [table_name, digest] of digests) {
    await database.kysely
      .insertInto('millrace.version_documents')
      .values({ ledger, version: number, table_name, digest })
      .execute();
  }
  const ahead = new MadeAhead(
    piecesOf(draft),
    ({ bytes }) => bytes.length,
    () => draft.rest.advance(),
  );
  let input_parts = '';
  try {
    for (const name of IN_ORDER) {
      await steps.run(`write:${name}`, async (advance) => {
        const pieces = ahead.takeWhile(({ table }) => table === name);
        const first = await pieces.next();
        if (first.done === true) return;
        // The very bytes that are hashed; ledger and version come from the settings.
        const bytes = bytesOf(first.value, pieces);
        await database.writeBytes(`millrace."${name}"`, storedColumns(name), bytes, advance);
      });
    }
    input_parts = await steps.run('write:version_input', (advance) =>
      writeInput(database, { ledger, version: number }, ahead, advance),
    );
  } finally {
    ahead.stop();
  }
  for (const name of storedTableNames()) {
    const { rowCount, hash } = version.sum(name);
    if (rowCount === 0) continue;
    await database.kysely
      .insertInto('millrace.version_table')
      .values({ ledger, version: number, table_name: name, row_count: rowCount, hash })
      .execute();
  }
  const { hash, identity } = version;
  await database.kysely
    .updateTable('millrace.version')
    .set({ hash, input_hash: identity.inputHash, input_parts, ...counts(draft.findings()) })
    .where('ledger', '=', ledger)
    .where('version', '=', number)
    .execute();
  return { version: number, state: 'draft', isNew: true, policy };
}

/**
 * Tables with the most rows are made fast and take the server long: they go first, so that all else is done meanwhile. The
 * elements of a version are known when all else is made.
 */
const LONGEST: readonly StoredTableName[] = ['pool_allocation', 'movement_cost'];
const LAST: StoredTableName = 'version_element';
const IN_ORDER = [
  ...LONGEST,
  ...storedTableNames().filter((name) => !LONGEST.includes(name) && name !== LAST),
  LAST,
] as const;

/** A piece of a table, or a part of the input. */
type Piece =
  | { readonly table: StoredTableName; readonly bytes: Uint8Array }
  | (InputPart & { readonly table: 'input' });

function* piecesOf({ version, input }: Draft): Generator<Piece> {
  for (const table of IN_ORDER) for (const bytes of version.pieces(table)) yield { table, bytes };
  invariant(version.identity.inputHash !== '', 'What a version was computed from is kept while it is hashed.');
  for (const part of input.parts) yield { ...part, table: 'input' };
}

async function* bytesOf(first: Piece, others: AsyncIterable<Piece>): AsyncGenerator<Uint8Array> {
  yield first.bytes;
  for await (const { bytes } of others) yield bytes;
}

/** Writes what a version is computed from; returns the hash of all parts. */
async function writeInput(
  database: Database,
  of: { readonly ledger: string; readonly version: number },
  ahead: MadeAhead<Piece>,
  advance: Advance,
): Promise<string> {
  let rows = 0;
  const parts: PartHash[] = [];
  let before: InputPart | undefined;
  for await (const piece of ahead.takeWhile(({ table }) => table === 'input')) {
    const { table: _, ...part } = piece as InputPart & { readonly table: 'input' };
    await database.kysely
      .insertInto('millrace.version_input')
      .values({ ...of, ...part })
      .execute();
    const { table_name, column_name, hash } = part;
    parts.push({ table_name, column_name, part: part.part, hash });
    // The columns of one part hold the same rows.
    if (table_name !== before?.table_name || part.part !== before.part) rows += part.row_count;
    before = part;
    await advance(rows);
  }
  return hashOfParts(parts);
}

/** A draft or published version with the same identity and the same bytes. */
async function sameVersion({ kysely }: Database, { version, openedFrom }: Draft) {
  const { ledger, period, kind, policyHash, engine } = version.identity;
  const alike = await kysely
    .selectFrom('millrace.version')
    .where('ledger', '=', ledger)
    .where('period', '=', period)
    .where('kind', '=', kind)
    .where('policy_hash', '=', policyHash)
    .where('engine', '=', engine)
    .where('opened_from', 'is not distinct from', openedFrom?.version ?? null)
    .where('state', 'in', ['draft', 'published'])
    .orderBy('version', 'desc')
    .select(['version', 'state', 'hash', 'input_hash'])
    .execute();
  // The hash of its facts takes all of them, its own all its tables: asked for only where another might be the same.
  const found = alike.find((one) => one.input_hash === version.identity.inputHash && one.hash === version.hash);
  return found && { version: found.version, state: found.state };
}

/** Where its policy stands on record; a policy that is another than the newest is told with who used it first. */
async function policyNumberOf(database: Database, { version, policy }: Draft): Promise<PolicyNumber> {
  const { content, number } = policy;
  if (number !== undefined) return { number };
  const { ledger, kind, period, effective_on } = version.identity;
  if (kind === 'actual') return recordPolicy(database, { ledger, kind: 'close', content }, `close ${period}`);
  return recordPolicy(database, { ledger, kind: 'standard', content }, `standard roll ${kind} ${effective_on}`);
}

/** How many of each a version has, as its record says. */
function counts(findings: readonly Finding[]): { readonly errors: number; readonly warnings: number } {
  const count = (of: Finding['severity']) => findings.filter(({ severity }) => severity === of).length;
  return { errors: count('error'), warnings: count('warning') };
}

/** What is known of it once its tables are written, its hashes and counts, is filled in after them. */
async function insertRecord(database: Database, draft: Draft, policy: number): Promise<number> {
  const { kysely } = database;
  const { version, assumptions, openedFrom } = draft;
  const { ledger, period, kind, effective_on = null, policyHash, engine } = version.identity;
  const { last } = await kysely
    .selectFrom('millrace.version')
    .where('ledger', '=', ledger)
    .select(({ fn }) => fn.max('version').as('last'))
    .executeTakeFirstOrThrow();
  const number = (last ?? 0) + 1;
  await kysely
    .insertInto('millrace.version')
    .values({
      ledger,
      version: number,
      period,
      kind,
      effective_on,
      hash: '',
      input_hash: '',
      policy_hash: policyHash,
      engine,
      policy,
      assumptions: assumptions === undefined ? null : JSON.stringify(assumptions),
      opened_from: openedFrom?.version ?? null,
      errors: 0,
      warnings: 0,
    })
    .execute();
  // Until the transaction ends, rows that don't say whose they are belong to this version, and others are refused.
  await sql`select set_config('millrace.ledger', ${ledger}, true), set_config('millrace.version', ${String(number)}, true)`.execute(
    kysely,
  );
  return number;
}
