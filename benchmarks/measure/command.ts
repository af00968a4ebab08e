import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a run of the command took. */
export interface Ran {
  readonly seconds: number;
  /** Of the process itself, all its threads; not of the server that it asks. */
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
  readonly stdout: string;
}

const COMMAND = fileURLToPath(new URL('../../packages/batch-runner/bin/millrace.js', import.meta.url));
const PEAK = new URL('./peak-on-exit.js', import.meta.url).href;

/**
 * Runs the built command as its users do, in a process of its own with Node's default heap.
 *
 * @throws Error for an exit code other than 0, with what the command said.
 */
export function millrace(folder: string, args: readonly string[], database: string): Ran {
  const peak = path.join(folder, 'peak');
  const start = performance.now();
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, ['--import', PEAK, COMMAND, ...args], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    env: { ...process.env, DATABASE_URL: database, MILLRACE_BENCH_PEAK: peak },
  });
  const seconds = (performance.now() - start) / 1000;
  if (status !== 0) throw new Error(`millrace ${args.join(' ')} ended with ${status ?? signal}:\n${stdout}\n${stderr}`);
  const used = JSON.parse(readFileSync(peak, 'utf8')) as Pick<Ran, 'cpuSeconds' | 'peakMegabytes'>;
  return { seconds, ...used, stdout };
}

/** The same as a process that goes on; what it says is let go. */
export function startMillrace(folder: string, args: readonly string[], database: string): ChildProcess {
  return spawn(process.execPath, [COMMAND, ...args], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DATABASE_URL: database },
  });
}
