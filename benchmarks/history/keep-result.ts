import { execFileSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';

/**
 * Adds a line to the history of a benchmark: one JSON object a run with the day, the commit, the machine and the figures.
 * Ratios of one run can be compared over machines, seconds can't. `MILLRACE_BENCH_KEEP=1` asks for it, so that a trial leaves no
 * trace.
 */
export function keepResult(benchmark: string, figures: object): void {
  if (process.env.MILLRACE_BENCH_KEEP !== '1') return;
  const file = fileURLToPath(new URL(`./${benchmark}.jsonl`, import.meta.url));
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const machine = `${cpus()[0].model}, ${cpus().length} cores, Node ${process.versions.node}`;
  appendFileSync(
    file,
    `${JSON.stringify({ day: new Date().toISOString().slice(0, 10), commit, machine, ...figures })}\n`,
  );
}
