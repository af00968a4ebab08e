import { describe, expect, test } from 'vitest';
import { ANY } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { millrace, millraceJson } from './millrace.js';
import { smallFactory } from './small-factory.js';

interface History {
  readonly plant: string;
  readonly item: string;
  readonly months: readonly {
    readonly period: string;
    readonly version: number;
    readonly unit_cost?: string;
    readonly change?: string;
    readonly elements?: readonly { readonly element: string; readonly unit_cost: string }[];
    readonly causes?: readonly { readonly part: string }[];
  }[];
}

/** Two published months of the small factory. */
async function published(): Promise<string[]> {
  const on = ['--database', await ANY.create()];
  expect((await millrace(['import', await factsFolder(smallFactory), ...on])).code).toBe(0);
  for (const period of ['2026-09', '2026-10']) {
    await millrace(['close', period, ...on]);
    expect((await millrace(['publish', period, ...on])).code).toBe(0);
  }
  return on;
}

describe('millrace history', () => {
  test('shows each published month as its table of unit costs does, and why it moved: the causes add up', async () => {
    const on = await published();
    const { code, json, stderr } = await millraceJson<History>(['history', 'BOX', '--why', ...on]);
    expect(code, stderr).toBe(0);
    expect(json.months.map(({ period, version }) => [period, version])).toEqual([
      ['2026-09', 1],
      ['2026-10', 2],
    ]);
    for (const { period, unit_cost } of json.months) {
      const { json: table } = await millraceJson<{ unit_cost: { basis: string; unit_cost: string }[] }>([
        'table',
        period,
        '--item',
        'BOX',
        ...on,
      ]);
      expect(table.unit_cost.map((row) => row.unit_cost)).toContain(unit_cost);
    }
    const [first, second] = json.months;
    expect(first).toMatchObject({ change: '' });
    expect(first.causes).toBeUndefined();
    const millionths = (text: string | undefined) => BigInt((text ?? '').replace('.', ''));
    expect(millionths(second.change)).toBe(millionths(second.unit_cost) - millionths(first.unit_cost));
    const parts = second.causes ?? [];
    expect(parts.length).toBeGreaterThan(0);
    expect(parts.reduce((sum, { part }) => sum + millionths(part), 0n)).toBe(millionths(second.change));

    const csv = await millrace(['history', 'BOX', '--csv', '--lang', 'zh', ...on]);
    expect(csv.stdout.split(/\r?\n/)[0]).toMatch(/^会计期间,版本,口径,数量,单位成本,变动/);
    expect(csv.stdout.trim().split(/\r?\n/).length).toBe(3);
    const printed = await millrace(['history', 'BOX', ...on]);
    expect(printed.stdout).toMatch(/2026-09 +1 +made/);
  });

  test('refuses an item that never had a cost, and a ledger where nothing is published', async () => {
    const on = await published();
    const unknown = await millrace(['history', 'BOXX', ...on]);
    expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('has no cost of BOXX')]);
    const empty = ['--database', await ANY.create()];
    await millrace(['import', await factsFolder(smallFactory), ...empty]);
    const none = await millrace(['history', 'BOX', ...empty]);
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('no period of ledger CN01 is published')]);
  });
});
