import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderRows } from './order-rows.js';
import { sortTexts } from './sort-texts.js';
import { Symbols } from './texts.js';

test('rows are ordered by the first column, then by the next, and stay as they came where they are alike', () => {
  expect([...orderRows(3, [Int32Array.of(2, 1, 1), Float64Array.of(0, 5, -5)])]).toEqual([2, 1, 0]);
  expect([...orderRows(3, [Int32Array.of(1, 1, 0)])]).toEqual([2, 0, 1]);
  expect([...orderRows(0, [])]).toEqual([]);
});

test('rows are ordered as a comparing sort orders them, whatever whole numbers they hold', () => {
  const far = fc.integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER });
  const value = fc.oneof(far, fc.integer({ min: -300, max: 300 }), fc.constantFrom(2 ** 32, -(2 ** 32), 2 ** 32 - 1));
  fc.assert(
    fc.property(fc.array(fc.tuple(value, fc.integer({ min: 0, max: 3 })), { maxLength: 200 }), (rows) => {
      const columns = [Uint8Array.from(rows, ([, b]) => b), Float64Array.from(rows, ([a]) => a)];
      const expected = [...rows.keys()].sort((a, b) => rows[a][1] - rows[b][1] || Math.sign(rows[a][0] - rows[b][0]));
      expect([...orderRows(rows.length, columns)]).toEqual(expected);
    }),
  );
});

test('texts are sorted by their bytes, whatever they begin with', () => {
  const part = fc.constantFrom('', 'MV-0000', '工厂', '\0', '😀', '～', 'a', '12345678', '1', '2');
  const text = fc.array(part, { maxLength: 5 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.array(text, { minLength: 100, maxLength: 300 }), (texts) => {
      const symbols = new Symbols();
      const codes = Int32Array.from(new Set(texts), (each) => symbols.code(each));
      sortTexts(symbols, codes);
      const bytes = [...new Set(texts)].map((each) => Buffer.from(each)).sort(Buffer.compare);
      expect(Array.from(codes, (code) => symbols.text(code))).toEqual(bytes.map(String));
    }),
    { numRuns: 50 },
  );
});

test('many keys in any order are sorted', () => {
  const symbols = new Symbols();
  const count = 20_000;
  const codes = Int32Array.from({ length: count }, (_, i) => symbols.code(`MV-2026-${(i * 7919) % count}`));
  sortTexts(symbols, codes);
  const sorted = Array.from({ length: count }, (_, i) => `MV-2026-${i}`).sort();
  expect(Array.from(codes, (code) => symbols.text(code))).toEqual(sorted);
});
