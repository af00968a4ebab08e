import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { strToU8, unzipSync, type Zippable, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../batch/folders.js';
import { millrace, millraceJson } from '../batch/millrace.js';
import { smallFactory } from '../batch/small-factory.js';
import { budgeted } from '../budget.js';
import { workbookOf } from './workbook-of.js';

/** Of workbooks, of CSV files and of JSON files: 5,000 of each in the long lane. */
const RUNS = budgeted(1000);

const good = workbookOf({
  plant: {
    rows: [
      ['plant', 'name'],
      ['P1', 'Plant & <works>'],
      [7, undefined],
    ],
  },
  item: {
    rows: [
      ['item', 'unit', 'supply', 'valued'],
      ['RAW', 'kg', 'purchased', true],
    ],
  },
});
const parts = unzipSync(good);
const names = Object.keys(parts);

const file = join(await temporaryFolder(), 'month.xlsx');

/** Closes from the bytes as a workbook; whatever they are, it ends with an exit code for bad input and says why. */
async function told(bytes: Uint8Array): Promise<string> {
  await writeFile(file, bytes);
  const { code, stderr, stdout } = await millrace(['close', '2026-09', '--from', file]);
  expect([1, 2], stdout + stderr).toContain(code);
  expect(stderr).not.toContain('defect');
  return stdout + stderr;
}

const cut = fc.nat(good.length).map((length) => good.slice(0, length));
const flipped = fc
  .array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 })
  .map((changes) => {
    const bytes = good.slice();
    for (const [at, value] of changes) bytes[at] = value;
    return bytes;
  });
/** One part of the archive with some of its text replaced, the archive itself sound. */
const rewritten = fc
  .tuple(
    fc.constantFrom(...names),
    fc.nat(),
    fc.nat(60),
    fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...SNIPPETS())),
  )
  .map(([name, at, length, text]) => {
    const part = new TextDecoder().decode(parts[name]);
    const from = at % part.length;
    return zipSync({ ...parts, [name]: strToU8(part.slice(0, from) + text + part.slice(from + length)) } as Zippable, {
      level: 0,
    });
  });
const left = fc.constantFrom(...names).map((name) => {
  const { [name]: _, ...others } = parts;
  return zipSync(others as Zippable, { level: 0 });
});

function SNIPPETS(): string[] {
  return [
    '<c r="ZZZ1"><v>1</v></c>',
    '<row r="99999999999">',
    '<c t="s"><v>999</v></c>',
    '<c t="n"><v>NaN</v></c>',
    '<c><v>1e999</v></c>',
    '<c t="n" s="-5"><v>1e308</v></c>',
    '<c t="d"><v>not a day</v></c>',
    '<mergeCell ref=""/>',
    '&amp;&lt;&#0;&#xD800;&unknown;',
    '<!DOCTYPE a [<!ENTITY b "bb">]>',
    '<![CDATA[x]]>',
    '<f></f>',
    '..\\..\\',
    '',
  ];
}

test('whatever becomes of the bytes of a workbook, it is read or refused, never a crash', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(cut, flipped, rewritten, left), async (bytes) => {
      await told(bytes);
    }),
    { numRuns: RUNS },
  );
});

test('whatever stands in a CSV file, it is read or refused', async () => {
  const folder = await temporaryFolder();
  const csv = join(folder, 'item.csv');
  const word = fc.oneof(
    fc.string(),
    fc.constantFrom('item', 'unit', 'supply', 'valued', ',', ';', '"', '\n', '\r\n', '物料', '是'),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(word), async (words) => {
      await writeFile(csv, `item,unit,supply,valued\n${words.join('')}`);
      const { code, stderr } = await millrace(['close', '2026-09', '--from', csv]);
      expect([1, 2]).toContain(code);
      expect(stderr).not.toContain('defect');
    }),
    { numRuns: RUNS },
  );
});

test('whatever stands in a JSON file, it is read or refused', async () => {
  const json = join(await temporaryFolder(), 'facts.json');
  const whole = JSON.stringify(smallFactory);
  const changed = fc
    .tuple(fc.nat(whole.length), fc.nat(40), fc.oneof(fc.string(), fc.constantFrom(...JSON_SNIPPETS)))
    .map(([from, length, text]) => whole.slice(0, from) + text + whole.slice(from + length));
  const cutOff = fc.nat(whole.length).map((length) => whole.slice(0, length));
  await fc.assert(
    fc.asyncProperty(fc.oneof({ weight: 4, arbitrary: changed }, cutOff, fc.json()), async (text) => {
      await writeFile(json, text);
      const { code, stderr } = await millrace(['close', '2026-09', '--from', json]);
      expect([0, 1, 2], stderr).toContain(code);
      expect(stderr).not.toContain('defect');
    }),
    { numRuns: RUNS },
  );
});

const JSON_SNIPPETS = [
  'null',
  'true',
  '1e999',
  '-0',
  '"',
  '\\ud800',
  '[[[[',
  '{}',
  '[]',
  '{"item":{"a":1}}',
  '__proto__',
  '00',
];

/** A workbook whose first sheet is this XML. */
const withSheet = (xml: string | Uint8Array) =>
  zipSync({ ...parts, 'xl/worksheets/sheet1.xml': typeof xml === 'string' ? strToU8(xml) : xml } as Zippable, {
    level: 1,
  });
const sheet = (data: string) => `<worksheet><sheetData>${data}</sheetData></worksheet>`;

test.each<[string, () => Uint8Array]>([
  ['a text without end', () => withSheet(new Uint8Array(60_000_000).fill(0x20))],
  ['elements within elements', () => withSheet('<a>'.repeat(2_000_000))],
  [
    'shared texts larger than any',
    () => {
      const strings = new Uint8Array(260_000_000).fill(0x20);
      const text = strToU8('<si><t>aaaaaaaaaaaaaaaaaaaaaaaa</t></si>');
      for (let at = 5; at + text.length < strings.length; at += 1_000_000) strings.set(text, at);
      strings.set(strToU8('<sst>'));
      return zipSync({ ...parts, 'xl/sharedStrings.xml': strings } as Zippable, { level: 1 });
    },
  ],
  ['entities that swell', () => withSheet(`<!DOCTYPE a [<!ENTITY b "${'b'.repeat(1000)}">]><a>&b;</a>`)],
  ['a million cells in a row', () => withSheet(sheet(`<row>${'<c><v>1</v></c>'.repeat(20_000)}</row>`))],
  ['a row below the last', () => withSheet(sheet('<row r="1048577"><c><v>1</v></c></row>'))],
])('%s is refused, in bounded memory', async (_, bytes) => {
  const packed = bytes();
  const before = process.memoryUsage.rss();
  expect(await told(packed)).toContain('workbook_must_be_readable');
  expect(process.memoryUsage.rss() - before).toBeLessThan(700_000_000);
});

test('a sheet as long as Excel has them is read, with nothing but its first and last rows filled', async () => {
  const rows = ['<row r="1"><c t="inlineStr"><is><t>plant</t></is></c></row>'];
  for (let row = 2; row < 1_048_576; row++) rows.push(`<row r="${row}"><c s="1"/></row>`);
  rows.push('<row r="1048576"><c><v>1e-7</v></c></row>');
  await writeFile(file, withSheet(sheet(rows.join(''))));
  const { json } = await millraceJson<{ findings: readonly { code: string; fields: { at?: string } }[] }>([
    'close',
    '2026-09',
    '--from',
    file,
  ]);
  const found = json.findings.find(({ code }) => code === 'cell_must_say_one_thing');
  expect(found?.fields.at).toBe('month.xlsx plant!A1048576');
});

test('macros are not run and not looked at', async () => {
  await writeFile(file, zipSync({ ...parts, 'xl/vbaProject.bin': new Uint8Array(1000) } as Zippable));
  const { stdout } = await millrace(['close', '2026-09', '--from', file]);
  expect(stdout).not.toContain('workbook_must_be_readable');
});
