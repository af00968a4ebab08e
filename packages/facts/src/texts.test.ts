import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Symbols } from './texts.js';

test('each text has one code, and 0 is the empty text', () => {
  const symbols = new Symbols();
  expect(['P1', '工厂', 'P1', ''].map((text) => symbols.code(text))).toEqual([1, 2, 1, 0]);
  expect([symbols.text(0), symbols.text(2), symbols.size]).toEqual(['', '工厂', 3]);
  expect([symbols.find('P1'), symbols.find('P2')]).toEqual([1, undefined]);
});

test('codes are ordered by the UTF-8 bytes of their texts', () => {
  // U+FF5E comes before U+1F600 in bytes, and after it in JavaScript.
  const text = fc.string({ unit: fc.constantFrom('', 'a', 'B', '9', 'é', '工', '～', '😀', '\uE000') });
  fc.assert(
    fc.property(text, text, (a, b) => {
      const symbols = new Symbols();
      const order = symbols.compare(symbols.code(a), symbols.code(b));
      expect(Math.sign(order)).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
  );
});
