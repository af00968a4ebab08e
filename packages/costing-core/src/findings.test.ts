import { expect, test } from 'vitest';
import { Findings } from './findings.js';

const key = (n: number) => `M${String(n).padStart(7, '0')}`;

function collected(keys: Iterable<number>) {
  const findings = new Findings();
  for (const n of keys) findings.report('number_must_be_plain', 'movement', key(n), { column: 'quantity', value: 'x' });
  return findings.sorted();
}

test('of many findings the first thousand are kept, with how many there are', () => {
  const sorted = collected(Array(100_000).keys());
  expect(sorted.slice(0, 1000).map((found) => found.key)).toEqual(Array.from({ length: 1000 }, (_, n) => key(n)));
  expect(sorted.slice(1000)).toEqual([
    {
      code: 'more_was_found_than_is_listed',
      severity: 'warning',
      table: 'finding',
      key: 'number_must_be_plain',
      fields: { value: 'number_must_be_plain', count: '100000', expected: '1000' },
    },
  ]);
});

test('the order in which they come makes no difference, and each counts once', () => {
  const forwards = Array.from({ length: 5000 }, (_, n) => n);
  const scattered = forwards.map((n) => (n * 3989) % 5000);
  const expected = collected(forwards);
  expect(collected([...forwards].reverse())).toEqual(expected);
  expect(collected([...scattered, ...forwards, ...scattered])).toEqual(expected);
  expect(expected.at(-1)?.fields.count).toBe('5000');
});

test('a thousand and none more are all listed', () => {
  expect(collected(Array(1000).keys())).toHaveLength(1000);
  expect(collected(Array(1001).keys())).toHaveLength(1001);
});

test('many findings of other places are added without a limit of the stack', () => {
  const many = new Findings();
  const [one] = collected([1]);
  many.add(Array.from({ length: 200_000 }, (_, n) => ({ ...one, key: key(n) })));
  expect(many.fatal).toBe(true);
  expect(many.sorted()).toHaveLength(1001);
});
