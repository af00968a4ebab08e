import { beforeAll, describe, expect, test } from 'vitest';
import { SERVER } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { millrace } from './millrace.js';
import { query } from './postgres.js';
import { smallFactory } from './small-factory.js';

/** What somebody who may do anything changes behind the guards, and the commands that read it. */
const CHANGES: readonly (readonly [what: string, statement: string, commands: readonly string[]])[] = [
  [
    'a layer',
    'update millrace.layer set amounts[1] = amounts[1] + 1000 where version = 1',
    ['close', 'layers', 'verify'],
  ],
  [
    'a unit cost',
    'update millrace.unit_cost set amount = amount + 1 where version = 1',
    ['close', 'compare', 'table', 'verify'],
  ],
  [
    'stock',
    'update millrace.stock set closing_quantity = closing_quantity + 1 where version = 1',
    ['report', 'verify'],
  ],
  ['a row that is gone', 'delete from millrace.layer where version = 1', ['close', 'layers', 'verify']],
  [
    'what it was computed from',
    `update millrace.version_input set bytes = (select bytes from millrace.version_input where table_name = 'plant' and column_name = 'plant') where table_name = 'item' and column_name = 'item'`,
    ['compare', 'report', 'table', 'explain', 'stock', 'verify'],
  ],
  [
    'a part of it that is gone',
    `delete from millrace.version_input where table_name = 'item'`,
    ['compare', 'report', 'table', 'explain', 'stock', 'verify'],
  ],
  [
    'a part of it that was put in',
    `insert into millrace.version_input select ledger, version, 'last_actual_cost', 0, column_name, row_count, hash, bytes from millrace.version_input where table_name = 'item'`,
    ['close', 'report', 'explain', 'verify'],
  ],
];

const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  close: ['close', '2026-10'],
  layers: ['layers', '1'],
  stock: ['stock', '1'],
  compare: ['compare', '1', '1'],
  report: ['report', '1', '--html', '/dev/null'],
  table: ['table', '1'],
  explain: ['explain', 'BOX', '--of', '1'],
  verify: ['verify', '1'],
};

describe.runIf(SERVER.present)(`rows of a published version that somebody changed, on ${SERVER.name}`, () => {
  let folder: string;
  beforeAll(async () => {
    folder = await factsFolder(smallFactory);
  });

  test.each(CHANGES)('%s: whoever reads it says so', async (_, statement, commands) => {
    const address = await SERVER.create();
    const on = ['--database', address];
    for (const command of [
      ['import', folder],
      ['close', '2026-09'],
      ['publish', '1'],
    ]) {
      expect((await millrace([...command, ...on])).code).toBe(0);
    }
    await query(address, `set session_replication_role = replica; ${unguarded(statement)}`);
    for (const name of commands) {
      const { code, stdout, stderr } = await millrace([...COMMANDS[name], ...on]);
      expect([name, code]).toEqual([name, 1]);
      expect(stdout + stderr, name).toMatch(/do(es)? not have (its|the) hash/);
    }
  });
});

/** With guards off: who owns the tables can do that. */
function unguarded(statement: string): string {
  const table = /millrace\.\w+/.exec(statement)?.[0] ?? '';
  return `alter table ${table} disable trigger user; ${statement}; alter table ${table} enable trigger user`;
}
