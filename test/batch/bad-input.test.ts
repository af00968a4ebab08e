import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FactRows } from '@millrace/facts';
import { describe, expect, test } from 'vitest';
import { ANY, SERVER } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { temporaryFolder } from './folders.js';
import { millrace, millraceJson } from './millrace.js';
import { query } from './postgres.js';
import { movement, smallFactory } from './small-factory.js';

interface Told {
  readonly findings: readonly {
    readonly code: string;
    readonly severity: string;
    readonly table: string;
    readonly key: string;
    readonly wrong: string;
    readonly remedy: string;
  }[];
}

/** The small factory with some tables replaced. */
function changed(tables: FactRows): FactRows {
  return { ...smallFactory, ...tables };
}

describe('rows that can not be read as they stand', () => {
  const [receipt, ...others] = smallFactory.movement;
  const cases: readonly (readonly [
    what: string,
    facts: FactRows,
    code: string,
    table: string,
    key: string,
    wrong: string,
  ])[] = [
    [
      'a formula as a quantity',
      changed({ movement: [{ ...receipt, quantity: '1200*3' }, ...others] }),
      'number_must_be_plain',
      'movement',
      'M1',
      'quantity is "1200*3", not a plain number',
    ],
    [
      'a key that stands twice',
      changed({ movement: [...smallFactory.movement, { ...receipt, quantity: '7' }] }),
      'key_must_be_unique',
      'movement',
      'M1',
      '2 rows have this key',
    ],
    [
      'an item that nobody knows',
      changed({ movement: [...smallFactory.movement, movement('M9', '2026-09-09', 'sale', 'BOKS', '1')] }),
      'reference_must_be_known',
      'movement',
      'M9',
      'item names "BOKS", which is not in item',
    ],
    [
      'an amount finer than the ledger',
      changed({ movement_amount: [{ ...smallFactory.movement_amount[0], amount: '1000.005' }] }),
      'number_must_fit_its_decimals',
      'movement_amount',
      'M1 · CN01 · material',
      'amount is 1000.005, with more than 2 decimals',
    ],
    [
      'an empty cell',
      changed({ movement: [{ ...receipt, document: '' }, ...others] }),
      'cell_must_not_be_empty',
      'movement',
      'M1',
      'document is empty',
    ],
    [
      'a ledger that nobody knows',
      changed({ movement_amount: [{ ...smallFactory.movement_amount[0], ledger: 'XX' }] }),
      'reference_must_be_known',
      'movement_amount',
      'M1 · XX · material',
      'ledger names "XX", which is not in ledger',
    ],
  ];

  test('are refused by import with exit code 2, and nothing is written', async () => {
    const database = await ANY.create();
    for (const [what, facts, code, table, key, wrong] of cases) {
      const folder = await factsFolder(facts);
      const { code: exit, json } = await millraceJson<Told>(['import', folder, '--database', database]);
      expect(exit, what).toBe(2);
      expect(json.findings, what).toEqual([expect.objectContaining({ code, severity: 'fatal', table, key, wrong })]);
      expect(json.findings[0].remedy, what).not.toBe('');
    }
    // Nothing of any of them is there: what is sound comes in as new.
    const { json } = await millraceJson<{ tables: { rows: number; added: number }[] }>([
      'import',
      await factsFolder(smallFactory),
      '--database',
      database,
    ]);
    for (const { rows, added } of json.tables) expect(added).toBe(rows);
  });

  test.each(cases)('stop a close from files with exit code 2: %s', async (_what, facts, code, table, key, wrong) => {
    const { code: exit, json } = await millraceJson<Told>(['close', '2026-09', '--from', await factsFolder(facts)]);
    expect(exit).toBe(2);
    expect(json.findings).toContainEqual(expect.objectContaining({ code, table, key, wrong }));
    expect(json).not.toHaveProperty('hash');
  });
});

describe('files that are not as they should be', () => {
  const cases: readonly (readonly [what: string, file: string, text: string | Buffer, code: string, key: string])[] = [
    ['a column that no table has', 'plant.csv', 'plant,colour\nP1,red\n', 'header_must_name_known_columns', 'colour'],
    ['a column that is missing', 'item.csv', 'item,unit,supply\nRAW,kg,purchased\n', 'column_must_be_there', 'valued'],
    ['a column that stands twice', 'plant.csv', 'plant,plant\nP1,P1\n', 'column_must_be_there_once', 'plant'],
    ['a row with a cell too many', 'plant.csv', 'plant\nP1,P2\n', 'row_must_have_a_cell_per_column', 'row 2'],
    ['a quote that never ends', 'plant.csv', 'plant\n"P1\n', 'file_must_be_well_formed', 'row 2'],
    [
      'another encoding than UTF-8',
      'plant.csv',
      Buffer.from('plant\nWähler\n', 'latin1'),
      'file_must_be_well_formed',
      'row 1',
    ],
    ['a file of no table', 'movements.csv', 'movement\nM1\n', 'table_must_be_known', 'movements.csv'],
    ['a file named like a table that is none', 'movement.tsv', 'PK', 'table_must_be_known', 'movement.tsv'],
    ['columns apart by what separates none', 'plant.csv', 'plant|name\nP1|a\n', 'header_must_be_there', 'header'],
    ['a title above the header', 'plant.csv', 'Where we work\nplant\nP1\n', 'header_must_be_there', 'header'],
    ['a workbook of an older kind', 'month.xls', 'anything', 'workbook_must_be_readable', 'month.xls'],
    ['a workbook of another program', 'Month.ODS', 'PK', 'workbook_must_be_readable', 'Month.ODS'],
    ['a workbook that is none', 'movement.XLSX', 'PK', 'workbook_must_be_readable', 'movement.XLSX'],
  ];

  test.each(cases)('stop a close: %s', async (_what, file, text, code, key) => {
    const folder = await factsFolder(smallFactory);
    await writeFile(join(folder, file), text);
    const { code: exit, json } = await millraceJson<Told>(['close', '2026-09', '--from', folder]);
    expect(exit).toBe(2);
    expect(json.findings).toContainEqual(expect.objectContaining({ code, table: file, key }));
  });
});

test('a JSON file may begin with a byte order mark, and must be in UTF-8', async () => {
  const file = join(await temporaryFolder(), 'facts.json');
  const closed = async (content: string | Buffer) => {
    await writeFile(file, content);
    return millrace(['close', '2026-09', '--from', file, '--json']);
  };
  const plain = await closed(JSON.stringify(smallFactory));
  expect(plain.code).toBe(0);
  expect((await closed(`\ufeff${JSON.stringify(smallFactory)}`)).stdout).toBe(plain.stdout);
  const { code, stderr } = await closed(Buffer.from(JSON.stringify(smallFactory), 'utf16le'));
  expect([code, stderr]).toEqual([2, expect.stringContaining('it is not in UTF-8')]);
});

test.each<[string, string | Buffer, string, string]>([
  ['no JSON', '{"database": ', 'at 1:14 (line:column) it is no JSON', '在 1:14（行:列）处不是 JSON'],
  ['a comma too many', '{\n  "ledger": "",\n}', 'at 3:1 (line:column) it is no JSON', '在 3:1（行:列）处不是 JSON'],
  ['a key that stands twice', '{"ledger": "", "ledger": ""}', 'the key ledger stands twice', '键 ledger 出现两次'],
  ['another encoding', Buffer.from('7b22c3fb223a317d', 'hex'), 'it is not in UTF-8', '编码不是 UTF-8'],
])('a config with %s is told in the language asked for', async (_, content, en, zh) => {
  const file = join(await temporaryFolder(), 'given.json');
  await writeFile(file, content);
  for (const [language, says] of [
    ['en', en],
    ['zh', zh],
  ]) {
    const config = await millrace(['versions', '--config', file, '--lang', language]);
    expect([config.code, config.stderr]).toEqual([2, expect.stringContaining(says)]);
  }
});

test('a JSON file in which a key stands twice is refused: one of the two would be dropped in silence', async () => {
  const file = join(await temporaryFolder(), 'facts.json');
  const text = JSON.stringify(smallFactory);
  const cases = [
    [text.replace('{', '{"movement": [], '), 'the key movement stands twice'],
    [text.replace('"quantity":', '"quantity":"1","quantity":'), '.quantity stands twice'],
  ];
  for (const [content, says] of cases) {
    await writeFile(file, content);
    const { code, stderr } = await millrace(['close', '2026-09', '--from', file]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(says)]);
  }
});

describe('months with errors and warnings', () => {
  test('a missing price gives a draft with exit code 1 that can not be published', async () => {
    const { movement_amount: _, ...priceless } = smallFactory;
    await expectDraft(priceless, 'receipt_must_have_an_amount', 'M1');
  });

  test('a pool without driver gives a draft with exit code 1 that can not be published', async () => {
    const { work_report: _, ...idle } = smallFactory;
    await expectDraft(idle, 'pool_must_have_a_driver', 'WAGES');
  });

  test('a draft document and a fact of another period are warnings with exit code 0', async () => {
    const facts = changed({
      movement: [...smallFactory.movement, movement('M7', '2026-09-21', 'sale', 'BOX', '1', { status: 'draft' })],
    });
    const { code, json } = await millraceJson<Told>(['close', '2026-09', '--from', await factsFolder(facts)]);
    expect(code).toBe(0);
    const told = json.findings.map(({ severity, code, table }) => `${severity} ${code} ${table}`);
    expect(told).toContain('warning document_is_not_approved movement');
    expect(told).toContain('warning fact_is_outside_the_period movement');
    expect(told.filter((line) => !line.startsWith('warning'))).toEqual([]);
  });

  test('an error that the policy waives is published', async () => {
    const { work_report: _, ...idle } = smallFactory;
    const database = await ANY.create();
    const folder = await factsFolder(idle);
    const config = join(folder, 'millrace.config.json');
    await millrace(['init', '--database', database, '--config', config, '--ledger', 'CN01']);
    const written = JSON.parse(await readFile(config, 'utf8'));
    written.policy.waivers.push({ code: 'pool_must_have_a_driver', by: 'CFO', reason: 'strike' });
    await writeFile(config, JSON.stringify(written));
    const on = ['--config', config];
    await millrace(['import', folder, ...on]);
    expect((await millrace(['close', '2026-09', ...on])).code).toBe(1);
    expect((await millrace(['publish', '2026-09', ...on])).code).toBe(0);
  });

  async function expectDraft(facts: FactRows, code: string, key: string): Promise<void> {
    const database = await ANY.create();
    const on = ['--database', database];
    expect((await millrace(['import', await factsFolder(facts), ...on])).code).toBe(0);
    const closed = await millraceJson<Told & { version: number }>(['close', '2026-09', ...on]);
    expect(closed.code).toBe(1);
    expect(closed.json.version).toBe(1);
    expect(closed.json.findings).toContainEqual(expect.objectContaining({ severity: 'error', code, key }));
    const published = await millraceJson<Told & { state: string }>(['publish', '1', ...on]);
    expect(published.code).toBe(1);
    expect(published.json.state).toBe('draft');
    expect(published.json.findings).toContainEqual(expect.objectContaining({ code, key }));
  }
});

describe('a time zone that nobody knows', () => {
  const [ledger] = smallFactory.ledger;
  const somewhere = changed({ ledger: [{ ...ledger, time_zone: 'Foo/Bar' }] });

  test.each(['close', 'check'])('is a finding of files, for %s', async (command) => {
    const { code, json } = await millraceJson<Told>([command, '2026-09', '--from', await factsFolder(somewhere)]);
    expect(code).toBe(2);
    expect(json.findings).toEqual([
      expect.objectContaining({ code: 'time_zone_must_be_known', severity: 'fatal', key: 'CN01' }),
    ]);
  });

  test.runIf(SERVER.present)('is told where somebody wrote it into the database', async () => {
    const database = await SERVER.create();
    const on = ['--database', database];
    await millrace(['import', await factsFolder(smallFactory), ...on]);
    await query(database, `update millrace.ledger set time_zone = 'Foo/Bar'`);
    const commands = [['check', '2026-09'], ['close', '2026-09'], ['findings', '2026-09'], ['versions'], ['periods']];
    for (const command of commands) {
      const { code, stderr } = await millrace([...command, ...on]);
      expect([command, code]).toEqual([command, 2]);
      expect(stderr).toContain('ledger CN01 has the time zone "Foo/Bar", which does not exist');
    }
  });
});
