import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { query } from './tryton.ts';

/** A Postgres server of the example's own, reached over a socket in its folder. */
export interface Server {
  readonly address: string;
  stop(): Promise<void>;
}

const ROOT = '/usr/lib/postgresql';

/** Starts the newest Postgres that is installed; undefined where none is. It refuses to run as root: then it is the user postgres. */
export async function startServer(): Promise<Server | undefined> {
  const versions = existsSync(ROOT) ? readdirSync(ROOT).sort((a, b) => Number(b) - Number(a)) : [];
  const programs = versions.map((version) => join(ROOT, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')));
  if (programs === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'millrace-server-'));
  chmodSync(folder, 0o755);
  const isRoot = process.getuid?.() === 0;
  if (isRoot) execFileSync('chown', ['postgres:postgres', folder]);
  const as = isRoot ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'] : [];
  const run = (name: string, ...args: string[]): [string, string[]] => {
    const [program, ...rest] = [...as, join(programs, name), '-D', join(folder, 'data'), ...args];
    return [program, rest];
  };
  execFileSync(...run('initdb', '-U', 'postgres', '-A', 'trust', '-E', 'UTF8'), { stdio: 'ignore', cwd: folder });
  const options = ['-k', folder, '-c', 'listen_addresses=', '-c', 'port=54998', '-c', 'fsync=off'];
  const server = spawn(...run('postgres', ...options), { stdio: 'ignore', cwd: folder });
  const ended = new Promise((resolve) => server.once('close', resolve));
  const stop = async () => {
    server.kill('SIGINT');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const address = `postgres://postgres@localhost/postgres?host=${folder}&port=54998`;
  for (let tries = 0; ; tries++) {
    try {
      await query(address, 'select 1');
      return { address, stop };
    } catch (error) {
      if (tries > 200) {
        await stop();
        throw error;
      }
      await wait(100);
    }
  }
}
