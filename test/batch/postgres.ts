import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';

/** A real server: an address of its administrative database, and how to be rid of it. */
export interface Server {
  readonly address: string;
  stop(): Promise<void>;
}

/** A server of a test's own, to which things happen. */
export interface OwnServer extends Server {
  /** What `pg_ctl restart -m immediate` does: all of its processes end at once, and it starts from its log. */
  restart(): Promise<void>;
  /** How large a file may become that it writes, in sessions that begin from now on: what is beyond has no room. */
  limitFiles(bytes: number | 'unlimited'): void;
}

/** Why there is no server, for the name of a skipped test. */
export const NO_SERVER =
  'skipped: no Postgres server (set TEST_DATABASE_URL, or install the Debian package postgresql)';

/**
 * The server that tests run against: the one that TEST_DATABASE_URL names, or one started from the Postgres that is
 * installed, with a data folder and a socket of its own. Undefined where there is neither.
 */
export async function startServer(): Promise<Server | undefined> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { address: given, stop: async () => {} };
  const programs = installed();
  return programs === undefined ? undefined : start(programs);
}

/**
 * A server of a test's own, reached over the network where it is given a port, with a certificate or without TLS; undefined where none is
 * installed.
 */
export async function startOwnServer(port?: number, tls?: Certificate): Promise<OwnServer | undefined> {
  const programs = installed();
  return programs === undefined ? undefined : start(programs, port, tls);
}

/** PEM, as text. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

export function hasServer(): boolean {
  return Boolean(process.env.TEST_DATABASE_URL) || installed() !== undefined;
}

const ROOT = '/usr/lib/postgresql';

/** The folder of the newest installed server's programs. */
function installed(): string | undefined {
  if (!existsSync(ROOT)) return undefined;
  const newest = readdirSync(ROOT).sort((a, b) => Number(b) - Number(a));
  return newest.map((version) => join(ROOT, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')));
}

async function start(programs: string, port?: number, tls?: Certificate): Promise<OwnServer> {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-pg-'));
  const isRoot = process.getuid?.() === 0;
  // A server refuses to run as root: then it runs as the user that the package made for it.
  const as = isRoot ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'] : [];
  const run = (program: string, ...args: string[]) => {
    const [command, ...rest] = [...as, join(programs, program), ...args];
    return [command, rest] as const;
  };
  if (isRoot) execFileSync('chown', ['postgres:postgres', folder]);
  chmodSync(folder, 0o755);
  execFileSync(
    ...run(
      ...(['initdb', '-D', join(folder, 'data'), '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync'] as const),
      // Files of the log are no larger than a small limit.
      '--wal-segsize=1',
    ),
    {
      stdio: 'ignore',
      cwd: folder,
    },
  );
  const own = port ?? 54_999;
  const listening = port === undefined ? '' : '0.0.0.0';
  const options = ['-k', folder, '-c', `listen_addresses=${listening}`, '-c', `port=${own}`, '-c', 'fsync=off'];
  if (tls !== undefined) {
    for (const [name, text] of [
      ['server.crt', tls.certificate],
      ['server.key', tls.key],
    ]) {
      writeFileSync(join(folder, 'data', name), text, { mode: 0o600 });
      if (isRoot) execFileSync('chown', ['postgres:postgres', join(folder, 'data', name)]);
    }
    options.push('-c', 'ssl=on');
  }
  if (port !== undefined) {
    appendFileSync(join(folder, 'data', 'pg_hba.conf'), 'host all all all trust\n');
  }
  const address = `postgres://postgres@localhost/postgres?host=${folder}&port=${own}`;
  const serving = async () => {
    const process = spawn(...run('postgres', '-D', join(folder, 'data'), ...options), { stdio: 'ignore', cwd: folder });
    await until(() => answers(address));
    return process;
  };
  let server = await serving();
  const end = async (signal: 'SIGINT' | 'SIGQUIT') => {
    const ended = new Promise((resolve) => server.once('close', resolve));
    server.kill(signal);
    await ended;
  };
  return {
    address,
    async restart() {
      await end('SIGQUIT');
      server = await serving();
    },
    limitFiles(bytes) {
      const [command, ...rest] = [...as, 'prlimit', '--pid', String(server.pid), `--fsize=${bytes}:unlimited`];
      execFileSync(command, rest);
    },
    async stop() {
      await end('SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answers(address: string): Promise<boolean> {
  try {
    await query(address, 'select 1');
    return true;
  } catch {
    return false;
  }
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await isSo()); tries++) {
    if (tries > 200) throw new Error('The Postgres server does not start.');
    await wait(100);
  }
}

/** Runs statements on a connection of their own. */
export async function query<R extends object>(address: string, sql: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  try {
    const { rows } = await client.query<R>(sql);
    return rows;
  } finally {
    await client.end();
  }
}

/** The address of another database of the same server. */
export function databaseOf(address: string, name: string): string {
  const url = new URL(address);
  url.pathname = `/${name}`;
  return url.href;
}
