import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ConnectionOptions } from 'node:tls';
import { Trouble } from '../trouble.js';
import { type Keyword, type Keywords, known } from './address.js';
import { type SslMode, sslModeOf, tlsOptions } from './tls.js';

/** How to reach a server. */
export interface ServerAddress {
  readonly host: string;
  readonly port: number;
  readonly database: string | undefined;
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly options: string | undefined;
  readonly connectWithin: number;
  readonly sslMode: SslMode;
  /** Undefined where no TLS is wanted. */
  readonly tls: ConnectionOptions | undefined;
  readonly bindsChannel: boolean;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Keywords completed as libpq does: what the address says, then the service that it names, then the environment's PG*.
 *
 * @throws Trouble for values that Postgres does not take, and for services and certificates that can't be read.
 */
export function serverAddress(given: Keywords, env: Environment): ServerAddress {
  const own = ofEnvironment(env);
  const service = given.service ?? own.service;
  const all: Keywords = { ...own, ...(service === undefined ? {} : ofService(service, env)), ...given };
  const port = wholeNumber(all.port, 'port', 1, 65_535) ?? DEFAULT_PORT;
  const host = all.hostaddr ?? all.host ?? defaultHost(port);
  if (host.includes(',')) throw new Trouble('database_value_is_wrong', { keyword: 'host', expected: 'db.example' });
  const sslMode = sslModeOf(all.sslmode);
  return {
    host,
    port,
    database: all.dbname,
    user: all.user,
    password: all.password,
    options: all.options,
    // Of 0 libpq waits for ever.
    connectWithin: (wholeNumber(all.connect_timeout, 'connect_timeout', 0, 86_400) ?? CONNECT_WITHIN) * 1000,
    sslMode,
    tls: host.startsWith('/') || sslMode === 'disable' ? undefined : tlsOptions(all, sslMode, all.host ?? host),
    bindsChannel: bindsChannel(all.channel_binding),
  };
}

/** Seconds. */
const CONNECT_WITHIN = 10;
const DEFAULT_PORT = 5432;

const FROM_ENVIRONMENT: Readonly<Partial<Record<Keyword, string>>> = {
  host: 'PGHOST',
  hostaddr: 'PGHOSTADDR',
  port: 'PGPORT',
  dbname: 'PGDATABASE',
  user: 'PGUSER',
  password: 'PGPASSWORD',
  service: 'PGSERVICE',
  connect_timeout: 'PGCONNECT_TIMEOUT',
  options: 'PGOPTIONS',
  sslmode: 'PGSSLMODE',
  sslrootcert: 'PGSSLROOTCERT',
  sslcert: 'PGSSLCERT',
  sslkey: 'PGSSLKEY',
  channel_binding: 'PGCHANNELBINDING',
};

function ofEnvironment(env: Environment): Keywords {
  return known(Object.entries(FROM_ENVIRONMENT).map(([keyword, name]) => [keyword, env[name] ?? '']));
}

/** The keywords of a section `[name]` of PGSERVICEFILE, else of ~/.pg_service.conf, else of PGSYSCONFDIR. */
function ofService(name: string, env: Environment): Keywords {
  const files = [env.PGSERVICEFILE ?? join(env.HOME ?? homedir(), '.pg_service.conf')];
  if (env.PGSYSCONFDIR !== undefined) files.push(join(env.PGSYSCONFDIR, 'pg_service.conf'));
  for (const file of files.filter(existsSync)) {
    const section = sectionOf(readFileSync(file, 'utf8'), name);
    if (section !== undefined) return known(section);
  }
  throw new Trouble('database_service_is_not_known', { service: name, files: files.join(', ') });
}

function sectionOf(text: string, name: string): (readonly [string, string])[] | undefined {
  let section: (readonly [string, string])[] | undefined;
  let inside = false;
  for (const line of text.split(/\r?\n/).map((line) => line.trim())) {
    if (line.startsWith('[')) {
      inside = line === `[${name}]`;
      if (inside) section ??= [];
    } else if (inside && line !== '' && !line.startsWith('#')) {
      const at = line.indexOf('=');
      if (at < 0) throw new Trouble('database_address_is_wrong');
      section?.push([line.slice(0, at).trim(), line.slice(at + 1).trim()]);
    }
  }
  return section;
}

/** Where libpq looks first: the socket of a server on this machine. */
function defaultHost(port: number): string {
  return SOCKETS.find((folder) => existsSync(join(folder, `.s.PGSQL.${port}`))) ?? 'localhost';
}

const SOCKETS = ['/var/run/postgresql', '/tmp'];

function wholeNumber(text: string | undefined, keyword: Keyword, least: number, most: number): number | undefined {
  if (text === undefined) return undefined;
  const number = /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : -1;
  if (number >= least && number <= most) return number;
  throw new Trouble('database_value_is_wrong', { keyword, expected: `${least} … ${most}` });
}

function bindsChannel(text = 'prefer'): boolean {
  if (text === 'prefer' || text === 'disable') return text === 'prefer';
  // Whether it was bound can't be seen from here.
  throw new Trouble('database_value_is_wrong', { keyword: 'channel_binding', expected: 'prefer, disable' });
}
