import { describe, expect, test } from 'vitest';
import { FormulaError, readFormula } from '../formula/formula.js';
import { formulaFaultZh } from './formula-faults-zh.js';

/** Every kind of fault that a formula can have, one line each. */
const WRONG = [
  ...[
    '',
    '1 +',
    '1 + )',
    '(1',
    'shots life',
    '@',
    'shots = 1',
    '1 & 2',
    '0.5.5',
    '5.',
    '.5',
    'min(1,',
    'min(1 2)',
    'shots ? 1',
  ],
  ...[
    '"open',
    '"\\q"',
    'for',
    'if',
    'x',
    'shots.x',
    'shots[0]',
    'foo(1)',
    'min(1)',
    'int(1)',
    'shots % 2',
    '-true',
    '!shots',
  ],
  ...['shots > 1', '"text"', 'null', '1u', '0x1F', '1e5', 'b"x"', 'shots ? 1 : 2', 'shots && life', 'true ? 1 : "a"'],
  ...[
    '[1,2]',
    '{1:2}',
    'shots.map(x, x)',
    'has(shots)',
    `${'('.repeat(80)}1${')'.repeat(80)}`,
    Array(200).fill('1').join('+'),
  ],
  ...['x'.repeat(1001), '1 < 2 < 3', 'shots == "a"', 'min(1,1,1,1,1,1,1,1,1)', '{', '?', '1,2'],
];

describe('what is wrong with a formula', () => {
  test.each(WRONG)('%s is told in Chinese, but for names of its own', (text) => {
    const said = faultOf(text);
    const zh = formulaFaultZh(said);
    expect(zh, said).toMatch(/[\u4e00-\u9fff]/);
    expect(zh, said).not.toMatch(/^无法计算/);
    // What is left in Latin letters stands in the formula itself.
    const words = zh.match(/[A-Za-z]{2,}/g) ?? [];
    expect(words.filter((word) => !text.includes(word))).toEqual([]);
  });

  test('is handed on in quotes where nobody has words for it', () => {
    expect(formulaFaultZh('Something new')).toBe('无法计算“Something new”');
  });
});

function faultOf(text: string): string {
  try {
    readFormula(text, ['shots', 'life']);
  } catch (error) {
    if (error instanceof FormulaError) return error.message;
    throw error;
  }
  throw new Error(`Nothing is wrong with ${text}`);
}
