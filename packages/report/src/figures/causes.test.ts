import type { CauseOfChange } from '@millrace/costing-core';
import { expect, test } from 'vitest';
import { toldCauses } from './causes.js';

const cause = (kind: CauseOfChange['kind'], part: string, percent: string): CauseOfChange => ({
  kind,
  subject_plant: 'P1',
  subject: 'A',
  driver: '',
  user_plant: '',
  user: '',
  part,
  percent,
  elements: [{ element: 'm', part }],
});

const causes = [
  cause('purchase_price', '5.00', '50.0'),
  cause('quantity', '4.00', '40.0'),
  cause('yield', '-2.00', '-20.0'),
  cause('usage', '1.50', '15.0'),
  cause('quantity', '1.00', '10.0'),
  cause('freight', '0.51', '5.1'),
  cause('rounding', '-0.01', '-0.1'),
];
const parts = (most: number | undefined) =>
  toldCauses(causes, most).map(({ cause: of, count, part, percent, elements }) => [
    typeof of === 'string' ? of : of.kind,
    count,
    part,
    percent,
    elements[0].part,
  ]);

test('the largest are named, the others and quantities are one line each, and rounding is last', () => {
  expect(parts(2)).toEqual([
    ['purchase_price', 1, '5.00', '50.0', '5.00'],
    ['yield', 1, '-2.00', '-20.0', '-2.00'],
    ['others', 2, '2.01', '20.1', '2.01'],
    ['quantities', 2, '5.00', '50.0', '5.00'],
    ['rounding', 1, '-0.01', '-0.1', '-0.01'],
  ]);
});

test('all are named where all are wanted, each quantity too', () => {
  expect(parts(undefined).map(([kind]) => kind)).toEqual(causes.map(({ kind }) => kind));
});

test('a change of nothing has no percentages to add up', () => {
  const none = [cause('yield', '1.00', ''), cause('usage', '-1.00', '')];
  expect(toldCauses(none, 0)).toMatchObject([{ cause: 'others', count: 2, part: '0.00', percent: '' }]);
});
