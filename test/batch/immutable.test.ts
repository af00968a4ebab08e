import { storedTableNames } from '@millrace/costing-core';
import { Database } from '@millrace/store';
import { describe, expect, test } from 'vitest';
import { KINDS, type Kind } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { millrace } from './millrace.js';
import { accountedFactory } from './small-factory.js';

const TABLES_OF_A_VERSION = [...storedTableNames(), 'version_table', 'version_input', 'version_documents'];

describe.each(KINDS)('on $name', (kind: Kind) => {
  test.runIf(kind.present)('what is published can not be changed in the database', async () => {
    const address = await kind.create();
    const on = ['--database', address];
    await millrace(['import', await factsFolder(accountedFactory), ...on]);
    await millrace(['close', '2026-09', ...on]);
    await millrace(['publish', '1', ...on]);
    await millrace(['journal', '1', '--post', ...on]);
    const database = await Database.open(address, 'test');
    const refused = (sql: string) => expect(database.script(sql), sql).rejects.toThrow();
    try {
      for (const table of TABLES_OF_A_VERSION) {
        if (await isEmpty(database, table)) continue;
        await refused(`update millrace."${table}" set ledger = ledger`);
        await refused(`delete from millrace."${table}"`);
        await refused(`truncate millrace."${table}"`);
      }
      const stray = `insert into millrace.residual values ('CN01', 1, 'r', 'o', 'k', '{1}', 'expense')`;
      await refused(stray);
      await refused(`begin; set local millrace.ledger = 'CN01'; set local millrace.version = '1'; ${stray}`);
      await database.script('rollback');
      await refused('truncate millrace.residual');
      await refused(`update millrace.version set hash = 'other'`);
      await refused(`update millrace.version set policy = 2`);
      await refused(`update millrace.version set input_hash = 'other'`);
      await refused('update millrace.version set warnings = warnings + 1');
      await refused(`update millrace.policy set content = '{}'`);
      await refused('delete from millrace.policy');
      await refused('truncate millrace.policy cascade');
      await refused(`update millrace.journal_posting set document = 'other'`);
      await refused('delete from millrace.journal_posting');
      await refused('truncate millrace.journal_posting');
      await refused(`update millrace.version set state = 'draft'`);
      await refused('delete from millrace.version');
      await refused('truncate millrace.version cascade');

      // Of the states only these steps are possible: published, then superseded or withdrawn, and no further.
      await refused(`update millrace.version set state = 'withdrawn'`);
      await database.script(`set millrace.reason = 'a test'; update millrace.version set state = 'withdrawn'`);
      for (const state of ['draft', 'published', 'superseded']) {
        await refused(`update millrace.version set state = '${state}'`);
      }
      await refused('delete from millrace.unit_cost');
    } finally {
      await database.close();
    }
    expect((await millrace(['verify', '1', ...on])).code).toBe(0);
  });

  test.runIf(kind.present)('a draft whose rows were changed is not published', async () => {
    const address = await kind.create();
    const on = ['--database', address];
    await millrace(['import', await factsFolder(accountedFactory), ...on]);
    await millrace(['close', '2026-09', ...on]);
    const database = await Database.open(address, 'test');
    await database.script('update millrace.unit_cost set unit_cost = unit_cost + 1');
    await database.close();
    const { code, stderr } = await millrace(['publish', '1', ...on]);
    expect(code).toBe(1);
    expect(stderr).toContain('the stored rows of version 1 do not have its hash');
    expect((await millrace(['verify', '1', ...on])).code).toBe(1);
  });

  test.runIf(kind.present)('a version whose input was changed is not computed again from it', async () => {
    const address = await kind.create();
    const on = ['--database', address];
    await millrace(['import', await factsFolder(accountedFactory), ...on]);
    await millrace(['close', '2026-09', ...on]);
    const database = await Database.open(address, 'test');
    await database.script(`update millrace.version_input set bytes = set_byte(bytes, 9, 255 - get_byte(bytes, 9))
      where table_name = 'movement' and column_name = 'quantity'`);
    await database.close();
    const { code, stderr } = await millrace(['verify', '1', ...on]);
    expect(code).toBe(1);
    expect(stderr).toContain('the stored rows of version 1 do not have its hash');
  });
});

async function isEmpty(database: Database, table: string): Promise<boolean> {
  return (await database.read(`select 1 from millrace."${table}" limit 1`, () => {})) === 0;
}
