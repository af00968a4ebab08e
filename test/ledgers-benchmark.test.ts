import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { closePeriod, defaultPolicy, type FactRows } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { ledgerCode, MOVEMENTS, PERIOD, smallLedgers } from '../benchmarks/factory/small-ledgers.js';
import { plan } from '../benchmarks/scale/plan.js';
import { type Job, simulate } from '../benchmarks/scale/simulate.js';
import { blocksIn, ROOT } from './docs/blocks.js';

/** The ledgers as rows. */
function ledgers(count: number): FactRows {
  const facts: Record<string, Record<string, string>[]> = {};
  const header = new Map<string, readonly string[]>();
  smallLedgers(count, (table, line) => {
    const columns = header.get(table);
    if (columns === undefined) {
      header.set(table, line.map(String));
      facts[table] = [];
    } else facts[table].push(Object.fromEntries(columns.map((column, c) => [column, String(line[c])])));
  });
  return facts as unknown as FactRows;
}

test('the small ledgers are the same on every machine, and close without a finding', () => {
  const facts = ledgers(3);
  expect(facts.movement?.length).toBe(3 * MOVEMENTS);
  const hashes = [0, 1, 2].map((l) => {
    const { findings, version } = closePeriod(facts, defaultPolicy, { ledger: ledgerCode(l), period: PERIOD });
    expect(findings).toEqual([]);
    return version?.identity.inputHash.slice(0, 16);
  });
  expect(hashes).toEqual(['ad923af14c5f38a2', '06d033f54406cec5', 'da96a19eebcec481']);
});

describe('the simulation of the queue', () => {
  const job = (read: number, compute: number, write: number): Job => ({ read, compute, write });

  test.each([
    ['one job takes what it takes', [job(1, 2, 3)], 1, 1, 6],
    ['one worker does one after the other', [job(1, 2, 3), job(1, 2, 3)], 1, 9, 12],
    ['two workers with room at the server work side by side', [job(1, 2, 3), job(1, 2, 3)], 2, 2, 6],
    // Reads 0 to 1 and 1 to 2, computes 1 to 2 and 2 to 3, writes 2 to 3 and 3 to 4.
    ['two workers at one stream wait for each other', [job(1, 1, 1), job(1, 1, 1)], 2, 1, 4],
    ['more workers than jobs are no faster', [job(1, 2, 3)], 5, 5, 6],
    // The long one begins first: 9 beside 1, 1, 1, 1, 1 instead of after them.
    ['the longest goes first', [1, 1, 1, 1, 1, 9].map((compute) => job(0, compute, 0)), 2, 2, 9],
  ] as const)('%s', (_, jobs, workers, streams, expected) => {
    expect(simulate(jobs, workers, streams).seconds).toBeCloseTo(expected, 9);
  });

  test('no time is lost or won: what is busy is what the jobs take', () => {
    const jobs = Array.from({ length: 40 }, (_, j) => job(1 + (j % 3), 5 + (j % 7), 2 + (j % 5)));
    const { seconds, workersBusy, serverBusy } = simulate(jobs, 6, 3);
    const sum = (of: (one: Job) => number) => jobs.reduce((total, one) => total + of(one), 0);
    expect(workersBusy * seconds * 6).toBeCloseTo(
      sum(({ compute }) => compute),
      6,
    );
    expect(serverBusy * seconds * 3).toBeCloseTo(
      sum(({ read, write }) => read + write),
      6,
    );
    expect(seconds).toBeGreaterThanOrEqual(sum(({ read, write }) => read + write) / 3);
    expect(simulate(jobs, 12, 3).seconds).toBeLessThanOrEqual(seconds);
  });
});

test('the plan stands in docs/scale.md as the program prints it', () => {
  const [block] = blocksIn(readFileSync(join(ROOT, 'docs/scale.md'), 'utf8')).filter(
    ({ language }) => language === 'text',
  );
  expect(block.lines).toEqual(plan());
});
