import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';

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

/** Runs the command in a process of its own, from the sources. Unless told, in a folder where no config lies. */
export function millrace(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return started(args, options).ended;
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

/** A run that goes on: to be waited for, or killed. */
export interface Started {
  readonly ended: Promise<Ran>;
  kill(): void;
  /** Lets it go on that was paused. */
  resume(): void;
  /** Waits until it has said something on stderr. */
  says(text: string): Promise<void>;
}

export function started(args: readonly string[], { cwd = tmpdir(), env = {} }: RunOptions = {}): Started {
  const child = spawn(process.execPath, ['--import', FROM_SOURCE, MAIN, ...args], {
    cwd,
    env: { ...process.env, DATABASE_URL: '', LANG: 'C', LC_ALL: '', ...env },
  });
  let stdout = '';
  let stderr = '';
  const listeners: (() => void)[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    for (const listener of listeners) listener();
  });
  const ended = new Promise<Ran>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  return {
    ended,
    kill: () => child.kill('SIGKILL'),
    resume: () => child.stdin.write('\n'),
    says: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (stderr.includes(text)) resolve();
        };
        listeners.push(look);
        look();
        ended.then(() => reject(new Error(`It ended without saying "${text}": ${stderr}`)), reject);
      }),
  };
}

const FROM_SOURCE = fileURLToPath(new URL('./from-source.js', import.meta.url));
const MAIN = fileURLToPath(new URL('../../packages/batch-runner/src/main.ts', import.meta.url));
