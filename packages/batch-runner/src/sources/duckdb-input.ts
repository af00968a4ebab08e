import { createHash } from 'node:crypto';
import { csvLine } from '@millrace/report/sheets';
import { quoted, Trouble } from '@millrace/store';
import type { ReadOnce } from '../files/input-file.js';
import type { Duckdb } from './duckdb.js';
import { textOf } from './query-input.js';

/**
 * The rows of a query that DuckDB reads, out of Parquet or CSV files or whatever else it reads, as a CSV file would have them. Decimals come
 * exactly as they are; a column of floating-point numbers is refused, since nobody knows how many of its decimals are meant.
 */
export class DuckdbInput implements ReadOnce {
  readonly name: string;
  readonly #duckdb: Duckdb;
  readonly #from: string;
  readonly #types = new Map<string, string>();
  #seen = '';
  #sha256: string | undefined;

  /** @param name what findings call it: `sources.movement`. */
  constructor(duckdb: Duckdb, name: string, query: string) {
    this.name = name;
    this.#duckdb = duckdb;
    this.#from = `from (${query.trim().replace(/;$/, '')}\n) mapped`;
  }

  get sha256(): string {
    if (this.#sha256 === undefined) throw new Error(`${this.name} has not been read.`);
    return this.#sha256;
  }

  /** By name of a column the type that DuckDB has it in, once it has been read. */
  get types(): ReadonlyMap<string, string> {
    return this.#types;
  }

  /** @throws Trouble where DuckDB refuses the query, or a column is of floats. */
  async *pieces(): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256');
    this.#seen = await this.#fingerprint();
    const { names, types } = await this.#read(`select * ${this.#from} limit 0`);
    for (const [at, column] of names.entries()) {
      const type = types[at];
      this.#types.set(column, type);
      if (FLOATS.has(type)) throw new Trouble('source_is_of_floats', { source: this.name, column, type });
    }
    const texts = names.map((column, at) => textOf(quoted([column]), types[at].startsWith('DECIMAL')));
    const { rows } = await this.#read(`select ${texts.join(', ')} ${this.#from}`);
    let lines = `${csvLine(names)}\n`;
    for await (const some of rows) {
      const piece = Buffer.from(lines);
      hash.update(piece);
      yield piece;
      lines = '';
      for (const row of some) lines += `${csvLine(row.map((cell) => cell ?? ''))}\n`;
    }
    const last = Buffer.from(lines);
    hash.update(last);
    yield last;
    this.#sha256 = hash.digest('hex');
  }

  /** Files have no snapshot: what they say is hashed before they are read and after. */
  async mustBeUnchanged(): Promise<void> {
    if ((await this.#fingerprint()) !== this.#seen) throw new Trouble('input_has_changed', { file: this.name });
  }

  /** How many rows there are, and the sum of their hashes. */
  async #fingerprint(): Promise<string> {
    const { rows } = await this.#read(`select count(*)::text, sum(hash(mapped))::text ${this.#from}`);
    for await (const [row] of rows) return row.join(' ');
    return '';
  }

  async #read(select: string) {
    try {
      return await this.#duckdb.read(select);
    } catch (error) {
      // Below it stands the query with an arrow, which is of no use in a line.
      const [says] = (error instanceof Error ? error.message : String(error)).split('\n');
      throw new Trouble('source_can_not_be_read', { source: this.name, says }, error);
    }
  }
}

const FLOATS: ReadonlySet<string> = new Set(['FLOAT', 'DOUBLE']);
