import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { runCommand } from '@millrace/batch-runner';
import { inject } from 'vitest';

/** What a run of the command came to. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs the command as a function, without a process of its own, by default in a folder where no config lies. Runs that go
 * on side by side have to be in the same folder.
 */
export async function millrace(
  args: readonly string[],
  options: RunOptions = {},
): Promise<Ran & { readonly code: number }> {
  process.chdir(options.cwd ?? tmpdir());
  const stdout = new Collected();
  const stderr = new Collected();
  const code = await runCommand(args, { stdout, stderr, env: environment(options) });
  return { code, stdout: stdout.text, stderr: stderr.text };
}

/** A stream that keeps what is written to it. */
class Collected extends Writable {
  readonly #pieces: Buffer[] = [];

  override _write(piece: Buffer, _encoding: string, done: () => void): void {
    this.#pieces.push(piece);
    done();
  }

  get text(): string {
    return Buffer.concat(this.#pieces).toString('utf8');
  }
}

/** The same with --json, parsed. */
export async function millraceJson<T>(args: readonly string[], options: RunOptions = {}): Promise<Ran & { json: T }> {
  const ran = await millrace([...args, '--json'], options);
  try {
    return { ...ran, json: JSON.parse(ran.stdout) as T };
  } catch {
    throw new Error(`No JSON document: ${ran.stdout.slice(0, 500)}\n${ran.stderr}`);
  }
}

/** A run in a process of its own that goes on: to be waited for, or killed. */
export interface Started {
  readonly ended: Promise<Ran>;
  kill(): void;
  /** Asks it to stop, as Ctrl+C does. */
  interrupt(): void;
  /** Lets it go on that was paused. */
  resume(): void;
  /** Waits until it has said something on stderr. */
  says(text: string): Promise<void>;
  /** Waits until it has said something on stdout. */
  prints(text: string): Promise<void>;
  /** Waits until it has said so many lines on stderr. */
  tells(lines: number): Promise<void>;
}

export function started(args: readonly string[], options: RunOptions = {}): Started {
  const child = spawn(process.execPath, [builtCommand(), ...args], {
    cwd: options.cwd ?? tmpdir(),
    env: environment(options),
  });
  let stdout = '';
  let stderr = '';
  const listeners: (() => void)[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    for (const listener of listeners) listener();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    for (const listener of listeners) listener();
  });
  const ended = new Promise<Ran>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  const until = (isSo: () => boolean, what: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (isSo()) resolve();
      };
      listeners.push(look);
      look();
      ended.then(() => reject(new Error(`It ended without saying ${what}: ${stderr}`)), reject);
    });
  return {
    ended,
    kill: () => child.kill('SIGKILL'),
    interrupt: () => child.kill('SIGINT'),
    resume: () => child.stdin.write('\n'),
    says: (text) => until(() => stderr.includes(text), `"${text}"`),
    prints: (text) => until(() => stdout.includes(text), `"${text}"`),
    tells: (lines) => until(() => stderr.split('\n').length > lines, `${lines} lines`),
  };
}

function environment({ env }: RunOptions) {
  return { ...process.env, ...COMPILED, DATABASE_URL: '', LANG: 'C', LC_ALL: '', ...env };
}

/** What Node compiled is kept, by content, for the next process. */
export const COMPILED = { NODE_COMPILE_CACHE: join(tmpdir(), 'millrace-compiled') };

/** The command as a file that Node runs, built of the sources when the tests began. */
export function builtCommand(): string {
  return inject('command');
}
