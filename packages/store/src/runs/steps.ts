import { once } from 'node:events';

/** One step of a run, as it is kept with it. */
export interface Step {
  readonly step: string;
  readonly ms: number;
  readonly rows: number;
}

/** Says how many rows a step has done. */
export type Advance = (rows: number) => Promise<void>;

/** What a run is known by: its number in the table `run`, and what it is for. */
export interface RunIds {
  readonly run: number;
  readonly ledger: string;
  readonly period: string;
}

/** Where steps are shown while they go on. */
export interface StepDisplay {
  /** The step waits for what it returns. */
  began(step: string): void | Promise<void>;
  advanced(step: string, rows: number): void;
  ended(step: Step): void;
  /** Which run the steps from now on belong to. */
  about?(run: RunIds): void;
  /** The run is over, well or not. */
  finished(): void;
}

/**
 * The steps of a run: timed, shown, and each a place where a test can hold the process to kill it there.
 *
 * MILLRACE_PAUSE_AT=before:write:stock (or during:, after:) makes it say so on stderr and wait until something comes on
 * stdin. Without the variable nothing of this happens.
 */
export class Steps {
  readonly done: Step[] = [];
  readonly #display: StepDisplay;

  constructor(display: StepDisplay) {
    this.#display = display;
  }

  async run<T>(step: string, work: (advance: Advance) => Promise<T>): Promise<T> {
    await pauseAt(`before:${step}`);
    await this.#display.began(step);
    const began = performance.now();
    let rows = 0;
    const result = await work(async (count) => {
      rows = count;
      this.#display.advanced(step, count);
      await pauseAt(`during:${step}`);
    });
    const ended = { step, ms: Math.round(performance.now() - began), rows };
    this.done.push(ended);
    this.#display.ended(ended);
    await pauseAt(`after:${step}`);
    return result;
  }

  about(run: RunIds): void {
    this.#display.about?.(run);
  }

  finished(): void {
    this.#display.finished();
  }
}

async function pauseAt(place: string): Promise<void> {
  if (process.env.MILLRACE_PAUSE_AT !== place) return;
  process.stderr.write(`paused at ${place}\n`);
  await once(process.stdin, 'data');
  process.stdin.pause();
}
