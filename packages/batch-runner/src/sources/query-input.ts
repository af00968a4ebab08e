import { createHash } from 'node:crypto';
import { type Database, literal, quoted, Trouble } from '@millrace/store';
import { CsvRows } from '../files/csv-rows.js';
import type { ReadOnce } from '../files/input-file.js';
import { type HashedSource, numberOf, partOf, type SeenPart } from './last-read.js';

/**
 * The rows of a view or query as a CSV file would have them, so that they go the way of files: the same columns, checks and staging.
 * Every value is taken as its text, so that a truth value is `true` and an instant has its offset.
 */
export class QueryInput implements ReadOnce, HashedSource {
  readonly name: string;
  readonly #database: Database;
  readonly #query: string;
  readonly #types = new Map<string, string>();
  #names: readonly string[] = [];
  /** What picks the rows that are read; empty: all. */
  #where = '';
  #sha256: string | undefined;

  /**
   * @param database in a snapshot that lasts until all is read.
   * @param name what findings call it: `sources.movement`.
   * @param from a view or table with its schema, or a query.
   */
  constructor(database: Database, name: string, from: string) {
    this.name = name;
    this.#database = database;
    const text = from.trim().replace(/;$/, '');
    this.#query = /\s/.test(text) ? text : `select * from ${text}`;
  }

  get sha256(): string {
    if (this.#sha256 === undefined) throw new Error(`${this.name} has not been read.`);
    return this.#sha256;
  }

  /** By name of a column the type that Postgres has it in, once it has been read. */
  get types(): ReadonlyMap<string, string> {
    return this.#types;
  }

  /** Its place and its query. */
  get origin(): string {
    return `${this.#database.place} ${this.#query}`;
  }

  /** @throws Trouble where the database refuses the query. */
  async columns(): Promise<readonly string[]> {
    try {
      return await this.#columns();
    } catch (error) {
      throw this.#meaning(error);
    }
  }

  async parts(key: readonly (string | undefined)[]): Promise<ReadonlyMap<string, SeenPart>> {
    const parts = new Map<string, SeenPart>();
    const hash = createHash('sha256');
    // The names of columns too, so that columns that change places are found.
    const names = literal(`${(await this.columns()).join(',')} `);
    try {
      await this.#database.read(
        `select ${partOf(textOfKey(key))}, count(*), sum(${numberOf(textOfKey(key))}), sum(${numberOf(`${names} || (mapped.*)::text`)})
         ${this.#from} group by 1 order by 1`,
        ([part, rows, keys, its]) => {
          parts.set(part, { rows: Number(rows), keys, hash: its });
          hash.update(`${part} ${rows} ${its}\n`);
        },
      );
    } catch (error) {
      throw this.#meaning(error);
    }
    this.#sha256 = hash.digest('hex');
    return parts;
  }

  readOnly(parts: readonly string[], key: readonly (string | undefined)[]): void {
    this.#where = parts.length === 0 ? ' limit 0' : ` where ${partOf(textOfKey(key))} in (${parts.join(', ')})`;
  }

  /** @throws Trouble where the database refuses the query. */
  async *pieces(): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256');
    try {
      const columns = await this.#columns();
      const texts = columns.map((column) => {
        const name = quoted([column]);
        return `${textOf(name, this.#types.get(column) === 'numeric')} as ${name}`;
      });
      for await (const piece of this.#database.csv(`select ${texts.join(', ')} ${this.#from}${this.#where}`)) {
        hash.update(piece);
        yield piece;
      }
    } catch (error) {
      throw this.#meaning(error);
    }
    // Where hashes were asked for they say of all rows what they were.
    this.#sha256 ??= hash.digest('hex');
  }

  get #from(): string {
    return `from (${this.#query}\n) mapped`;
  }

  /** The names of its columns, and on the way their types. */
  async #columns(): Promise<readonly string[]> {
    if (this.#types.size > 0) return this.#names;
    const [columns] = await this.#rows(`select * ${this.#from} limit 0`);
    // The outer join has a row, and so types, also where the query has none.
    const typed = columns.map((column) => `pg_typeof(mapped.${quoted([column])})`);
    const [, types] = await this.#rows(
      `select ${typed.join(', ')} from (select) one left join ${this.#from.slice(5)} on true limit 1`,
    );
    for (const [at, column] of columns.entries()) this.#types.set(column, types[at]);
    this.#names = columns;
    return columns;
  }

  /** What the database says of the query is trouble of the mapping. */
  #meaning(error: unknown): unknown {
    if (!(error instanceof Error) || !('severity' in error)) return error;
    return new Trouble('source_can_not_be_read', { source: this.name, says: error.message }, error);
  }

  /** The header of a select and its rows, of which there are few. */
  async #rows(select: string): Promise<string[][]> {
    const found: string[][] = [];
    const rows = new CsvRows(',', (cells) => found.push(cells));
    const decoder = new TextDecoder();
    for await (const piece of this.#database.csv(select)) rows.add(decoder.decode(piece, { stream: true }));
    rows.end();
    return found;
  }

  /** What is read in one snapshot can't change meanwhile. */
  async mustBeUnchanged(): Promise<void> {}
}

/** The text of the array that a key is among the facts. */
function textOfKey(key: readonly (string | undefined)[]): string {
  const cells = key.map((column) => (column === undefined ? `''` : `coalesce(mapped.${quoted([column])}::text, '')`));
  return `array[${cells.join(', ')}]::text`;
}

/** A column as text. A decimal has as many decimals as its column, mostly zeros, which say nothing. */
export function textOf(column: string, isDecimal: boolean): string {
  const text = `${column}::text`;
  return isDecimal ? `case when ${text} like '%.%' then rtrim(rtrim(${text}, '0'), '.') else ${text} end` : text;
}
