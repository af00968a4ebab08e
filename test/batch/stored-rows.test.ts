import { sampleFactory } from '@millrace/batch-runner';
import {
  closePeriod,
  defaultPolicy,
  type FactRows,
  RESULT_TABLES,
  type ResultTableName,
  resultColumns,
  resultTableNames,
  STORED_TABLES,
  type StoredSpec,
  storedTableNames,
  type Version,
} from '@millrace/costing-core';
import { Database, hashOfRows, StoredVersion, versionsOf } from '@millrace/store';
import { describe, expect, test } from 'vitest';
import { KINDS, type Kind } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { millrace, millraceJson } from './millrace.js';
import { smallFactory } from './small-factory.js';

/** Codes with everything that COPY escapes, and characters beyond ASCII, in two orders of which only one is that of bytes. */
const ODD = { RAW: 'R\\a\tw\n\u000b\b\f\r\u007f"{}', BOX: '盒😀', second: '盒｡', P1: 'P 1,\\N', O1: "O'1\\." };

const ODD_FACTORY = JSON.parse(
  JSON.stringify(smallFactory, (_, value) => ODD[value as keyof typeof ODD] ?? value),
) as FactRows;

describe.each(KINDS)('rows of a version on $name', (kind: Kind) => {
  test.runIf(kind.present)(
    'are the bytes that were hashed, whatever is in them, and what readers see of them is what the views show',
    async () => {
      const { september } = sampleFactory();
      for (const facts of [september, ODD_FACTORY]) {
        const ledger = String(facts.ledger?.[0]?.ledger);
        const { version } = closePeriod(facts, defaultPolicy, { ledger, period: '2026-09' }) as { version: Version };
        const address = await kind.create();
        const on = ['--database', address];
        const imported = await millrace(['import', await factsFolder(facts), ...on]);
        expect(imported.code, imported.stderr).toBe(0);
        expect((await millraceJson<{ hash: string }>(['close', '2026-09', ...on])).json.hash).toBe(version.hash);

        const database = await Database.open(address, 'test');
        const [record] = await versionsOf(database, ledger);
        expect(await hashOfRows(database, record)).toBe(version.hash);
        const stored = await StoredVersion.read(database, record, resultTableNames());
        for (const name of resultTableNames()) {
          expect(stored.rows(name), name).toEqual(version.rows(name));
          const shown = await rowsInSql(database, name);
          expect(shown.length, name).toBe(version.rows(name).length);
          expect(shown.sort(), name).toEqual(
            version
              .rows(name)
              .map((row) => comparable(name, row))
              .sort(),
          );
        }
        await database.close();
      }
    },
  );

  test.runIf(kind.present)(
    'are compared with their hash by whoever opens them: a change of any one is found',
    async () => {
      const address = await kind.create();
      const on = ['--database', address];
      await millrace(['import', await factsFolder(smallFactory), ...on]);
      await millrace(['close', '2026-09', ...on]);
      const database = await Database.open(address, 'test');
      const [record] = await versionsOf(database, 'CN01');
      let changed = 0;
      for (const name of storedTableNames()) {
        const { columns, key }: StoredSpec = STORED_TABLES[name];
        if ((await database.read(`select 1 from millrace."${name}"`, () => {})) === 0) continue;
        const column = Object.keys(columns).findLast((other) => !key.includes(other)) as string;
        const other = { text: `'other'`, integer: '77', number: '77', date: `'1999-01-01'`, amounts: `'{77.00}'` };
        for (const change of [
          `update millrace."${name}" set "${column}" = ${other[columns[column].kind]}`,
          `delete from millrace."${name}" where ctid = (select min(ctid) from millrace."${name}")`,
          `update millrace.version_table set hash = 'other' where table_name = '${name}'`,
        ]) {
          await database.script(`begin; ${change}`);
          expect(await hashOfRows(database, record), change).not.toBe(record.hash);
          const read = StoredVersion.read(database, record, resultTableNames());
          await expect(read, change).rejects.toThrow('version_does_not_match_its_hash');
          await database.script('rollback');
          changed++;
        }
      }
      expect(changed).toBeGreaterThan(30);
      await database.script(`set millrace.ledger = 'CN01'; set millrace.version = '1'`);
      await database.script(`begin; insert into millrace.residual values ('CN01', 1, 'r', 'o', 'k', '{1}', 'expense')`);
      await expect(StoredVersion.read(database, record, ['residual'])).rejects.toThrow();
      await database.script('rollback');
      // Rows of another version don't get in while this one is written.
      const stray = `insert into millrace.residual values ('CN01', 2, 'r', 'o', 'k', '{1}', 'expense')`;
      await expect(database.script(stray)).rejects.toThrow('a row of version 2');
      await database.close();
      expect((await millrace(['verify', '1', ...on])).code).toBe(0);
    },
  );
});

/** The rows of a table as SQL shows them: of the table itself, or of the view with a row per element. */
async function rowsInSql(database: Database, name: ResultTableName): Promise<string[]> {
  const hasElement = 'element' in RESULT_TABLES[name].columns && name !== 'version_element';
  const view = hasElement && !name.endsWith('_element') ? `${name}_element` : name;
  const columns = resultColumns(name).map((column) => `"${column}"`);
  const rows: string[] = [];
  await database.read(`select ${columns.join(', ')} from millrace."${view}"`, (cells) => {
    rows.push(comparable(name, Object.fromEntries(resultColumns(name).map((column, c) => [column, cells[c]]))));
  });
  return rows;
}

/** Numbers by value: a view shows 0 where rows show 0.00. */
function comparable(name: ResultTableName, row: object): string {
  const columns: Readonly<Record<string, { readonly kind: string }>> = RESULT_TABLES[name].columns;
  return JSON.stringify(
    Object.entries(row).map(([column, cell]: [string, string]) => {
      const isNumber = ['decimal', 'amount', 'integer'].includes(columns[column].kind);
      return isNumber && cell.includes('.') ? cell.replace(/\.?0+$/, '') : cell;
    }),
  );
}
