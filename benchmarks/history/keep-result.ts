import { execFileSync } from 'node:child_process';
import { appendFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { historyPage, keptRuns, type Run } from './page.js';

/**
 * Adds a line to the history of a benchmark: one JSON object a run with the day, the commit, the machine and the figures; and
 * plots all lines anew in index.html. Ratios of one run can be compared over machines, seconds can't. `MILLRACE_BENCH_KEEP=1`
 * asks for it, so that a trial leaves no trace.
 */
export function keepResult(benchmark: string, figures: Pick<Run, 'ratios'> & Readonly<Record<string, unknown>>): void {
  if (process.env.MILLRACE_BENCH_KEEP !== '1') return;
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const machine = `${cpus()[0].model}, ${cpus().length} cores, Node ${process.versions.node}`;
  const run: Run = {
    day: new Date().toISOString().slice(0, 10),
    commit,
    machine,
    load: rounded(loadavg()[0]),
    ...figures,
  };
  const whole = JSON.stringify(run, (_, value) => (typeof value === 'number' ? rounded(value) : value));
  appendFileSync(pathOf(`${benchmark}.jsonl`), `${whole}\n`);
  writeFileSync(pathOf('index.html'), historyPage(keptRuns()));
}

function pathOf(name: string): string {
  return fileURLToPath(new URL(`./${name}`, import.meta.url));
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
