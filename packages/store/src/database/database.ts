import { resolve } from 'node:path';
import { CopiedRows, type TableReader } from '@millrace/facts';
import { Kysely } from 'kysely';
import { Trouble } from '../trouble.js';
import { readAddress } from './address.js';
import type { Connection } from './connection.js';
import { type CopiedRow, copyRows, inBatches, readCopied } from './copy-text.js';
import { dialectOver } from './dialect.js';
import { openEmbedded } from './embedded.js';
import { isEmbedded, makeEmbedded } from './embedded-folder.js';
import type { Schema } from './schema.js';
import { connectToServer } from './server.js';
import { serverAddress } from './server-address.js';
import { SESSION, systemUser } from './session.js';

/** Where a database is opened from. */
interface Surrounded {
  /** Who says to do it, recorded beside the database's own user; without it the system's user. */
  readonly by?: string;
  /** Where PG* are looked up. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * The database of one command: a session, with Kysely for ordinary queries and COPY for rows in bulk. All of it runs in
 * the session's transaction where one is open.
 */
export class Database {
  readonly kysely: Kysely<Schema>;
  readonly #connection: Connection;
  /** Who did what this session does, as the database records it. */
  readonly #by: string;
  #closed: Promise<void> | undefined;

  private constructor(connection: Connection, by: string) {
    this.#connection = connection;
    this.#by = by;
    this.kysely = new Kysely<Schema>({ dialect: dialectOver(connection) });
  }

  /**
   * Opens a database that is there.
   *
   * @param address `postgres://…`, `host=… dbname=…`, or the folder of an embedded database.
   * @param purpose what it is opened for, for whoever waits: `millrace close 2026-10`.
   */
  static async open(address: string, purpose: string, { by, env = process.env }: Surrounded = {}): Promise<Database> {
    const read = readAddress(address);
    if (read.kind === 'folder' && !isEmbedded(read.folder)) {
      throw new Trouble('database_is_not_there', { folder: resolve(read.folder) });
    }
    try {
      return await Database.#over(
        read.kind === 'folder'
          ? await openEmbedded(read.folder, purpose)
          : await connectToServer(serverAddress(read.keywords, env), purpose),
        { by: by ?? systemUser(), purpose },
      );
    } catch (error) {
      const trouble = Trouble.behind(error);
      if (trouble !== undefined || read.kind === 'folder' || !(error instanceof Error)) throw trouble ?? error;
      // What answers there may be no Postgres at all: whatever the client says then is reported as trouble, not as a defect.
      throw new Trouble('database_can_not_be_reached', { says: error.message }, error);
    }
  }

  /** The same; where a folder holds no database, an empty one is made. */
  static async openOrMake(address: string, purpose: string, around: Surrounded = {}): Promise<Database> {
    const read = readAddress(address);
    try {
      if (read.kind === 'folder') await makeEmbedded(read.folder, purpose);
    } catch (error) {
      throw Trouble.behind(error) ?? error;
    }
    return Database.open(address, purpose, around);
  }

  static async #over(
    connection: Connection,
    { by, purpose }: { readonly by: string; readonly purpose: string },
  ): Promise<Database> {
    try {
      await connection.script(SESSION);
      // The database writes both where it records who did what.
      await connection.query(`select set_config('millrace.by', $1, false), set_config('application_name', $2, false)`, [
        by,
        purpose,
      ]);
      return new Database(connection, by);
    } catch (error) {
      await connection.close().catch(() => {});
      throw error;
    }
  }

  /** Does something that somebody else than who opened the session does: the database records it by that name. */
  async doneBy<T>(by: string, work: () => Promise<T>): Promise<T> {
    const record = (name: string) => this.#connection.query(`select set_config('millrace.by', $1, false)`, [name]);
    await record(by);
    try {
      return await work();
    } finally {
      await record(this.#by);
    }
  }

  get kind(): Connection['kind'] {
    return this.#connection.kind;
  }

  get place(): string {
    return this.#connection.place;
  }

  /** Whether what is sent can be read on its way: no TLS, and not on this machine. */
  get isPlainToAnotherHost(): boolean {
    return this.#connection.isPlainToAnotherHost;
  }

  /** Several statements in a row. */
  async script(sql: string): Promise<void> {
    await this.#connection.script(sql);
  }

  /** All of `work` or nothing of it. A snapshot sees what was committed when it began, whatever happens meanwhile. */
  async transaction<T>(kind: 'snapshot' | 'writing', work: () => Promise<T>): Promise<T> {
    await this.script(kind === 'snapshot' ? 'begin isolation level repeatable read read only' : 'begin');
    try {
      const result = await work();
      await this.script('commit');
      return result;
    } catch (error) {
      // Where the connection is lost there is nothing to roll back, and the first error is the one to tell.
      await this.script('rollback').catch(() => {});
      throw error;
    }
  }

  /** Hands on the rows of a select, cell by cell as text, an empty cell for null. Returns how many there were. */
  async read(select: string, onRow: (cells: string[]) => void): Promise<number> {
    const copied = this.#connection.copyOut((target) => `copy (${select}) to ${target} with (format text, null '')`);
    return readCopied(copied, onRow);
  }

  /**
   * Reads the rows of a select into a table of facts, its columns in the table's order and as `factColumns` casts them.
   * Returns how many there were.
   */
  async readInto(table: TableReader, select: string): Promise<number> {
    table.expect(await this.#guess(select));
    const rows = new CopiedRows(table);
    const copied = this.#connection.copyOut((target) => `copy (${select}) to ${target} with (format binary)`);
    for await (const piece of copied) rows.add(piece);
    return rows.end();
  }

  /** How many rows the database guesses that a select has. */
  async #guess(select: string): Promise<number> {
    const { rows } = await this.#connection.query<{ 'QUERY PLAN': Plan }>(`explain (format json) ${select}`);
    return rows[0]['QUERY PLAN'][0].Plan['Plan Rows'];
  }

  /**
   * Writes rows of cells, from a table row by row or from a file by the handful; null stays null. Returns how many there
   * were.
   *
   * @param onPiece called now and then with the rows that have gone.
   */
  async write(
    table: string,
    columns: readonly string[],
    rows: Iterable<CopiedRow> | AsyncIterable<readonly CopiedRow[]>,
    onPiece: (count: number) => Promise<void> | void = () => {},
  ): Promise<number> {
    let written = 0;
    const batches = Symbol.asyncIterator in rows ? rows : inBatches(rows);
    const pieces = copyRows(batches, (count) => {
      written = count;
      return onPiece(count);
    });
    await this.#connection.copyIn(
      (source) => `copy ${table} (${quoted(columns)}) from ${source} with (format text)`,
      pieces,
    );
    return written;
  }

  /**
   * Feeds a table with text in the form of CSV without a header; an empty cell is null, but in `notNull` columns empty text.
   *
   * @param pieces each of whole rows.
   */
  async copyCsv(table: string, into: CsvColumns, pieces: AsyncIterable<string>): Promise<void> {
    const { columns, separator, notNull } = into;
    const forced = notNull.length === 0 ? '' : `, force_not_null (${quoted(notNull)})`;
    const options = `format csv, delimiter ${literal(separator)}${forced}`;
    await this.#connection.copyIn(
      (source) => `copy ${table} (${quoted(columns)}) from ${source} with (${options})`,
      pieces,
    );
  }

  /** The rows of a select as CSV with a header, in pieces that begin and end anywhere. */
  csv(select: string): AsyncIterable<Uint8Array> {
    return this.#connection.copyOut((target) => `copy (${select}) to ${target} with (format csv, header)`);
  }

  /** One statement; returns how many rows it changed. */
  async execute(statement: string): Promise<number> {
    const { count } = await this.#connection.query(statement);
    return count;
  }

  /** The same as COPY sends it: a row a line, in pieces that begin and end anywhere. */
  async readBytes(select: string, onPiece: (piece: Uint8Array) => void): Promise<void> {
    const copied = this.#connection.copyOut((target) => `copy (${select}) to ${target} with (format text)`);
    for await (const piece of copied) onPiece(piece);
  }

  /** Writes rows that are in COPY's text format already, in pieces of whole rows. */
  async writeBytes(
    table: string,
    columns: readonly string[],
    pieces: AsyncIterable<Uint8Array>,
    onPiece: (rows: number) => Promise<void> | void = () => {},
  ): Promise<void> {
    await this.#connection.copyIn(
      (source) => `copy ${table} (${quoted(columns)}) from ${source} with (format text)`,
      counted(pieces, onPiece),
    );
  }

  /** Lets go of it; once, however often it is asked. */
  close(): Promise<void> {
    this.#closed ??= this.#connection.close();
    return this.#closed;
  }
}

/** What text in the form of CSV holds. */
export interface CsvColumns {
  readonly columns: readonly string[];
  readonly separator: string;
  readonly notNull: readonly string[];
}

type Plan = readonly [{ readonly Plan: { readonly 'Plan Rows': number } }];
/** Hands pieces on, telling how many rows have gone. */
async function* counted(pieces: AsyncIterable<Uint8Array>, onPiece: (rows: number) => Promise<void> | void) {
  let rows = 0;
  for await (const piece of pieces) {
    yield piece;
    for (let at = piece.indexOf(NEWLINE); at >= 0; at = piece.indexOf(NEWLINE, at + 1)) rows++;
    await onPiece(rows);
  }
}

const NEWLINE = 0x0a;

/** Names of columns, for SQL. */
export function quoted(columns: readonly string[]): string {
  return columns.map((column) => `"${column.replaceAll(`"`, `""`)}"`).join(', ');
}

/** A text as a literal of SQL, for statements that take no parameters: COPY. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
