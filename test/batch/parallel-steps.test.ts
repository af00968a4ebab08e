import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { policyFile } from './config-file.js';
import { ANY } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { temporaryFolder } from './folders.js';
import { millrace } from './millrace.js';
import { movement, smallFactory } from './small-factory.js';

/** Three of the five boxes of September go into a crate; what they cost comes from the step itself. */
const HEADER = { plant: 'P1', parent: 'CRATE', alternative: '', valid_from: '2026-01-01' };
const facts = {
  ...smallFactory,
  item: [
    ...smallFactory.item.map((row) => (row.item === 'BOX' ? { ...row, category: 'semi' } : row)),
    { item: 'CRATE', name: 'Crate', name_zh: '木箱', unit: 'pc', supply: 'made' as const, valued: 'true' as const },
  ],
  bom: [{ ...HEADER, base_quantity: '1', active: 'true' as const }],
  bom_line: [
    { ...HEADER, line: '1', component: 'BOX', quantity: '3', kind: 'component' as const, fixed: 'false' as const },
  ],
  production_order: [
    ...smallFactory.production_order,
    { ...smallFactory.production_order[0], order: 'O2', item: 'CRATE', quantity_planned: '1' },
  ],
  movement: [
    // What a customer brings back has a value, which a step has not.
    ...smallFactory.movement.filter(({ type }) => type !== 'sale_return'),
    movement('M7', '2026-09-26', 'issue', 'BOX', '3', { order: 'O2' }),
    movement('M8', '2026-09-27', 'completion', 'CRATE', '1', { order: 'O2' }),
  ],
};

describe('steps in parallel', () => {
  test('are stored, shown and carried to the next month', async () => {
    const config = await policyFile({ step_costing_by_category: { semi: { carry: 'parallel' } } });
    const on = ['--database', await ANY.create(), '--config', config];
    await millrace(['import', await factsFolder(facts), ...on]);
    const closed = await millrace(['close', '2026-09', ...on]);
    expect(closed.stdout).toContain('no findings');
    const folder = await temporaryFolder();
    const shown = await millrace(['report', '2026-09', '--csv', folder, ...on]);
    expect(shown.code, shown.stderr).toBe(0);
    const [head, ...rows] = (await readFile(join(folder, 'step_share.csv'), 'utf8')).trim().split(/\r?\n/);
    expect(head).toBe('item,name,unit,stage,share,target,element,units,quantity,rate,amount');
    const shares = rows.map((row) => row.slice(row.indexOf(',pc,') + 4));
    expect(shares).toEqual([
      'conversion,elsewhere,M4,labour,2.000000,2.000000,100.000000,200.00',
      'conversion,finished,O2,labour,3.000000,3.000000,100.000000,300.00',
      'conversion,in_process,,labour,0.000000,2.500000,100.000000,250.00',
      'material,elsewhere,M4,material,2.000000,2.000000,60.000000,120.00',
      'material,finished,O2,material,3.000000,3.000000,60.000000,180.00',
      'material,in_process,,material,0.000000,5.000000,60.000000,300.00',
    ]);
    expect((await millrace(['publish', '1', ...on])).code).toBe(0);
    const next = await millrace(['close', '2026-10', ...on]);
    expect(next.code, next.stdout).toBe(0);
    // 550.00 that stayed, 480.00 of the crate, 400.00 of material and 800.00 of October.
    expect(next.stdout).toContain('cost in 2,230.00 CNY, cost out 2,230.00 CNY, difference 0.00');
    expect(next.stdout).not.toContain('step_units_must_add_up');
  });
});
