import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Database } from '@millrace/store';
import { describe, expect, test } from 'vitest';
import { Month } from '../factory/month.js';
import { ANY, KINDS, type Kind } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { temporaryFolder } from './folders.js';
import { millrace, millraceJson } from './millrace.js';

const SHORT = 'stock_must_not_fall_below_zero';

/** Two items that are sold before they are there: two errors of one code. */
const short = new Month('2026-09').buy('A', '1', '10.00').sell('A', '3').buy('B', '1', '10.00').sell('B', '2');

const UNTIL = ['--until', '2099-12-31'];
const WHY = ['--reason', 'counted on the 30th'];

interface Told {
  readonly findings: readonly { code: string; table: string; key: string; waived?: object }[];
  readonly in_spite_of: readonly { code: string; key: string; waived: { waiver?: number; by: string } }[];
}

async function closed(kind: Kind = ANY): Promise<string[]> {
  const on = ['--database', await kind.create(), '--by', 'Li Na'];
  expect((await millrace(['import', await factsFolder({ ...short.rows }), ...on])).code).toBe(0);
  expect((await millrace(['close', '2026-09', ...on])).code).toBe(1);
  return on;
}

/** Which rows are short and not waived, as check tells them. */
async function unwaived(on: readonly string[], ...more: string[]): Promise<string[]> {
  const { json } = await millraceJson<Told>(['check', '2026-09', ...more, ...on]);
  return json.findings.filter(({ code, waived }) => code === SHORT && waived === undefined).map(({ key }) => key);
}

test.each([
  [1, ['--table', 'movement', '--row', 'the first']],
  [2, ['--table', 'movement']],
  [2, []],
  [0, ['--table', 'work_report']],
])('%i of two findings fall under a waiver by %j, listed and counted alike', async (held, more) => {
  const on = await closed();
  const [first] = await unwaived(on);
  const args = more.map((word) => (word === 'the first' ? first : word));
  const { code, stdout } = await millrace(['waive', SHORT, ...args, ...UNTIL, ...WHY, ...on]);
  expect([code, stdout]).toEqual([0, expect.stringContaining(`fall under it: ${held}`)]);
  const { json } = await millraceJson<Told & { waived: number }>(['findings', '2026-09', ...on]);
  expect([json.waived, json.findings.filter(({ waived }) => waived !== undefined).length]).toEqual([held, held]);
});

describe.each(KINDS)('on $name', (kind: Kind) => {
  test.runIf(kind.present)('an error is waived row by row, told as waived everywhere, and published', async () => {
    const on = await closed(kind);
    const [a, b] = await unwaived(on);
    expect((await millrace(['publish', '1', ...on])).stdout).toContain('errors that nobody waived');
    const row = (key: string) => ['waive', SHORT, '--table', 'movement', '--row', key, ...UNTIL, ...WHY, ...on];
    const first = await millrace(row(a));
    expect([first.code, first.stdout]).toEqual([
      0,
      expect.stringContaining('findings of the last runs that fall under it: 1'),
    ]);
    expect(await unwaived(on)).toEqual([b]);
    expect((await millrace(['check', '2026-09', ...on])).code).toBe(1);
    const refused = await millraceJson<Told>(['publish', '1', ...on]);
    expect([refused.code, refused.json.findings.map(({ key }) => key)]).toEqual([1, [b]]);
    expect((await millrace(row(b))).code).toBe(0);

    // Waived is not silent: check, close and findings tell who, until when and why; a close with errors still exits with 1.
    const check = await millrace(['check', '2026-09', ...on]);
    expect([check.code, check.stdout]).toEqual([0, expect.stringContaining('waived among them: 2')]);
    expect(check.stdout).toContain('waived by Li Na until 2099-12-31 (waiver 1): counted on the 30th');
    const close = await millrace(['close', '2026-09', ...on]);
    expect([close.code, close.stdout]).toEqual([1, expect.stringContaining('(waiver 2): counted on the 30th')]);
    expect(close.stdout).toContain('publish it with: millrace publish 1');
    const listed = await millraceJson<Told & { open: number; waived: number }>(['findings', '2026-09', ...on]);
    expect(listed.json).toMatchObject({ open: 2, waived: 2 });
    expect(listed.json.findings.map(({ waived }) => waived)).toEqual([
      { waiver: 1, by: 'Li Na', until: '2099-12-31', reason: 'counted on the 30th' },
      { waiver: 2, by: 'Li Na', until: '2099-12-31', reason: 'counted on the 30th' },
    ]);
    const chinese = await millrace(['check', '2026-09', '--lang', 'zh', ...on]);
    expect(chinese.stdout).toContain('已由 Li Na 豁免至 2099-12-31（豁免 1）：counted on the 30th');
    const html = join(await temporaryFolder(), 'report.html');
    expect((await millrace(['report', '1', '--html', html, ...on])).code).toBe(0);
    const report = await readFile(html, 'utf8');
    for (const text of ['2 waived', '2 项已豁免', 'waived by Li Na until 2099-12-31: counted on the 30th']) {
      expect(report).toContain(text);
    }
    expect(report).toContain('已由 Li Na 豁免至 2099-12-31：counted on the 30th');
    const every = await millraceJson<{ ledgers: readonly object[] }>(['close-all', '2026-09', ...on]);
    expect([every.code, every.json.ledgers[0]]).toEqual([1, expect.objectContaining({ errors: 2, publishable: true })]);

    const published = await millraceJson<Told>(['publish', '1', ...on]);
    expect([published.code, published.json.in_spite_of.map(({ waived }) => waived.waiver)]).toEqual([0, [1, 2]]);
    const audit = await millrace(['audit', 'verify', ...on]);
    expect([audit.code, audit.stdout]).toEqual([0, expect.stringContaining('is whole')]);
  });

  test.runIf(kind.present)('a waiver that has ended, is over, or is of another period holds no more', async () => {
    const on = await closed(kind);
    const waive = (...more: string[]) => millrace(['waive', SHORT, ...UNTIL, ...WHY, ...more, ...on]);
    expect((await waive('--period', '2026-09')).code).toBe(0);
    expect(await unwaived(on)).toEqual([]);
    const ended = await millrace(['waive', '--end', '1', '--reason', 'it was counted wrong', ...on]);
    expect([ended.code, ended.stdout]).toEqual([0, expect.stringContaining('waiver 1')]);
    expect(await unwaived(on)).toHaveLength(2);
    expect((await millrace(['publish', '1', ...on])).code).toBe(1);
    expect((await millrace(['waive', '--end', '1', ...WHY, ...on])).stderr).toContain('ended already, by Li Na');

    await waive();
    expect(await unwaived(on)).toEqual([]);
    await behindTheGuards(on[1], `update millrace.waiver set until = '2020-01-01'`);
    expect(await unwaived(on)).toHaveLength(2);
    expect((await millrace(['publish', '1', ...on])).code).toBe(1);
    const standing = await millrace(['waivers', ...on]);
    expect(standing.stdout).toContain('nothing is waived');
    const all = await millrace(['waivers', '--all', ...on]);
    expect(all.stdout).toMatch(/1 +stock_must_not_fall_below_zero.*ended by Li Na: it was counted wrong/);
    expect(all.stdout).toMatch(/3 +stock_must_not_fall_below_zero.*over/);
  });

  test.runIf(kind.present)('the record of waivers is only added to, and any other change is found', async () => {
    const on = await closed(kind);
    await millrace(['waive', SHORT, ...UNTIL, ...WHY, ...on]);
    await millrace(['waive', '--end', '1', ...WHY, ...on]);
    const database = await Database.open(on[1], 'test');
    try {
      const put = (cells: string) => `insert into millrace.waiver values (${cells}, now(), '', '')`;
      for (const statement of [
        `update millrace.waiver set until = '2099-01-01'`,
        'delete from millrace.waiver',
        'truncate millrace.waiver',
        put(`'L', 0, null, '${SHORT}', '', '', '', '2020-01-01', 'x'`),
        put(`'L', 0, null, '${SHORT}', '', '', '', '2099-01-01', ' '`),
        put(`'L', 0, null, '${SHORT}', '', '', 'P · A', '2099-01-01', 'x'`),
        put(`'L', 0, 9, '${SHORT}', '', '', '', '2099-01-01', 'x'`),
        put(`'M', 0, null, '${SHORT}', '', '', '', '2099-01-01', 'x'`),
      ]) {
        await expect(database.script(statement), statement).rejects.toMatchObject({ code: '23001' });
      }
    } finally {
      await database.close();
    }
    expect((await millrace(['audit', 'verify', ...on])).code).toBe(0);
    for (const change of [
      `set waived_by = 'CFO'`,
      `set key = 'other'`,
      `set until = '2098-01-01'`,
      'set ends = null',
    ]) {
      await behindTheGuards(on[1], `update millrace.waiver ${change}`);
      const { code, stdout } = await millrace(['audit', 'verify', ...on]);
      expect([change, code, stdout]).toEqual([change, 1, expect.stringContaining('the waivers of L')]);
    }
  });
});

async function behindTheGuards(address: string, statement: string): Promise<void> {
  const database = await Database.open(address, 'test');
  await database.script(
    `alter table millrace.waiver disable trigger user; ${statement}; alter table millrace.waiver enable trigger user`,
  );
  await database.close();
}

test.each([
  ['a code that there is none of', ['stock_must_not_fall_below_zer', ...UNTIL, ...WHY], `names it (${SHORT})`],
  ['what is fatal', ['number_must_be_plain', ...UNTIL, ...WHY], 'is fatal and can not be waived'],
  ['a day that is over', [SHORT, '--until', '2020-01-01', ...WHY], '"2020-01-01" is none, or is over'],
  ['no day', [SHORT, ...WHY], 'a waiver holds until a day'],
  ['no reason', [SHORT, ...UNTIL], 'need a reason'],
  ['an empty reason', [SHORT, ...UNTIL, '--reason', ' '], 'need a reason'],
  ['a row without its table', [SHORT, '--row', 'P · A', ...UNTIL, ...WHY], 'add --table'],
  ['a period that there is none of', [SHORT, '--period', '1999-01', ...UNTIL, ...WHY], 'has no period 1999-01'],
  ['a code and an end', [SHORT, '--end', '1', ...WHY], '--end 3'],
  ['neither', WHY, '--end 3'],
  ['a waiver that there is none of', ['--end', '7', ...WHY], 'has no waiver 7'],
  ['an end without a number', ['--end', 'x', ...WHY], '"x"'],
])('waive refuses %s', async (_, args, says) => {
  const on = ['--database', await ANY.create()];
  await millrace(['import', await factsFolder({ ...short.rows }), ...on]);
  const { code, stderr } = await millrace(['waive', ...args, ...on]);
  expect([code, stderr]).toEqual([2, expect.stringContaining(says)]);
  expect((await millraceJson<unknown[]>(['waivers', ...on])).json).toEqual([]);
});

test('a waiver of the policy may be of one row and have a last day, from files too', async () => {
  const folder = await temporaryFolder();
  const config = join(folder, 'millrace.config.json');
  await millrace(['init', '--database', join(folder, 'db'), '--config', config, '--ledger', 'L']);
  const from = ['--from', await factsFolder({ ...short.rows })];
  const [a, b] = await unwaived(from);
  const written = JSON.parse(await readFile(config, 'utf8'));
  const left = async (waiver: object) => {
    written.policy.waivers = [{ code: SHORT, by: 'CFO', reason: 'counted', ...waiver }];
    await writeFile(config, JSON.stringify(written));
    return unwaived([...from, '--config', config]);
  };
  expect(await left({})).toEqual([]);
  expect(await left({ table: 'movement', row: a })).toEqual([b]);
  expect(await left({ until: '2099-01-01' })).toEqual([]);
  expect(await left({ until: '2020-01-01' })).toEqual([a, b]);
  for (const wrong of [{ row: a }, { until: '2026-13-01' }]) {
    written.policy.waivers = [{ code: SHORT, by: 'CFO', reason: 'counted', ...wrong }];
    await writeFile(config, JSON.stringify(written));
    expect((await millrace(['check', '2026-09', ...from, '--config', config])).code).toBe(2);
  }
  written.policy.waivers = [{ code: 'stock_must_not_fal_below_zero', by: 'CFO', reason: 'counted' }];
  await writeFile(config, JSON.stringify(written));
  const { code, stdout } = await millrace(['check', '2026-09', ...from, '--config', config]);
  expect([code, stdout]).toEqual([2, expect.stringContaining(`did you mean "${SHORT}"`)]);
});
