import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { MadeAhead } from './made-ahead.js';

async function turns(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await nextTurn();
}

async function all<T>(things: AsyncIterable<T>): Promise<T[]> {
  const taken: T[] = [];
  for await (const thing of things) taken.push(thing);
  return taken;
}

test('hands on what is made, in its order, group by group', async () => {
  const ahead = new MadeAhead(['a1', 'a2', 'c1'].values(), () => 1, undefined, 2);
  expect(await all(ahead.takeWhile((text) => text.startsWith('a')))).toEqual(['a1', 'a2']);
  expect(await all(ahead.takeWhile((text) => text.startsWith('b')))).toEqual([]);
  expect(await all(ahead.takeWhile((text) => text.startsWith('c')))).toEqual(['c1']);
  expect(await all(ahead.takeWhile(() => true))).toEqual([]);
});

test('makes ahead up to the limit, and goes on when something is taken', async () => {
  let made = 0;
  function* counting() {
    for (;;) yield ++made;
  }
  const ahead = new MadeAhead(counting(), () => 10, undefined, 30);
  await turns(20);
  expect(made).toBe(3);
  const taking = ahead.takeWhile(() => true);
  expect((await taking.next()).value).toBe(1);
  await turns(20);
  expect(made).toBe(4);
  ahead.stop();
  await taking.next();
  await turns(20);
  expect(made).toBe(4);
});

test('does other work while no more may be made ahead', async () => {
  const happened: string[] = [];
  function* counting() {
    for (let made = 1; ; made++) {
      happened.push(`made ${made}`);
      yield made;
    }
  }
  let left = 2;
  const work = () => {
    if (left === 0) return false;
    happened.push(`worked ${left--}`);
    return true;
  };
  const ahead = new MadeAhead(counting(), () => 10, work, 20);
  await turns(20);
  expect(happened).toEqual(['made 1', 'made 2', 'worked 2', 'worked 1']);
  await ahead.takeWhile(() => true).next();
  await turns(20);
  ahead.stop();
  expect(happened.slice(4)).toEqual(['made 3']);
});

test('a failure comes after what was made before it', async () => {
  function* failing() {
    yield 1;
    throw new Error('no more');
  }
  const ahead = new MadeAhead(failing(), () => 1);
  const taking = ahead.takeWhile(() => true);
  expect((await taking.next()).value).toBe(1);
  await expect(taking.next()).rejects.toThrow('no more');
});
