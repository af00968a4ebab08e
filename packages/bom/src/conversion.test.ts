import { printFraction } from '@millrace/exact';
import { readFacts } from '@millrace/facts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conversions, conversionsOf } from './conversion.js';

/** Item, from, to, numerator, denominator. */
type Given = readonly [item: string, from: string, to: string, numerator: string, denominator: string];

const rowsOf = (given: readonly Given[]) =>
  given.map(([item, from_unit, to_unit, numerator, denominator]) => ({
    item,
    from_unit,
    to_unit,
    numerator,
    denominator,
  }));

/** By texts, and by the codes of facts: they must agree. */
function factor(given: readonly Given[], item: string, from: string, to: string): string | undefined {
  const rows = rowsOf(given);
  const facts = readFacts({ unit_conversion: rows }, 'L');
  const code = (text: string) => facts.symbols.code(text);
  const byText = conversions(rows).convert(item, from, to);
  const byCode = conversionsOf(facts)(code(item), code(from), code(to));
  expect(byCode).toEqual(byText);
  return byText && printFraction(byText, 6);
}

describe('a unit converts', () => {
  const general: Given = ['', 'kg', 'g', '1000', '1'];
  test.each<
    [name: string, given: readonly Given[], item: string, from: string, to: string, factor: string | undefined]
  >([
    ['as it is given', [general], 'FLOUR', 'kg', 'g', '1000.000000'],
    ['the other way round', [general], 'FLOUR', 'g', 'kg', '0.001000'],
    ['into itself', [], 'FLOUR', 'kg', 'kg', '1.000000'],
    ['nowhere without a conversion', [general], 'FLOUR', 'kg', 'pc', undefined],
    ['nowhere by that of another item', [['SUGAR', 'bag', 'kg', '25', '1']], 'FLOUR', 'bag', 'kg', undefined],
    [
      'by that of the item before the general one',
      [general, ['GOLD', 'kg', 'g', '999', '1']],
      'GOLD',
      'kg',
      'g',
      '999.000000',
    ],
    [
      'as given before inverted, where both are',
      [
        ['', 'box', 'pc', '12', '1'],
        ['', 'pc', 'box', '1', '10'],
      ],
      'NUT',
      'pc',
      'box',
      '0.100000',
    ],
    [
      'by a chain of its own and general ones',
      [general, ['FLOUR', 'bag', 'kg', '25', '1'], ['', 'pallet', 'bag', '40', '1']],
      'FLOUR',
      'pallet',
      'g',
      '1000000.000000',
    ],
    [
      'by the shortest chain',
      [
        ['', 'box', 'pack', '10', '1'],
        ['', 'pack', 'pc', '10', '1'],
        ['', 'box', 'pc', '99', '1'],
      ],
      'NUT',
      'box',
      'pc',
      '99.000000',
    ],
  ])('%s', (_, given, item, from, to, expected) => {
    expect(factor(given, item, from, to)).toBe(expected);
    expect(factor([...given].reverse(), item, from, to)).toBe(expected);
  });

  test('by the same factor for texts and for codes, and in any order of rows', () => {
    const name = (...names: string[]) => fc.constantFrom(...names);
    const row = fc.tuple(
      name('', 'A'),
      name('a', 'b', 'c', 'd'),
      name('a', 'b', 'c', 'd'),
      name('2', '3', '0.5'),
      name('1', '7'),
    );
    const rows = fc.uniqueArray(row, { maxLength: 8, selector: ([item, from, to]) => `${item} ${from} ${to}` });
    fc.assert(
      fc.property(rows, name('a', 'b'), name('c', 'd'), (given, from, to) => {
        expect(factor([...given].reverse(), 'A', from, to)).toBe(factor(given, 'A', from, to));
      }),
    );
  });
});
