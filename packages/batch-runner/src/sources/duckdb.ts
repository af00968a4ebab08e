import type { DuckDBConnection } from '@duckdb/node-api';
import { Trouble } from '@millrace/store';

/** What was tried with Millrace, and what `package.json` asks for. */
const PACKAGE = '@duckdb/node-api@1.5.5-r.5';

/** What a query says. */
interface Answer {
  readonly names: readonly string[];
  readonly types: readonly string[];
  /** By the handful. Every column must be of text. */
  readonly rows: AsyncIterable<readonly (readonly (string | null)[])[]>;
}

/** A DuckDB within this process, without any tables of its own. It is a package that a site installs where it is needed. */
export class Duckdb {
  readonly #connection: DuckDBConnection;

  private constructor(connection: DuckDBConnection) {
    this.#connection = connection;
  }

  /**
   * @param folder where files are that a query doesn't name from the root.
   * @throws Trouble where it isn't installed.
   */
  static async open(folder: string): Promise<Duckdb> {
    const { DuckDBInstance } = await import('@duckdb/node-api').catch((error: Error) => {
      throw new Trouble('duckdb_is_missing', { package: PACKAGE, says: error.message.split('\n')[0] }, error);
    });
    // Nothing is fetched that nobody asked for.
    const settings = { autoinstall_known_extensions: 'false', file_search_path: folder };
    const instance = await DuckDBInstance.create(':memory:', settings);
    return new Duckdb(await instance.connect());
  }

  /** One select; what has several statements in it is refused. */
  async read(select: string): Promise<Answer> {
    const { count } = await this.#connection.extractStatements(select);
    if (count !== 1) throw new Error(`${count} statements, where one query is meant`);
    const result = await this.#connection.stream(select);
    return {
      names: result.columnNames(),
      types: result.columnTypes().map(String),
      rows: result.yieldRows() as AsyncIterable<(string | null)[][]>,
    };
  }

  close(): void {
    this.#connection.closeSync();
  }
}
