import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holds, printStage, readStage, STAGE_KINDS, type Stage } from './stage.js';

const code = fc.oneof(
  fc.constant(''),
  fc.string({ unit: fc.constantFrom('0', 'a', ' ', '料', ':', '@', '#', '=', '\\') }),
);
const stage: fc.Arbitrary<Stage> = fc.record({
  kind: fc.constantFrom(...STAGE_KINDS),
  operation: code,
  centre: code,
  element: code,
  component: code,
});

describe('the text of a stage', () => {
  test.each([
    ['material', { kind: 'material' }],
    ['material:0020', { kind: 'material', operation: '0020' }],
    ['conversion@C1', { kind: 'conversion', centre: 'C1' }],
    ['conversion:10@C1#POWER', { kind: 'conversion', operation: '10', centre: 'C1', element: 'POWER' }],
    ['material:10=RM\\:1', { kind: 'material', operation: '10', component: 'RM:1' }],
  ] as const)('%s', (text, parts) => {
    const whole = { operation: '', centre: '', element: '', component: '', ...parts };
    expect(printStage(whole)).toBe(text);
    expect(readStage(text)).toEqual(whole);
  });

  test('names one stage, whatever its codes are', () => {
    fc.assert(
      fc.property(stage, (of) => {
        expect(readStage(printStage(of))).toEqual(of);
      }),
    );
  });

  test.each([
    '',
    'assembly',
    'material:',
    'material#A:10',
    'material:10:20',
    'Material',
    'material 10',
    'material:a\\',
  ])('"%s" names none', (text) => expect(readStage(text)).toBeUndefined());
});

test('a stage holds those that narrow it', () => {
  const read = (text: string) => readStage(text) as Stage;
  expect(holds(read('conversion'), read('conversion:10#POWER'))).toBe(true);
  expect(holds(read('conversion:10'), read('conversion:20'))).toBe(false);
  expect(holds(read('conversion#POWER'), read('conversion'))).toBe(false);
  expect(holds(read('material'), read('conversion'))).toBe(false);
});
