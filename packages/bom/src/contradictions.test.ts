import { readFacts } from '@millrace/facts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contradictingConversions, conversions } from './conversion.js';

/** Item, from, to, numerator, denominator. */
type Given = readonly [item: string, from: string, to: string, numerator: string, denominator: string];

/** Item, from, to, what it should be, by way of which units; for texts and for the codes of facts, in any order of rows. */
function contradicted(given: readonly Given[]): string[] {
  const rows = given.map(([item, from_unit, to_unit, numerator, denominator]) => {
    return { item, from_unit, to_unit, numerator, denominator };
  });
  const found = [rows, [...rows].reverse()].map((ordered) => {
    const facts = readFacts({ unit_conversion: ordered }, 'L');
    const keys = contradictingConversions(facts).map(({ given: { item, from, to } }) => {
      return [item, from, to].map((code) => facts.symbols.text(code)).join(' · ');
    });
    const { findings } = conversions(ordered);
    expect(findings.map(({ key }) => key).sort()).toEqual([...keys].sort());
    return findings.map(({ key, fields }) => `${key}: ${fields.found}, ${fields.expected} by ${fields.chain}`).sort();
  });
  expect(found[1]).toEqual(found[0]);
  return found[0];
}

describe('conversions contradict each other', () => {
  test.each<[name: string, given: readonly Given[], found: readonly string[]]>([
    [
      'given both ways',
      [
        ['', 'box', 'pc', '12', '1'],
        ['', 'pc', 'box', '1', '10'],
      ],
      [' · pc · box: 0.1, 0.083333333 by pc → box'],
    ],
    [
      'directly and by a chain',
      [
        ['NUT', 'box', 'pack', '10', '1'],
        ['NUT', 'pack', 'pc', '10', '1'],
        ['NUT', 'box', 'pc', '99', '1'],
      ],
      ['NUT · pack · pc: 10, 9.9 by pack → box → pc'],
    ],
    [
      'an item’s own chain and a general step',
      [
        ['', 'box', 'pc', '20', '1'],
        ['NUT', 'box', 'pack', '2', '1'],
        ['NUT', 'pack', 'pc', '12', '1'],
      ],
      [' · box · pc: 20, 24 by box → pack → pc'],
    ],
    ['into itself', [['', 'kg', 'kg', '2', '1']], [' · kg · kg: 2, 1 by kg → kg']],
    [
      'general ones once, whatever items have conversions of their own',
      [
        ['', 'kg', 'g', '1000', '1'],
        ['', 'g', 'kg', '1', '100'],
        ['NUT', 'bag', 'kg', '25', '1'],
        ['NUT', 'pinch', 'g', '2', '1'],
      ],
      [' · kg · g: 1000, 100 by kg → g'],
    ],
    [
      'not by what an item lays down in the place of a general one, either way round',
      [
        ['', 'box', 'pc', '12', '1'],
        ['NUT', 'box', 'pc', '24', '1'],
        ['BOLT', 'pc', 'box', '1', '50'],
      ],
      [],
    ],
    [
      'not by the rounding of what was given',
      [
        ['', 'lb', 'kg', '0.4536', '1'],
        ['', 'kg', 'lb', '2.2046', '1'],
      ],
      [],
    ],
    [
      'by more than that',
      [
        ['', 'box', 'pc', '12', '1'],
        ['', 'pc', 'box', '0.0833', '1'],
      ],
      [' · pc · box: 0.0833, 0.083333333 by pc → box'],
    ],
  ])('%s', (_, given, found) => {
    expect(contradicted(given)).toEqual(found);
  });

  const units = ['a', 'b', 'c', 'd', 'e'];
  /** What each unit is worth, and pairs of units whose conversion is read off that. */
  const drawn = fc.record({
    worth: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: units.length, maxLength: units.length }),
    rows: fc.uniqueArray(
      fc.tuple(fc.constantFrom('', 'A', 'B'), fc.constantFrom(0, 1, 2, 3, 4), fc.constantFrom(0, 1, 2, 3, 4)),
      { maxLength: 10, selector: String },
    ),
  });
  const given = (worth: readonly number[], rows: readonly (readonly [string, number, number])[]): Given[] =>
    rows.map(([item, from, to]) => [item, units[from], units[to], String(worth[from]), String(worth[to])]);

  test('never where all are read off one worth of each unit', () => {
    fc.assert(
      fc.property(drawn, ({ worth, rows }) => {
        expect(contradicted(given(worth, rows))).toEqual([]);
      }),
    );
  });

  test('always where one of several ways from unit to unit is changed', () => {
    fc.assert(
      fc.property(drawn, fc.tuple(fc.nat(4), fc.integer({ min: 1, max: 4 })), ({ worth, rows }, [from, step]) => {
        const to = (from + step) % units.length;
        const rest = given(worth, rows).filter(
          ([, a, b]) => ![a, b].every((unit) => [units[from], units[to]].includes(unit)),
        );
        const [there, back] = given(worth, [
          ['A', from, to],
          ['A', to, from],
        ]);
        const wrong: Given = [back[0], back[1], back[2], String(10 * Number(back[3])), back[4]];
        expect(contradicted([...rest, there, wrong])).not.toEqual([]);
      }),
    );
  });
});
