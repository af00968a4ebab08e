import type { OrderSheet } from '@millrace/costing-core';
import { defaultPolicy } from '@millrace/costing-core';
import { expect, test } from 'vitest';
import { policyFile } from './config-file.js';
import { ANY } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { millrace, millraceJson } from './millrace.js';
import { movement, smallFactory } from './small-factory.js';

/** Nothing was issued to O1: five boxes a month take 6 kg each. 6 kg come back in October, of what September took. */
const header = { plant: 'P1', parent: 'BOX', valid_from: '2026-01-01' };
const facts = {
  ...smallFactory,
  bom: [{ ...header, base_quantity: '1', active: 'true' as const }],
  bom_line: [
    { ...header, line: '1', component: 'RAW', quantity: '6', kind: 'component' as const, fixed: 'false' as const },
  ],
  movement: [
    ...smallFactory.movement.filter(({ type }) => type !== 'issue'),
    movement('M9', '2026-10-20', 'issue_return', 'RAW', '6', { order: 'O1', refers_to: 'back-flush:2026-09:O1:1' }),
  ],
};

test('material by the bill of material is stored, told, computed again, and comes back at what it cost', async () => {
  const policy = { ...defaultPolicy, back_flush: 'orders_without_issues' as const };
  const on = ['--database', await ANY.create(), '--config', await policyFile(policy)];
  await millrace(['import', await factsFolder(facts), ...on]);
  await millrace(['close', '2026-09', ...on]);
  await millrace(['publish', '2026-09', ...on]);

  const table = await millrace(['table', '2026-09', '--table', 'back_flush', '--csv', ...on]);
  expect(table.stdout).toContain('back-flush:2026-09:O1:1,O1,P1,RAW,,2026-09-20,30.000000');
  const { json } = await millraceJson<OrderSheet>(['order', 'O1', '2026-09', ...on]);
  expect(json.consumption).toMatchObject([{ component: 'RAW', quantity: '30.000000', back_flushed: '30.000000' }]);
  const sheet = await millrace(['order', 'O1', '2026-09', '--lang', 'zh', ...on]);
  expect(sheet.stdout).toContain('其中倒冲');
  const explained = await millrace(['stock', '2026-09', '--movement', 'back-flush:2026-09:O1:1', ...on]);
  expect(explained.stdout).toMatch(/RAW.*300\.00/s);
  expect((await millrace(['verify', '1', ...on])).code).toBe(0);

  // 30 kg more, and 6 kg of September at 10.00 come back.
  await millrace(['close', '2026-10', ...on]);
  const october = await millraceJson<OrderSheet>(['order', 'O1', '2026-10', ...on]);
  expect(october.json.elements[0]).toMatchObject({ element: 'material', input: '240.00', closing_wip: '0.00' });
});
