import { expect, test } from 'vitest';
import { GrowingArray } from './growing-array.js';

test('what is kept has its own length and no room, and more can be added', () => {
  const column = new GrowingArray(Int32Array);
  for (let i = 0; i < 100; i++) column.push(i);
  expect(column.values.length).toBeGreaterThan(100);
  const kept = column.kept();
  expect(kept.buffer.byteLength).toBe(400);
  column.push(100);
  expect(Array.from(column.trimmed())).toEqual(Array.from({ length: 101 }, (_, i) => i));
  expect(kept).toHaveLength(100);
});

test('nothing kept is nothing, and can grow', () => {
  const column = new GrowingArray(Float64Array);
  expect(column.kept()).toHaveLength(0);
  expect(column.push(7)).toBe(0);
  expect(column.push(8)).toBe(1);
  expect(Array.from(column.kept())).toEqual([7, 8]);
});

test('what is taken is handed over, and nothing is left', () => {
  const column = new GrowingArray(Int32Array);
  for (let i = 0; i < 100; i++) column.push(i);
  const taken = column.taken();
  expect(taken.buffer.byteLength).toBe(400);
  expect(column.trimmed()).toHaveLength(0);
  expect(column.push(7)).toBe(0);
  expect(column.push(8)).toBe(1);
  expect(Array.from(column.taken())).toEqual([7, 8]);
  expect(taken[99]).toBe(99);
});
