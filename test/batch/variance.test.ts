import { expect, test } from 'vitest';
import { factsFolder } from './facts-folder.js';
import { millrace, millraceJson } from './millrace.js';
import { smallFactory } from './small-factory.js';

/** A box should cost 110.00 of material and 100.00 of labour. */
const facts = {
  ...smallFactory,
  item_price: [
    ['RAW', 'material', '9.00'],
    ['BOX', 'material', '110.00'],
    ['BOX', 'labour', '100.00'],
  ].map(([item, element, price]) => ({
    plant: 'P1',
    item,
    element,
    kind: 'standard' as const,
    valid_from: '2026-01-01',
    per_quantity: '1',
    price,
  })),
};

test('millrace variance shows an order by cause, for people and for programs', async () => {
  const folder = await factsFolder(facts);
  const command = ['variance', '2026-09', '--from', folder];
  const { code, json } = await millraceJson<{ variances: readonly Record<string, string>[] }>(command);
  expect(code).toBe(0);
  const own = json.variances.filter(({ object }) => object === 'O1');
  expect(own.every(({ object_kind }) => object_kind === 'order')).toBe(true);
  // 5 of 10 boxes: half of 60 kg for 600.00, and labour by 5 + 2.5 equivalent units of 750.00, against 5 × 210.00.
  const total = own.reduce((sum, { amount }) => sum + BigInt(amount.replace('.', '')), 0n);
  expect(total).toBe(30_000n + 50_000n - 105_000n);

  const csv = await millrace([...command, '--csv']);
  expect(csv.stdout.split('\n')[0]).toBe('object_kind,object,component,element,kind,quantity,amount');
  expect(csv.stdout.trim().split('\n')).toHaveLength(1 + json.variances.length);
  const none = await millrace([...command, '--centre', 'C1']);
  expect([none.code, none.stdout]).toEqual([0, expect.stringContaining('no variances')]);
  for (const [option, meant] of [
    ['order', 'O1'],
    ['item', 'RAW'],
    ['centre', 'C1'],
  ]) {
    const unknown = await millrace([...command, `--${option}`, `${meant}X`]);
    expect([unknown.code, unknown.stderr]).toEqual([
      2,
      expect.stringContaining(`write it like one of these: ${meant}`),
    ]);
  }
  const shown = await millrace([...command, '--order', 'O1', '--lang', 'zh']);
  expect(shown.stdout).toContain('其他差异');
});

test('an order of which an output has no standard price is named, in both languages', async () => {
  const item_price = facts.item_price.filter(({ item }) => item !== 'BOX');
  const command = ['variance', '2026-09', '--from', await factsFolder({ ...facts, item_price })];
  const { json } = await millraceJson<{ orders_without_standard: readonly string[] }>(command);
  expect(json.orders_without_standard).toEqual(['O1']);
  const [english, chinese] = [await millrace(command), await millrace([...command, '--lang', 'zh'])];
  expect(english.stdout).toContain('1 order has none, since what came of it has no standard price: O1');
  expect(chinese.stdout).toContain('1 张工单的产品没有标准价，不计算差异：O1');
  const other = await millrace([...command, '--item', 'RAW']);
  expect(other.stdout).not.toContain('O1');
});
