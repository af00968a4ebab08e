import type { RecordedRun, RunTotal } from '@millrace/store';

type Labels = Readonly<Record<string, string>>;
type Sample = readonly [labels: Labels, value: number];

/** Metrics of runs in the text form that Prometheus reads: how many there were, and of the last one of each ledger and command how it went. */
export function prometheusLines(latest: readonly RecordedRun[], totals: readonly RunTotal[]): string[] {
  const ofEach = (samples: (run: RecordedRun) => readonly Sample[]) =>
    latest.flatMap((run) =>
      samples(run).map(([labels, value]): Sample => [{ ledger: run.ledger, command: run.command, ...labels }, value]),
    );
  return [
    family(
      'millrace_runs_total',
      'counter',
      'Runs, by how they ended.',
      totals.map(({ ledger, command, state, runs }) => [{ ledger, command, state }, runs]),
    ),
    family(
      'millrace_last_run_success',
      'gauge',
      'Whether the last run that ended wrote a version.',
      ofEach(({ state, place }) => [[{ period: place }, state === 'done' ? 1 : 0]]),
    ),
    family(
      'millrace_last_run_start_time_seconds',
      'gauge',
      'When it began.',
      ofEach(({ startedAt }) => [[{}, Date.parse(startedAt) / 1000]]),
    ),
    family(
      'millrace_last_run_duration_seconds',
      'gauge',
      'How long it took.',
      ofEach(({ seconds }) => (seconds === null ? [] : [[{}, seconds]])),
    ),
    family(
      'millrace_last_run_step_seconds',
      'gauge',
      'How long its steps took, by what they do.',
      ofEach((run) => byVerb(run, ({ ms }) => ms).map(([step, ms]) => [{ step }, ms / 1000])),
    ),
    family(
      'millrace_last_run_step_rows',
      'gauge',
      'How many rows its steps went through.',
      ofEach((run) => byVerb(run, ({ rows }) => rows).map(([step, rows]) => [{ step }, rows])),
    ),
    family(
      'millrace_last_run_findings',
      'gauge',
      'What it found; at most a thousand of each kind are kept.',
      ofEach(({ errors, warnings }) => [
        [{ severity: 'error' }, errors],
        [{ severity: 'warning' }, warnings],
      ]),
    ),
  ].flat();
}

function family(name: string, type: 'counter' | 'gauge', says: string, samples: readonly Sample[]): string[] {
  const lines = samples.map(([labels, value]) => `${name}{${labelsOf(labels)}} ${value}`);
  return [`# HELP ${name} ${says}`, `# TYPE ${name} ${type}`, ...lines];
}

function labelsOf(labels: Labels): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${value.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n')}"`)
    .join(',');
}

/** Steps added up by their verb: `read:movement` and `read:item` are `read`. */
function byVerb({ steps }: RecordedRun, of: (step: RecordedRun['steps'][number]) => number): [string, number][] {
  const sums = new Map<string, number>();
  for (const step of steps) {
    const [verb] = step.step.split(':');
    sums.set(verb, (sums.get(verb) ?? 0) + of(step));
  }
  return [...sums];
}
