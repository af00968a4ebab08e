import { describe, expect, test } from 'vitest';
import { KINDS, type Kind } from '../batch/databases.js';
import { factsFolder } from '../batch/facts-folder.js';
import { millraceJson } from '../batch/millrace.js';
import { movement, smallFactory } from '../batch/small-factory.js';

interface Told {
  readonly import?: number | null;
  readonly hash?: string;
  readonly tables?: readonly { table: string; rows: number; added: number; periods: readonly object[] }[];
  readonly findings: readonly { code: string; key: string; table?: string; fields?: Record<string, string> }[];
  readonly trouble?: { code: string };
}

/** A table without rows takes those of a file as they are read; with rows, by way of a table between. Nobody is to see which it was. */
describe.each(KINDS)('rows of a table that has none, into $name', (kind: Kind) => {
  const at = async () => {
    const database = await kind.create();
    return <T = Told>(...args: readonly string[]) => millraceJson<T>([...args, '--database', database]);
  };

  test.runIf(kind.present)('are counted, previewed and taken back as those that come beside others', async () => {
    const [straight, beside] = [await at(), await at()];
    const folder = await factsFolder(smallFactory);
    // A row in every table, of another ledger and plant where they have one, so that none is without.
    const first = {
      plant: [{ plant: 'P9', name: 'Other' }],
      ledger: [{ ...smallFactory.ledger[0], ledger: 'ZZ' }],
      ledger_plant: [{ ledger: 'ZZ', plant: 'P9' }],
      period: smallFactory.period.map((period) => ({ ...period, ledger: 'ZZ' })),
      cost_element: [{ ...smallFactory.cost_element[0], element: 'other', position: '9' }],
      cost_centre: [{ centre: 'C9', plant: 'P9', kind: 'production' }],
      work_centre: [{ work_centre: 'W9', centre: 'C9' }],
      item: [{ item: 'NUT', name: 'Nut', unit: 'pc', supply: 'purchased', valued: 'true' }],
      production_order: [{ ...smallFactory.production_order[0], order: 'O9', plant: 'P9', item: 'NUT' }],
      movement: [movement('M9', '2026-09-03', 'purchase_receipt', 'NUT', '1', { plant: 'P9' })],
      movement_amount: [{ movement: 'M9', ledger: 'ZZ', element: 'other', amount: '1.00' }],
      work_report: [{ ...smallFactory.work_report[0], report: 'R9', order: 'O9', work_centre: 'W9' }],
      cost_pool: [{ ...smallFactory.cost_pool[0], ledger: 'ZZ', centre: 'C9', element: 'other' }],
    } as const;
    expect((await beside('import', await factsFolder(first))).json).toMatchObject({ import: 1 });
    const preview = await straight('import', folder, '--preview');
    const [one, other] = [await straight('import', folder), await beside('import', folder)];
    expect(preview.json.tables).toEqual(one.json.tables);
    expect(one.json.tables).toEqual(other.json.tables);
    expect(one.json.tables?.find(({ table }) => table === 'movement')).toMatchObject({ rows: 6, added: 6 });
    const closed = await straight('close', '2026-09', '--trial');
    expect((await beside('import', '--undo', '1')).json).toMatchObject({ import: 3 });
    expect((await beside('close', '2026-09', '--trial')).json.hash).toBe(closed.json.hash);
    expect((await straight('import', '--undo', '1')).code).toBe(0);
    const again = await straight('import', folder);
    expect(again.json.tables).toEqual(one.json.tables);
    expect((await straight('close', '2026-09', '--trial')).json.hash).toBe(closed.json.hash);
  });

  test.runIf(kind.present)(
    'are refused with what is wrong in all files, where the database stopped at the first',
    async () => {
      const run = await at();
      const twice = { ...smallFactory, movement: [...smallFactory.movement, smallFactory.movement[1]] };
      const wrong = { ...twice, work_report: [{ ...smallFactory.work_report[0], order: 'O8' }] };
      const { code, json } = await run('import', await factsFolder(wrong));
      expect(code).toBe(2);
      expect(json.findings.map((found) => `${found.code} ${found.key}`)).toEqual([
        'reference_must_be_known R1',
        'key_must_be_unique M2',
      ]);
      expect(json.findings[1].fields?.at).toBe('movement.csv:3, movement.csv:8');
      expect((await run<unknown[]>('imports')).json).toEqual([]);
      expect((await run('import', await factsFolder(smallFactory))).json.import).toBe(1);
    },
  );

  test.runIf(kind.present)('are held out of a pending period like others', async () => {
    const run = await at();
    // No amount yet: those of the late movement are the first, and its movement is not there before it.
    await run('import', await factsFolder({ ...smallFactory, movement_amount: [] }));
    await run('period-state', '2026-09', 'pending_close', '--reason', 'the count begins');
    const { json } = await run(
      'import',
      await factsFolder({
        movement: [movement('M8', '2026-09-05', 'purchase_receipt', 'RAW', '1')],
        movement_amount: [{ ...smallFactory.movement_amount[0], movement: 'M8' }],
      }),
    );
    expect(
      json.findings.filter(({ code }) => code === 'fact_is_held_out_of_its_period').map(({ table }) => table),
    ).toEqual(['movement', 'movement_amount']);
  });
});
