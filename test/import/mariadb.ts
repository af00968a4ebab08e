import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** A MariaDB of a test's own, without a password, on this machine alone. */
export interface MariaDb {
  readonly port: number;
  /** Runs statements, names in double quotes as in SQL's standard. */
  run(sql: string, database?: string): void;
  stop(): Promise<void>;
}

const [SERVER, CLIENT] = ['/usr/sbin/mariadbd', '/usr/bin/mariadb'];
const POSTGRES = '/usr/lib/postgresql';

/** Whether the Debian packages mariadb-server and postgresql-15-mysql-fdw are installed beside a Postgres that tests start themselves. */
export function hasMariaDb(): boolean {
  if (process.env.TEST_DATABASE_URL || !existsSync(SERVER) || !existsSync(POSTGRES)) return false;
  return readdirSync(POSTGRES).some((version) => existsSync(join(POSTGRES, version, 'lib/mysql_fdw.so')));
}

/** Why there is none, for the name of a skipped test. */
export const NO_MARIA_DB =
  'skipped: no MariaDB; install the Debian packages mariadb-server and postgresql-15-mysql-fdw';

export async function startMariaDb(port: number): Promise<MariaDb> {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-mariadb-'));
  const data = join(folder, 'data');
  const [socket, isRoot] = [join(folder, 'socket'), process.getuid?.() === 0];
  const user = isRoot ? ['--user=root'] : [];
  execFileSync(
    '/usr/bin/mariadb-install-db',
    ['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db', ...user],
    { stdio: 'ignore' },
  );
  const options = [`--datadir=${data}`, `--socket=${socket}`, `--port=${port}`, '--bind-address=127.0.0.1'];
  const server = spawn(SERVER, ['--no-defaults', ...options, '--skip-networking=0', ...user], { stdio: 'ignore' });
  const run = (sql: string, database = 'mysql') =>
    void execFileSync(
      CLIENT,
      ['--no-defaults', `--socket=${socket}`, '--user=root', `--init-command=set sql_mode = 'ANSI_QUOTES'`, database],
      { input: sql, stdio: ['pipe', 'ignore', 'pipe'] },
    );
  for (let tries = 0; ; tries++) {
    try {
      run('select 1');
      break;
    } catch (error) {
      if (tries > 300) throw error;
      await wait(200);
    }
  }
  return {
    port,
    run,
    async stop() {
      const ended = new Promise((resolve) => server.once('close', resolve));
      server.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
