import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { KINDS, type Kind } from '../batch/databases.js';
import { factsFolder } from '../batch/facts-folder.js';
import { millrace, millraceJson } from '../batch/millrace.js';
import { movement, smallFactory } from '../batch/small-factory.js';

interface Counts {
  readonly period: string;
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}
interface Told {
  readonly import?: number | null;
  readonly hash?: string;
  readonly tables?: readonly (Counts & { table: string; periods: readonly Counts[] })[];
  readonly findings: readonly { code: string; key: string }[];
  readonly trouble?: { code: string };
}

/** The factory with other rows: one movement less, one changed, one more; a price changed, an item named anew. */
const [first, second, third, ...rest] = smallFactory.movement;
const changed = {
  ...smallFactory,
  item: smallFactory.item.map((item) => ({ ...item, name: `${item.name} (new)` })),
  movement: [
    first,
    { ...second, quantity: '50' },
    ...rest.filter(({ movement: name }) => name !== third.movement),
    third,
    movement('M7', '2026-10-21', 'sale', 'BOX', '1'),
  ],
};

describe.each(KINDS)('imports into $name', (kind: Kind) => {
  const at = async () => {
    const database = await kind.create();
    const run = <T = Told>(...args: readonly string[]) => millraceJson<T>([...args, '--database', database]);
    return { run, database, hash: async () => (await run('close', '2026-09', '--trial')).json.hash };
  };

  test.runIf(kind.present)('a preview tells what would be, by table and period, and writes nothing', async () => {
    const { run, hash } = await at();
    await run('import', await factsFolder(smallFactory));
    const before = await hash();
    const folder = await factsFolder(changed);
    const { code, json } = await run('import', folder, '--preview');
    expect(code).toBe(0);
    expect(json.import).toBeNull();
    const table = json.tables?.find((one) => one.table === 'movement');
    expect(table?.periods).toEqual([
      { period: '2026-09', rows: 4, added: 0, changed: 1, removed: 0 },
      { period: '2026-10', rows: 3, added: 1, changed: 0, removed: 0 },
    ]);
    expect(json.tables?.find((one) => one.table === 'item')).toMatchObject({ rows: 2, added: 0, changed: 2 });
    expect(await hash()).toBe(before);
    expect((await run<unknown[]>('imports')).json).toHaveLength(1);
    // What it tells is what is done.
    const done = await run('import', folder);
    expect(done.json.tables).toEqual(json.tables);
    expect(await hash()).not.toBe(before);
  });

  test.runIf(kind.present)('an import is taken back whole, and the taking back too', async () => {
    const { run, hash } = await at();
    await run('import', await factsFolder(smallFactory));
    const before = await hash();
    expect((await run('import', await factsFolder(changed))).json.import).toBe(2);
    const after = await hash();
    expect(after).not.toBe(before);
    // Not the first: the second stands on it.
    const early = await run('import', '--undo', '1');
    expect([early.code, early.json.trouble?.code]).toEqual([1, 'import_was_changed_since']);
    expect((await run('import', '--undo', '2')).json.import).toBe(3);
    expect(await hash()).toBe(before);
    expect((await run('import', '--undo', '2')).json.trouble?.code).toBe('import_is_undone');
    expect((await run('import', '--undo', '9')).json.trouble?.code).toBe('import_is_not_known');
    expect((await run('import', '--undo', '3')).code).toBe(0);
    expect(await hash()).toBe(after);
    const { json } = await run<
      { number: number; by: string; undoes?: number; files: { name: string; sha256: string }[] }[]
    >('imports', '--by', 'zhang.wei');
    expect(json.map(({ number, undoes }) => [number, undoes])).toEqual([
      [4, 3],
      [3, 2],
      [2, undefined],
      [1, undefined],
    ]);
    expect(json[3].files.map(({ name }) => name)).toContain('movement.csv');
    for (const { sha256 } of json[3].files) expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test.runIf(kind.present)('what the files no longer hold is removed where asked, with its amounts', async () => {
    const { run, hash } = await at();
    await run('import', await factsFolder(smallFactory));
    const before = await hash();
    const folder = await factsFolder({
      ...smallFactory,
      movement: [movement('M1b', '2026-09-03', 'purchase_receipt', 'RAW', '100'), ...smallFactory.movement.slice(1)],
      movement_amount: [{ ...smallFactory.movement_amount[0], movement: 'M1b' }],
    });
    const args = ['import', folder, '--replace', 'movement', '--period', '2026-09'];
    const preview = await run(...args, '--preview');
    const { code, json } = await run(...args);
    expect(code).toBe(0);
    expect(json.tables).toEqual(preview.json.tables);
    const september = (name: string) =>
      json.tables?.find(({ table }) => table === name)?.periods.find(({ period }) => period === '2026-09');
    expect(september('movement')).toEqual({ period: '2026-09', rows: 4, added: 1, changed: 0, removed: 1 });
    expect(september('movement_amount')).toEqual({ period: '2026-09', rows: 1, added: 1, changed: 0, removed: 1 });
    expect(await hash()).not.toBe(before);
    expect((await run('import', '--undo', '2')).code).toBe(0);
    expect(await hash()).toBe(before);
  });

  test.runIf(kind.present)(
    'nothing is removed that others name, and nothing that was published is pulled away',
    async () => {
      const { run, database } = await at();
      await run('import', await factsFolder(smallFactory));
      await run(
        'import',
        await factsFolder({ item: [{ item: 'NUT', unit: 'pc', supply: 'purchased', valued: 'true' }] }),
      );
      await run('import', await factsFolder({ movement: [movement('M8', '2026-10-21', 'sale', 'NUT', '0')] }));
      const named = await run('import', '--undo', '2');
      expect([named.code, named.json.findings]).toMatchObject([1, [{ code: 'reference_must_be_known', key: 'M8' }]]);
      expect((await run('import', '--undo', '3')).code).toBe(0);
      expect((await run('import', '--undo', '2')).code).toBe(0);
      const { json } = await run<{ version: number }>('close', '2026-08');
      expect((await run('publish', '1')).code, JSON.stringify(json)).toBe(0);
      await run('close', '2026-09');
      expect((await run('publish', '2')).code).toBe(0);
      const standing = await run('import', '--undo', '1');
      expect(standing.code).toBe(1);
      expect(standing.json.findings.map(({ code }) => code)).toContain(
        'fact_was_changed_after_its_period_was_published',
      );
      // It says what to do, and that does it.
      const undo = ['import', '--undo', '1', '--database', database];
      const told = /millrace reopen (\S+) --reason/;
      for (const [period, lang] of [
        ['2026-09', 'en'],
        ['2026-08', 'zh'],
      ]) {
        const { stdout } = await millrace([...undo, '--lang', lang]);
        expect(told.exec(stdout)?.[1]).toBe(period);
        expect((await run('reopen', period, '--reason', 'the wrong file')).code).toBe(0);
      }
      const { code, stdout } = await millrace(undo);
      expect([code, stdout]).toEqual([0, expect.stringContaining('import 1 was taken back')]);
    },
  );

  test.runIf(kind.present)('options that say too little are refused', async () => {
    const { run, database } = await at();
    const folder = await factsFolder(smallFactory);
    const trouble = async (...args: string[]) => (await run('import', ...args)).json.trouble?.code;
    expect(await trouble()).toBe('argument_is_missing');
    expect(await trouble(folder, '--replace', 'movement')).toBe('options_go_together');
    expect(await trouble(folder, '--replace', 'item', '--period', '2026-09')).toBe('table_has_no_periods');
    expect(await trouble(folder, '--undo', 'x')).toBe('option_is_wrong');
    await rm(join(folder, 'movement.csv'));
    expect(await trouble(folder, '--replace', 'movement', '--period', '2026-09')).toBe('table_to_replace_is_missing');
    await writeFile(join(folder, 'movement.csv'), '');
    const { stdout } = await millrace(['import', folder, '--database', database, '--lang', 'zh']);
    expect(stdout).toContain('没有表头');
  });
});
