import { execFileSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';

/**
 * Runs a benchmark again in a process of its own, so that one contender's peak memory and compiled code are its own.
 * What it prints last is its result, as JSON.
 */
export function inOwnProcess<Result>(benchmark: string, args: readonly string[]): Result {
  const runner = fileURLToPath(new URL('../run.js', import.meta.url));
  const output = execFileSync(process.execPath, [runner, benchmark, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(output.trim().split('\n').at(-1) ?? '');
}

/** The value that follows `--name` among the arguments. */
export function optionOf(args: readonly string[], name: string): string | undefined {
  return args.includes(name) ? args[args.indexOf(name) + 1] : undefined;
}

/** What the figures were taken on. */
export function machine(): string {
  return `${cpus()[0].model}, ${cpus().length} cores, Node ${process.versions.node}, load ${loadavg()[0].toFixed(1)}`;
}
