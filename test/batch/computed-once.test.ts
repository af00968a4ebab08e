import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type * as Core from '@millrace/costing-core';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { ANY } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { temporaryFolder } from './folders.js';
import { millrace } from './millrace.js';
import { smallFactory } from './small-factory.js';

/** Periods in the order in which they were computed. */
const computed: string[] = [];

vi.mock('@millrace/costing-core', async (original) => {
  const core = await original<typeof Core>();
  const closePeriod: typeof core.closePeriod = (facts, policy, options) => {
    computed.push(options.period);
    return core.closePeriod(facts, policy, options);
  };
  return { ...core, closePeriod };
});

describe('one command computes a month once', () => {
  let on: readonly string[];

  beforeAll(async () => {
    on = ['--database', await ANY.create()];
    await millrace(['import', await factsFolder(smallFactory), ...on]);
    for (const period of ['2026-09', '2026-10']) {
      expect((await millrace(['close', period, ...on])).code).toBe(0);
      expect((await millrace(['publish', period, ...on])).code).toBe(0);
    }
  });

  beforeEach(() => {
    computed.length = 0;
  });

  test('whatever a report is written as', async () => {
    const folder = await temporaryFolder();
    const [html, xlsx, csv] = ['r.html', 'r.xlsx', 'csv'].map((name) => join(folder, name));
    expect((await millrace(['report', '2026-10', '--html', html, '--xlsx', xlsx, '--csv', csv, ...on])).code).toBe(0);
    expect((await readdir(folder)).sort()).toEqual(['csv', 'r.html', 'r.xlsx']);
    expect(computed.sort()).toEqual(['2026-09', '2026-10']);
  });

  test.each([
    [['report', '2026-10', '--csv', 'FOLDER'], ['2026-10']],
    [['compare', '2026-09', '2026-10'], []],
    [
      ['compare', '2026-09', '2026-10', '--why'],
      ['2026-09', '2026-10'],
    ],
    [
      ['compare', '2026-09', '2026-10', '--each'],
      ['2026-09', '2026-10'],
    ],
    [
      ['history', 'P1/BOX', '--why'],
      ['2026-09', '2026-10'],
    ],
    [
      ['what-if', '2026-10', '--pool', 'WAGES=+10%', '--why', 'P1/BOX'],
      ['2026-10', '2026-10'],
    ],
  ])('%j', async (command, expected) => {
    const folder = await temporaryFolder();
    const ran = await millrace([...command.map((word) => word.replace('FOLDER', folder)), ...on]);
    expect(ran.code, ran.stderr).toBe(0);
    expect(computed.sort()).toEqual(expected);
  });
});
