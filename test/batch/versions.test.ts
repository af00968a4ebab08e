import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FactRows } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { ANY, KINDS, type Kind, SERVER } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { temporaryFolder } from './folders.js';
import { millrace, millraceJson, started } from './millrace.js';
import { query } from './postgres.js';
import { movement, smallFactory } from './small-factory.js';

interface Listed {
  readonly version: number;
  readonly period: string;
  readonly state: string;
  readonly hash: string;
  readonly opened_from: number | null;
  readonly outdated: boolean;
}

interface ClosedJson {
  readonly hash: string;
  readonly version?: number;
  readonly findings: readonly { readonly code: string; readonly key: string; readonly wrong: string }[];
}

async function listed(on: readonly string[]): Promise<string[]> {
  const { json } = await millraceJson<Listed[]>(['versions', ...on]);
  return json.map(({ version, period, state, outdated }) =>
    [version, period, state, ...(outdated ? ['outdated'] : [])].join(' '),
  );
}

describe.each(KINDS)('versions on $name', (kind: Kind) => {
  test.runIf(kind.present)('follow each other from draft to withdrawn', async () => {
    const on = ['--database', await kind.create()];
    await millrace(['import', await factsFolder(smallFactory), ...on]);
    const { json: first } = await millraceJson<ClosedJson>(['close', '2026-09', ...on]);
    const { json: again } = await millraceJson<ClosedJson>(['close', '2026-09', ...on]);
    expect(again).toEqual(first);
    await millrace(['publish', '2026-09', ...on]);
    expect((await millrace(['publish', '1', ...on])).code).toBe(2);
    await millrace(['close', '2026-10', ...on]);
    await millrace(['publish', '2026-10', ...on]);
    expect(await listed(on)).toEqual(['1 2026-09 published', '2 2026-10 published']);

    // A receipt of September that comes now is no part of what is published, and nobody hides it.
    const late: FactRows = {
      movement: [movement('M8', '2026-09-28', 'purchase_receipt', 'RAW', '20')],
      movement_amount: [{ movement: 'M8', ledger: 'CN01', element: 'material', amount: '300.00' }],
    };
    const imported = await millraceJson<ClosedJson>(['import', await factsFolder(late), '--into-published', ...on]);
    expect(imported.code).toBe(0);
    const cameLate = { code: 'fact_came_after_its_period_was_published', key: '2026-09' };
    expect(imported.json.findings).toEqual([expect.objectContaining(cameLate)]);
    const november = await millraceJson<ClosedJson>(['check', '2026-11', ...on]);
    expect(november.code).toBe(0);
    const namingIt = { ...cameLate, wrong: expect.stringContaining('M8') };
    expect(november.json.findings).toContainEqual(expect.objectContaining(namingIt));

    // Closed again, September has a version that counts it; October stands on the old one until it is closed again too.
    await millrace(['close', '2026-09', ...on]);
    expect(await listed(on)).toEqual(['1 2026-09 published', '2 2026-10 published', '3 2026-09 draft']);
    const silent = await millrace(['publish', '2026-09', ...on]);
    expect([silent.code, silent.stderr]).toEqual([
      1,
      expect.stringContaining('version 1 is the published cost of 2026-09'),
    ]);
    expect((await millrace(['publish', '2026-09', '--replace', ...on])).code).toBe(2);
    const published = await millraceJson<{ superseded: number; outdated: unknown[] }>([
      ...['publish', '2026-09', '--replace', '--reason', 'late receipt', ...on],
    ]);
    expect(published.json).toMatchObject({ superseded: 1, outdated: [{ version: 2, period: '2026-10' }] });
    expect(await listed(on)).toEqual(['1 2026-09 superseded', '2 2026-10 published outdated', '3 2026-09 published']);
    const october = await millraceJson<ClosedJson>(['check', '2026-10', ...on]);
    expect(october.json.findings.map(({ code }) => code)).toEqual(['unit_cost_moved_far']);

    // The newest period is reopened first. A draft that opened from what was withdrawn can't be published.
    expect((await millrace(['reopen', '2026-09', '--reason', 'late', ...on])).code).toBe(1);
    await millrace(['close', '2026-10', ...on]);
    expect((await millrace(['reopen', '2026-10', '--reason', 'late', ...on])).code).toBe(0);
    expect((await millrace(['reopen', '2026-10', '--reason', 'late', ...on])).code).toBe(2);
    expect((await millrace(['reopen', '2026-09', '--reason', 'late receipt', ...on])).code).toBe(0);
    expect(await listed(on)).toEqual([
      '1 2026-09 superseded',
      '2 2026-10 withdrawn',
      '3 2026-09 withdrawn',
      '4 2026-10 draft outdated',
    ]);
    const refused = await millrace(['publish', '4', ...on]);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('close 2026-10 again');
    for (const version of ['1', '2', '3', '4']) expect((await millrace(['verify', version, ...on])).code).toBe(0);
  });
});

test('closing again after publishing writes nothing, also where goods came back within the month', async () => {
  const on = ['--database', await ANY.create()];
  const back = movement('M7', '2026-09-27', 'sale_return', 'BOX', '1', { refers_to: 'M4' });
  const facts = { ...smallFactory, movement: [...smallFactory.movement.filter((row) => row.movement !== 'M6'), back] };
  await millrace(['import', await factsFolder(facts), ...on]);
  await millrace(['close', '2026-09', ...on]);
  expect((await millrace(['close', '2026-09', ...on])).stdout).toContain('publish it with: millrace publish 1');
  expect((await millrace(['publish', '1', ...on])).code).toBe(0);
  const again = await millrace(['close', '2026-09', ...on]);
  expect(again.stdout).toContain('version 1 (published) holds this very result: nothing was written');
  expect(again.stdout).not.toContain('publish it with');
  const twice = await millrace(['publish', '1', ...on]);
  expect([twice.code, twice.stderr]).toEqual([2, expect.stringContaining('published cost of 2026-09 already')]);

  await millrace(['reopen', '2026-09', '--reason', 'late', ...on]);
  expect((await millrace(['publish', '1', ...on, '--lang', 'zh'])).stderr).toContain('版本 1 已撤回');
});

test('tables and comparisons tell of an item that they do not have', async () => {
  const on = ['--database', await ANY.create()];
  await millrace(['import', await factsFolder(smallFactory), ...on]);
  await millrace(['close', '2026-09', ...on]);
  for (const command of [
    ['table', '1'],
    ['compare', '1', '1'],
  ]) {
    const { code, stderr } = await millrace([...command, '--item', 'BOKS', ...on]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('version 1 has no cost of BOKS')]);
  }
  const { stdout } = await millrace(['table', '1', '--table', 'stock', ...on]);
  expect(stdout).toMatch(/ opening_quantity .*\n.* {6}0\.000000 /);
  expect((await millrace(['compare', '1', '1', ...on])).stdout).toContain(
    'Version 1 (2026-09) against version 1 (2026-09)',
  );
});

test('lists and reports show times as the clocks of the ledger do', async () => {
  const on = ['--database', await ANY.create()];
  await millrace(['import', await factsFolder(smallFactory), ...on]);
  await millrace(['close', '2026-09', ...on]);
  await millrace(['publish', '1', ...on]);
  const { json } = await millraceJson<{ created_at: string; published_at: string }[]>(['versions', ...on]);
  // Swedes write dates as ISO does.
  const inShanghai = (instant: string) =>
    new Date(instant).toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' }).slice(0, 16);
  for (const [lang, created, published] of [
    ['en', 'created (Asia/Shanghai)', 'Published'],
    ['zh', '创建时间 (Asia/Shanghai)', '发布时间'],
  ]) {
    const { stdout } = await millrace(['versions', ...on, '--lang', lang]);
    expect(stdout).toContain(created);
    expect(stdout).toContain(` ${inShanghai(json[0].created_at)}`);
    const out = join(await temporaryFolder(), 'report.html');
    await millrace(['report', '2026-09', '--html', out, ...on, '--lang', lang]);
    const html = await readFile(out, 'utf8');
    expect(html).toContain(published);
    expect(html).toContain(`${inShanghai(json[0].published_at)} (Asia/Shanghai)`);
    expect(html).not.toContain('UTC');
  }
});

test('a document that is approved after publication is found as well', async () => {
  const on = ['--database', await ANY.create()];
  const draft = movement('M7', '2026-09-27', 'sale', 'BOX', '1', { status: 'draft' });
  const facts = { ...smallFactory, movement: [...smallFactory.movement, draft] };
  await millrace(['import', await factsFolder(facts), ...on]);
  await millrace(['close', '2026-09', ...on]);
  await millrace(['publish', '1', ...on]);
  const approved = { ...draft, status: 'approved' } as const;
  const imported = await millraceJson<{ tables: object[] }>([
    'import',
    '--into-published',
    await factsFolder({ movement: [approved] }),
    ...on,
  ]);
  const changed = { rows: 1, added: 0, changed: 1, removed: 0 };
  expect(imported.json.tables).toEqual([
    { table: 'movement', ...changed, unchanged: 0, periods: [{ period: '2026-09', ...changed }] },
  ]);
  const { json } = await millraceJson<ClosedJson>(['check', '2026-10', ...on]);
  expect(json.findings.map(({ code, wrong }) => `${code}: ${wrong}`)).toContain(
    'fact_came_after_its_period_was_published: approved rows dated in 2026-09 came after it was published and count in no version: 1 (M7)',
  );
});

test('a trial writes nothing, and comes to the hash that the close then has', async () => {
  const on = ['--database', await ANY.create()];
  await millrace(['import', await factsFolder(smallFactory), ...on]);
  const trial = await millraceJson<ClosedJson>(['close', '2026-09', '--trial', ...on]);
  expect(trial.json).not.toHaveProperty('version');
  expect((await millrace(['versions', ...on])).stdout).toBe('there are no versions yet\n');
  const { json } = await millraceJson<ClosedJson>(['close', '2026-09', ...on]);
  expect(json.hash).toBe(trial.json.hash);
});

test.runIf(SERVER.present)(
  `a close sees one snapshot, whatever is committed meanwhile, on ${SERVER.name}`,
  async () => {
    const address = await SERVER.create();
    const on = ['--database', address];
    await millrace(['import', await factsFolder(smallFactory), ...on]);
    const trial = await millraceJson<ClosedJson>(['close', '2026-09', '--trial', ...on]);
    const run = started(['close', '2026-09', '--json', ...on], { env: { MILLRACE_PAUSE_AT: 'before:read:movement' } });
    await run.says('paused at');
    await query(address, `update millrace.movement set quantity = 50 where movement = 'M2'`);
    run.resume();
    const { code, stdout } = await run.ended;
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as ClosedJson).hash).toBe(trial.json.hash);
  },
);

test('init spells out the whole policy, and what it lacks is refused', async () => {
  const folder = await temporaryFolder();
  const at = { cwd: folder };
  expect((await millrace(['init', '--lang', 'zh'], at)).code).toBe(0);
  const file = join(folder, 'millrace.config.json');
  const config = JSON.parse(await readFile(file, 'utf8'));
  expect(config).toMatchObject({
    database: './.data',
    language: 'zh',
    policy: { wip: { method: 'equivalent_units' } },
  });
  expect((await millrace(['versions', '--ledger', 'X'], at)).stderr).toContain('中没有账套 X');
  expect((await millrace(['init'], at)).code).toBe(2);

  const { wip: _, ...rest } = config.policy;
  await writeFile(file, JSON.stringify({ ...config, policy: rest }));
  const { code, stderr } = await millrace(['close', '2026-09'], at);
  expect(code).toBe(2);
  expect(stderr).toContain('policy.wip');
});
