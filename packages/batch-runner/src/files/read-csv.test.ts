import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Findings } from '@millrace/costing-core';
import { afterAll, expect, test } from 'vitest';
import { InputFile } from './input-file.js';
import { CsvFile } from './read-csv.js';

const folder = await mkdtemp(join(tmpdir(), 'millrace-test-'));
afterAll(() => rm(folder, { recursive: true }));

/** Rows of `plant` as `row: plant|name`, then findings as `key: code`. */
async function read(text: string | Buffer): Promise<string[]> {
  const file = join(folder, 'plant.csv');
  await writeFile(file, text);
  const findings = new Findings();
  const told: string[] = [];
  const counts = new CsvFile(new InputFile(file)).read('plant', findings.report, ({ cells, row }) => {
    told.push(`${row}: ${cells.slice(0, 2).join('|')}`);
  });
  for await (const _ of counts);
  return [...told, ...findings.sorted().map(({ code, key }) => `${key}: ${code}`)];
}

/** 工厂 */
const GB18030 = Buffer.concat([Buffer.from('plant,name\nP1,'), Buffer.from('b9a4b3a7', 'hex'), Buffer.from('\n')]);

test.each<[string, string | Buffer, string[]]>([
  ['lines of Unix', 'plant,name\nP1,a\n', ['2: P1|a']],
  ['lines of old Macs', 'plant,name\rP1,a\r\rP2,"b\nc"\r', ['2: P1|a', '4: P2|b\nc']],
  ['lines of old Macs, the last without an end', '\rplant,name\rP1,a', ['3: P1|a']],
  ['lines of old Macs, then one of Unix', 'plant,name\rP1,a\nP2,b\n', ['row 2: file_must_be_well_formed']],
  ['lines of Windows, with a byte order mark', '\ufeffplant,name\r\nP1,a\r\n', ['2: P1|a']],
  ['no end of the last line', 'plant,name\nP1,a', ['2: P1|a']],
  ['columns in another order', 'name,plant\na,P1\n', ['2: P1|a']],
  ['a column that may be empty left out', 'plant\nP1\n', ['2: P1|']],
  ['quotes, commas and lines within cells', '"plant",name\n"P,""1""","a\nb"\nP2,\n', ['2: P,"1"|a\nb', '3: P2|']],
  ['Chinese, and characters of four bytes', 'plant,name\n工厂,😀\n', ['2: 工厂|😀']],
  ['empty lines, which count', '\nplant,name\n\nP1,a\n\n\nP2,b\n\n', ['4: P1|a', '7: P2|b']],
  ['rows without anything, which count', 'plant,name\nP1,a\n,\n,\nP2,b\n,\n', ['2: P1|a', '5: P2|b']],
  ['cells without anything behind the header', 'plant,name,,\nP1,a,,\n,,,\n', ['2: P1|a']],
  ['a cell behind the header', 'plant,name,,\nP1,a,,b\n', ['row 2: row_must_have_a_cell_per_column']],
  ['blanks around the name of a column', ' plant ,name\nP1,a\n', ['2: P1|a']],
  ['names in Chinese', '工厂,名称\nP1,a\n', ['2: P1|a']],
  ['UTF-16 with its mark', Buffer.from('\ufeffplant\tname\nP1\t工厂\n', 'utf16le'), ['2: P1|工厂']],
  ['a header and no rows', 'plant\n', []],
  ['semicolons', 'plant;name\nP1;a,b\n', ['2: P1|a,b']],
  ['tabs', 'plant\tname\nP1\t"a;b"\n', ['2: P1|a;b']],
  ['a comma in the header in quotes', '"plant","name"\nP1,a;b\n', ['2: P1|a;b']],
  ['GB18030, as Chinese spreadsheets save it', GB18030, ['2: P1|工厂']],
  ['quotes over lines of Windows', 'plant,name\r\nP1,"a\r\nb"\r\n"P2",\r\n', ['2: P1|a\r\nb', '3: P2|']],
])('reads %s', async (_, text, expected) => {
  expect(await read(text)).toEqual(expected);
});

const WELL_FORMED = 'row 1: file_must_be_well_formed';

test.each<[string, string | Buffer, string[]]>([
  ['an empty file', '', ['row 1: file_must_be_well_formed']],
  ['UTF-16 without its mark', Buffer.from('plant\nP工\n', 'utf16le'), ['row 1: file_must_be_well_formed']],
  ['Western text of one byte a character', Buffer.from('plant,name\nP1,Größe\n', 'latin1'), [WELL_FORMED]],
  ['Russian text of one byte a character', Buffer.from('plant,name\nP1,\xcf\xf0\xe8\xe2\n', 'latin1'), [WELL_FORMED]],
  ['text behind a closing quote', 'plant,name\nP1,"a"b\n', ['row 2: file_must_be_well_formed']],
  ['a quote that is never closed', `plant,name\nP1,"${'a\n'.repeat(600_000)}`, ['row 2: file_must_be_well_formed']],
  [
    'a cell of many million characters',
    `plant,name\nP1,${'a'.repeat(2_000_000)}\n`,
    ['row 2: file_must_be_well_formed'],
  ],
  ['a line that ends in a return alone', 'plant,name\nP1,a\rP2,b\n', ['row 2: file_must_be_well_formed']],
  ['a quote within a cell', 'plant,name\nP1,a\nP2,5" pipe\n', ['row 3: file_must_be_well_formed']],
  ['a row that is too long', 'plant,name\n\nP1,a,b\nP2,c\n', ['4: P2|c', 'row 3: row_must_have_a_cell_per_column']],
  ['a column that every object has', 'plant,constructor\nP1,a\n', ['constructor: header_must_name_known_columns']],
  ['a cell below no name', 'plant,\nP1,a\n', ['row 2: row_must_have_a_cell_per_column']],
])('tells of %s', async (_, text, expected) => {
  const told = await read(text);
  expect(told.filter((line) => !line.startsWith('2: '))).toEqual(expected);
});
