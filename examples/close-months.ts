import {
  type Closed,
  closePeriod,
  type FactRows,
  type Opening,
  openingFrom,
  readFacts,
  type Version,
} from '@millrace/costing-core';
import type { Example } from './example.ts';
import type { Month } from './months.ts';
import { shuffled } from './shuffle.ts';

/** A month with what happened in it and what its closing came to. */
export interface ClosedMonth extends Closed {
  readonly month: Month;
  /** Without the opening, but for the first month. */
  readonly facts: FactRows;
}

export interface HowToClose {
  /** Turns the rows of every table into another order first; the result must not notice. */
  readonly shuffle: boolean;
}

/**
 * Closes an example's months one after the other, each from the closing of the one before. One month is held at a
 * time. Stops after a month without a version: its findings say why.
 */
export function* closeMonths(example: Example, { shuffle }: HowToClose): Generator<ClosedMonth> {
  const { ledger, policy } = example;
  let previous: Version | undefined;
  let opening: Partial<Opening> = {};
  for (const month of example.months) {
    const facts = example.factsOf(month);
    if (previous !== undefined) opening = openingFrom(previous, opening.last_actual_cost);
    const opened = { ...facts, ...opening };
    const read = readFacts(shuffle ? shuffled(opened) : opened, ledger);
    const after = previous === undefined ? {} : { previous };
    const closed = closePeriod(read, policy, { ledger, period: month.period, ...after });
    yield { ...closed, month, facts };
    if (closed.version === undefined) return;
    previous = closed.version;
  }
}
