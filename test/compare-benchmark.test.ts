import { createHash } from 'node:crypto';
import {
  closePeriod,
  compareVersions,
  defaultPolicy,
  type FactRows,
  openingFrom,
  rootCauses,
} from '@millrace/costing-core';
import { expect, test } from 'vitest';
import { LEDGER, PERIOD } from '../benchmarks/factory/plant.js';
import { NEXT_PERIOD, twoMonths } from '../benchmarks/factory/two-months.js';

/** Both months as rows, and a hash of their lines. */
function months(scale: number): { facts: FactRows; hash: string } {
  const hash = createHash('sha256');
  const header = new Map<string, readonly string[]>();
  const facts: Record<string, Record<string, string>[]> = {};
  twoMonths(scale, (table, line) => {
    hash.update(`${table},${line.join(',')}\n`);
    const columns = header.get(table);
    if (columns === undefined) {
      header.set(table, line.map(String));
      facts[table] = [];
    } else facts[table].push(Object.fromEntries(columns.map((column, c) => [column, String(line[c])])));
  });
  return { facts: facts as unknown as FactRows, hash: hash.digest('hex').slice(0, 16) };
}

test('two months to compare are the same on every machine, close without an error, and costs move', () => {
  const { facts, hash } = months(0.002);
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
