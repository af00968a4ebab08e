import { storedTableNames } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { ANY, KINDS, type Kind, SERVER } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { millrace, millraceJson, started } from './millrace.js';
import { query } from './postgres.js';
import { movement, smallFactory } from './small-factory.js';

interface Pruned {
  readonly pruned: readonly { readonly version: number; readonly period: string }[];
}

const NOW = ['--older-than', '0'];

/** A database with a published September (1), and three drafts of other October facts each (2, 3, 4). */
async function withDrafts(kind: Kind) {
  const address = await kind.create();
  const on = ['--database', address];
  const done = async (...command: string[]) => {
    const { code, stderr } = await millrace([...command, ...on]);
    expect(code, stderr).toBe(0);
  };
  await done('import', await factsFolder(smallFactory));
  await done('close', '2026-09');
  await done('publish', '1');
  await done('close', '2026-10');
  for (const [number, quantity] of [
    ['M90', '3'],
    ['M91', '4'],
  ]) {
    const bought = movement(number, '2026-10-05', 'purchase_receipt', 'RAW', quantity);
    const cost = { movement: number, ledger: 'CN01', element: 'material', amount: '30.00' };
    await done('import', await factsFolder({ movement: [bought], movement_amount: [cost] }));
    await done('close', '2026-10');
  }
  return { address, on };
}

async function states(on: readonly string[]): Promise<string[]> {
  const { json } = await millraceJson<{ version: number; state: string }[]>(['versions', ...on]);
  return json.map(({ version, state }) => `${version} ${state}`);
}

async function rowsOf(address: string, version: number): Promise<number> {
  const tables = [...storedTableNames(), 'version_input'];
  const counts = tables.map((table) => `(select count(*) from millrace."${table}" where version = ${version})`);
  const [{ rows }] = await query<{ rows: number }>(address, `select (${counts.join(' + ')})::integer as rows`);
  return rows;
}

describe.each(KINDS)('prune on $name', (kind: Kind) => {
  test.runIf(kind.present)('removes old drafts and nothing that was published', async () => {
    const { on } = await withDrafts(kind);
    expect((await millraceJson<Pruned>(['prune', ...on])).json.pruned).toEqual([]);
    const trial = await millraceJson<Pruned>(['prune', '--trial', ...NOW, ...on]);
    expect(trial.json.pruned.map(({ version }) => version)).toEqual([2, 3]);
    expect(await states(on)).toEqual(['1 published', '2 draft', '3 draft', '4 draft']);

    const { code, stdout } = await millrace(['prune', ...NOW, ...on]);
    expect([code, stdout]).toEqual([0, expect.stringContaining('drafts whose rows were removed: 2')]);
    expect(await states(on)).toEqual(['1 published', '2 withdrawn', '3 withdrawn', '4 draft']);
    const list = await millrace(['versions', ...on]);
    expect(list.stdout.match(/^ *(\d+) .*its rows were removed$/gm)?.length).toBe(2);
    const gone = await millrace(['table', '2', ...on]);
    expect([gone.code, gone.stderr]).toEqual([2, expect.stringContaining('removed by millrace prune')]);
    expect((await millrace(['publish', '2026-10', ...on])).code).toBe(0);
    expect((await millrace(['verify', '--all', ...on])).code).toBe(0);
    expect((await millrace(['audit', 'verify', ...on])).code).toBe(0);

    // What was published and taken back, or superseded, stays.
    await millrace(['reopen', '2026-10', '--reason', 'late', ...on]);
    const again = await millrace(['prune', '--keep', '0', ...NOW, '--lang', 'zh', ...on]);
    expect([again.code, again.stdout]).toEqual([0, expect.stringContaining('已清除数据行的草稿：0 个')]);
    expect((await millrace(['verify', '4', ...on])).code).toBe(0);
    expect((await millrace(['verify', '--all', ...on])).code).toBe(0);
  });
});

test('a period whose only draft is gone has no version, and is closed again', async () => {
  const on = ['--database', await ANY.create()];
  await millrace(['import', await factsFolder(smallFactory), ...on]);
  await millrace(['close', '2026-09', ...on]);
  expect((await millrace(['prune', '--keep', '0', ...NOW, ...on])).code).toBe(0);
  const { code, stderr } = await millrace(['table', '2026-09', ...on]);
  expect([code, stderr]).toEqual([2, expect.stringContaining('2026-09')]);
  expect((await millrace(['verify', '1', ...on])).stderr).toContain('removed by millrace prune');
  expect((await millrace(['close', '2026-09', ...on])).code).toBe(0);
  expect(await states(on)).toEqual(['1 withdrawn', '2 draft']);
  expect((await millrace(['publish', '2026-09', ...on])).code).toBe(0);
});

test.runIf(SERVER.present).each(['before', 'after'])(
  'killed %s a draft is removed, it leaves drafts whole or gone',
  async (moment) => {
    const { address, on } = await withDrafts(SERVER);
    const run = started(['prune', ...NOW, ...on], { env: { MILLRACE_PAUSE_AT: `${moment}:prune:2` } });
    await run.says('paused at');
    run.kill();
    await run.ended;
    const is = moment === 'before' ? 'draft' : 'withdrawn';
    expect((await states(on)).slice(1)).toEqual([`2 ${is}`, '3 draft', '4 draft']);
    expect([await rowsOf(address, 2), await rowsOf(address, 3)].map((rows) => rows > 0)).toEqual([
      is === 'draft',
      true,
    ]);
    expect((await millraceJson<Pruned>(['prune', ...NOW, ...on])).json.pruned.at(-1)?.version).toBe(3);
    expect((await millrace(['audit', 'verify', ...on])).code).toBe(0);
  },
);

test('a number that is none is told', async () => {
  const { code, stderr } = await millrace(['prune', '--keep', 'all', '--database', await ANY.create()]);
  expect([code, stderr]).toEqual([2, expect.stringContaining('--keep')]);
});
