import { closePeriod, compareVersions, defaultPolicy, openingFrom, rootCauses } from '@millrace/costing-core';
import { expect, test } from 'vitest';
import { LEDGER, PERIOD } from '../benchmarks/factory/plant.js';
import { NEXT_PERIOD, twoMonths } from '../benchmarks/factory/two-months.js';
import { benchmarkFacts } from './benchmark-facts.js';

test('two months to compare are the same on every machine, close without an error, and costs move', () => {
  const { facts, hash } = benchmarkFacts((take) => twoMonths(0.002, take));
  expect(hash).toBe('126cf12b4a672e69');
  const before = closePeriod(facts, defaultPolicy, { ledger: LEDGER, period: PERIOD });
  if (before.version === undefined || before.outcome === undefined) throw new Error('It does not close.');
  const opened = { ...facts, ...openingFrom(before.version) };
  const previous = before.version;
  const after = closePeriod(opened, defaultPolicy, { ledger: LEDGER, period: NEXT_PERIOD, previous });
  if (after.version === undefined || after.outcome === undefined) throw new Error('It does not close.');
  for (const { findings } of [before, after]) {
    expect(findings.filter(({ severity }) => severity !== 'warning')).toEqual([]);
  }
  const moved = compareVersions(before.version, after.version).filter(({ change }) => /[1-9]/.test(change));
  expect(moved.length).toBeGreaterThan(20);
  const why = rootCauses(
    { version: before.version, outcome: before.outcome },
    { version: after.version, outcome: after.outcome },
  );
  expect(why(moved[0]).causes.length).toBeGreaterThan(1);
});
