import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  choiceZh,
  columnZh,
  type FactRows,
  TABLES,
  TABLES_ZH,
  type TableName,
  type TableSpec,
  tableNames,
} from '@millrace/facts';
import { describe, expect, test } from 'vitest';
import { ANY } from '../batch/databases.js';
import { factsFolder } from '../batch/facts-folder.js';
import { temporaryFolder } from '../batch/folders.js';
import { millrace, millraceJson } from '../batch/millrace.js';
import { smallFactory } from '../batch/small-factory.js';
import { type BookOptions, type Cell, type SheetOf, workbookOf } from './workbook-of.js';

interface Told {
  readonly hash?: string;
  readonly tables?: readonly { table: string; rows: number; added: number }[];
  readonly findings: readonly {
    code: string;
    severity: string;
    key: string;
    wrong: string;
    fields: Record<string, string>;
  }[];
}

const FACTS: FactRows = smallFactory;

/** Facts as sheets of texts, each cell as `write` makes it. */
function sheetsOf(facts: FactRows, write: Write = (text) => text, names: Names = (name) => name) {
  const sheets: Record<string, SheetOf> = {};
  for (const table of tableNames()) {
    const rows: readonly Readonly<Record<string, unknown>>[] = facts[table] ?? [];
    if (rows.length === 0) continue;
    const columns = Object.keys((TABLES[table] as TableSpec).columns).filter((c) => rows.some((row) => row[c] != null));
    const cells = rows.map((row) => columns.map((c) => (row[c] == null ? undefined : write(String(row[c]), table, c))));
    sheets[names(table, true)] = { rows: [columns.map((c) => names(c, false)), ...cells] };
  }
  return sheets;
}
type Write = (text: string, table: TableName, column: string) => Cell;
type Names = (name: string, isTable: boolean) => string;

/** What a spreadsheet makes of what is typed into it. */
const typed: Write = (text, table, column) => {
  const { kind } = (TABLES[table] as TableSpec).columns[column];
  const days = (day: string) => String(Date.parse(`${day}T00:00:00Z`) / 86_400_000 + 25_569);
  if (kind === 'date') return { number: days(text), style: 'day' };
  if (kind === 'period') return { number: days(`${text}-01`), style: 'month' };
  if (kind === 'flag') return text === 'true';
  return ['decimal', 'integer', 'amount'].includes(kind) ? Number(text) : text;
};

const chinese: Write = (text, table, column) => {
  const { kind } = (TABLES[table] as TableSpec).columns[column];
  if (kind === 'choice' || kind === 'flag') return choiceZh(text);
  return kind === 'date' ? text.replaceAll('-', '/') : kind === 'period' ? text.replace('-', '/') : text;
};

/** `外购（purchased）` */
const printed: Write = (text, table, column) => {
  const { kind } = (TABLES[table] as TableSpec).columns[column];
  return kind === 'choice' || kind === 'flag' ? `${choiceZh(text)}（${text}）` : text;
};

async function bookFile(sheets: Readonly<Record<string, SheetOf>>, options?: BookOptions): Promise<string> {
  const file = join(await temporaryFolder(), 'month.xlsx');
  await writeFile(file, workbookOf(sheets, options));
  return file;
}

const close = (from: string, ...more: string[]) => millraceJson<Told>(['close', '2026-09', '--from', from, ...more]);

describe('a workbook closes to the same hash as the CSV files of the same facts', async () => {
  const { json: plain } = await close(await factsFolder(FACTS));
  const both: Names = (name, isTable) => `${zh(name, isTable)}（${name}）`;
  const zh: Names = (name, isTable) => (isTable ? TABLES_ZH[name as TableName] : columnZh(name));
  test.each<[string, Record<string, SheetOf>, BookOptions]>([
    ['texts in a table of their own', sheetsOf(FACTS), {}],
    ['texts in the cells', sheetsOf(FACTS), { shared: false }],
    ['names with a prefix', sheetsOf(FACTS), { prefix: 'x' }],
    ['numbers, dates and truth values as such', sheetsOf(FACTS, typed), {}],
    ['Chinese names and values', sheetsOf(FACTS, chinese, zh), {}],
    ['names and values as messages print them', sheetsOf(FACTS, printed, both), {}],
    [
      'notes, and sheets without anything',
      { ...sheetsOf(FACTS), '#note': { rows: [['a']] }, Sheet2: { rows: [] } },
      {},
    ],
    ['a hidden sheet of lists', { ...sheetsOf(FACTS), lists: { rows: [['sale']], state: 'veryHidden' } }, {}],
  ])('%s', async (_, sheets, options) => {
    const { code, json } = await close(await bookFile(sheets, options));
    expect(json.findings.filter(({ severity }) => severity !== 'warning')).toEqual([]);
    expect(code).toBe(0);
    expect(json.hash).toBe(plain.hash);
  });

  test('a workbook beside CSV files', async () => {
    const folder = await factsFolder({ ...FACTS, movement: [], item: [] });
    const { movement, item } = sheetsOf(FACTS, typed);
    await writeFile(join(folder, 'rest.xlsx'), workbookOf({ movement, item }));
    expect((await close(folder)).json.hash).toBe(plain.hash);
  });

  test('days that are counted from 1904', async () => {
    const { period, ...others } = sheetsOf(FACTS, typed);
    const rows = period.rows.map((cells) =>
      cells.map((cell) =>
        typeof cell === 'object' && 'style' in cell ? { ...cell, number: String(Number(cell.number) - 1462) } : cell,
      ),
    );
    const text = sheetsOf(FACTS);
    const book = { ...text, period: { rows } };
    expect(Object.keys(others).length).toBeGreaterThan(0);
    expect((await close(await bookFile(book, { from1904: true }))).json.hash).toBe(plain.hash);
  });

  test('import brings it into the database, again without change', async () => {
    const database = await ANY.create();
    const file = await bookFile(sheetsOf(FACTS, typed));
    const first = await millraceJson<Told>(['import', file, '--database', database]);
    expect(first.code).toBe(0);
    for (const { rows, added } of first.json.tables ?? []) expect(added).toBe(rows);
    const again = await millraceJson<Told>(['import', await factsFolder(FACTS), '--database', database]);
    for (const { added } of again.json.tables ?? []) expect(added).toBe(0);
    const closed = await millraceJson<Told>(['close', '2026-09', '--database', database]);
    expect(closed.json.hash).toBe(plain.hash);
  });
});

describe('cells that do not say one thing are refused, with where they stand', () => {
  test.each<[string, string, Cell, string, string]>([
    ['a formula without a value', 'quantity', { formula: 'SUM(A1:A2)' }, 'cell_must_not_be_a_formula', '=SUM(A1:A2)'],
    [
      'a formula with a kept value',
      'quantity',
      { formula: '1200*3', value: 3600 },
      'cell_must_not_be_a_formula',
      '=1200*3',
    ],
    ['a formula of a text', 'item', { formula: '"RA"&"W"', value: 'RAW' }, 'cell_must_not_be_a_formula', '="RA"&"W"'],
    ['an error', 'quantity', { error: '#REF!' }, 'cell_must_not_be_an_error', '#REF!'],
    ['a code whose zeros are gone', 'item', { number: '7', style: 'zeros' }, 'cell_must_say_one_thing', '7'],
    ['a code that became a day', 'lot', { number: '46024', style: 'day' }, 'cell_must_say_one_thing', '2026-01-02'],
    ['a code of 18 digits', 'lot', 690123456789012000, 'cell_must_say_one_thing', '690123456789012000'],
    ['a code with decimals', 'lot', 1.1, 'cell_must_say_one_thing', '1.1'],
    ['a truth value as a code', 'lot', true, 'cell_must_say_one_thing', 'TRUE'],
    ['a number that may be a day', 'physical_on', 46296, 'cell_must_say_one_thing', '46296'],
    [
      'a day of which the month is seen',
      'physical_on',
      { number: '46296', style: 'month' },
      'cell_must_say_one_thing',
      '2026-10-01',
    ],
    ['a day as a number', 'quantity', { number: '46296', style: 'day' }, 'cell_must_say_one_thing', '2026-10-01'],
    [
      'a time without its offset',
      'posted_at',
      { number: '46268.5', style: 'day' },
      'instant_must_have_date_time_and_offset',
      '2026-09-03T12:00:00',
    ],
    ['a number with separators as text', 'quantity', '1,234', 'number_must_be_plain', '1,234'],
    ['an amount finer than its column', 'quantity', 0.1234567, 'number_must_fit_its_decimals', '0.1234567'],
  ])('%s', async (_, column, cell, code, value) => {
    const sheets = sheetsOf(FACTS);
    const header = [
      'movement',
      'document',
      'line',
      'posted_at',
      'physical_on',
      'type',
      'plant',
      'item',
      'lot',
      'quantity',
      'status',
    ];
    const rows = (FACTS.movement ?? []).map((row) =>
      header.map((name): Cell => String((row as Record<string, unknown>)[name] ?? '') || undefined),
    );
    rows[0][header.indexOf(column)] = cell;
    const { code: exit, json } = await close(await bookFile({ ...sheets, movement: { rows: [header, ...rows] } }));
    expect(exit).toBe(2);
    const at = `month.xlsx movement!${String.fromCharCode(65 + header.indexOf(column))}2`;
    expect(json.findings[0]).toMatchObject({ code, key: 'M1', fields: { column, value, at } });
    expect(json.findings.map((found) => found.code)).not.toContain('reference_must_be_known');
  });

  test.each<[string, number | Cell, string]>([
    ['a sum of binary fractions', 0.1 + 0.2, '0.3'],
    ['a small number', 1e-6, '0.000001'],
    ['a number shown with separators', { number: '1234.5', style: 'thousands' }, '1234.5'],
    ['a percentage', { number: '0.05', style: 'percent' }, '0.05'],
    ['digits as text', '12.50', '12.50'],
  ])('%s is read as the number that it is', async (_, cell, quantity) => {
    const as = (value: Cell) => {
      const [header, first, ...others] = sheetsOf(FACTS).movement.rows;
      return [header, first.map((was, at) => (header[at] === 'quantity' ? value : was)), ...others];
    };
    const result = async (value: Cell) =>
      (await close(await bookFile({ ...sheetsOf(FACTS), movement: { rows: as(value) } }), '--json')).json;
    expect(await result(cell)).toEqual(await result(quantity));
  });
});

test('a formula in the header is refused with its own address', async () => {
  const sheets = { plant: { rows: [['plant', { formula: '"na"&"me"', value: 'name' }], ['P1']] } };
  const { json } = await close(await bookFile(sheets));
  expect(json.findings[0]).toMatchObject({ code: 'cell_must_not_be_a_formula', fields: { at: 'month.xlsx plant!B1' } });
});

test.each(['ods', 'xls', 'xlsb', 'et'])('a workbook saved as .%s is told to be saved as .xlsx', async (format) => {
  const file = join(await temporaryFolder(), `month.${format}`);
  await writeFile(file, workbookOf(sheetsOf(FACTS)));
  for (const command of [
    ['close', '2026-09', '--from', file],
    ['import', file, '--database', await ANY.create()],
  ]) {
    const { code, json } = await millraceJson<Told>(command);
    expect(code).toBe(2);
    expect(json.findings[0]).toMatchObject({ code: 'workbook_must_be_readable', fields: { says: 'other_format' } });
  }
});

describe('both languages tell it whole', () => {
  const broken = async () => {
    const folder = join(await temporaryFolder(), 'facts');
    await mkdir(folder);
    await writeFile(join(folder, 'plant.csv'), 'plant\nP1\nP2\nP1\n');
    const item = 'item,unit,supply,valued\nBOLT-8,pc,purchsed,true\n';
    await writeFile(join(folder, 'item.csv'), item);
    await writeFile(join(folder, 'cost_centre.csv'), 'centre,plant,kind\nC1,P3,production\nC2,P1,sevice\n');
    return folder;
  };

  test.each([
    [
      'en',
      [
        '2 rows have this key',
        'plant P1 (plant.csv:2, plant.csv:4)',
        'did you mean purchased?',
        'item BOLT-8 (item.csv:2)',
      ],
    ],
    [
      'zh',
      [
        '有 2 行使用同一主键',
        '工厂 P1（plant，plant.csv:2, plant.csv:4）',
        '是否应为 外购（purchased）？',
        '物料 BOLT-8（item，item.csv:2）',
      ],
    ],
  ])('%s', async (language, texts) => {
    const database = await ANY.create();
    const { code, stdout } = await millrace(['import', await broken(), '--database', database, '--lang', language]);
    expect(code).toBe(2);
    for (const text of texts) expect(stdout).toContain(text);
    // Causes stand before what comes of them.
    expect(stdout.indexOf('choice_must_be_known')).toBeLessThan(stdout.indexOf('reference_must_be_known'));
  });

  test('progress names tables of facts and of results, in Chinese with their codes beside', async () => {
    const database = await ANY.create();
    const run = (...args: string[]) => millrace([...args, '--database', database, '--lang', 'zh']);
    const imported = await run('import', await factsFolder(FACTS));
    const closed = await run('close', '2026-09');
    expect([imported.code, closed.code]).toEqual([0, 0]);
    const progress = imported.stderr + closed.stderr;
    for (const step of [
      '检查 出入库单据（movement）',
      '导入 物料（item）',
      '写入 产品单位成本表（unit_cost）',
      '写入 所用输入',
    ]) {
      expect(progress).toContain(step);
    }
    expect(progress.replaceAll(/（[a-z_]+）|\d ms/g, '')).not.toMatch(/[a-z]{3}/);
  });

  test('what a file that can not be read would have held is not told once more', async () => {
    const database = await ANY.create();
    const folder = await factsFolder(FACTS);
    await writeFile(join(folder, 'item.csv'), 'item,unit\nRAW,kg\n');
    const { json } = await millraceJson<Told>(['import', folder, '--database', database]);
    expect(new Set(json.findings.map(({ code }) => code))).toEqual(new Set(['column_must_be_there']));
  });
});
