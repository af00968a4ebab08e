import { expect, test } from 'vitest';
import { ANY } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { millrace, millraceJson } from './millrace.js';
import { smallFactory } from './small-factory.js';

interface WhatIf {
  readonly items: readonly { readonly item: string; readonly change: string }[];
  readonly changes: readonly { readonly change: string; readonly causes: readonly { kind: string; part: string }[] }[];
}

test('millrace what-if shows what a price moves, names it as the cause, and writes nothing', async () => {
  const on = ['--database', await ANY.create()];
  expect((await millrace(['import', await factsFolder(smallFactory), ...on])).code).toBe(0);
  expect((await millrace(['close', '2026-09', ...on])).code).toBe(0);
  const versions = await millrace(['versions', ...on]);

  const what = ['what-if', '2026-09', '--price', 'RAW=+10%'];
  const { code, json, stderr } = await millraceJson<WhatIf>([...what, '--why', 'BOX', ...on]);
  expect(code, stderr).toBe(0);
  const moved = json.items.filter(({ change }) => Number(change) !== 0).map(({ item }) => item);
  expect(moved).toContain('RAW');
  const [{ change, causes }] = json.changes;
  expect(Number(change)).not.toBe(0);
  const kinds = new Set(causes.map(({ kind }) => kind));
  kinds.delete('rounding');
  expect(kinds).toEqual(new Set(['purchase_price']));
  const millionths = (text: string) => BigInt(text.replace('.', ''));
  expect(causes.reduce((sum, { part }) => sum + millionths(part), 0n)).toBe(millionths(change));
  expect((await millrace(['versions', ...on])).stdout).toBe(versions.stdout);

  // Nothing assumed of the month is the month itself.
  const same = await millraceJson<WhatIf>(['what-if', '2026-09', '--price', 'RAW=0%', '--why', 'BOX', ...on]);
  expect(same.json.items.every((item) => Number(item.change) === 0)).toBe(true);
  expect(same.json.changes[0].causes).toEqual([]);

  // At its own rates a centre costs what it did.
  const own = await millraceJson<WhatIf>(['what-if', '2026-09', '--rate', 'C1=2026-09', '--why', 'BOX', ...on]);
  expect(own.code, own.stderr).toBe(0);
  expect(own.json.changes[0].causes).toEqual([]);

  for (const [args, says] of [
    [[], 'nothing is assumed'],
    [['--price', 'RAW=12.50'], '"RAW=12.50" is nothing that --price takes'],
    [['--pool', 'NONE=+1%'], 'there is nothing that the assumption could change'],
    [['--rate', 'NONE=2026-09'], 'there is nothing that the assumption could change: centre NONE'],
    [['--rate', 'C1=2025-01'], '2025-01 of ledger'],
    [['--rate', 'C1'], '"C1" is nothing that --rate takes'],
    [['--price', 'RAW=+1%', '--item', 'NOPE'], 'has no cost of NOPE'],
    [['--price', 'RAW=+1%', '--plant', 'NOPE'], 'NOPE'],
    [['--price', `RAW=+${'9'.repeat(20)}%`], 'too large to be counted exactly'],
  ] as const) {
    const refused = await millrace(['what-if', '2026-09', ...args, ...on]);
    expect([refused.code, refused.stderr], args.join(' ')).toEqual([2, expect.stringContaining(says)]);
  }
});
