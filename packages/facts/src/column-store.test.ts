import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyCell, type Kind } from './column.js';
import { ColumnStore, EmptyColumns } from './column-store.js';

const KINDS: readonly Kind[] = ['text', 'choice', 'flag', 'decimal', 'date'];

test('a column holds what was pushed, however many empty cells come first, and also when more comes later', () => {
  const cells = fc.array(fc.option(fc.integer({ min: 0, max: 200 }), { nil: undefined, freq: 2 }), { maxLength: 300 });
  fc.assert(
    fc.property(fc.constantFrom(...KINDS), fc.nat(400), cells, cells, (kind, expected, first, second) => {
      const store = new ColumnStore(kind);
      store.expect(expected);
      const empties = new EmptyColumns();
      const values = (given: typeof first) => given.map((cell) => cell ?? emptyCell(kind));
      for (const value of values(first)) store.push(value);
      expect(Array.from(store.kept(empties))).toEqual(values(first));
      for (const value of values(second)) store.push(value);
      expect(Array.from(store.kept(empties))).toEqual(values([...first, ...second]));
    }),
  );
});

test('columns in which all is empty share their memory', () => {
  const empties = new EmptyColumns();
  const long = empties.of('amount', 1000);
  const short = empties.of('amount', 10);
  expect(short.buffer).toBe(long.buffer);
  expect(short).toHaveLength(10);
  expect(short.every(Number.isNaN)).toBe(true);
  expect(empties.of('choice', 3)).toEqual(Uint8Array.of(255, 255, 255));
});
