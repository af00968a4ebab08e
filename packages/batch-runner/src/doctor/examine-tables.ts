import type { Facts, TableName } from '@millrace/facts';
import type { Database, Steps } from '@millrace/store';
import { Trouble } from '@millrace/store';
import type { TableSource } from '../files/table-source.js';
import { FactsCheck } from '../import/check-facts.js';
import type { AlikeFindings } from './alike.js';
import { type Origin, TableProfile } from './table-profile.js';

/** A table that is looked at. */
export interface Looked {
  readonly table: TableName;
  readonly source: TableSource;
  readonly origin: Origin;
  /** Of a query: the types that its columns turn out to have, and the Postgres that reads it; undefined where DuckDB does. */
  readonly query?: {
    readonly types: ReadonlyMap<string, string> | undefined;
    readonly database: Database | undefined;
  };
}

export interface Examined {
  readonly profiles: readonly TableProfile[];
  readonly facts: Facts;
  /** The sources that the database refuses to read. */
  readonly refused: readonly Trouble[];
}

/**
 * Reads every row of every table, as an import would: what its columns hold, and what is wrong with cells, keys and references. What is
 * wrong with one table does not keep the others from being read.
 *
 * @param own Millrace's database, for rows that are referred to; undefined where there is none.
 */
export async function examineTables(
  tables: readonly Looked[],
  own: Database | undefined,
  findings: AlikeFindings,
  steps: Steps,
): Promise<Examined> {
  const check = new FactsCheck(await scalesOf(own));
  const unread = new Set<TableName>();
  const profiles: TableProfile[] = [];
  const refused: Trouble[] = [];
  // The ledger first: amounts are read at its scale.
  for (const looked of [...tables].sort((a, b) => Number(b.table === 'ledger') - Number(a.table === 'ledger'))) {
    const { table, source } = looked;
    const isOfDuckdb = looked.query !== undefined && looked.query.database === undefined;
    const profile = new TableProfile(table, source.name, looked.origin, isOfDuckdb);
    profiles.push(profile);
    const into = check.from(table, source);
    const counts = source.read(
      table,
      (...finding) => {
        unread.add(table);
        findings.report(...finding);
      },
      (row) => {
        profile.take(row);
        into(row);
      },
      ({ columns }) => profile.hasColumns(columns, looked.query?.types),
    );
    await steps.run(`check:${table}`, async (advance) => {
      const trouble = await withSavepoint(looked.query?.database, async () => {
        for await (const count of counts) await advance(count);
      });
      if (trouble === undefined) return;
      unread.add(table);
      refused.push(trouble);
    });
  }
  const facts = await steps.run('check:facts', () => check.finish(own, findings, unread));
  return { profiles, facts, refused };
}

async function scalesOf(own: Database | undefined): Promise<ReadonlyMap<string, number>> {
  if (own === undefined) return new Map();
  const rows = await own.kysely.selectFrom('millrace.ledger').select(['ledger', 'amount_scale']).execute();
  return new Map(rows.map(({ ledger, amount_scale }) => [ledger, amount_scale]));
}

/** A query that fails ends a transaction; what the others read goes on from before it. */
async function withSavepoint(database: Database | undefined, work: () => Promise<void>): Promise<Trouble | undefined> {
  await database?.script('savepoint source');
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Trouble) || !OF_A_SOURCE.has(error.code)) throw error;
    await database?.script('rollback to savepoint source');
    return error;
  }
  await database?.script('release savepoint source');
  return undefined;
}

const OF_A_SOURCE: ReadonlySet<string> = new Set(['source_can_not_be_read', 'source_is_of_floats']);
