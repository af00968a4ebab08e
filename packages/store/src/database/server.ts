import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { type Answer, type Connection, PARSERS } from './connection.js';

/**
 * A connection to a Postgres server.
 *
 * @param purpose shown to others who look at the server's sessions, and to who finds a lock held.
 */
export async function connectToServer(address: string, purpose: string): Promise<Connection> {
  const client = new pg.Client({
    connectionString: address,
    application_name: purpose.slice(0, LONGEST_NAME),
    options: '-c timezone=UTC -c datestyle=ISO -c client_min_messages=warning',
    connectionTimeoutMillis: CONNECT_WITHIN,
    keepAlive: true,
    types: { getTypeParser: (type: number) => PARSERS[type] ?? pg.types.getTypeParser(type) },
  });
  // A lost connection fails the statement under way; without a listener it would end the process instead.
  client.on('error', () => {});
  await client.connect();
  return {
    kind: 'server',
    place: `postgres://${client.host}:${client.port}/${client.database}`,
    async query<R>(sql: string, parameters: readonly unknown[] = []): Promise<Answer<R>> {
      const { rows, rowCount } = await client.query(sql, [...parameters]);
      return { rows, count: rowCount ?? 0 };
    },
    async script(sql) {
      await client.query(sql);
    },
    copyOut: (copy) => client.query(copyTo(copy('stdout'))),
    async copyIn(copy, pieces) {
      await pipeline(Readable.from(pieces), client.query(copyFrom(copy('stdin'))));
    },
    async close() {
      await client.end();
    },
  };
}

const CONNECT_WITHIN = 10_000;

/** What Postgres keeps of an application's name. */
const LONGEST_NAME = 63;
