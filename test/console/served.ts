import { statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { runCommand } from '@millrace/batch-runner';
import { ROOT } from '../docs/blocks.js';

/** A console that runs in this process. */
export interface Served {
  /** As it is printed: it holds the token. */
  readonly address: string;
  readonly origin: string;
  readonly port: number;
  /** What it said on stderr. */
  errors(): string;
  /** Asks it to stop, as Ctrl+C does; its exit code. */
  stop(): Promise<number>;
}

/** Runs `millrace serve` on any free port, until it is asked to stop. */
export async function served(
  database: string,
  more: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Served> {
  await mustBeBuilt();
  process.chdir(tmpdir());
  let stdout = '';
  let stderr = '';
  const told = later<string>();
  const stop = later<void>();
  const writable = (add: (text: string) => void) =>
    new Writable({
      write(piece: Buffer, _encoding, done) {
        add(piece.toString());
        done();
      },
    });
  const surroundings = {
    stdout: writable((text) => {
      stdout += text;
      const [address] = /http:\S+/.exec(stdout) ?? [];
      if (address !== undefined && stdout.endsWith('\n')) told.resolve(address);
    }),
    stderr: writable((text) => {
      stderr += text;
    }),
    env: { ...process.env, DATABASE_URL: '', LANG: 'C', LC_ALL: '', ...env },
    stopped: () => stop.promise,
  };
  const ended = runCommand(['serve', '--port', '0', '--database', database, ...more], surroundings);
  ended.then((code) => told.reject(new Error(`It ended with ${code}: ${stderr}`)));
  const address = await told.promise;
  const { origin, port } = new URL(address);
  return {
    address,
    origin,
    port: Number(port),
    errors: () => stderr,
    stop: () => {
      stop.resolve();
      return ended;
    },
  };
}

/** A promise, and the ways to settle it. */
function later<T>() {
  let settle: { resolve: (value: T) => void; reject: (error: Error) => void } | undefined;
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  if (settle === undefined) throw new Error('a promise begins at once');
  return { promise, ...settle };
}

/** What is shown is what is built of the pages: an old build would be tested in silence. */
async function mustBeBuilt(): Promise<void> {
  const newest = async (folder: string) => {
    const files = await readdir(join(ROOT, folder), { recursive: true }).catch(() => []);
    return Math.max(0, ...files.map((file) => statSync(join(ROOT, folder, file)).mtimeMs));
  };
  if ((await newest('packages/console/dist/web')) >= (await newest('packages/console/web'))) return;
  throw new Error('The pages of the console are older than their sources: run npm run build -w @millrace/console');
}

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly bytes: Buffer;
}

interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** One request as it stands, with a Host or Origin that no browser would send. */
export function send(
  port: number,
  path: string,
  { method = 'GET', headers = {}, body = '' }: Sent = {},
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const length = body === '' ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const all = { ...length, ...headers };
    const sent = request({ host: '127.0.0.1', port, path, method, headers: all }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('error', reject);
      response.on('end', () => {
        const bytes = Buffer.concat(pieces);
        const { statusCode = 0, headers } = response;
        resolve({ status: statusCode, headers, text: bytes.toString(), bytes });
      });
    });
    sent.on('error', reject).end(body);
  });
}

/** Enters by the printed address; the header that holds the session. */
export async function enter({ address, port }: Served): Promise<{ cookie: string }> {
  const { pathname, search } = new URL(address);
  const { headers } = await send(port, pathname + search);
  return { cookie: (headers['set-cookie'] ?? [''])[0].split(';')[0] };
}
