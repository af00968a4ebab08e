import { defaultPolicy } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { policyFile } from './config-file.js';
import { ANY, KINDS, type Kind } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { millrace, millraceJson } from './millrace.js';
import { query } from './postgres.js';
import { pumpFactory } from './pump-factory.js';
import { smallFactory } from './small-factory.js';

interface Listed {
  readonly policies: readonly {
    readonly number: number;
    readonly kind: string;
    readonly reason: string;
    readonly recorded_by: string;
    readonly versions: number;
  }[];
  readonly config: readonly {
    readonly kind: string;
    readonly newest?: number;
    readonly is_newest: boolean;
    readonly differences: readonly { readonly choice: string; readonly one: string; readonly other: string }[];
  }[];
}

async function filled(kind: Kind, facts: Parameters<typeof factsFolder>[0] = smallFactory): Promise<string> {
  const address = await kind.create();
  expect((await millrace(['import', await factsFolder(facts), '--database', address])).code).toBe(0);
  return address;
}

async function listed(address: string, ...more: readonly string[]): Promise<Listed> {
  return (await millraceJson<Listed>(['policies', '--database', address, ...more])).json;
}

async function numbers(address: string): Promise<string[]> {
  const { policies } = await listed(address);
  return policies.map(({ number, kind, versions }) => `${number} ${kind} ${versions}`);
}

describe.each(KINDS)('policies, on $name', (kind: Kind) => {
  test.runIf(kind.present)('are recorded by who closes, where they are others than the newest', async () => {
    const address = await filled(kind);
    const on = ['--database', address];
    const fifo = await policyFile({ valuation: { ...defaultPolicy.valuation, method: 'fifo' } });
    expect(await numbers(address)).toEqual([]);
    expect((await millrace(['policies', ...on])).stdout).toContain('no policy is on record yet');

    await millrace(['close', '2026-09', '--trial', ...on]);
    expect(await numbers(address)).toEqual([]);

    const first = await millrace(['close', '2026-09', '--by', 'li.na', ...on]);
    expect(first.stdout).not.toContain('policy');
    await millrace(['close', '2026-09', ...on]);
    expect(await numbers(address)).toEqual(['1 close 1']);

    // What the config says else is told before it is used, and when it is.
    const before = await listed(address, '--config', fifo);
    expect(before.config[0]).toEqual({
      kind: 'close',
      newest: 1,
      is_newest: false,
      differences: [{ choice: 'valuation.method', one: '"periodic_average"', other: '"fifo"' }],
    });
    const other = await millrace(['close', '2026-09', '--config', fifo, ...on]);
    expect(other.stdout).toContain('another than policy 1, the newest on record, and is policy 2 now');
    // Back to the first: what was used is told, whichever numbers it had.
    const back = await millraceJson<{ version: number; policy: number }>(['close', '2026-09', ...on]);
    expect(back.json).toMatchObject({ version: 1, policy: 3 });
    expect(await numbers(address)).toEqual(['1 close 1', '2 close 1', '3 close 0']);

    const { policies, config } = await listed(address);
    expect(policies[0]).toMatchObject({ reason: 'close 2026-09', recorded_by: 'li.na' });
    expect(config.map(({ kind, newest, is_newest }) => [kind, newest, is_newest])).toEqual([
      ['close', 3, true],
      ['standard', undefined, false],
    ]);
    // Each is computed again by its own.
    for (const version of ['1', '2']) expect((await millrace(['verify', version, ...on])).code).toBe(0);
    expect((await millrace(['audit', 'verify', ...on])).code).toBe(0);
  });

  test.runIf(kind.present)('can be put on record with a reason, once', async () => {
    const address = await filled(kind);
    const record = ['policies', '--record', '--database', address];
    expect((await millrace(record)).stderr).toContain('--reason');
    expect((await millrace([...record, '--reason', ' '])).code).toBe(2);
    expect(await numbers(address)).toEqual([]);
    await millrace([...record, '--reason', 'as the board decided']);
    await millrace([...record, '--reason', 'again']);
    expect(await numbers(address)).toEqual(['1 close 0', '2 standard 0']);
    await millrace(['close', '2026-09', '--database', address]);
    expect(await numbers(address)).toEqual(['1 close 1', '2 standard 0']);
    expect((await listed(address)).policies[0].reason).toBe('as the board decided');
  });

  test.runIf(kind.present)('of standards are theirs, and what is assumed is not part of them', async () => {
    const address = await filled(kind, pumpFactory);
    const roll = ['standard', 'roll', '--kind', 'simulation', '--on', '2026-10-01', '--database', address];
    expect((await millrace([...roll, '--price', 'WIRE=+10%'])).code).toBeLessThan(2);
    expect((await millrace([...roll, '--price', 'WIRE=+20%'])).code).toBeLessThan(2);
    expect(await numbers(address)).toEqual(['1 standard 2']);
    for (const version of ['1', '2']) {
      expect((await millrace(['verify', version, '--database', address])).code).toBe(0);
    }
    const { stderr } = await millrace(['policies', '1', '2', '--database', address]);
    expect(stderr).toContain('has no policy 2');
  });
});

test('policies are shown, compared with one another and with the config, in both languages', async () => {
  const address = await filled(ANY);
  const on = ['--database', address];
  const other = await policyFile({ unit_cost_scale: 4, approval: 'another_person' });
  await millrace(['policies', '--record', '--reason', 'first', ...on]);
  await millrace(['policies', '--record', '--reason', 'second', '--config', other, ...on]);
  const lines = async (...args: readonly string[]) =>
    (await millrace(['policies', ...args, ...on])).stdout.split('\n').map((line) => line.trim().split(/ {2,}/));
  expect(await lines('1', '3')).toEqual([
    ['choice', 'policy 1', 'policy 3'],
    ['unit_cost_scale', '6', '4'],
    ['approval', '"anyone"', '"another_person"'],
    [''],
  ]);
  expect(await lines('3', 'config', '--lang', 'zh')).toEqual([
    ['选项', '政策 3', '配置'],
    ['unit_cost_scale', '4', '6'],
    ['approval', '"another_person"', '"anyone"'],
    [''],
  ]);
  expect(await lines('1', 'config')).toEqual([['they choose the same'], ['']]);
  expect((await millrace(['policies', '1', ...on])).stdout).toContain('"unit_cost_scale": 6');
  const all = (await millrace(['policies', '--lang', 'zh', ...on])).stdout;
  expect(all).toContain('配置中的结算政策与最近记录的政策 3 不同：');
  expect(all).toContain('配置中的标准成本政策与最近记录的政策 2 相同');
  expect((await millrace(['policies', '1', '2', ...on])).stderr).toContain('are of two kinds');
  expect((await millrace(['policies', '--record', '1', '--reason', 'x', ...on])).code).toBe(2);
});

test.runIf(ANY.present)('the database holds to what a policy on record is', async () => {
  const address = await filled(ANY);
  await millrace(['close', '2026-09', '--database', address]);
  const insert = (reason: string) =>
    `insert into millrace.policy select ledger, 7, kind, '{}', 'x', '${reason}', '2000-01-01', 'other', 'other' from millrace.policy`;
  await expect(query(address, insert(' '))).rejects.toThrow('needs a reason');
  await query(address, insert('by hand'));
  const rows = await query<Record<string, string>>(
    address,
    `select policy, recorded_by = 'other' or recorded_as = 'other' or recorded_at < now() - interval '1 day' as forged
     from millrace.policy order by policy`,
  );
  expect(rows.map(({ policy, forged }) => [Number(policy), forged])).toEqual([
    [1, false],
    [2, false],
  ]);
});
