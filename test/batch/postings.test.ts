import { join } from 'node:path';
import type { Journal, JournalLine } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../docs/blocks.js';
import { ANY, KINDS, type Kind, SERVER } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { temporaryFolder } from './folders.js';
import { millrace, millraceJson } from './millrace.js';
import { query } from './postgres.js';
import { readWorkbook } from './read-workbook.js';

const EXAMPLE = join(ROOT, 'docs', 'example');

interface Posting {
  readonly number: number;
  readonly version: number;
  readonly against?: number;
  readonly debit: string;
  readonly hash: string;
  readonly document: string;
  readonly by: string;
  readonly reversed?: { readonly by: string; readonly reason: string };
}

interface Told extends Journal {
  readonly against?: number;
  readonly posting?: number;
  readonly posted?: Posting;
  readonly now?: Posting;
}

interface Verified {
  readonly same: boolean;
  readonly journals: readonly { readonly posting: number; readonly document: string; readonly same: boolean }[];
}

/** The example, closed and published; then its LEDs cost 15.00 more for each of `more` versions, each published in its turn. */
async function published(address: string, more: number): Promise<void> {
  const run = async (...args: readonly string[]) => {
    const { code, stderr } = await millrace([...args, '--database', address]);
    expect(code, `${args.join(' ')}: ${stderr}`).toBe(0);
  };
  if (more === 0) {
    await run('import', EXAMPLE);
    await run('close', '2026-09');
    return run('publish', '1');
  }
  const late = { movement: 'M-0902', ledger: 'L1', element: 'material', amount: `${900 + 15 * more}.00` };
  await run('import', await factsFolder({ movement_amount: [late] }), '--into-published');
  await run('close', '2026-09');
  await run('publish', String(1 + more), '--replace', '--reason', 'late invoice');
}

describe.each(KINDS)('posted journals, on $name', (kind: Kind) => {
  test.runIf(kind.present)('a later version gives what differs from the journal that was posted', async () => {
    const address = await kind.create();
    const on = ['--database', address];
    const run = <T = Told>(...args: readonly string[]) => millraceJson<T>([...args, ...on]);
    await published(address, 0);
    const first = (await run('journal', '1', '--post', '--document', 'JV-1', '--by', 'li.na')).json;
    expect([first.against, first.posting]).toEqual([undefined, 1]);

    // It is told, and posted once.
    const again = await millrace(['journal', '1', '--post', ...on]);
    expect(again.code).toBe(1);
    expect(again.stderr).toMatch(/version 1 is posted already, by li\.na at \S+ as JV-1/);
    const shown = (await run('journal', '1')).json;
    expect([shown.hash, shown.against, shown.posted?.document]).toEqual([first.hash, undefined, 'JV-1']);

    // Version 2 is published and never posted: what version 3 differs from is version 1 all the same.
    await published(address, 1);
    expect((await run('journal', '2')).json.against).toBe(1);
    await published(address, 2);
    const { json: third } = await run('journal', '2026-09');
    expect([third.against, third.now?.number, third.posted]).toEqual([1, 1, undefined]);
    expect(third.debit).toBe(third.credit);
    expect(third.lines.slice(0, 2).map(({ account, item, debit, credit }) => [account, item, debit, credit])).toEqual([
      ['1403', 'LED', '30.00', ''],
      ['1402', 'LED', '', '30.00'],
    ]);
    const { json: whole } = await run('journal', '3', '--whole');
    expect(sumsOf(shown.lines, third.lines)).toEqual(sumsOf(whole.lines));
    const files = await temporaryFolder();
    await millrace(['journal', '3', '--xlsx', join(files, 'late.xlsx'), ...on]);
    expect((await readWorkbook(join(files, 'late.xlsx'))).get('Journal')).toHaveLength(1 + third.lines.length);
    const csv = (await millrace(['journal', '3', '--csv', ...on])).stdout.trim().split('\n');
    expect(csv).toHaveLength(1 + third.lines.length);

    // What isn't published is not posted.
    const superseded = await millrace(['journal', '2', '--post', ...on]);
    expect([superseded.code, superseded.stderr]).toEqual([1, expect.stringContaining('version 2 is superseded')]);
    expect((await run('journal', '3', '--post')).json.posting).toBe(2);
    const { postings } = (await run<{ postings: Posting[] }>('postings', '2026-09')).json;
    expect(
      postings.map(({ number, version, against, document, by }) => [number, version, against, document, by]),
    ).toEqual([
      [1, 1, undefined, 'JV-1', 'li.na'],
      [2, 3, 1, '', expect.any(String)],
    ]);
    expect([postings[0].debit, postings[1].debit, postings[1].hash]).toEqual([first.debit, third.debit, third.hash]);
    // Each is made again of its version, a difference of both.
    const verified = async (version: string) => {
      const { code, json } = await run<Verified>('verify', version);
      return [code, json.same, ...json.journals.map(({ posting, document, same }) => [posting, document, same])];
    };
    expect(await verified('1')).toEqual([0, true, [1, 'JV-1', true]]);
    expect(await verified('2')).toEqual([0, true]);
    expect(await verified('3')).toEqual([0, true, [2, '', true]]);
    expect((await run('audit', 'verify')).code).toBe(0);
  });

  test.runIf(kind.present)('what was reversed in the general ledger leaves what was there before', async () => {
    const address = await kind.create();
    const on = ['--database', address];
    const run = <T = Told>(...args: readonly string[]) => millraceJson<T>([...args, ...on]);
    await published(address, 0);
    expect((await millrace(['journal', '1', '--reversed', '--reason', 'x', ...on])).stderr).toContain('is not the one');
    await run('journal', '1', '--post');
    await published(address, 1);
    await run('journal', '2', '--post', '--document', 'JV-2');
    expect((await millrace(['journal', '1', '--reversed', '--reason', 'x', ...on])).code).toBe(2);
    expect((await millrace(['journal', '2', '--reversed', ...on])).code).toBe(2);
    const { stdout } = await millrace(['journal', '2', '--reversed', '--reason', 'wrong period', ...on]);
    expect(stdout).toContain('posting 2 of version 2 was reversed');
    expect(stdout).toContain('the general ledger has the journal of version 1 (posting 1)');
    const { json } = await run('journal', '2');
    expect([json.against, json.posted]).toEqual([1, undefined]);
    expect((await run('journal', '2', '--post')).json.posting).toBe(4);
    const listed = (await millrace(['postings', '--lang', 'zh', ...on])).stdout;
    expect(listed).toMatch(/冲销：wrong period/);
    expect((await run('audit', 'verify')).code).toBe(0);
  });
});

test('a draft shows what it would change, and is not posted', async () => {
  const address = await ANY.create();
  const on = ['--database', address];
  await millrace(['import', EXAMPLE, ...on]);
  await millrace(['close', '2026-09', ...on]);
  expect((await millrace(['postings', ...on])).stdout).toContain('no journal was posted yet');
  const draft = await millrace(['journal', '1', '--post', '--lang', 'zh', ...on]);
  expect([draft.code, draft.stderr]).toEqual([1, expect.stringContaining('只有该期间已发布的版本可以过账')]);
  for (const wrong of [
    ['--post', '--against', '1'],
    ['--post', '--whole'],
    ['--post', '--reversed', '--reason', 'x'],
    ['--document', 'JV-1'],
    ['--reason', 'x'],
  ]) {
    expect((await millrace(['journal', '1', ...wrong, ...on])).code, wrong.join(' ')).toBe(2);
  }
  expect((await millrace(['journal', '2026-09', '--from', EXAMPLE, '--post'])).code).toBe(2);
});

test.runIf(ANY.present)('the database holds to what a posting is', async () => {
  const address = await ANY.create();
  await published(address, 0);
  await millrace(['journal', '1', '--post', '--database', address]);
  const insert = (cells: string) =>
    query(address, `insert into millrace.journal_posting values ('L1', 9, ${cells}, '2000-01-01', 'other', 'other')`);
  await expect(insert(`null, '2026-09', 1, null, 1, 1, 1, 'h', '', ''`)).rejects.toThrow('stands');
  await expect(insert(`null, '2026-09', 1, 1, 1, 1, 1, 'h', '', ''`)).rejects.toThrow('stands');
  await expect(insert(`null, '2026-10', 1, null, 1, 1, 1, 'h', '', ''`)).rejects.toThrow('not the published one');
  await expect(insert(`1, '2026-09', 1, null, 1, 1, 1, 'h', '', ' '`)).rejects.toThrow('needs a reason');
  await insert(`1, '2026-09', 1, null, 1, 1, 1, 'h', '', 'by hand'`);
  await expect(insert(`1, '2026-09', 1, null, 1, 1, 1, 'h', '', 'again'`)).rejects.toThrow('not the last');
  const [row] = await query<Record<string, string>>(
    address,
    `select posting, posted_by = 'other' or posted_as = 'other' or posted_at < now() - interval '1 day' as forged, hash = 'h' as h
     from millrace.journal_posting where reverses = 1`,
  );
  expect([Number(row.posting), row.forged, row.h]).toEqual([2, false, false]);
});

/** What journals bring to each side of an account, together. */
function sumsOf(...journals: readonly (readonly JournalLine[])[]): [string, bigint][] {
  const sums = new Map<string, bigint>();
  for (const { entry, line, debit, credit, quantity, ...of } of journals.flat()) {
    const key = JSON.stringify([of, debit === '']);
    sums.set(key, (sums.get(key) ?? 0n) + BigInt((debit + credit).replace('.', '')));
  }
  return [...sums].filter(([, sum]) => sum !== 0n).sort(([a], [b]) => (a < b ? -1 : 1));
}

test.runIf(SERVER.present)('a posted journal that is not what its version gives is told by verify', async () => {
  const address = await SERVER.create();
  const on = ['--database', address];
  await published(address, 0);
  await millrace(['journal', '1', '--post', '--document', 'JV-1', '--by', 'li.na', ...on]);
  expect((await millrace(['verify', '1', ...on])).stdout).toContain('the journal of posting 1 (JV-1) is what it gives');
  // Whoever may do anything says that another amount was posted.
  await query(address, 'alter table millrace.journal_posting disable trigger user');
  await query(address, 'update millrace.journal_posting set debit = debit + 1, credit = credit + 1');
  await query(address, 'alter table millrace.journal_posting enable trigger user');
  const { code, stdout } = await millrace(['verify', '1', ...on]);
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /the journal of posting 1 \(JV-1\) by li\.na at \S+ is not what it gives: posted were \d+ lines of /,
  );
  const all = await millraceJson<{ same: number; versions: readonly Verified[] }>(['verify', '--all', ...on]);
  expect([all.code, all.json.same, all.json.versions[0].journals[0].same]).toEqual([1, 0, false]);
  const zh = await millrace(['verify', '1', '--lang', 'zh', ...on]);
  expect(zh.stdout).toContain('第 1 次过账的凭证（JV-1）（li.na，');
});
