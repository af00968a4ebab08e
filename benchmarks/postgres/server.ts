import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** A Postgres server of the benchmark's own. */
export interface PostgresServer {
  /** Where the command finds it. */
  readonly address: string;
  /** Runs one or several statements; returns what they print. */
  sql(text: string): Promise<string>;
  /** Loads lines of tab-separated columns into a table. */
  copy(table: string, lines: Iterable<string>): Promise<void>;
  /** The most private memory that all server processes held together, a sample each 50 ms; 0 where it can't be read. */
  peakMegabytes(): number;
  stop(): void;
}

/**
 * Starts a server on a data folder and a socket of its own in a temporary folder, with room for what is measured: shared
 * buffers of 2 GB, 512 MB a sort. `POSTGRES_BIN` says where `initdb` and `pg_ctl` are; without it Debian's newest are taken,
 * else those on the PATH. As root the server runs as the user postgres.
 */
export function startPostgres(): PostgresServer {
  const folder = mkdtempSync(path.join(tmpdir(), 'millrace-bench-'));
  const data = path.join(folder, 'data');
  const port = String(20_000 + (process.pid % 20_000));
  const isRoot = process.getuid?.() === 0;
  const run = (name: string, args: string[]) => {
    const command = isRoot ? ['runuser', '-u', 'postgres', '--', binary(name), ...args] : [binary(name), ...args];
    execFileSync(command[0], command.slice(1), { stdio: 'ignore', cwd: tmpdir() });
  };
  if (isRoot) execFileSync('chown', ['postgres', folder]);
  run('initdb', ['-D', data, '-U', 'bench', '-A', 'trust', '-E', 'UTF8', '--locale=C']);
  const room = ['shared_buffers=2GB', 'work_mem=512MB', 'max_wal_size=16GB'];
  const settings = [...room, 'synchronous_commit=off', 'client_min_messages=warning'];
  const options = [`-p ${port}`, `-k ${folder}`, '-h ""', ...settings.map((of) => `-c ${of}`)].join(' ');
  run('pg_ctl', ['-D', data, '-w', '-o', options, '-l', path.join(folder, 'log'), 'start']);
  const memory = watchMemory(readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);
  const connection = ['-h', folder, '-p', port, '-U', 'bench', '-d', 'postgres', '-v', 'ON_ERROR_STOP=1', '-At'];
  return {
    address: `postgres://bench@/postgres?host=${encodeURIComponent(folder)}&port=${port}`,
    sql: (text) => psql([...connection, '-c', text]),
    copy: async (table, lines) => {
      await psql([...connection, '-c', `copy ${table} from stdin`], inChunks(lines));
    },
    peakMegabytes: memory.peakMegabytes,
    stop: () => {
      memory.stop();
      run('pg_ctl', ['-D', data, '-m', 'immediate', 'stop']);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Whether a server can be started here. */
export function hasPostgres(): boolean {
  try {
    execFileSync(binary('initdb'), ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function binary(name: string): string {
  const { POSTGRES_BIN = debianFolder() } = process.env;
  return POSTGRES_BIN === undefined ? name : path.join(POSTGRES_BIN, name);
}

/** Debian keeps the programs of each version in a folder of its own, outside the PATH. */
function debianFolder(): string | undefined {
  const root = '/usr/lib/postgresql';
  if (!existsSync(root)) return undefined;
  const versions = readdirSync(root).sort((a, b) => Number(b) - Number(a));
  return versions.map((version) => path.join(root, version, 'bin')).find((bin) => existsSync(path.join(bin, 'initdb')));
}

/** Private pages of the postmaster and its children; shared buffers are the server's setting and aren't counted. */
function watchMemory(postmaster: string) {
  let peak = 0;
  const timer = setInterval(() => {
    let sum = 0;
    try {
      const children = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8').trim().split(' ');
      for (const process of [postmaster, ...children]) {
        sum += Number(/^RssAnon:\s*(\d+)/m.exec(readFileSync(`/proc/${process}/status`, 'utf8'))?.[1] ?? 0);
      }
    } catch {
      // Not Linux, or a process ended while it was looked at: the next sample counts.
    }
    peak = Math.max(peak, sum);
  }, 50);
  return { peakMegabytes: () => Math.round(peak / 1024), stop: () => clearInterval(timer) };
}

async function psql(args: string[], input?: Iterable<string>): Promise<string> {
  // In a folder that is gone it wouldn't find itself, which it has to where it looks for settings of the user (without -X).
  const child = spawn(binary('psql'), ['-X', ...args], {
    cwd: tmpdir(),
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  const closed = once(child, 'close');
  let output = '';
  let says = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    says += chunk.toString();
  });
  if (input !== undefined && child.stdin !== null) await pipeline(Readable.from(input), child.stdin);
  const [code] = await closed;
  if (code !== 0) throw new Error(`psql ended with ${code}: ${says}`);
  return output;
}

function* inChunks(lines: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const line of lines) {
    chunk += line;
    if (chunk.length > 65_536) {
      yield chunk;
      chunk = '';
    }
  }
  yield chunk;
}
