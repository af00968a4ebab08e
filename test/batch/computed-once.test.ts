import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { ANY } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { temporaryFolder } from './folders.js';
import { millrace, started } from './millrace.js';
import { smallFactory } from './small-factory.js';

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

  /** Runs it in a process of its own, which Node has count its calls; returns how often a month was computed. */
  async function computations(command: readonly string[]): Promise<number> {
    const counted = await temporaryFolder();
    const { code, stderr } = await started([...command, ...on], { env: { NODE_V8_COVERAGE: counted } }).ended;
    expect(code, stderr).toBe(0);
    const files = await readdir(counted);
    const texts = await Promise.all(files.map((file) => readFile(join(counted, file), 'utf8')));
    const functions = texts
      .flatMap((text) => (JSON.parse(text) as Coverage).result)
      .flatMap((script) => script.functions)
      // Causes need the flows alone: the month is settled again, and not closed.
      .filter(({ functionName }) => functionName === 'closePeriod' || functionName === 'settleAgain');
    expect(functions).toHaveLength(2);
    return functions.reduce((sum, { ranges }) => sum + ranges[0].count, 0);
  }

  test('whatever a report is written as', async () => {
    const folder = await temporaryFolder();
    const [html, xlsx, csv] = ['r.html', 'r.xlsx', 'csv'].map((name) => join(folder, name));
    expect(await computations(['report', '2026-10', '--html', html, '--xlsx', xlsx, '--csv', csv])).toBe(2);
    expect((await readdir(folder)).sort()).toEqual(['csv', 'r.html', 'r.xlsx']);
  });

  test.each([
    [['report', '2026-10', '--csv', 'FOLDER'], 1],
    [['compare', '2026-09', '2026-10'], 0],
    [['compare', '2026-09', '2026-10', '--why'], 2],
    [['compare', '2026-09', '2026-10', '--each'], 2],
    [['history', 'P1/BOX', '--why'], 2],
    [['what-if', '2026-10', '--pool', 'WAGES=+10%', '--why', 'P1/BOX'], 2],
  ])('%j', async (command, expected) => {
    const folder = await temporaryFolder();
    expect(await computations(command.map((word) => word.replace('FOLDER', folder)))).toBe(expected);
  });
});

/** What Node writes where NODE_V8_COVERAGE says. */
interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly {
      readonly functionName: string;
      readonly ranges: readonly { readonly count: number }[];
    }[];
  }[];
}
