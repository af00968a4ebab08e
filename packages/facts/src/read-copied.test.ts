import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isCode } from './canonical.js';
import { cellsOf, columnsOf } from './cells.js';
import type { Column } from './column.js';
import { CopiedRows } from './read-copied.js';
import { FactsReader, readFacts } from './read-facts.js';
import type { FactRows } from './rows.js';
import { type TableName, tableNames } from './tables.js';

/** A cell as COPY writes it as text, and its bytes in COPY's binary format; empty where it is null. */
type Cell = readonly [text: string, bytes: Buffer];

test('rows are read alike as objects, as text and as the bytes that COPY sends', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...tableNames()).chain(rowsOf),
      fc.integer({ min: 1, max: 200 }),
      ([name, rows], cut) => {
        const [asText, copied] = [new FactsReader('L', 2), new FactsReader('L', 2)];
        const texts = rows.map((cells) => cells.map(([text]) => text));
        for (const cells of texts) asText.table(name).add(cells);
        const into = new CopiedRows(copied.table(name));
        for (const piece of pieces(copyOf(rows), cut)) into.add(piece);
        expect(into.end()).toBe(rows.length);
        const names = columnsOf(name).map(([column]) => column);
        const objects = texts.map((cells) => Object.fromEntries(cells.map((text, c) => [names[c], text])));
        const expected = comparable(asText.facts());
        expect(comparable(copied.facts())).toEqual(expected);
        // Without the row of the ledger that says so, amounts have two decimals.
        expect(comparable(readFacts({ [name]: objects } as FactRows, 'L'))).toEqual(expected);
      },
    ),
    { numRuns: 400 },
  );
});

test.each<[string, string, number]>([
  ['1.5', '1.5', 150],
  ['0.01', '0.01', 1],
  ['-12345678.9', '-12345678.9', -1_234_567_890],
  ['100000000', '100000000', 10_000_000_000],
  ['90071992547409.91', '90071992547409.91', Number.MAX_SAFE_INTEGER],
  ['0', '0', 0],
])('the numeric %s is an amount of two decimals', (_, text, value) => {
  expect(amountOf(numeric(text))).toEqual([value]);
});

test.each([
  ['NaN', 'number_must_be_plain'],
  ['-Infinity', 'number_must_be_plain'],
  ['90071992547409.92', 'number_must_be_within_range'],
  [`1${'0'.repeat(250)}`, 'number_must_be_within_range'],
  ['0.001', 'number_must_fit_its_decimals'],
  ['1.0000000000000001', 'number_must_fit_its_decimals'],
])('the numeric %s is no amount of two decimals', (text, code) => {
  expect(amountOf(numeric(text))).toEqual([code, text]);
});

test.each([
  [-0x8000_0000_0000_0000n, '-infinity'],
  [0x7fff_ffff_ffff_ffffn, 'infinity'],
  [-63_113_904_000_000_000n, '0000-12-31T00:00:00.000000Z'],
  [252_455_616_000_000_000n, '10000-01-01T00:00:00.000000Z'],
])('an instant of %d microseconds is refused', (microseconds, text) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(microseconds);
  const reader = new FactsReader('L', 2);
  const rows = new CopiedRows(reader.table('work_report'));
  const cells = columnsOf('work_report').map(([column, spec]): Cell => {
    return column === 'reported_at' ? [text, bytes] : sample(spec);
  });
  rows.add(copyOf([cells]));
  const { faults } = reader.facts();
  expect(faults.map(({ code }) => code)).toEqual(['instant_must_have_date_time_and_offset']);
  // The years before the first are told from those after it.
  if (!text.startsWith('0000')) expect(faults[0].fields.value).toBe(text);
  else expect(faults[0].fields.value).toMatch(/ BC$/);
});

test('what doesn’t begin, or doesn’t end, as COPY does is no table', () => {
  const rows = () => new CopiedRows(new FactsReader('L', 2).table('plant'));
  expect(() => rows().add(Buffer.alloc(64))).toThrow('begins');
  const cut = rows();
  cut.add(copyOf([[sample(undefined), sample(undefined), sample(undefined)]]).subarray(0, -3));
  expect(() => cut.end()).toThrow('ends');
});

/** The amounts of one row of movement_amount, or why there is none. */
function amountOf(amount: Buffer): unknown[] {
  const reader = new FactsReader('L', 2);
  const rows = new CopiedRows(reader.table('movement_amount'));
  rows.add(copyOf([[...['M', 'L', 'material'].map((text): Cell => [text, Buffer.from(text)]), ['', amount]]]));
  const { faults, movement_amount } = reader.facts();
  return faults.length > 0 ? [faults[0].code, faults[0].fields.value] : [...movement_amount.amount];
}

/** All columns, texts as such: which code a text has depends on what was looked up before. */
function comparable(facts: ReturnType<typeof readFacts>) {
  const columns = tableNames().flatMap((name) =>
    columnsOf(name).map(([column, spec]) => {
      const cells = Array.from(cellsOf(facts, name, column));
      return [name, column, isCode(spec) ? cells.map((code) => facts.symbols.text(code)) : cells];
    }),
  );
  return { columns, faults: facts.faults };
}

function rowsOf(name: TableName): fc.Arbitrary<[TableName, Cell[][]]> {
  const cells = columnsOf(name).map(([column, spec]) => cellOf(column, spec));
  return fc.array(fc.tuple(...cells), { maxLength: 6 }).map((rows) => [name, rows]);
}

/** Mostly good cells, as one bad one spoils a row. */
function cellOf(column: string, spec: Column): fc.Arbitrary<Cell> {
  const good = column === 'ledger' ? fc.constant<Cell>(['L', Buffer.from('L')]) : fc.constant(sample(spec));
  return fc.oneof({ weight: 12, arbitrary: good }, { weight: 1, arbitrary: anyCell(spec) });
}

function sample(spec: Column | undefined): Cell {
  switch (spec?.kind) {
    case 'choice':
      return textCell(spec.choices[0]);
    case 'flag':
      return ['true', Buffer.of(1)];
    case 'date':
      return dateCell('2026-09-30');
    case 'instant':
      return instantCell('2026-09-30T15:59:59.999999Z');
    case 'period':
      return textCell('2026-09');
    case 'integer':
    case 'decimal':
    case 'amount':
      return ['12', numeric('12')];
    default:
      return textCell('A1');
  }
}

function anyCell(spec: Column): fc.Arbitrary<Cell> {
  const empty = fc.constant<Cell>(['', Buffer.alloc(0)]);
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 18 });
  const number = fc.tuple(fc.constantFrom('', '-'), digits, digits).map(([sign, whole, decimals]) => {
    const rest = decimals.replace(/0+$/, '');
    const text = `${whole.replace(/^0+/, '') || '0'}${rest === '' ? '' : `.${rest}`}`;
    return text === '0' ? text : sign + text;
  });
  const moment = fc.date({
    noInvalidDate: true,
    min: new Date('0001-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59.999Z'),
  });
  switch (spec.kind) {
    case 'flag':
      return fc.oneof(empty, fc.constant<Cell>(['false', Buffer.of(0)]));
    case 'date':
      return fc.oneof(
        empty,
        moment.map((date) => dateCell(date.toISOString().slice(0, 10))),
      );
    case 'instant':
      return fc.oneof(
        empty,
        moment.map((date) => instantCell(date.toISOString().replace('Z', '007Z'))),
      );
    case 'integer':
    case 'decimal':
    case 'amount':
      return fc.oneof(
        empty,
        fc.oneof(number, fc.constantFrom('NaN', 'Infinity')).map((text): Cell => [text, numeric(text)]),
      );
    default: {
      const text = fc.oneof(
        fc.string({ unit: 'grapheme', maxLength: 8 }),
        fc.constantFrom(
          ' a',
          'a\t',
          'é',
          '工厂',
          '\u3000全',
          'x'.repeat(201),
          '长'.repeat(200),
          '2026-13',
          'sale',
          'M',
        ),
        fc.constantFrom(...(spec.choices.length > 0 ? spec.choices : ['B'])),
      );
      return text.map(textCell);
    }
  }
}

function textCell(text: string): Cell {
  return [text, Buffer.from(text)];
}

function dateCell(text: string): Cell {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE((Date.parse(text) - Date.UTC(2000, 0, 1)) / 86_400_000);
  return [text, bytes];
}

/** With six decimals of a second. */
function instantCell(text: string): Cell {
  const bytes = Buffer.alloc(8);
  const milliseconds = BigInt(Date.parse(`${text.slice(0, 23)}Z`) - Date.UTC(2000, 0, 1));
  bytes.writeBigInt64BE(milliseconds * 1000n + BigInt(text.slice(23, 26)));
  return [text, bytes];
}

/** As `numeric_send` writes it: digits to the base 10,000, without zeros at either end. */
function numeric(text: string): Buffer {
  const special = { NaN: 0xc000, Infinity: 0xd000, '-Infinity': 0xf000 }[text];
  if (special !== undefined) return words([0, 0, special, 0]);
  const [whole, decimals = ''] = text.replace('-', '').split('.');
  const front = whole.padStart(Math.ceil(whole.length / 4) * 4, '0');
  const back = decimals.padEnd(Math.ceil(decimals.length / 4) * 4, '0');
  let digits = (front + back).match(/\d{4}/g)?.map(Number) ?? [];
  let weight = front.length / 4 - 1;
  for (; digits[0] === 0; digits = digits.slice(1)) weight--;
  while (digits.at(-1) === 0) digits = digits.slice(0, -1);
  return words([
    digits.length,
    digits.length === 0 ? 0 : weight,
    text.startsWith('-') ? 0x4000 : 0,
    decimals.length,
    ...digits,
  ]);
}

function words(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(2 * values.length);
  for (const [i, value] of values.entries()) bytes.writeUInt16BE(value & 0xffff, 2 * i);
  return bytes;
}

function copyOf(rows: readonly (readonly Cell[])[]): Buffer {
  const parts: Uint8Array[] = [Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)];
  for (const cells of rows) {
    parts.push(words([cells.length]));
    for (const [, bytes] of cells) {
      const length = Buffer.alloc(4);
      length.writeInt32BE(bytes.length === 0 ? -1 : bytes.length);
      parts.push(length, bytes);
    }
  }
  return Buffer.concat([...parts, words([-1])]);
}

/** The bytes cut into pieces, each in a buffer that is filled again, as a socket's is. */
function* pieces(bytes: Buffer, length: number): Generator<Uint8Array> {
  const room = new Uint8Array(length);
  for (let at = 0; at < bytes.length; at += length) {
    const piece = room.subarray(0, bytes.copy(room, 0, at, at + length));
    yield piece;
    room.fill(0xff);
  }
}
