import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { resultTableNames } from '@millrace/costing-core';
import { visible } from '@millrace/facts';
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { CsvRows } from '../../packages/batch-runner/src/files/csv-rows.js';
import type { SheetCell } from '../../packages/batch-runner/src/files/workbook/sheet-rows.js';
import { writeCsvSheets } from '../../packages/batch-runner/src/sheets/write-csv-sheets.js';
import { writeWorkbook } from '../../packages/batch-runner/src/sheets/write-workbook.js';
import { elementsOf } from '../../packages/report/src/figures/elements.js';
import { Names } from '../../packages/report/src/figures/names.js';
import { columns, type Sheet, type SheetName, sheetTexts, shownAsText } from '../../packages/report/src/sheets.js';
import { hasLibreOffice, libreOfficeNote, savedAs } from '../import/libreoffice.js';
import { temporaryFolder } from './folders.js';
import { millrace, millraceJson } from './millrace.js';
import { readWorkbook } from './read-workbook.js';
import { csvRecords, reported } from './reported.js';
import { smallFactory } from './small-factory.js';

type Rows = readonly Readonly<Record<string, string>>[];

/** What a spreadsheet, a browser or a terminal would act upon, as codes and names. */
const HOSTILE: Readonly<Record<string, string>> = {
  RAW: `=cmd|' /C calc'!A0`,
  BOX: '<script>alert(1)</script>',
  O1: '+1+2',
  C1: '@SUM(A1:A9)',
  'Raw material': '\u001b[31mRED\u001b[2J',
  'Box, "large"': '\u202egnp.exe\u2066',
  Material: '_x0041_ & "m"',
  'D-M1': '-2+3',
};

async function csvRows(csv: string, name: string): Promise<Rows> {
  const [head, ...rows] = await csvRecords(join(csv, `${name}.csv`));
  return rows.map((row) => Object.fromEntries(head.map((column, at) => [column, row[at]])));
}

/** The rows of a sheet with the columns that the command has. */
function withColumnsOf(rows: Rows, wanted: Rows): Rows {
  const names = Object.keys(wanted[0] ?? {});
  return rows.map((row) => Object.fromEntries(names.map((name) => [name, row[name]])));
}

describe.each(['plain', 'hostile'] as const)('the report of %s names', (names) => {
  let of: Awaited<ReturnType<typeof reported>>;
  const said = (code: string) => (names === 'hostile' ? (HOSTILE[code] ?? code) : code);

  beforeAll(async () => {
    const facts = JSON.parse(JSON.stringify(smallFactory), (_, value) =>
      typeof value === 'string' ? said(value) : value,
    ) as typeof smallFactory;
    of = await reported(facts, 'en');
  });

  test('holds the figures of every table that the command shows, digit by digit', async () => {
    const views = new Set(['stock', 'layer', 'finding']);
    const present = new Set((await readdir(of.csv)).map((file) => basename(file, '.csv')));
    for (const name of resultTableNames()) {
      if (name.startsWith('standard_')) continue;
      expect(present.has(name), name).toBe(true);
      if (views.has(name)) continue;
      const { json } = await millraceJson<Record<string, Rows>>(['table', '2026-10', '--table', name, ...of.on]);
      const shown = json[name].map((row) =>
        Object.fromEntries(Object.entries(row).map(([column, cell]) => [column, shownAsText(cell)])),
      );
      expect(withColumnsOf(await csvRows(of.csv, name), shown), name).toEqual(shown);
    }
  });

  test('holds the figures of the views that commands print as CSV', async () => {
    const box = said('BOX');
    const views: readonly (readonly [
      SheetName,
      readonly string[],
      (row: Readonly<Record<string, string>>) => boolean,
    ])[] = [
      ['stock', ['stock', '2026-10'], () => true],
      ['stock_by_kind', ['stock', '2026-10', '--kinds'], () => true],
      ['stock_ledger', ['stock', '2026-10', '--item', box], ({ item }) => item === shownAsText(visible(box))],
      ['layer', ['layers', '2026-10'], () => true],
      ['order_sheet', ['order', said('O1'), '2026-10'], () => true],
      ['variance', ['variance', '2026-10'], () => true],
    ];
    for (const [name, command, fits] of views) {
      const { code, stdout } = await millrace([...command, '--csv', ...of.on]);
      expect(code, name).toBe(0);
      const records: string[][] = [];
      const rows = new CsvRows(',', (cells) => records.push([...cells]));
      rows.add(stdout);
      rows.end();
      const [head, ...printed] = records;
      const found = (await csvRows(of.csv, name)).filter(fits).map((row) => head.map((column) => row[column]));
      expect(found, name).toEqual(printed);
      if (name !== 'variance') expect(found.length, name).toBeGreaterThan(0);
    }
    const parsed = (text: string) => {
      const records: string[][] = [];
      const rows = new CsvRows(',', (cells) => records.push([...cells]));
      rows.add(text);
      rows.end();
      const [head, ...cells] = records;
      return cells.map((row) => Object.fromEntries(head.map((column, at) => [column, row[at]])));
    };
    for (const [command, name] of [
      [['table', '2026-10'], 'unit_cost'],
      [['table', '2026-10', '--table', 'movement_cost'], 'movement_cost'],
      [['compare', '2026-09', '2026-10'], 'comparison'],
      [['table', '2026-10', '--restored'], 'unit_cost_restored'],
    ] as const) {
      const { stdout } = await millrace([...command, '--csv', ...of.on]);
      const printed = parsed(stdout);
      expect(printed.length, name).toBeGreaterThan(0);
      expect(withColumnsOf(await csvRows(of.csv, name), printed), name).toEqual(printed);
    }
    const why = ['compare', '2026-09', '2026-10', '--why', `P1/${box}`];
    const told = await millraceJson<{ changes: { of: string; change: string; causes: Rows }[] }>([...why, ...of.on]);
    const [{ change, causes }] = told.json.changes;
    const printed = parsed((await millrace([...why, '--csv', ...of.on])).stdout);
    expect(printed.map(({ kind, part }) => [kind, part])).toEqual(causes.map(({ kind, part }) => [kind, part]));
    expect(sumOf(printed.map(({ part }) => part))).toBe(sumOf([change]));
    for (const element of Object.keys(printed[0]).filter((column) => column.startsWith('part_'))) {
      expect(sumOf(printed.map((row) => row[element])), element).toBe(
        sumOf(
          (await csvRows(of.csv, 'comparison'))
            .filter((row) => row.item === printed[0].of.slice('P1/'.length))
            .map((row) => row[element.replace('part', 'change')]),
        ),
      );
    }

    const each = ['compare', '2026-09', '2026-10', '--each'];
    const listed = await millraceJson<{ changes: (Record<string, string> & { causes: Rows })[] }>([...each, ...of.on]);
    const ofEach = parsed((await millrace([...each, '--csv', ...of.on])).stdout);
    const largest = causes.filter(({ kind }) => kind !== 'rounding').slice(0, 5);
    expect(listed.json.changes.find(({ item }) => item === box)?.causes).toEqual(largest);
    for (const { plant, item, before, after, change } of listed.json.changes) {
      const rows = ofEach.filter((row) => row.of === `${plant}/${item}`);
      const kind = before === '' ? 'new' : after === '' ? 'gone' : undefined;
      if (kind === undefined) expect(sumOf(rows.map(({ part }) => part)), item).toBe(sumOf([change]));
      else expect(rows.map((row) => row.kind)).toEqual([kind]);
    }
    // The same as a workbook: what CSV has, and which versions it is of.
    for (const [command, rows, title] of [
      [why, printed, 'Root causes'],
      [each, ofEach, 'Root causes'],
      [['compare', '2026-09', '2026-10'], await csvRows(of.csv, 'comparison'), 'Comparison'],
    ] as const) {
      const file = join(await temporaryFolder(), 'compared.xlsx');
      const ran = await millrace([...command, '--xlsx', file, ...of.on]);
      expect([ran.code, ran.stdout], ran.stderr).toEqual([0, expect.stringContaining(file)]);
      const book = await readWorkbook(file);
      const [head, ...cells] = book.get(title) ?? [];
      expect(cells.length, title).toBe(rows.length);
      const part = head.findIndex((cell) => ['part', 'change'].includes(cell?.value ?? ''));
      expect(cells.map((row) => unpadded(row[part]?.value ?? ''))).toEqual(
        rows.map((row) => unpadded(row.part ?? row.change)),
      );
      expect(book.get('About')?.map((row) => row[0]?.value)).toEqual(
        expect.arrayContaining(['ledger', 'before', 'after']),
      );
    }
    const { stdout } = await millrace([...each, '--item', box, ...of.on]);
    for (const { part } of largest) expect(stdout).toContain(Number(part).toFixed(4));
    expect((await millrace([...each, '--item', 'NO SUCH ITEM', ...of.on])).code).not.toBe(0);

    const { json } = await millraceJson<{ items: (Record<string, string> & { elements: Rows })[] }>([
      ...['compare', '2026-09', '2026-10'],
      ...of.on,
    ]);
    const compared = await csvRows(of.csv, 'comparison');
    for (const [at, { elements, ...item }] of json.items.entries()) {
      const { before, after, change, percent, rounding } = compared[at];
      expect({ before, after, change, percent, rounding }).toEqual({
        ...{ before: item.before, after: item.after, change: item.change },
        ...{ percent: item.percent, rounding: item.rounding },
      });
      for (const { element, change } of elements) expect(compared[at][`change_${element}`]).toBe(change);
    }
  });

  test('is the same as a workbook: numbers are numbers with their digits, all else is text, and nothing is a formula', async () => {
    const sheets = await readWorkbook(of.workbook);
    const titles = sheetTexts('en').name;
    let numbers = 0;
    for (const file of await readdir(of.csv)) {
      const name = basename(file, '.csv') as SheetName;
      const [head, ...rows] = await csvRecords(join(of.csv, file));
      const [first, ...cells] = sheets.get(titles[name]) ?? [];
      expect(first?.length, name).toBe(head.length);
      expect(cells.length, name).toBe(rows.length);
      for (const [r, row] of rows.entries()) {
        for (const [c, csv] of row.entries()) {
          const cell = cells[r][c];
          const isNumber = /^-?\d+(\.\d+)?$/.test(csv) && cell?.is === 'number';
          if (isNumber) numbers++;
          if (cell?.is === 'number' && csv.includes('-', 1)) continue;
          expect(isNumber ? unpadded(cell.value) : (cell?.value ?? ''), `${name} ${r} ${head[c]}`).toBe(
            isNumber ? unpadded(csv) : csv.replace(/^'(?=[=+\-@])/, ''),
          );
          expect(['text', 'number', undefined]).toContain(cell?.is);
        }
      }
    }
    expect(numbers).toBeGreaterThan(200);
    const identity = sheets.get('About')?.map((row) => row.map((cell) => cell?.value ?? ''));
    expect(identity).toContainEqual(['period', '2026-10']);
    expect(identity).toContainEqual(['Stock ledger', expect.stringMatching(/^\d+ rows$/)]);
    for (const [path, bytes] of Object.entries(unzipSync(await readFile(of.workbook)))) {
      expect(/<f>|<script|[\p{Cf}\p{Cs}]/u.exec(strFromU8(bytes)), path).toBeNull();
    }
  });

  test.runIf(hasLibreOffice)(`is opened by LibreOffice as it was written${libreOfficeNote}`, async () => {
    const [saved] = await savedAs([of.workbook], 'xlsx');
    const [written, opened] = [await readWorkbook(of.workbook), await readWorkbook(saved)];
    expect([...opened.keys()]).toEqual([...written.keys()]);
    for (const [name, rows] of written) {
      const those = opened.get(name) ?? [];
      expect(those.length, name).toBe(rows.length);
      for (const [r, row] of rows.entries()) {
        for (const [c, cell] of row.entries()) expect(meant(those[r][c]), `${name} ${r} ${c}`).toEqual(meant(cell));
      }
    }
    const parts = unzipSync(await readFile(saved));
    const workbook = strFromU8(parts['xl/workbook.xml']);
    for (const name of ['Print_Area', 'Print_Titles', '_FilterDatabase']) {
      expect(workbook.split(`"_xlnm.${name}"`).length - 1, name).toBe(written.size);
    }
    const own = unzipSync(await readFile(of.workbook));
    for (let number = 1; number <= written.size; number++) {
      const path = `xl/worksheets/sheet${number}.xml`;
      for (const mark of ['<autoFilter ref="A1:', 'orientation="landscape"', 'fitToHeight="0"']) {
        expect(strFromU8(parts[path])).toContain(mark);
      }
      // Without a window it keeps no panes, whoever wrote them.
      expect(strFromU8(own[path])).toContain(
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>',
      );
    }
  });
});

/** In whole units: a digit that is lost shows. */
function sumOf(numbers: readonly string[]): bigint {
  return numbers.reduce((sum, number) => sum + BigInt(number.replace('.', '') || 0), 0n);
}

/** A number by its value, a text as it is. */
function meant(cell: SheetCell | undefined) {
  if (cell === undefined || cell.value === '') return undefined;
  return cell.is === 'number' ? { is: cell.is, value: Number(cell.value) } : { is: cell.is, value: cell.value };
}

function unpadded(number: string): string {
  return number.includes('.') ? number.replace(/\.?0+$/, '') : number;
}

test('a Chinese report has Chinese words for all of its sheets and columns, in the workbook and in the files', async () => {
  const { workbook, csv, on } = await reported(smallFactory, 'zh');
  const isChinese = (text: string) => /[\u4e00-\u9fff]/.test(text);
  for (const [name, [head]] of await readWorkbook(workbook)) {
    expect(name).toSatisfy(isChinese);
    for (const cell of head) expect(cell?.value, name).toSatisfy(isChinese);
    const words = head.map((cell) => cell?.value);
    expect(new Set(words).size, `${name}: ${words.join(' ')}`).toBe(words.length);
  }
  for (const file of await readdir(csv)) {
    const [head] = await csvRecords(join(csv, file));
    for (const word of head) expect(word, file).toSatisfy(isChinese);
  }
  const why = await millrace(['compare', '2026-09', '2026-10', '--why', '--csv', '--lang', 'zh', ...on]);
  const [head, ...causes] = why.stdout.trim().split('\n');
  for (const word of head.split(',')) expect(word).toSatisfy(isChinese);
  expect(causes.length).toBeGreaterThan(2);
});

test('elements that only one of two versions has get a column too, and two of one name their code', () => {
  const names = new Names({
    cost_element: ['a', 'b', 'c'].map((element) => ({ element, name: 'Same', position: 1 })),
  } as never);
  const version = (...elements: string[]) => ({ rows: () => elements.map((element) => ({ element, position: '1' })) });
  const found = elementsOf([version('b', 'x'), version('c', 'b')], names, 'en');
  expect(found).toEqual([
    { code: 'b', name: 'Same (b)' },
    { code: 'c', name: 'Same (c)' },
    { code: 'x', name: 'x' },
  ]);
});

test.each(['en', 'zh'] as const)('names of sheets are what Excel takes, each its own (%s)', (language) => {
  const names = Object.values(sheetTexts(language).name);
  for (const name of names) expect(name).toMatch(/^[^[\]:*?/\\']{1,27}$/);
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
});

/** Writes one sheet; what the workbook then holds of it. */
async function written(sheet: Sheet, rowsPerSheet?: number) {
  const file = join(await temporaryFolder(), 'book.xlsx');
  const about = () => ({ name: 'about' as const, columns: columns('text', 'what'), rows: [] });
  const options = { about, ...(rowsPerSheet === undefined ? {} : { rowsPerSheet }) };
  const sheets = await writeWorkbook(file, [sheet], 'en', options);
  return { file, sheets, cells: await readWorkbook(file) };
}

test.each([
  ['123456789012345', 'number', '123456789012345'],
  ['-1234567890.12345', 'number', '-1234567890.12345'],
  ['0.000000000000001', 'number', '0.000000000000001'],
  ['1000000000000000000000', 'number', '1000000000000000000000'],
  ['1234567890123456', 'text', '1234567890123456'],
  ['90071992547409.93', 'text', '90071992547409.93'],
  ['123456789012.3400', 'number', '123456789012.3400'],
  ['-0.00', 'number', '-0.00'],
  ['1e3', 'text', '1e3'],
])('the number %s is a %s, and loses no digit', async (number, is, value) => {
  const { cells, sheets } = await written({ name: 'proof', columns: columns('number', 'amount'), rows: [[number]] });
  expect(cells.get('Proof')?.[1]).toEqual([expect.objectContaining({ is, value })]);
  expect(sheets[0].longNumbers).toBe(is === 'text' && number !== '1e3' ? 1 : 0);
});

test('days are days, also in the spreadsheet’s own count; what is none stays text', async () => {
  const rows = [['2026-10-31'], ['1900-03-01'], ['1900-02-28'], ['2026-02-30'], ['']];
  const { cells } = await written({ name: 'layer', columns: columns('day', 'received_on'), rows });
  const found = cells
    .get('Layers')
    ?.slice(1)
    .map(([cell]) => `${cell?.is} ${cell?.value}`);
  expect(found).toEqual(['number 46326', 'number 61', 'text 1900-02-28', 'text 2026-02-30']);
});

test('a text longer than a cell is cut and counted; CSV has it whole', async () => {
  const long = `${'x'.repeat(32_766)}😀`;
  const sheet: Sheet = { name: 'finding', columns: columns('text', 'wrong'), rows: [[long], ['y'.repeat(32_767)]] };
  const { cells, sheets } = await written(sheet);
  const found = cells
    .get('Findings')
    ?.slice(1)
    .map(([cell]) => cell?.value.length);
  expect([found, sheets[0].cutTexts]).toEqual([[32_767, 32_767], 1]);
  const folder = await temporaryFolder();
  await writeCsvSheets(folder, [sheet], 'en');
  expect((await csvRows(folder, 'finding'))[0].wrong).toBe(long);
});

test('what XML or a spreadsheet reads as something else comes back as it was', async () => {
  const rows = ['_x0041_', 'a & b < c > "d"', ' spaces  ', '007', 'TRUE', '1.50', '#N/A', '\u200d'].map((text) => [
    text,
  ]);
  const { cells } = await written({ name: 'layer', columns: columns('text', 'lot'), rows });
  expect(
    cells
      .get('Layers')
      ?.slice(1)
      .map(([cell]) => [cell?.value]),
  ).toEqual(rows);
  expect(
    cells
      .get('Layers')
      ?.slice(1)
      .every(([cell]) => cell?.is === 'text'),
  ).toBe(true);
});

test.each([
  [0, ['Proof']],
  [4, ['Proof']],
  [5, ['Proof', 'Proof (2)']],
  [9, ['Proof', 'Proof (2)', 'Proof (3)']],
])('a table of %i rows goes on in another sheet where one is full', async (count, names) => {
  const rows = Array.from({ length: count }, (_, row) => [String(row)]);
  const { cells, sheets } = await written({ name: 'proof', columns: columns('number', 'amount'), rows }, 5);
  expect([...cells.keys()]).toEqual(['About', ...names]);
  expect(
    names.flatMap((name) =>
      cells
        .get(name)
        ?.slice(1)
        .map(([cell]) => [cell?.value]),
    ),
  ).toEqual(rows);
  for (const name of names) expect(cells.get(name)?.[0][0]?.value).toBe('amount');
  expect(
    sheets
      .slice(0, -1)
      .map(({ rows }) => rows)
      .reduce((sum, rows) => sum + rows, 0),
  ).toBe(count);
});

test('the same report is the same bytes', async () => {
  const sheet = (): Sheet => ({ name: 'proof', columns: columns('number', 'amount'), rows: [['1.00']] });
  const [one, two] = [await written(sheet()), await written(sheet())];
  expect(await readFile(one.file)).toEqual(await readFile(two.file));
});
