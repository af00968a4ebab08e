import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeCsvFolder } from '@millrace/batch-runner';
import type { FactRows } from '@millrace/costing-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { KINDS, SERVER } from './databases.js';
import { temporaryFolder } from './folders.js';
import { millrace, millraceJson, started } from './millrace.js';
import { query } from './postgres.js';
import { smallFactory } from './small-factory.js';

interface CameJson {
  readonly sources: readonly {
    readonly path: string;
    readonly import: number | null;
    readonly in_already: boolean;
    readonly tables: readonly { readonly table: string; readonly added: number; readonly changed: number }[];
    readonly findings: readonly { readonly code: string }[];
  }[];
}

const { movement, movement_amount, work_report, cost_pool, ...masters } = smallFactory;
const isOf = (month: string) => (row: object) => JSON.stringify(row).includes(`"${month}`);

/** Masters, and two months; the second repeats an item that the first import brought, with another name. */
const PARTS: Readonly<Record<string, FactRows>> = {
  masters,
  september: {
    movement: movement.filter(isOf('2026-09')),
    movement_amount,
    work_report: work_report.filter(isOf('2026-09')),
    cost_pool: cost_pool.filter(isOf('2026-09')),
  },
  october: {
    item: [{ ...masters.item[0], name: 'Raw sheet' }, masters.item[1]],
    movement: movement.filter(isOf('2026-10')),
    work_report: work_report.filter(isOf('2026-10')),
    cost_pool: cost_pool.filter(isOf('2026-10')),
  },
};

async function write(): Promise<string[]> {
  const folder = await temporaryFolder();
  for (const [name, rows] of Object.entries(PARTS)) await writeCsvFolder(join(folder, name), rows);
  return Object.keys(PARTS).map((name) => join(folder, name));
}

/** Hashes of both months, closed one after the other. */
async function hashes(on: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const period of ['2026-09', '2026-10']) {
    found.push((await millraceJson<{ hash: string }>(['close', period, ...on])).json.hash);
    expect((await millrace(['publish', period, ...on])).code).toBe(0);
  }
  return found;
}

const came = ({ sources }: CameJson) => sources.map((one) => [one.import, one.in_already]);

describe.each(KINDS)('several paths in one import, on $name', (kind) => {
  let paths: string[];
  let expected: readonly string[];
  beforeAll(async () => {
    paths = await write();
    const on = ['--database', await kind.create()];
    const { code, json } = await millraceJson<CameJson>(['import', ...paths, ...on]);
    expect([code, came(json)]).toEqual([0, [1, 2, 3].map((number) => [number, false])]);
    expected = await hashes(on);
  });

  test.each([
    ['before:source:september', 1],
    ['during:check:movement', 1],
    ['after:import:movement', 1],
    ['after:source:september', 2],
    ['before:import:cost_pool', 1],
  ] as const)('killed %s, the same command takes it up where it stopped', async (place, whole) => {
    const on = ['--database', await kind.create()];
    const run = started(['import', ...paths, ...on], { env: { MILLRACE_PAUSE_AT: place } });
    await run.says(`paused at ${place}`);
    run.kill();
    await run.ended;
    const { stderr, stdout, code } = await millrace(['import', ...paths, ...on]);
    expect(code).toBe(0);
    expect(stdout.match(/is in already, as import \d+/g) ?? []).toEqual(
      Array.from({ length: whole }, (_, place) => `is in already, as import ${place + 1}`),
    );
    expect(stderr).toContain('pass over masters, which is in already, 14 rows');
    expect(stderr).toContain('bring in october, 6 rows');
    expect(await hashes(on)).toEqual(expected);
    expect((await millraceJson<unknown[]>(['imports', ...on])).json).toHaveLength(3);
  });

  test('a path that is refused ends it; what stands before it stays, and the corrected one follows', async () => {
    const on = ['--database', await kind.create()];
    const own = await write();
    const file = join(own[1], 'movement.csv');
    const right = await readFile(file, 'utf8');
    await writeFile(file, right.replace('M2,', 'M2,'.toLowerCase()).replace('RAW,60', 'RAW,sixty'));
    const first = await millraceJson<CameJson>(['import', ...own, ...on]);
    expect([first.code, came(first.json)]).toEqual([
      2,
      [
        [1, false],
        [null, false],
      ],
    ]);
    const told = await millrace(['import', ...own, ...on]);
    expect(told.stdout).toContain('nothing of it was imported; what stands before it is in');
    expect(told.stdout).toContain(`not looked at: ${own[2]}`);
    await writeFile(file, right);
    const again = await millraceJson<CameJson>(['import', ...own, ...on]);
    expect([again.code, came(again.json)]).toEqual([
      0,
      [
        [1, true],
        [2, false],
        [3, false],
      ],
    ]);
    expect(await hashes(on)).toEqual(expected);
  });

  test('what is longer than before is taken up; what came in otherwise since, was taken back or is another file comes again', async () => {
    const on = ['--database', await kind.create()];
    const own = await write();
    await millrace(['import', own[0], ...on]);
    const longer = await millraceJson<CameJson>(['import', own[0], own[1], ...on]);
    expect(came(longer.json)).toEqual([
      [1, true],
      [2, false],
    ]);
    await millrace(['import', '--undo', '2', ...on]);
    const undone = await millraceJson<CameJson>(['import', own[0], own[1], ...on]);
    expect(came(undone.json)).toEqual([
      [4, false],
      [5, false],
    ]);
    const file = join(own[1], 'movement.csv');
    await writeFile(file, (await readFile(file, 'utf8')).replace('RAW,60', 'RAW,61'));
    const other = await millraceJson<CameJson>(['import', own[0], own[1], ...on]);
    expect(came(other.json)).toEqual([
      [6, false],
      [7, false],
    ]);
    const changed = other.json.sources[1].tables.find(({ table }) => table === 'movement');
    expect(changed).toMatchObject({ added: 0, changed: 1 });
  });

  test('--preview and --replace go with one path, and a path that is not there is told before anything comes in', async () => {
    const on = ['--database', await kind.create()];
    for (const more of [['--preview'], ['--replace', 'movement', '--period', '2026-09'], ['--sources']]) {
      expect((await millrace(['import', ...paths, ...more, ...on])).code).toBe(2);
    }
    const missing = await millrace(['import', ...paths, `${paths[0]}-not`, ...on]);
    expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining('masters-not')]);
    expect((await millraceJson<unknown[]>(['imports', ...on])).json).toEqual([]);
  });
});

test.runIf(SERVER.present)('rows that somebody wrote to beside imports are not taken for those that came', async () => {
  const address = await SERVER.create();
  const on = ['--database', address];
  const paths = await write();
  await millrace(['import', ...paths, ...on]);
  expect(came((await millraceJson<CameJson>(['import', ...paths, ...on])).json).every(([, is]) => is)).toBe(true);
  for (const statement of [
    `update millrace.movement set quantity = 59 where movement = 'M2'`,
    `delete from millrace.work_report where report = 'R1'`,
    `insert into millrace.plant (plant) values ('P9')`,
  ]) {
    await query(address, statement);
    const again = await millraceJson<CameJson>(['import', ...paths, ...on]);
    expect([again.code, came(again.json).map(([, is]) => is)]).toEqual([0, [false, false, false]]);
    await query(address, `delete from millrace.plant where plant = 'P9'`);
  }
  expect(await query(address, `select quantity::int from millrace.movement where movement = 'M2'`)).toEqual([
    { quantity: 60 },
  ]);
});
