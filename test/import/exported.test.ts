import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TableName, tableNamed } from '@millrace/facts';
import { describe, expect, test } from 'vitest';
import { csvLine } from '../../packages/report/src/sheets.js';
import { ANY } from '../batch/databases.js';
import { temporaryFolder } from '../batch/folders.js';
import { millrace, millraceJson } from '../batch/millrace.js';
import { ROOT } from '../docs/blocks.js';
import { rowsOfFolder } from './rows-of-folder.js';
import { type Cell, type SheetOf, workbookOf } from './workbook-of.js';

/** Files as SAP, 用友, 金蝶, Excel, WPS, Google and Apple export the example, or people leave them. */

interface Told {
  readonly hash?: string;
  readonly findings: readonly { code: string }[];
}

const EXAMPLE = join(ROOT, 'docs/example');
const TABLES = new Map(
  Array.from(await rowsOfFolder(EXAMPLE), ([table, rows]) => {
    const columns = Object.keys(rows[0]);
    return [table, [columns, ...rows.map((row) => columns.map((column) => row[column]))]];
  }),
);

/** The rows of a table, the header first. */
const rowsOf = (table: TableName): string[][] => (TABLES.get(table) ?? []).map((row) => [...row]);
const MOVEMENTS = rowsOf('movement');
const HEADER = MOVEMENTS[0];
const csv = (rows: readonly (readonly string[])[], separator = ',') =>
  `${rows.map((row) => csvLine(row, separator)).join('\r\n')}\r\n`;

/** Movements whose cell in a column, in some rows from the first on, is another; the column is added where it isn't there. */
function withCells(column: string, ...cells: string[]): string[][] {
  const rows = MOVEMENTS.map((row) => [...row]);
  if (!HEADER.includes(column)) for (const row of rows) row.push(row === rows[0] ? column : '');
  for (const [at, cell] of cells.entries()) rows[at + 1][rows[0].indexOf(column)] = cell;
  return rows;
}

type Files = Readonly<Record<string, string | Uint8Array>>;

/** The example as CSV files, some of them as given; a table that is given under any name is not written besides. */
async function folderOf(files: Files, without: readonly TableName[] = []): Promise<string> {
  const folder = join(await temporaryFolder(), 'month');
  await mkdir(folder);
  const given = new Set<string>([
    ...without,
    ...Object.keys(files).map((name) => tableNamed(name.split('.')[0]) ?? ''),
  ]);
  for (const [table, rows] of TABLES) {
    if (!given.has(table)) await writeFile(join(folder, `${table}.csv`), csv(rows));
  }
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return folder;
}

/** The example with its movements as a sheet. */
const inBook = (name: string, sheet: SheetOf, more: Record<string, SheetOf> = {}) =>
  folderOf({ 'month.xlsx': workbookOf({ ...more, [name]: sheet }) }, ['movement']);

const movements = (content: string | Uint8Array) => folderOf({ 'movement.csv': content });
const utf16be = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16();

const { json: clean } = await millraceJson<Told>(['close', '2026-09', '--from', EXAMPLE]);

test.each<[string, () => Promise<string>]>([
  ['a first line that tells Excel the separator', () => movements(`sep=;\r\n${csv(MOVEMENTS, ';')}`)],
  ['the same with tabs', () => movements(`SEP=\t\n${csv(MOVEMENTS, '\t')}`)],
  ['UTF-16 with its mark, the high byte first', () => movements(utf16be(csv(MOVEMENTS, '\t')))],
  ['two byte order marks', () => movements(`\ufeff\ufeff${csv(MOVEMENTS)}`)],
  [
    'rows without their empty cells at the end, as Excel writes them',
    () => movements(csv([[...HEADER, 'lot', 'reason'], ...MOVEMENTS.slice(1)])),
  ],
  ['a sign of DOS that the file ends', () => movements(`${csv(MOVEMENTS)}\x1a`)],
  ['separators behind every row', () => movements(csv(MOVEMENTS.map((row) => [...row, '', ''])))],
  ['every cell in quotes', () => movements(`${MOVEMENTS.map((row) => `"${row.join('","')}"`).join('\n')}\n`)],
  [
    'times as databases print them',
    () => movements(csv(withCells('posted_at', '2026-09-02 09:30:00+08', '2026-09-02 01:30:00Z'))),
  ],
])('read: %s', async (_, folder) => {
  const { code, json } = await millraceJson<Told>(['close', '2026-09', '--from', await folder()]);
  expect({ code, ...json }).toMatchObject({ code: 0, hash: clean.hash, findings: clean.findings });
});

test('an item may be called what looks like nothing or like a formula', async () => {
  const [columns, ...items] = rowsOf('item');
  const named = (code: string) => [code, ...items[0].slice(1)].map((cell) => (cell === items[0][0] ? code : cell));
  const content = csv([columns, ...items, named('NULL'), named("=cmd|' /C calc'!A0"), named('="A"&"B"')]);
  const { code, json } = await millraceJson<Told>([
    'close',
    '2026-09',
    '--from',
    await folderOf({ 'item.csv': content }),
  ]);
  expect({ code, findings: json.findings }).toEqual({ code: 0, findings: clean.findings });
});

/** What is wrong in either language, with what to do, and no word of anything else. */
type Case = [string, () => Promise<string>, string, string[], string[]];

const TOTAL = ['合计', ...HEADER.slice(1).map((column) => (column === 'quantity' ? '1234.5' : ''))];
const WORDS = [
  '单据编号',
  '凭证号',
  '行号',
  '过账时间',
  '类型',
  '工厂',
  '物料',
  '数量',
  '生产工单',
  '引用单据',
  '单据状态',
];
const KEYS = ['FBillNo', 'FDoc', 'FSeq', 'FDate', 'FType', 'FStock', 'FItemID', 'FQty', 'FMO', 'FRef', 'FStatus'];
const starred = HEADER.map((column) =>
  column === 'movement' ? '*单据编号' : column === 'quantity' ? '数量（kg）' : column,
);
const asCells = (rows: readonly (readonly string[])[]): Cell[][] =>
  rows.map((row) => row.map((cell) => (cell === '' ? undefined : cell)));

describe.each<Case>([
  [
    'a title and a filter above the header',
    () =>
      inBook('movement', {
        rows: asCells([['采购入库单列表'], ['日期：2026-09-01 至 2026-09-30'], ...MOVEMENTS]),
        merged: 'A1:K1',
      }),
    'header_must_be_there',
    ['采购入库单列表; row 3 does'],
    ['month.xlsx movement 表头', '列名在第 3 行'],
  ],
  [
    'keys of the program above the names',
    () => movements(csv([KEYS, ...MOVEMENTS])),
    'header_must_be_there',
    ['row 2 does'],
    ['列名在第 2 行'],
  ],
  [
    'groups of columns above the names',
    () => inBook('movement', { rows: asCells([['单据', '', '', '', '', '', '物料'], ...MOVEMENTS]), merged: 'A1:F1' }),
    'header_must_be_there',
    ['单据 物料; row 2 does'],
    ['列名在第 2 行'],
  ],
  [
    'names in two languages, one below the other',
    () => movements(csv([HEADER, WORDS, ...MOVEMENTS.slice(1)])),
    'header_must_be_there_once',
    ['(movement.csv:2)', 'names the columns once more', 'remove it'],
    ['movement.csv:2', '再次写出列名', '删除'],
  ],
  [
    'names in two languages where every column is a text',
    () =>
      folderOf({ 'plant.csv': csv([rowsOf('plant')[0], ['工厂', '名称', '中文名称'], ...rowsOf('plant').slice(1)]) }),
    'header_must_be_there_once',
    ['(plant.csv:2)'],
    ['plant.csv:2'],
  ],
  [
    'two files put behind each other, marks and headers too',
    () => movements(`\ufeff${csv(MOVEMENTS.slice(0, 10))}\ufeff${csv([HEADER, ...MOVEMENTS.slice(10)])}`),
    'header_must_be_there_once',
    ['(movement.csv:11)'],
    ['movement.csv:11'],
  ],
  [
    'a total below the rows',
    () => movements(csv([...MOVEMENTS, TOTAL])),
    'row_must_be_of_the_table',
    ['movement 合计 (movement.csv:22)', 'only 2 are filled: 合计 1234.5', 'remove it where it is a total'],
    ['只填了 2 个：合计 1234.5', '未填：凭证号（document）', '如为合计'],
  ],
  [
    'who made and who checked it, below the rows',
    () => inBook('movement', { rows: asCells([...MOVEMENTS, [], ['制表人：张三', '', '', '审核：李四']]) }),
    'row_must_be_of_the_table',
    ['month.xlsx movement!A23', '制表人：张三 审核：李四'],
    ['month.xlsx movement!A23', '如为合计、说明'],
  ],
  [
    'a note of two cells below the rows of a CSV file',
    () => movements(`${csv(MOVEMENTS)}\r\n制表人：张三,审核：李四\r\n`),
    'row_must_have_a_cell_per_column',
    ['movement.csv row 23', 'the row has 2 cells', 'total or a note'],
    ['movement.csv 第 23 行', '如为合计或说明'],
  ],
  [
    'a file that was cut off in a row',
    () => movements(csv([[...HEADER, 'lot'], ...MOVEMENTS.slice(1).map((row) => [...row, 'A'])]).slice(0, -4)),
    'row_must_have_a_cell_per_column',
    ['movement.csv row 21'],
    ['movement.csv 第 21 行'],
  ],
  [
    'a file with Chinese names that was cut off in a row',
    () => folderOf({ 'plant.csv': `${csv(rowsOf('plant'))}P2,Wuxi` }),
    'row_must_have_a_cell_per_column',
    ['plant.csv row 3', 'the row has 2 cells'],
    ['plant.csv 第 3 行'],
  ],
  [
    'a note of one cell where no more than a code is needed',
    () => folderOf({ 'plant.csv': `${csv(rowsOf('plant'))}以上为全部工厂\r\n` }),
    'row_must_have_a_cell_per_column',
    ['plant.csv row 3', 'the row has 1 cell'],
    ['plant.csv 第 3 行'],
  ],
  [
    'names with stars and units',
    () => movements(csv([starred, ...MOVEMENTS.slice(1)])),
    'header_must_name_known_columns',
    [
      '*单据编号, which the table does not have; did you mean 单据编号?',
      '数量（kg）, which the table does not have; did you mean 数量?',
    ],
    ['*单据编号 不是该表的列；是否应为 单据编号？', '是否应为 数量？'],
  ],
  ...['Cost Sept 2026 - movement', 'movement-Table 1', '出入库单据_202609', '出入库单据 (2)'].map(
    (name): Case => [
      `a file named ${name}`,
      () => folderOf({ [`${name}.csv`]: csv(MOVEMENTS) }, ['movement']),
      'table_must_be_known',
      [`${name}.csv: there is no table ${name}.csv; did you mean`, 'table that it holds: movement;'],
      [`没有名为 ${name}.csv 的表；是否应为`, '数据表的名称：出入库单据（movement）；'],
    ],
  ),
  [
    'what Numbers adds to a workbook',
    () => inBook('movement', { rows: asCells(MOVEMENTS) }, { 'Export Summary': { rows: [['exported from Numbers']] } }),
    'table_must_be_known',
    ['there is no table Export Summary', 'begin its name with #'],
    ['没有名为 Export Summary 的表', '名称以 # 开头'],
  ],
  [
    'UTF-16 without its mark',
    () => movements(Buffer.from(csv(MOVEMENTS), 'utf16le')),
    'file_must_be_well_formed',
    ['another encoding'],
    ['编码不是'],
  ],
  ...['NULL', 'null', '(null)', '[NULL]', '<null>', '\\N'].map(
    (word): Case => [
      `the lot ${word} of a database`,
      () => movements(csv(withCells('lot', word))),
      'cell_must_not_name_nothing',
      [`(movement.csv:2): lot is ${word}, which programs write`, 'leave the cell empty'],
      [`批号（lot） 为 ${word}，是程序对空值的写法`, '留空'],
    ],
  ),
  [
    'a day that is NULL',
    () => movements(csv(withCells('physical_on', 'NULL'))),
    'cell_must_not_name_nothing',
    ['physical_on is NULL'],
    ['实物日期（physical_on） 为 NULL'],
  ],
  ...['#N/A', '#REF!', '########'].map(
    (word): Case => [
      `the lot ${word} of a spreadsheet`,
      () => movements(csv(withCells('lot', word))),
      'cell_must_not_be_an_error',
      [`lot is the error ${word}`],
      [`批号（lot） 为错误值 ${word}`],
    ],
  ),
  [
    'a formula that keeps the zeros of a lot',
    () => movements(csv(withCells('lot', '="00123"'))),
    'cell_must_not_be_a_formula',
    ['lot is the formula ="00123"'],
    ['批号（lot） 为公式 ="00123"'],
  ],
  [
    'a lot that became a power of ten',
    () => movements(csv(withCells('lot', '6.90123E+11'))),
    'cell_must_say_one_thing',
    ['lot is 6.90123E+11, and what was typed can not be told from it'],
    ['批号（lot） 为 6.90123E+11，无法确定原来输入的内容'],
  ],
  [
    'a lot behind the sign of a text',
    () => movements(csv(withCells('lot', "'007"))),
    'cell_must_say_one_thing',
    ["lot is '007", 'it may mean 007'],
    ["为 '007", '可能是 007'],
  ],
  [
    'a lot behind a tab that keeps its digits',
    () => movements(csv(withCells('lot', '\t690123456789012345'))),
    'text_must_not_begin_or_end_with_blanks',
    ['lot is "\\t690123456789012345", with blanks around it'],
    ['首尾有空格'],
  ],
  [
    'a code in letters of full width',
    () => movements(csv(withCells('item', 'ＳＴＥＥＬ'))),
    'reference_must_be_known',
    ['did you mean STEEL?'],
    ['是否应为 STEEL？'],
  ],
  [
    'quantities with their units, in full width, below zero as accountants write it',
    () => movements(csv(withCells('quantity', '100 kg', '100个', '１００', '(5.00)', '5.00-'))),
    'number_must_be_plain',
    ['"100 kg", not a plain number; it may mean 100', '"100个"', 'it may mean -5.00'],
    ['“100 kg”，不是普通数字；可能是 100', '可能是 -5.00'],
  ],
  [
    'times of clocks in many forms',
    () =>
      movements(
        csv(
          withCells(
            'posted_at',
            '2026/9/2 下午1:30',
            '9/2/2026 9:30 PM',
            '20260902093000',
            '02.09.2026 09:30:00',
            '2026-09-02',
          ),
        ),
      ),
    'instant_must_have_date_time_and_offset',
    [
      'it may mean 2026-09-02T13:30:00?',
      '2026-02-09T21:30:00?, 2026-09-02T21:30:00?',
      '2026-09-02T09:30:00?',
      'its clock is ahead of UTC',
    ],
    ['可能是 2026-09-02T13:30:00?', '与 UTC 的时差'],
  ],
  [
    'days with the day of the week',
    () => movements(csv(withCells('physical_on', '2026年9月3日 星期四', 'Thu, 03-Sep-2026'))),
    'date_must_be_a_calendar_date',
    ['it may mean 2026-09-03'],
    ['可能是 2026-09-03'],
  ],
  [
    'truth values of other programs',
    () =>
      folderOf({ 'item.csv': csv(rowsOf('item').map((row, at) => [...row.slice(0, -1), at === 0 ? 'valued' : '√'])) }),
    'flag_must_be_true_or_false',
    ['it may mean true'],
    ['可能是 是（true）', '请填写 是 或 否'],
  ],
])('refused: %s', (_, made, code, english, chinese) => {
  test('by every command, with what to do, in both languages; nothing comes in', async () => {
    const folder = await made();
    const database = await ANY.create();
    const { code: exit, json } = await millraceJson<Told>(['import', folder, '--database', database]);
    const [first, ...others] = new Set(json.findings.map((found) => found.code));
    expect([exit, first]).toEqual([2, code]);
    expect(FOLLOWS).toEqual(expect.arrayContaining(others));
    for (const [language, texts] of [['en', english] as const, ['zh', chinese] as const]) {
      const { stdout } = await millrace(['close', '2026-09', '--from', folder, '--lang', language]);
      for (const text of texts) expect(stdout).toContain(text);
    }
    const { stdout } = await millrace(['imports', '--database', database]);
    expect(stdout).toContain('nothing was imported yet');
  });
});

/** What else is told where a column, or a table, goes by another name. */
const FOLLOWS = ['column_must_be_there', 'reference_must_be_known'];
