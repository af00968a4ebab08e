import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Finding, storedColumns, storedTableNames, type Version } from '@millrace/costing-core';
import type { Facts } from '@millrace/facts';
import { sql } from 'kysely';
import { lockVersions } from '../database/advisory-lock.js';
import type { Database } from '../database/database.js';
import type { VersionState } from '../database/schema.js';
import type { Advance, Steps } from '../runs/steps.js';
import type { VersionRecord } from './stored-version.js';
import { hashOfParts, type InputPart, inputParts, type PartHash } from './version-input.js';

/** What is written: a version, what it was computed from, and with which choices. */
export interface Draft {
  readonly version: Version;
  readonly findings: readonly Finding[];
  readonly facts: Facts;
  readonly policy: object;
  /** The version of the period before, from which it opened. */
  readonly openedFrom?: VersionRecord | undefined;
  /** Of the rows that it was computed from, by table; see `factDigests`. */
  readonly digests?: ReadonlyMap<string, string> | undefined;
}

/** Where a result stands: in a draft of its own, or in a version that held it before. */
export interface Written {
  readonly version: number;
  readonly state: VersionState;
  readonly isNew: boolean;
}

/**
 * Writes a version as a draft: record, inputs, tables. To be called within a transaction, which makes it appear whole or
 * not at all. Tables are made while those before are on their way, so the hash is known last. The same result as a draft or
 * published version of the period is not written twice; that version is returned.
 */
export async function writeVersion(database: Database, draft: Draft, steps: Steps): Promise<Written> {
  const { version, facts, digests = new Map<string, string>() } = draft;
  const { ledger } = version.identity;
  await lockVersions(database, ledger);
  const present = await sameVersion(database, draft);
  if (present !== undefined) return { ...present, isNew: false };

  const number = await steps.run('write:version', () => insertRecord(database, draft));
  const input_parts = await steps.run('write:version_input', (advance) =>
    writeInput(database, { ledger, version: number }, facts, advance),
  );
  for (const [table_name, digest] of digests) {
    await database.kysely
      .insertInto('millrace.version_documents')
      .values({ ledger, version: number, table_name, digest })
      .execute();
  }
  for (const name of IN_ORDER) {
    await steps.run(`write:${name}`, async (advance) => {
      const pieces = version.pieces(name);
      const first = pieces.next();
      if (first.done === true) return;
      // The very bytes that are hashed; ledger and version come from the settings.
      await database.writeBytes(`millrace."${name}"`, storedColumns(name), withFirst(first.value, pieces), advance);
    });
  }
  for (const name of storedTableNames()) {
    const { rowCount, hash } = version.sum(name);
    if (rowCount === 0) continue;
    await database.kysely
      .insertInto('millrace.version_table')
      .values({ ledger, version: number, table_name: name, row_count: rowCount, hash })
      .execute();
  }
  await database.kysely
    .updateTable('millrace.version')
    .set({ hash: version.hash, input_parts })
    .where('ledger', '=', ledger)
    .where('version', '=', number)
    .execute();
  return { version: number, state: 'draft', isNew: true };
}

/** The elements of a version are known when all else is made. */
const IN_ORDER = [...storedTableNames().filter((name) => name !== 'version_element'), 'version_element'] as const;

function* withFirst(first: Uint8Array, others: Iterable<Uint8Array>): Generator<Uint8Array> {
  yield first;
  yield* others;
}

/** Writes what a version is computed from, a part while the next is compressed; returns the hash of all parts. */
async function writeInput(
  database: Database,
  of: { readonly ledger: string; readonly version: number },
  facts: Facts,
  advance: Advance,
): Promise<string> {
  let rows = 0;
  const parts: PartHash[] = [];
  let before: InputPart | undefined;
  let sending: Promise<unknown> = Promise.resolve();
  for (const part of inputParts(facts)) {
    await sending;
    sending = database.kysely
      .insertInto('millrace.version_input')
      .values({ ...of, ...part })
      .execute();
    // It is waited for before the next is sent; until then nobody else hears of its failure.
    sending.catch(() => {});
    // Lets it go out before this process is busy again.
    await nextTurn();
    const { table_name, column_name, hash } = part;
    parts.push({ table_name, column_name, part: part.part, hash });
    // The columns of one part hold the same rows.
    if (table_name !== before?.table_name || part.part !== before.part) rows += part.row_count;
    before = part;
    await advance(rows);
  }
  await sending;
  return hashOfParts(parts);
}

/** A draft or published version with the same identity and the same bytes. */
async function sameVersion({ kysely }: Database, { version, openedFrom }: Draft) {
  const { ledger, period, kind, inputHash, policyHash, engine } = version.identity;
  const alike = await kysely
    .selectFrom('millrace.version')
    .where('ledger', '=', ledger)
    .where('period', '=', period)
    .where('kind', '=', kind)
    .where('input_hash', '=', inputHash)
    .where('policy_hash', '=', policyHash)
    .where('engine', '=', engine)
    .where('opened_from', 'is not distinct from', openedFrom?.version ?? null)
    .where('state', 'in', ['draft', 'published'])
    .orderBy('version', 'desc')
    .select(['version', 'state', 'hash'])
    .execute();
  // Its own hash takes all its tables: asked for only where another might be the same.
  const found = alike.find(({ hash }) => hash === version.hash);
  return found && { version: found.version, state: found.state };
}

async function insertRecord(database: Database, draft: Draft): Promise<number> {
  const { kysely } = database;
  const { version, findings, policy, openedFrom } = draft;
  const { ledger, period, kind, effective_on = null, inputHash, policyHash, engine } = version.identity;
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
      input_hash: inputHash,
      policy_hash: policyHash,
      engine,
      policy: JSON.stringify(policy),
      opened_from: openedFrom?.version ?? null,
      errors: findings.filter(({ severity }) => severity === 'error').length,
      warnings: findings.filter(({ severity }) => severity === 'warning').length,
    })
    .execute();
  // Until the transaction ends, rows that don't say whose they are belong to this version, and others are refused.
  await sql`select set_config('millrace.ledger', ${ledger}, true), set_config('millrace.version', ${String(number)}, true)`.execute(
    kysely,
  );
  return number;
}
