import { beforeAll, describe, expect, test } from 'vitest';
import { policyFile } from './config-file.js';
import { ANY } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { millrace, millraceJson } from './millrace.js';
import { movement, smallFactory } from './small-factory.js';

/** Three of the five boxes of September, 300.00 of material and 500.00 of labour, go into a crate as one element. */
const facts = {
  ...smallFactory,
  cost_element: [
    ...smallFactory.cost_element,
    { element: 'semi', name: 'Boxes', name_zh: '自制半成品', class: 'material' as const, position: '3' },
  ],
  item: [
    ...smallFactory.item.map((row) => (row.item === 'BOX' ? { ...row, semi_element: 'semi' } : row)),
    { item: 'CRATE', name: 'Crate', name_zh: '木箱', unit: 'pc', supply: 'made' as const, valued: 'true' as const },
  ],
  production_order: [
    ...smallFactory.production_order,
    { ...smallFactory.production_order[0], order: 'O2', item: 'CRATE', quantity_planned: '1' },
  ],
  movement: [
    ...smallFactory.movement,
    movement('M7', '2026-09-26', 'issue', 'BOX', '3', { order: 'O2' }),
    movement('M8', '2026-09-27', 'completion', 'CRATE', '1', { order: 'O2' }),
  ],
};

describe('millrace table --restored', () => {
  let on: string[];
  beforeAll(async () => {
    const config = await policyFile({ step_costing: { carry: 'combined' } });
    on = ['--database', await ANY.create(), '--config', config];
    await millrace(['import', await factsFolder(facts), ...on]);
    await millrace(['close', '2026-09', ...on]);
  });

  test('shows what was made by original elements, and how that was worked out, to programs', async () => {
    const command = ['table', '2026-09', '--restored', '--item', 'CRATE', ...on];
    const { code, json } = await millraceJson<Record<string, readonly Record<string, string>[]>>(command);
    expect(code).toBe(0);
    const crate = { plant: 'P1', item: 'CRATE', quantity: '1.000000' };
    expect(json.unit_cost_restored).toEqual([
      { ...crate, element: 'material', carried: '0.00', restored: '180.00', unit_cost: '180.000000' },
      { ...crate, element: 'labour', carried: '0.00', restored: '300.00', unit_cost: '300.000000' },
      { ...crate, element: 'semi', carried: '480.00', restored: '0.00', unit_cost: '0.000000' },
    ]);
    const step = { plant: 'P1', item: 'CRATE', level: 1, semi: 'semi', by: 'this_month', rate: '0.600000000' };
    expect(json.restored_cost).toEqual([
      { ...step, element: 'material', amount: '180.00', share: '0.375000000' },
      { ...step, element: 'labour', amount: '300.00', share: '0.625000000' },
    ]);
    expect(json.not_restored).toEqual([]);
  });

  test('and to people, in both languages, with the total kept', async () => {
    const shown = await millrace(['table', '2026-09', '--restored', ...on]);
    expect(shown.stdout).toMatch(/CRATE\s.*\stotal\s+480\.00\s+480\.00/);
    expect(shown.stdout).toMatch(/made this month\s+0\.600000\s+labour\s+62\.50\s+300\.00/);
    const chinese = await millrace(['table', '2026-09', '--restored', '--lang', 'zh', ...on]);
    expect(chinese.stdout).toMatch(/木箱.*合计\s+480\.00\s+480\.00/);
    expect(chinese.stdout).toContain('还原率');
  });

  test('as CSV', async () => {
    const { stdout } = await millrace(['table', '2026-09', '--restored', '--item', 'CRATE', '--csv', ...on]);
    expect(
      stdout
        .replace(/^\uFEFF/, '')
        .trim()
        .split(/\r?\n/),
    ).toEqual([
      'plant,item,quantity,element,carried,restored,unit_cost',
      'P1,CRATE,1.000000,material,0.00,180.00,180.000000',
      'P1,CRATE,1.000000,labour,0.00,300.00,300.000000',
      'P1,CRATE,1.000000,semi,480.00,0.00,0.000000',
    ]);
  });

  test.each([
    [['--restore-by', 'last_year'], 'this_month, available, standard'],
    [['--levels', '0'], '1, 2, 3'],
    [['--residue', 'semis'], 'material, labour, semi'],
    [['--rate-decimals', '2.5'], '0, 1, 2'],
    [['--restored', '--table', 'stock'], '--restored'],
  ])('refuses %j and says what it takes', async (options, expected) => {
    const { code, stderr } = await millrace(['table', '2026-09', ...options, ...on]);
    expect(code).toBe(2);
    expect(stderr).toContain(expected);
  });

  test('refuses an item that was not made', async () => {
    const { code, stderr } = await millrace(['table', '2026-09', '--restored', '--item', 'NONE', ...on]);
    expect(code).toBe(2);
    expect(stderr).toContain('NONE');
  });
});
