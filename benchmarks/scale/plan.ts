import { keptRuns, type Run } from '../history/page.js';
import { type Job, simulate } from './simulate.js';

/** What was measured of a job: runs of the history, so that the plan moves with them. */
interface Measured {
  /** Seconds of a close of 100 movements, and of a job beside its close. */
  readonly small: number;
  readonly beside: number;
  /** Seconds and megabytes of a close of a million movements, of the worker's own processor and of one stream of the server. */
  readonly compute: number;
  readonly read: number;
  readonly write: number;
  readonly peakMegabytes: number;
  /** Gigabytes of a million movements with all that belongs to them: facts as CSV, results as COPY writes them. */
  readonly facts: number;
  readonly results: number;
}

type Sizes = readonly [count: number, millions: number];

/** How many ledgers have how many million movements. Either comes to a billion. */
const MIXES: readonly (readonly [name: string, ledgers: readonly Sizes[]])[] = [
  ['equal ledgers', [[1000, 1]]],
  [
    'a group',
    [
      [20, 10],
      [180, 2],
      [800, 0.55],
    ],
  ],
];

/** Workers, and streams that the server serves at full speed. */
const PLANTS = [
  [2, 2],
  [8, 8],
  [16, 8],
  [32, 16],
  [64, 32],
  [128, 32],
  [128, 64],
] as const;

/** The plan for 1,000 ledgers and a billion movements a month, as lines of text. */
export function plan(): string[] {
  const history = keptRuns();
  const measured = measuredIn(history);
  const lines = [
    'ledgers of 100 movements in one database, and what a worker spends on each',
    '  ledgers  workers  a second  close s  beside s  second half',
    ...lastOfEach(history.get('ledgers') as LedgersRun[]).map(runInWords),
    '',
    'a ledger of a million movements',
    `  a worker's processor     ${seconds(measured.compute)}`,
    `  a stream of the server   ${seconds(measured.read + measured.write)}`,
    `  memory                   ${(measured.peakMegabytes / 1000).toFixed(1)} GB`,
    '',
    'a month of a billion',
    `  facts                    ${terabytes(measured.facts)}`,
    `  results                  ${terabytes(measured.results)}`,
  ];
  for (const [name, ledgers] of MIXES) {
    lines.push('', `${name}: ${ledgers.map(([count, millions]) => `${count} of ${millions} million`).join(', ')}`);
    lines.push('  workers  streams    hours  workers compute  streams in use');
    const jobs = ledgers.flatMap(([count, millions]) => Array<Job>(count).fill(jobOf(millions, measured)));
    for (const [workers, streams] of PLANTS) {
      const { seconds: all, workersBusy, serverBusy } = simulate(jobs, workers, streams);
      const hours = (all / 3600).toFixed(1);
      const cells = [String(workers), String(streams), hours, percent(workersBusy), percent(serverBusy)];
      lines.push(`  ${cells.map((cell, c) => cell.padStart(WIDTHS[c])).join('  ')}`);
    }
  }
  return lines;
}

const WIDTHS = [7, 7, 7, 15, 14];

function runInWords(run: LedgersRun): string {
  const { ledgers, workers, perSecond, closeMs, ratios } = run;
  const cells = [ledgers, workers, perSecond.toFixed(1), (closeMs / 1000).toFixed(2), besideOf(run).toFixed(2)];
  return `  ${[...cells, ratios['second half'].toFixed(2)].map((cell, c) => String(cell).padStart([7, 7, 8, 7, 8, 11][c])).join('  ')}`;
}

/** What a job takes beside its close, in seconds. */
function besideOf({ jobMs, betweenMs, closeMs }: LedgersRun): number {
  return (jobMs + betweenMs - closeMs) / 1000;
}

/** In proportion to its movements, beside what every job takes. */
function jobOf(millions: number, { compute, read, write, beside, small }: Measured): Job {
  return { read: read * millions, compute: compute * millions + beside + small, write: write * millions };
}

interface CloseRun extends Run {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
  readonly factBytes: number;
  readonly resultBytes: number;
}

interface LedgersRun extends Run {
  readonly ledgers: number;
  readonly workers: number;
  readonly perSecond: number;
  readonly jobMs: number;
  readonly closeMs: number;
  readonly betweenMs: number;
}

/** The run of the most ledgers; of the close the last at scale 1, which is a million movements: a tenth of it takes more than a tenth of the memory. */
function measuredIn(history: ReadonlyMap<string, readonly Run[]>): Measured {
  const ledgers = lastOfEach(history.get('ledgers') as LedgersRun[]).at(-1) as LedgersRun;
  const close = history.get('close')?.findLast(({ scale }) => scale === 1) as CloseRun;
  // What the same rows take by \copy out and in, with their keys: one stream of the server, shared by their bytes.
  const server = close.seconds / close.ratios.floor;
  const read = close.factBytes / (close.factBytes + close.resultBytes);
  return {
    small: ledgers.closeMs / 1000,
    beside: besideOf(ledgers),
    compute: close.cpuSeconds,
    read: server * read,
    write: server * (1 - read),
    peakMegabytes: close.peakMegabytes,
    facts: close.factBytes / 1e9,
    results: close.resultBytes / 1e9,
  };
}

function seconds(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 0)} s`;
}

/** Of a million movements, as those of a thousand million. */
function terabytes(gigabytes: number): string {
  return `${gigabytes.toFixed(2)} TB`;
}

function percent(part: number): string {
  return `${(100 * part).toFixed(0)} %`;
}

/** The last run of each number of ledgers and workers, the fewest ledgers first. */
function lastOfEach(runs: readonly LedgersRun[]): LedgersRun[] {
  const last = new Map(runs.map((run) => [`${run.ledgers} ${run.workers}`, run]));
  return [...last.values()].sort((a, b) => a.ledgers - b.ledgers || a.workers - b.workers);
}
