import { buildStructure, lowLevelCodes } from '@millrace/bom';
import { expect, test } from 'vitest';
import { checksum, fourElements, generate, PUBLISHED } from '../benchmarks/rollup/workload.js';
import { byItem, rollUpColumns } from '../packages/costing-core/src/standard/index.js';

test('the small size of the roll-up benchmark comes to the published checksums', () => {
  const items = 10_000;
  const { parent, component, quantity, price } = generate(items);
  const structure = buildStructure({ items, parent, component, quantity, denominator: 1000 });
  const codes = lowLevelCodes(structure);
  const rolled = rollUpColumns({ structure, price: [price] });
  expect({
    lines: structure.lines,
    rollUp: checksum(byItem(rolled)[0]),
  }).toEqual(PUBLISHED[items]);
  expect(Math.max(...codes)).toBe(9);
});

test('four elements at once equal each alone', () => {
  const workload = generate(10_000);
  const { items, parent, component, quantity } = workload;
  const structure = buildStructure({ items, parent, component, quantity, denominator: 1000 });
  const prices = fourElements(workload);
  const rolled = rollUpColumns({ structure, price: prices });
  const alone = prices.map((price) => byItem(rollUpColumns({ structure, price: [price] }))[0]);
  expect(byItem(rolled)).toEqual(alone);
});
