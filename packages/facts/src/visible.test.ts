import fc from 'fast-check';
import { expect, test } from 'vitest';
import { visible } from './visible.js';

test.each([
  ['Bolt M8', 'Bolt M8'],
  ['螺栓 – größe ½', '螺栓 – größe ½'],
  ['\u001b[31mRED\u001b[2J', '\\u001b[31mRED\\u001b[2J'],
  ['\u001b]0;owned\u0007', '\\u001b]0;owned\\u0007'],
  ['a\u202egnp', 'a\\u202egnp'],
  ['a\nb\r\tc', 'a\\nb\\r\\tc'],
  ['\u009b2J\u007f', '\\u009b2J\\u007f'],
  ['\u2028\u2029\u2066\u200f\ufeff', '\\u2028\\u2029\\u2066\\u200f\\ufeff'],
  ['\ud800', '\\ud800'],
  ['\u{e0041}', '\\u{e0041}'],
  ['👨‍👩‍👧 می‌خواهم', '👨‍👩‍👧 می‌خواهم'],
])('%j is shown as %j', (text, shown) => {
  expect(visible(text)).toBe(shown);
});

test('whatever comes, nothing that acts unseen is left, and what is visible stays', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const shown = visible(text);
      expect(shown).not.toMatch(/(?![\u200c-\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      expect(visible(shown)).toBe(shown);
    }),
  );
});
