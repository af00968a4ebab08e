import { createHash } from 'node:crypto';
import { columnNamed, TABLES, type TableName, type TableSpec } from '@millrace/facts';
import { type Database, literal } from '@millrace/store';
import { digestOf, keyOf, sameKey, stagingName } from '../import/staging.js';

/** A table of a site's own whose server can hash its rows, so that rows that are as they were needn't be sent. */
export interface HashedSource {
  /** What findings and the record of imports call it. */
  readonly name: string;
  /** Where it is and how it is read: what the last read saw of another is of no use. */
  readonly origin: string;
  /** The columns, by the names that it has for them. */
  columns(): Promise<readonly string[]>;
  /** What each part of its rows has. @param key its columns; undefined stands for empty text. */
  parts(key: readonly (string | undefined)[]): Promise<ReadonlyMap<string, SeenPart>>;
  /** From now on only the rows of these parts are read. */
  readOnly(parts: readonly string[], key: readonly (string | undefined)[]): void;
}

/** The rows of a part: how many, and the sums of the hashes of their keys and of their texts. */
export interface SeenPart {
  readonly rows: number;
  readonly keys: string;
  readonly hash: string;
}

/** Rows that an earlier read of the source brought, that it has no more, and that are still among the facts. */
export interface Gone {
  readonly rows: number;
  /** The keys of the first few. */
  readonly keys: readonly string[];
}

/**
 * What of a site's table is as it was when it was last read. Its server hashes every row, and rows are gathered in 1,024 parts by the hash of their key;
 * what comes over is one sum of hashes a part. A part whose sum is what it was, and whose rows of facts nobody has changed since, is
 * not read again: not sent, not checked, not written. 300,000 rows of which 20 changed are so read as some 6,000.
 *
 * A hash is the half of an MD5: a change is passed over where the sum of a part's hashes happens to stay, once in 2⁶⁴.
 */
export class LastRead {
  readonly #database: Database;
  readonly #table: TableName;
  readonly #from: HashedSource;
  readonly #seen: ReadonlyMap<string, SeenPart>;
  /** The parts that are read, and those that are left of the last read and have no rows any more. */
  readonly #differing: readonly string[];
  /** How many rows are to come, and how many are left out. */
  readonly toCome: number;
  readonly unread: number;

  private constructor(
    database: Database,
    table: TableName,
    from: HashedSource,
    { seen, differing }: { seen: ReadonlyMap<string, SeenPart>; differing: readonly string[] },
  ) {
    this.#database = database;
    this.#table = table;
    this.#from = from;
    this.#seen = seen;
    this.#differing = differing;
    this.toCome = rowsIn(seen, differing);
    this.unread = rowsIn(seen, seen.keys()) - this.toCome;
  }

  /**
   * Finds out what differs, and has only that read where it isn't most of it.
   *
   * @param isWhole true: all is read, as where rows that are missing are to be removed.
   * @returns undefined where a column of the key is missing, which reading it tells.
   */
  static async of(
    database: Database,
    table: TableName,
    from: HashedSource,
    isWhole: boolean,
  ): Promise<LastRead | undefined> {
    const { key, columns }: TableSpec = TABLES[table];
    const there = await from.columns();
    const named = key.map((column) => there.find((name) => columnNamed(table, name.trim()) === column));
    if (key.some((column, at) => named[at] === undefined && !columns[column].optional)) return undefined;
    const seen = await from.parts(named);
    const before = await remembered(database, table, from);
    const digests = before.size > 0 ? await digestsOf(database, table) : new Map<string, string>();
    const all = [...new Set([...seen.keys(), ...before.keys()])];
    const differing = all.filter((part) => {
      const then = before.get(part);
      return then === undefined || then.hash !== seen.get(part)?.hash || then.digest !== digests.get(part);
    });
    const isPicked = !isWhole && rowsIn(seen, differing) * LEAST_SHARE <= rowsIn(seen, all);
    if (isPicked) from.readOnly(differing, named);
    return new LastRead(database, table, from, { seen, differing: isPicked ? differing : all });
  }

  /** Leaves for the next read what this one saw, once its rows are among the facts. */
  async remember(): Promise<Gone> {
    const database = this.#database;
    if (this.#differing.length === 0) return { rows: 0, keys: [] };
    const [gone, withGone] = await this.#gone();
    const written = await keysOf(database, this.#table);
    const digests = await digestsOf(database, this.#table);
    const source = hashOf(this.#from);
    await database.execute(
      `delete from millrace.source_part where source = ${literal(source)} and table_name = ${literal(this.#table)}
       and part in (${this.#differing.join(', ')})`,
    );
    const rows = this.#differing.flatMap((part) => {
      const its = this.#seen.get(part);
      const digest = digests.get(part);
      // Of a part with rows that are gone all is read each time, so that it is told each time; so where keys are written otherwise there.
      if (its === undefined || digest === undefined || withGone.has(part) || written.get(part) !== its.keys) return [];
      return [[source, this.#table, part, its.hash, digest]];
    });
    await database.write('millrace.source_part', ['source', 'table_name', 'part', 'hash', 'digest'], rows);
    return gone;
  }

  /** Rows of facts in the parts that were read that the source hasn't got and had once; and the parts they are in. */
  async #gone(): Promise<[Gone, ReadonlySet<string>]> {
    const [database, table] = [this.#database, this.#table];
    const keys: string[] = [];
    const parts = new Set<string>();
    let rows = 0;
    // Postgres knows nothing yet of rows that came today, and would look them up one by one.
    await database.script('set local enable_nestloop = off');
    await database.read(
      `select array_to_string(key, ' · '), part from (
         select ${keyOf(table, 't')} as key, ${partOf(`${keyOf(table, 't')}::text`)} as part from millrace."${table}" t
         where not exists (select from ${stagingName(table)} i where ${sameKey(table, 't', 'i')})) t
       where part in (${this.#differing.join(', ')}) and key in (
         select l.key from millrace.import_row l join millrace.import m using (import)
         where l.table_name = ${literal(table)} and m.files @> ${literal(JSON.stringify([{ name: this.#from.name }]))}::jsonb)
       order by 1`,
      ([key, part]) => {
        rows++;
        parts.add(part);
        if (keys.length < FIRST) keys.push(key);
      },
    );
    await database.script('set local enable_nestloop = on');
    return [{ rows, keys }, parts];
  }
}

/** The half of an MD5 as a number of 64 bits. */
export function numberOf(text: string): string {
  return `('x' || left(md5(${text}), 16))::bit(64)::bigint`;
}

/** The part that a key, an array of texts as Postgres writes it, is in. */
export function partOf(key: string): string {
  return `${numberOf(key)} & ${PARTS - 1}`;
}

const PARTS = 1024;

/** Where more than half of the rows differ, all are read: it costs less than to pick them. */
const LEAST_SHARE = 2;

const FIRST = 5;

function rowsIn(seen: ReadonlyMap<string, SeenPart>, parts: Iterable<string>): number {
  let rows = 0;
  for (const part of parts) rows += seen.get(part)?.rows ?? 0;
  return rows;
}

function hashOf({ origin }: HashedSource): string {
  return createHash('md5').update(origin).digest('hex');
}

/** By part what the last read saw, and left among the facts. */
async function remembered(database: Database, table: TableName, from: HashedSource) {
  const parts = new Map<string, { readonly hash: string; readonly digest: string }>();
  await database.read(
    `select part, hash, digest from millrace.source_part
     where source = ${literal(hashOf(from))} and table_name = ${literal(table)}`,
    ([part, hash, digest]) => parts.set(part, { hash, digest }),
  );
  return parts;
}

/** By part the sum of the hashes of its rows of facts. */
async function digestsOf(database: Database, table: TableName): Promise<ReadonlyMap<string, string>> {
  const digests = new Map<string, string>();
  await database.read(
    `select ${partOf(`${keyOf(table, 't')}::text`)}, sum(${digestOf('t')}) from millrace."${table}" t group by 1`,
    ([part, digest]) => digests.set(part, digest),
  );
  return digests;
}

/** By part the sum of the hashes of the keys that were read, as they came into the facts. */
async function keysOf(database: Database, table: TableName): Promise<ReadonlyMap<string, string>> {
  const keys = new Map<string, string>();
  await database.read(
    `select k & ${PARTS - 1}, sum(k) from (select ${numberOf(`${keyOf(table, 'i')}::text`)} as k from ${stagingName(table)} i) h group by 1`,
    ([part, sum]) => keys.set(part, sum),
  );
  return keys;
}
