import {
  type Closed,
  closePeriod,
  type FactRows,
  type Outcome,
  openingFrom,
  type Version,
} from '@millrace/costing-core';
import { type Factory, OCTOBER, SEPTEMBER } from '../close/factory.js';

export interface Month {
  readonly version: Version;
  readonly outcome: Outcome;
}

/** Two months of a factory, each opened with what the one before closed with. */
export function twoMonths({ facts, policy }: Factory): readonly [Month, Month] {
  const before = whole(closePeriod(facts, policy, SEPTEMBER));
  const inOctober: FactRows = { ...facts, ...openingFrom(before.version) };
  const after = whole(closePeriod(inOctober, policy, { ...OCTOBER, previous: before.version }));
  return [before, after];
}

export function whole({ version, outcome, findings }: Closed): Month {
  if (version === undefined || outcome === undefined) throw new Error(`no version: ${JSON.stringify(findings)}`);
  return { version, outcome };
}
