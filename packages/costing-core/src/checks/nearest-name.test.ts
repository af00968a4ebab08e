import { expect, test } from 'vitest';
import { nearestName } from './nearest-name.js';

test.each([
  ['hours_machin', ['hours_labour', 'hours_machine'], 'hours_machine'],
  ['Hours_Labour', ['hours_labour', 'hours_machine'], 'hours_labour'],
  ['C9', ['C10', 'C1'], 'C1'],
  ['C9', [], ''],
  ['toString', ['hours_machine'], ''],
  ['', ['C', 'POWER'], 'C'],
  ['电力', ['电力费', '水费'], '电力费'],
])('%s among %j is near %j', (name, names, expected) => {
  expect(nearestName(name, names)).toBe(expected);
});
