import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';
import type { Connection } from './connection.js';

/**
 * Kysely over one connection of ours, so that its queries, its migrations and our COPYs share one session and so one
 * transaction. (Kysely's own dialects take a pool, or keep PGlite's transactions to themselves.)
 */
export function dialectOver(connection: Connection): Dialect {
  return {
    createAdapter: () => new OneSessionAdapter(),
    createDriver: () => driverOver(connection),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

class OneSessionAdapter extends PostgresAdapter {
  override get supportsMultipleConnections(): boolean {
    return false;
  }
}

function driverOver(connection: Connection): Driver {
  const session: DatabaseConnection = {
    async executeQuery<R>({ sql, parameters }: CompiledQuery) {
      const { rows, count } = await connection.query<R>(sql, parameters);
      return { rows, numAffectedRows: BigInt(count) };
    },
    streamQuery() {
      throw new Error('Rows in bulk are read by COPY.');
    },
  };
  const execute = async (statement: string) => {
    await session.executeQuery(CompiledQuery.raw(statement));
  };
  return {
    init: async () => {},
    acquireConnection: async () => session,
    beginTransaction: () => execute('begin'),
    commitTransaction: () => execute('commit'),
    rollbackTransaction: () => execute('rollback'),
    releaseConnection: async () => {},
    destroy: () => connection.close(),
  };
}
