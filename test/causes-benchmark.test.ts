import { rootCauses } from '@millrace/costing-core';
import { expect, test } from 'vitest';
import { changedCatalogue, hashOf, twoStandards } from '../benchmarks/causes/two-standards.js';

test('the five largest causes of every item are those that each item has alone, and the same on every machine', () => {
  const [before, after] = twoStandards(changedCatalogue(1000));
  const why = rootCauses(before, after);
  const all = why.ofAll(5);
  expect(all).toHaveLength(1000);
  expect(hashOf(all)).toBe('df6d36807a10feac');
  let moved = 0;
  for (const { plant, item, others, causes, ...costs } of all) {
    const alone = why({ plant, item });
    expect(costs).toEqual({ before: alone.before, after: alone.after, change: alone.change, elements: alone.elements });
    expect(causes).toEqual(alone.causes.filter(({ kind }) => kind !== 'rounding').slice(0, 5));
    if (others !== undefined) moved++;
  }
  expect(moved).toBeGreaterThan(100);
});
