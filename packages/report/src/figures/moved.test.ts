import type { ComparedItem } from '@millrace/costing-core';
import { expect, test } from 'vitest';
import { hasMoved } from './moved.js';

const item = (
  change: string,
  quantities: readonly [string, string],
  more: Partial<ComparedItem> = {},
): ComparedItem => ({
  plant: 'P1',
  item: 'A',
  basis_before: 'produced',
  basis_after: 'produced',
  quantity_before: quantities[0],
  quantity_after: quantities[1],
  before: '1.000000',
  after: '1.000000',
  change,
  percent: '',
  elements: [],
  rounding: '0.000000',
  ...more,
});

test.each([
  ['nothing', '0.000000', ['1', '1'], false],
  ['a cent of 3 pieces against a third, which rounding makes', '0.003333', ['3', '1'], false],
  ['as much as rounding of both sides can make', '0.010000', ['1', '1'], false],
  ['the least beyond it', '0.010001', ['1', '1'], true],
  ['a fall beyond it', '-0.010001', ['1', '1'], true],
  ['little of many, which no rounding makes', '0.000050', ['1000', '1000'], true],
  ['the same of few', '0.000050', ['1', '1'], false],
] as const)('%s', (_, change, quantities, moved) => {
  expect(hasMoved(item(change, quantities), 2)).toBe(moved);
});

test('another mixture of elements has moved, and what one side lacks', () => {
  const elements = [
    { element: 'm', before: '1', after: '2', change: '1.000000', percent: '' },
    { element: 'l', before: '2', after: '1', change: '-1.000000', percent: '' },
  ];
  expect(hasMoved(item('0.000000', ['10', '10'], { elements }), 2)).toBe(true);
  expect(hasMoved(item('0.000000', ['10', ''], { after: '' }), 2)).toBe(true);
});
