import { printFixed } from '@millrace/exact';
import { Symbols } from '@millrace/facts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Totals } from '../network/amounts.js';
import { RowWriter } from './row-writer.js';
import { storedAmounts, storedRows } from './stored-rows.js';

const LARGEST = Number.MAX_SAFE_INTEGER;

function textOf(fill: (rows: RowWriter) => void): string {
  const rows = new RowWriter();
  fill(rows);
  rows.end();
  rows.finish();
  return new TextDecoder().decode(Buffer.concat(rows.take()));
}

test.each([
  [0, 2, '0.00'],
  [-7, 2, '-0.07'],
  [1250, 2, '12.50'],
  [5, 0, '5'],
  [1_000_000_000, 6, '1000.000000'],
  [999_999_999, 9, '0.999999999'],
  [-LARGEST, 0, '-9007199254740991'],
  [LARGEST, 8, '90071992.54740991'],
])('%d units of scale %d are %s', (value, scale, expected) => {
  expect(textOf((rows) => rows.number(value, scale))).toBe(`${expected}\n`);
});

test('numbers of any size are printed as printFixed prints them', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.integer({ min: -LARGEST, max: LARGEST }), fc.bigInt(-(10n ** 30n), 10n ** 30n)),
      fc.nat(9),
      (value, scale) => {
        expect(textOf((rows) => rows.number(value, scale))).toBe(`${printFixed(value, scale)}\n`);
      },
    ),
    { numRuns: 1000 },
  );
});

test('texts come back as they were written, whatever is in them and however the bytes are cut', () => {
  const text = fc.string({ unit: 'binary', maxLength: 40 }).map((of) => of.replaceAll('\0', ''));
  fc.assert(
    fc.property(
      fc.array(fc.array(text, { minLength: 3, maxLength: 3 })),
      fc.integer({ min: 1, max: 9 }),
      (given, cut) => {
        const writer = new RowWriter();
        const fromCodes = new RowWriter();
        const symbols = new Symbols();
        for (const cells of given) {
          for (const cell of cells) {
            writer.text(cell);
            fromCodes.code(symbols, symbols.code(cell));
          }
          for (const rows of [writer, fromCodes]) {
            rows.nothing();
            rows.end();
          }
        }
        const { rowCount, hash } = writer.finish();
        const pieces = writer.take();
        expect(fromCodes.finish().hash).toBe(hash);
        const bytes = Buffer.concat(pieces);
        const small = Array.from({ length: Math.ceil(bytes.length / cut) }, (_, i) =>
          bytes.subarray(i * cut, (i + 1) * cut),
        );
        expect(rowCount).toBe(given.length);
        expect([...storedRows(small)]).toEqual(given.map((cells) => [...cells, undefined]));
      },
    ),
  );
});

test('amounts end with the last element that has a part; none is nothing at all', () => {
  const totals = new Totals(8);
  totals.add(1, -250);
  totals.add(4, 100);
  totals.add(4, -100);
  totals.add(5, LARGEST);
  totals.add(5, LARGEST);
  const isUsed: boolean[] = [];
  const writer = new RowWriter(isUsed);
  writer.amounts(totals, 0, 4, 2);
  writer.amounts(totals, 2, 3, 2);
  writer.amounts(totals, 4, 4, 2);
  writer.end();
  writer.finish();
  const [cells] = storedRows(writer.take());
  expect(cells).toEqual(['{NULL,-2.50}', undefined, '{NULL,180143985094819.82}']);
  expect(cells.map(storedAmounts)).toEqual([['', '-2.50'], [], ['', '180143985094819.82']]);
  expect([...isUsed.entries()].filter(([, used]) => used).map(([e]) => e)).toEqual([1]);
});
