import { buildStructure, explodeColumns, lowLevelCodes } from '@millrace/bom';
import { expect, test } from 'vitest';
import { checksum, fourElements, generate, PUBLISHED } from '../benchmarks/rollup/workload.js';
import { byItem, rollUpColumns, rollUpColumnsAgain } from '../packages/costing-core/src/standard/index.js';

test('the small size of the roll-up benchmark comes to the published checksums', () => {
  const items = 10_000;
  const { parent, component, quantity, price } = generate(items);
  const structure = buildStructure({ items, parent, component, quantity, denominator: 1000 });
  const codes = lowLevelCodes(structure);
  const top = codes.indexOf(0);
  const required = explodeColumns(structure, [{ item: top, quantity: 1_000_000 }]);
  const rolled = rollUpColumns({ structure, price: [price] });
  expect({
    lines: structure.lines,
    rollUp: checksum(byItem(rolled)[0]),
    top,
    explosion: checksum(required),
  }).toEqual(PUBLISHED[items]);
  expect(Math.max(...codes)).toBe(9);
});

test('four elements at once equal each alone, and a changed price is followed up', () => {
  const workload = generate(10_000);
  const { items, parent, component, quantity } = workload;
  const structure = buildStructure({ items, parent, component, quantity, denominator: 1000 });
  const prices = fourElements(workload);
  const rolled = rollUpColumns({ structure, price: prices });
  const alone = prices.map((price) => byItem(rollUpColumns({ structure, price: [price] }))[0]);
  expect(byItem(rolled)).toEqual(alone);
  const bought = workload.price.findIndex((price) => !Number.isNaN(price));
  prices[2][bought] += 12_345;
  expect(rollUpColumnsAgain(rolled, [bought])).toBeLessThan(items);
  expect(byItem(rolled)[2]).toEqual(byItem(rollUpColumns({ structure, price: [prices[2]] }))[0]);
});
