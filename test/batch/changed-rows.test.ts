import { beforeAll, describe, expect, test } from 'vitest';
import { SERVER } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { millrace } from './millrace.js';
import { query } from './postgres.js';
import { movement, smallFactory } from './small-factory.js';

const STANDARDS = `select version from millrace.version where kind = 'standard'`;
const PRICE = { plant: 'P1', kind: 'purchase', valid_from: '2026-01-01', per_quantity: '1' } as const;

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
    const all = await millrace(['verify', '--all', ...on]);
    if (!commands.includes('verify')) expect([all.code, all.stdout]).toEqual([0, expect.stringContaining('1 of 1')]);
    else
      expect([all.code, all.stdout]).toEqual([1, expect.stringMatching(/^version 1 of 2026-09 is not what.*0 of 1/s)]);
  });
});

/** What a month is closed with besides its facts and the version that it opens from, changed behind the guards. */
const SOURCES: readonly (readonly [what: string, table: string, statement: string])[] = [
  ['what a sale had cost', 'movement_cost', `set amounts[1] = amounts[1] + 1000 where movement = 'S1'`],
  ['how much was sold', 'movement_cost', `set quantity = quantity + 1 where movement = 'S1'`],
  ['what came back since', 'movement_cost', `set quantity = quantity + 1 where movement = 'T1'`],
  ['a movement that is called otherwise', 'movement_cost', `set movement = 'S2' where movement = 'S1'`],
  ['an element that is called otherwise', 'version_element', `set element = 'labour' where element = 'material'`],
  ['a standard price', 'unit_cost', `set amounts[1] = amounts[1] + 1 where version in (${STANDARDS})`],
  ['what a standard price is for', 'unit_cost', `set quantity = quantity * 2 where version in (${STANDARDS})`],
];

test.runIf(SERVER.present)('so does who closes a later month with them', async () => {
  const address = await SERVER.create();
  const on = ['--database', address];
  const { movement: _, movement_amount: __, production_order: ___, work_report: ____, ...masters } = smallFactory;
  const facts = {
    ...masters,
    movement: [
      movement('B1', '2026-09-03', 'purchase_receipt', 'RAW', '12'),
      movement('S1', '2026-09-10', 'sale', 'RAW', '7'),
      movement('T1', '2026-10-05', 'sale_return', 'RAW', '2', { refers_to: 'S1' }),
      movement('T2', '2026-11-05', 'sale_return', 'RAW', '5', { refers_to: 'S1' }),
    ],
    movement_amount: [{ movement: 'B1', ledger: 'CN01', element: 'material', amount: '100.00' }],
    item_price: [{ ...PRICE, item: 'RAW', element: 'material', price: '9.00' }],
    item: smallFactory.item.filter(({ item }) => item === 'RAW'),
    cost_pool: [],
  };
  for (const command of [
    ['import', await factsFolder(facts)],
    ['standard', 'roll', '--on', '2026-09-01'],
    ['standard', 'activate', 'standard'],
    ['close', '2026-09'],
    ['publish', '2026-09'],
    ['close', '2026-10'],
    ['publish', '2026-10'],
  ]) {
    const { code, stdout, stderr } = await millrace([...command, ...on]);
    expect(code, `${command.join(' ')}: ${stdout}${stderr}`).toBe(0);
  }
  const closed = () => millrace(['close', '2026-11', '--trial', ...on]);
  expect((await closed()).code).toBe(0);
  for (const [what, table, change] of SOURCES) {
    const kept = `create table public.kept as select * from millrace.${table}`;
    const restored = `delete from millrace.${table}; insert into millrace.${table} select * from public.kept; drop table public.kept`;
    const statement = (text: string) => query(address, `set session_replication_role = replica; ${text}`);
    await statement(`${kept}; ${unguarded(`update millrace.${table} ${change}`)}`);
    const { code, stderr } = await closed();
    expect([what, code, stderr]).toEqual([what, 1, expect.stringMatching(/do(es)? not have (its|the) hash/)]);
    await statement(
      `alter table millrace.${table} disable trigger user; ${restored}; alter table millrace.${table} enable trigger user`,
    );
  }
  expect((await closed()).code).toBe(0);
});

/** With guards off: who owns the tables can do that. */
function unguarded(statement: string): string {
  const table = /millrace\.\w+/.exec(statement)?.[0] ?? '';
  return `alter table ${table} disable trigger user; ${statement}; alter table ${table} enable trigger user`;
}
