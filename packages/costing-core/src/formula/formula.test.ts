import { fraction } from '@millrace/exact';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FormulaError, readFormula } from './formula.js';

const VALUES: Readonly<Record<string, ReturnType<typeof fraction>>> = {
  cost: fraction(60_000),
  shots: fraction(1250),
  life: fraction(400_000),
  none: fraction(0),
};
const NAMES = Object.keys(VALUES);
const evaluate = (text: string) => readFormula(text, NAMES).evaluate((name) => VALUES[name]);

function fault(text: string): [message: string, position: number] {
  try {
    evaluate(text);
  } catch (error) {
    if (error instanceof FormulaError) return [error.message, error.position];
    throw error;
  }
  throw new Error(`${text} has no fault`);
}

describe('a formula', () => {
  test.each([
    ['cost * shots / life', 375, 2],
    ['1000 / 3', 1000, 3],
    ['0.1 + 0.2', 3, 10],
    ['0.1 * 3 - shots', -12497, 10],
    ['-shots + 7', -1243, 1],
    ['shots > 1000 ? 1000 : shots', 1000, 1],
    ['shots >= 2000 || none <= 0 ? min(shots, 12.5) : 1', 25, 2],
    ['shots == 1250 && none != 1 ? 2 : 3', 2, 1],
    ['ceil(shots / 100) + floor(shots / 100)', 25, 1],
    ['max(1/3, 0.333333333333333333333333333)', 1, 3],
  ])('%s', (text, numerator, denominator) => {
    expect(evaluate(text)).toEqual(fraction(numerator, denominator));
  });

  test.each<[string, string, number]>([
    ['cost * x', 'Unknown variable: x', 8],
    ['2 * cost + wages', 'Unknown variable: wages', 12],
    ['(cost', 'Expected RPAREN, got EOF', 6],
    ['cost * "a"', 'no such overload: number * string', 1],
    ['cost > 1', 'it gives a bool, not a number', 1],
    ['cost.constructor', 'No such key: constructor', 6],
    ['1e3', 'it gives a double, not a number', 1],
    ['cost * 0x10', 'no such overload: number * int', 1],
    ['[cost]', 'Exceeded maxListElements (0)', 2],
    ['cost / none', 'it divides by zero', 8],
    ['1 + cost / (0.5 * none)', 'it divides by zero', 13],
    ['none > 0 ? 1 / none : shots + max(2, 10 / (shots / (none + 0) - 3))', 'it divides by zero', 53],
    ['min(1, 2) * (none == none ? 3 : 1) / none', 'it divides by zero', 38],
  ])('%s is refused', (text, message, position) => {
    expect(fault(text)).toEqual([message, position]);
  });

  test.each([
    ['nothing', ''],
    ['ten thousand characters', '1+'.repeat(5000)],
    ['brackets without end', '('.repeat(900)],
    ['a loop', '[1,2,3].map(x, x)'],
    ['the world around it', 'process.exit(1)'],
    ['a constructor', 'cost.constructor.constructor("return 1")()'],
    ['an assignment', 'cost = 1'],
    ['two formulas', 'cost; shots'],
  ])('of %s is refused', (_, text) => {
    expect(() => evaluate(text)).toThrow(FormulaError);
  });

  test('whatever the text, gives a fraction or says what is wrong', () => {
    const piece = fc.constantFrom(
      'cost',
      'shots',
      '0.5',
      '3',
      '+',
      '-',
      '*',
      '/',
      '(',
      ')',
      '?',
      ':',
      '>',
      'min(',
      ',',
      '"',
      '.',
      '[',
      '{',
      'dyn(',
      ' ',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(piece, { maxLength: 12 }).map((all) => all.join('')),
          fc.string({ maxLength: 60 }),
        ),
        (text) => {
          try {
            expect(typeof evaluate(text).numerator).toBe('bigint');
          } catch (error) {
            expect(error).toBeInstanceOf(FormulaError);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});
