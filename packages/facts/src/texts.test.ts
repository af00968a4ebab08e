import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Symbols } from './texts.js';

test('each text has one code, and 0 is the empty text', () => {
  const symbols = new Symbols();
  expect(['P1', '工厂', 'P1', ''].map((text) => symbols.code(text))).toEqual([1, 2, 1, 0]);
  expect([symbols.text(0), symbols.text(2), symbols.size]).toEqual(['', '工厂', 3]);
  expect([symbols.find('P1'), symbols.find('P2')]).toEqual([1, undefined]);
});

test('a text can be any characters, and is looked up by all of them', () => {
  const text = fc.string({ unit: 'binary', maxLength: 20 });
  fc.assert(
    fc.property(fc.array(text, { maxLength: 50 }), (texts) => {
      const symbols = new Symbols();
      const codes = new Map<string, number>([['', 0]]);
      for (const each of texts) {
        expect(symbols.find(each)).toBe(codes.get(each));
        const code = symbols.code(each);
        expect(code).toBe(codes.get(each) ?? codes.size);
        codes.set(each, code);
      }
      for (const [each, code] of codes) expect(symbols.text(code)).toBe(each);
      const bytes = texts.map((each) => Buffer.from(each));
      expect(bytes.map((each) => symbols.findBytes(each, 0, each.length))).toEqual(texts.map((t) => codes.get(t)));
    }),
  );
});

test('half a character is no text that could be found', () => {
  const symbols = new Symbols();
  symbols.code('�');
  expect(symbols.find('\uD83D')).toBeUndefined();
  expect(() => symbols.code('\uD83D')).toThrow('whole characters');
});

test('many texts, long and short, are told apart when the table and the bytes have grown', () => {
  const symbols = new Symbols();
  const text = (i: number) => (i % 1000 === 0 ? `${'长'.repeat(4000)}${i}` : `MV-${i}`);
  for (let i = 1; i <= 6_000; i++) expect(symbols.code(text(i))).toBe(i);
  for (let i = 1; i <= 6_000; i++) expect([symbols.find(text(i)), symbols.text(i)]).toEqual([i, text(i)]);
});

test('when the room for more is freed, texts are found as before, and more can be added', () => {
  const symbols = new Symbols();
  symbols.trim();
  const text = (i: number) => `${'长'.repeat(i % 50)}${i}`;
  for (let i = 1; i <= 3_000; i++) symbols.code(text(i));
  symbols.trim();
  for (let i = 3_001; i <= 9_000; i++) expect(symbols.code(text(i))).toBe(i);
  for (let i = 1; i <= 9_000; i++) expect([symbols.find(text(i)), symbols.text(i)]).toEqual([i, text(i)]);
  expect(symbols.find('none')).toBeUndefined();
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
