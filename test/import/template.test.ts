import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Findings, type Language } from '@millrace/costing-core';
import {
  asWritten,
  type Column,
  choiceZh,
  type Facts,
  hashingFacts,
  Later,
  readFacts,
  TABLES,
  TABLES_ZH,
  type TableSpec,
  tableNames,
} from '@millrace/facts';
import { Steps } from '@millrace/store';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { factsFromFiles } from '../../packages/batch-runner/src/files/facts-from-files.js';
import { findInput } from '../../packages/batch-runner/src/files/find-files.js';
import { EXAMPLE_ROWS } from '../../packages/batch-runner/src/template/example-rows.js';
import { tablesInWords } from '../../packages/batch-runner/src/template/tables-in-words.js';
import { textsIn } from '../../packages/batch-runner/src/text/texts-in.js';
import { csvLine } from '../../packages/report/src/sheets.js';
import { ANY } from '../batch/databases.js';
import { temporaryFolder } from '../batch/folders.js';
import { millrace, millraceJson } from '../batch/millrace.js';
import { ROOT } from '../docs/blocks.js';
import { fillWorkbook } from './filled-workbook.js';
import { hasLibreOffice, libreOfficeNote, savedAs, savedAsCsv } from './libreoffice.js';
import { rowsOfFolder } from './rows-of-folder.js';

const EXAMPLE = join(ROOT, 'docs/example');
const LANGUAGES = ['en', 'zh'] as const;
const BOTH = ['month.xlsx', 'month'].flatMap((name) => LANGUAGES.map((language) => [name, language] as const));

/** A new template; its path. */
async function template(name: string, language: Language): Promise<string> {
  const path = join(await temporaryFolder(), name);
  const { code, stderr } = await millrace(['template', path, '--lang', language]);
  expect(code, stderr).toBe(0);
  return path;
}

const hashOf = (facts: Facts) => new Later(hashingFacts(facts, 2)).value;

/** What the facts of a path come to: the hash of all of them by value, and that of its first month closed. */
async function cameTo(path: string, ...more: string[]) {
  const silent = { began() {}, advanced() {}, ended() {}, finished() {} };
  const { facts, findings } = await factsFromFiles(path, { ledger: undefined }, new Steps(silent));
  expect([...findings, ...facts.faults]).toEqual([]);
  const { code, json } = await millraceJson<{ hash: string }>(['close', '2026-09', '--from', path, ...more]);
  expect(code).toBe(0);
  return { facts: hashOf(facts), hash: json.hash };
}

describe.each(BOTH)('the template %s in %s', (name, language) => {
  test('has every table and every column, and is read as it is: nothing comes in, notes are named', async () => {
    const path = await template(name, language);
    const findings = new Findings();
    const input = await findInput(path, findings.report);
    if (input.kind === 'json') throw new Error('no tables');
    expect([...input.sources.keys()].toSorted()).toEqual(tableNames().toSorted());
    for (const [table, source] of input.sources) {
      let columns: readonly string[] | undefined;
      const onHead = (head: { columns: readonly string[] }) => {
        columns = head.columns;
      };
      for await (const count of source.read(table, findings.report, () => {}, onHead)) expect(count).toBe(0);
      expect(columns, table).toEqual(Object.keys(TABLES[table].columns));
    }
    expect(findings.sorted()).toEqual([]);
    const notes = textsIn(language).template.notes;
    const expected = name.endsWith('.xlsx')
      ? [notes.tables, notes.columns, notes.lists].map((note) => `month.xlsx ${note}`)
      : [`${notes.columns}.csv`, `${notes.tables}.csv`];
    expect([...input.notes].toSorted()).toEqual(expected.toSorted());

    const database = await ANY.create();
    const { code, json } = await millraceJson<{ tables: { rows: number }[]; notes: string[] }>([
      'import',
      path,
      '--database',
      database,
    ]);
    expect(code).toBe(0);
    expect(json.tables.every(({ rows }) => rows === 0)).toBe(true);
    expect(json.notes).toEqual(input.notes);
  });

  test('does not take the place of one that was filled', async () => {
    const path = await template(name, language);
    const { code, stderr } = await millrace(['template', path, '--lang', language]);
    expect(code).toBe(2);
    expect(stderr).toContain(textsIn(language).trouble.template_place_is_taken[1]);
  });
});

describe.each(LANGUAGES)('the words of the template in %s', (language) => {
  const tables = tablesInWords(textsIn(language), language);

  test('say something of every column, short enough for a spreadsheet to show it', () => {
    for (const { name, meaning, columns } of tables) {
      expect(meaning, name).toBeTruthy();
      for (const column of columns) {
        expect(column.meaning, `${name} ${column.name}`).toBeTruthy();
        expect(column.name.length).toBeLessThanOrEqual(32);
        expect(textsIn(language).template.prompt(column).length, `${name} ${column.name}`).toBeLessThanOrEqual(255);
        if (column.isNeeded) expect(column.example, `${name} ${column.name}`).not.toBe('');
      }
    }
  });

  test('have example rows that are read as the facts that they stand for', async () => {
    const folder = await template('month', language);
    for (const { name, columns } of tables) {
      await appendFile(join(folder, `${name}.csv`), `${csvLine(columns.map(({ example }) => example))}\r\n`);
    }
    const rows = Object.fromEntries(tableNames().map((table) => [table, [EXAMPLE_ROWS[table]]]));
    const read = await factsFromFiles(
      folder,
      { ledger: undefined },
      new Steps({ began() {}, advanced() {}, ended() {}, finished() {} }),
    );
    expect(read.facts.faults).toEqual([]);
    expect(hashOf(read.facts)).toBe(hashOf(readFacts(rows, 'L1')));
  });

  test('are in the workbook: a prompt at every column, and at every choice a list of what is read', async () => {
    const parts = unzipSync(await readFile(await template('month.xlsx', language)));
    const xmlOf = (part: string) => strFromU8(parts[part]);
    const shared = [...xmlOf('xl/sharedStrings.xml').matchAll(/<si><t[^>]*>([^<]*)<\/t><\/si>/g)].map(([, t]) => t);
    const ids = new Map(
      [...xmlOf('xl/workbook.xml').matchAll(/sheetId="(\d+)" name="([^"]+)"/g)].map(([, id, name]) => [name, id]),
    );
    const sheetOf = (name: string) => xmlOf(`xl/worksheets/sheet${ids.get(name)}.xml`);
    const lists = new Map(
      [...sheetOf(textsIn(language).template.notes.lists).matchAll(/<c r="([A-Z]+\d+)"[^>]*><v>(\d+)<\/v>/g)].map(
        ([, at, text]) => [at, shared[Number(text)]],
      ),
    );
    for (const table of tableNames()) {
      const { columns }: TableSpec = TABLES[table];
      const xml = sheetOf(language === 'zh' ? TABLES_ZH[table] : table);
      const rules = [...xml.matchAll(/<dataValidation .*?<\/dataValidation>/g)].map(([rule]) => rule);
      const specs: Column[] = Object.values(columns);
      expect(rules.length, table).toBe(specs.length);
      for (const [at, column] of specs.entries()) {
        expect(rules[at]).toMatch(/ prompt="[^"]+"/);
        const words = column.kind === 'flag' ? ['true', 'false'] : column.choices;
        const range = /<formula1>'[^']+'!\$([A-Z]+)\$1:\$[A-Z]+\$(\d+)<\/formula1>/.exec(rules[at]);
        expect(range === null, `${table} ${at}`).toBe(words.length === 0);
        if (range === null) continue;
        const listed = Array.from({ length: Number(range[2]) }, (_, row) => lists.get(`${range[1]}${row + 1}`) ?? '');
        expect(listed.map((word) => asWritten(column, word).meanings[0])).toEqual(words);
      }
    }
  });
});

describe.skipIf(!hasLibreOffice)(`a template, saved by LibreOffice${libreOfficeNote}`, () => {
  test('filled, is what the clean CSV files are: as xlsx, ods, CSV and CSV in GB18030, in both languages', async () => {
    const rows = await rowsOfFolder(EXAMPLE);
    const clean = await cameTo(EXAMPLE);
    const folder = await temporaryFolder();
    const filled = await Promise.all(
      LANGUAGES.map(async (language) => {
        const file = join(folder, `${language}.xlsx`);
        const empty = await template('month.xlsx', language);
        await fillWorkbook(empty, file, rows, language === 'zh' ? choiceZh : (word) => word);
        return file;
      }),
    );
    const paths = [
      ...filled,
      ...(await savedAs(filled, 'xlsx')),
      ...(await savedAs(await savedAs(filled, 'ods'), 'xlsx')),
      ...(await savedAsCsv(filled, 'utf-8')),
      ...(await savedAsCsv(filled, 'gb18030')),
    ];
    expect(paths.length).toBe(10);
    for (const path of paths) expect(await cameTo(path), path).toEqual(clean);
  });

  test('keeps its drop-downs', async () => {
    const [file] = await savedAs([await template('month.xlsx', 'en')], 'xlsx');
    const saved = unzipSync(await readFile(file));
    const sheets = Object.keys(saved).filter((part) => /worksheets\/sheet\d+\.xml$/.test(part));
    const lists = sheets.flatMap((part) => strFromU8(saved[part]).match(/<dataValidation [^>]*type="list"/g) ?? []);
    const specs = tableNames().flatMap((table): Column[] => Object.values(TABLES[table].columns));
    expect(lists.length).toBe(specs.filter(({ kind }) => kind === 'choice' || kind === 'flag').length);
  });
});

test('docs/example is a filled template: two months with orders, reports and pools, closed and published', async () => {
  const database = await ANY.create();
  const run = async (...args: string[]) => {
    const ran = await millraceJson<Record<string, unknown>>([...args, '--database', database]);
    expect(ran.code, ran.stderr).toBe(0);
    return ran.json;
  };
  await run('import', EXAMPLE);
  for (const period of ['2026-09', '2026-10']) {
    await run('close', period);
    await run('publish', period);
  }
  // 200 kg of 8.30 (1,600.00 and 2,550.00 for 500 kg), wages of 310.00 and overhead of 420.00, for all 99 pieces of the closed order.
  expect(await run('table', '2026-09', '--item', 'BODY')).toMatchObject({
    unit_cost: expect.arrayContaining([
      expect.objectContaining({ basis: 'produced', quantity: '99.000000', amount: '2390.00' }),
    ]),
  });
});
