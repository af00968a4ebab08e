import { expect, test } from 'vitest';
import { defaultPolicy, hashPolicy, policySchema } from './policy.js';
import { checks, defaultChecks } from './policy-checks.js';

test('a threshold that is left out has its default, and the policy is the same as with all of them said', () => {
  expect(checks.parse({})).toEqual(defaultChecks);
  expect(Object.keys(checks.shape)).toEqual(Object.keys(defaultChecks));
  expect(checks.parse({ still_days: 30 })).toEqual({ ...defaultChecks, still_days: 30 });
  const [said, left] = [defaultChecks, {}].map((of) =>
    hashPolicy(policySchema.parse({ ...defaultPolicy, checks: of })),
  );
  expect(left).toBe(said);
});

test.each([
  [{ still_day: 30 }, 'Unrecognized key'],
  [{ hours_percent: '-1' }, 'a number that is not below zero'],
  [{ hours_percent: 50 }, 'expected string'],
  [{ movements_per_item_day: 0 }, 'expected number to be >=1'],
])('one that is not known, or no threshold, is refused: %j', (given, says) => {
  expect(checks.safeParse(given).error?.issues[0].message).toContain(says);
});
