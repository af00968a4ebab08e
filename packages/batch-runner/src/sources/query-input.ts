import { createHash } from 'node:crypto';
import { type Database, quoted, Trouble } from '@millrace/store';
import { CsvRows } from '../files/csv-rows.js';
import type { ReadOnce } from '../files/input-file.js';

/**
 * The rows of a view or query as a CSV file would have them, so that they go the way of files: the same columns, checks and staging.
 * Every value is taken as its text, so that a truth value is `true` and an instant has its offset.
 */
export class QueryInput implements ReadOnce {
  readonly name: string;
  readonly #database: Database;
  readonly #query: string;
  readonly #types = new Map<string, string>();
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

  /** @throws Trouble where the database refuses the query. */
  async *pieces(): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256');
    try {
      const from = `from (${this.#query}\n) mapped`;
      const [columns] = await this.#rows(`select * ${from} limit 0`);
      // The outer join has a row, and so types, also where the query has none.
      const typed = columns.map((column) => `pg_typeof(mapped.${quoted([column])})`);
      const [, types] = await this.#rows(
        `select ${typed.join(', ')} from (select) one left join ${from.slice(5)} on true limit 1`,
      );
      for (const [at, column] of columns.entries()) this.#types.set(column, types[at]);
      const texts = columns.map((column, at) => `${textOf(quoted([column]), types[at])} as ${quoted([column])}`);
      for await (const piece of this.#database.csv(`select ${texts.join(', ')} ${from}`)) {
        hash.update(piece);
        yield piece;
      }
    } catch (error) {
      if (!(error instanceof Error) || !('severity' in error)) throw error;
      throw new Trouble('source_can_not_be_read', { source: this.name, says: error.message }, error);
    }
    this.#sha256 = hash.digest('hex');
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

/** A column as text. A `numeric` has as many decimals as its column, mostly zeros, which say nothing. */
function textOf(column: string, type: string): string {
  const text = `${column}::text`;
  return type === 'numeric'
    ? `case when ${text} like '%.%' then rtrim(rtrim(${text}, '0'), '.') else ${text} end`
    : text;
}
