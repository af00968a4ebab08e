import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ConnectionOptions, TLSSocket } from 'node:tls';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { Trouble } from '../trouble.js';
import { type Answer, type Connection, PARSERS } from './connection.js';
import type { ServerAddress } from './server-address.js';

/**
 * A connection to a Postgres server.
 *
 * @param purpose shown to others who look at the server's sessions, and to who finds a lock held.
 */
export async function connectToServer(address: ServerAddress, purpose: string): Promise<Connection> {
  const client = await connected(address, purpose);
  return {
    kind: 'server',
    place: placeOf(client),
    isPlainToAnotherHost: !isEncrypted(client) && !isOfThisMachine(address.host),
    async query<R>(sql: string, parameters: readonly unknown[] = []): Promise<Answer<R>> {
      const answer: pg.QueryResult | pg.QueryResult[] = await client.query(sql, [...parameters]);
      // Several statements in a row give one answer each.
      const answers = Array.isArray(answer) ? answer : [answer];
      const rows = answers.length === 1 ? answers[0].rows : answers.flatMap((one) => one.rows);
      return { rows, count: answers.at(-1)?.rowCount ?? 0 };
    },
    async script(sql) {
      await client.query(sql);
    },
    copyOut: (copy) => client.query(copyTo(copy('stdout'))),
    async copyIn(copy, pieces) {
      await pipeline(Readable.from(pieces), client.query(copyFrom(copy('stdin'), { highWaterMark: AHEAD })));
    },
    async close() {
      await client.end();
    },
  };
}

/** So many bytes wait for the server while more are made: it takes them at another speed, and has some whenever it asks. */
const AHEAD = 1 << 20;

/** Tries with and without TLS, in the order that the mode asks for; what the last one says counts. */
async function connected(address: ServerAddress, purpose: string): Promise<pg.Client> {
  const [first, ...others] = attempts(address);
  let client = clientTo(address, purpose, first);
  for (const next of others) {
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => {});
      if (!isOfEncryption(error)) throw error;
      client = clientTo(address, purpose, next);
    }
  }
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => {});
    throw tlsTrouble(error, placeOf(client)) ?? error;
  }
}

/** With TLS, or without it. */
function attempts({ tls, sslMode }: ServerAddress): (ConnectionOptions | false)[] {
  if (tls === undefined) return [false];
  if (sslMode === 'prefer') return [tls, false];
  return sslMode === 'allow' ? [false, tls] : [tls];
}

function clientTo(address: ServerAddress, purpose: string, ssl: ConnectionOptions | false): pg.Client {
  const { host, port, database, user, password, options, connectWithin, bindsChannel } = address;
  const client = new pg.Client({
    host,
    port,
    database,
    user,
    password,
    options,
    ssl,
    application_name: purpose.slice(0, LONGEST_NAME),
    connectionTimeoutMillis: connectWithin,
    enableChannelBinding: bindsChannel,
    keepAlive: true,
    types: { getTypeParser: (type: number) => PARSERS[type] ?? pg.types.getTypeParser(type) },
  });
  // A lost connection fails the statement under way; without a listener it would end the process instead.
  client.on('error', () => {});
  return client;
}

/** What Postgres keeps of an application's name. */
const LONGEST_NAME = 63;

function placeOf({ host, port, database }: pg.Client): string {
  return `postgres://${host}:${port}/${database}`;
}

function isEncrypted(client: pg.Client): boolean {
  const { stream } = (client as unknown as { readonly connection: { readonly stream: TLSSocket } }).connection;
  return stream.encrypted === true;
}

function isOfThisMachine(host: string): boolean {
  return host.startsWith('/') || host === 'localhost' || host === '::1' || host.startsWith('127.');
}

const NO_TLS = /server does not support SSL/;
const TLS_ERROR = /^(ERR_TLS|ERR_SSL|ERR_OSSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|EPROTO|HOSTNAME_MISMATCH)/;

/** Whether it may go the other way: the server has no TLS or none that goes, or lets nobody in with it, or without. */
function isOfEncryption(error: unknown): boolean {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  return NO_TLS.test(message) || TLS_ERROR.test(code) || code === '28000';
}

function tlsTrouble(error: unknown, place: string): Trouble | undefined {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  if (NO_TLS.test(message)) return new Trouble('server_has_no_tls', { place }, error);
  return TLS_ERROR.test(code) ? new Trouble('tls_fails', { place, says: message || code }, error) : undefined;
}
