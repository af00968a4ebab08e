import { expect, test } from 'vitest';
import { Later } from './later.js';

function counting(happened: string[]) {
  return new Later(
    (function* () {
      happened.push('first');
      yield;
      happened.push('second');
      return 2;
    })(),
  );
}

test('is done piece by piece, and the rest where its outcome is asked for', () => {
  const happened: string[] = [];
  const later = counting(happened);
  expect([later.advance(), ...happened]).toEqual([true, 'first']);
  expect([later.value, later.value, ...happened]).toEqual([2, 2, 'first', 'second']);
  expect(later.advance()).toBe(false);
});

test('says when there is no more to do', () => {
  const later = counting([]);
  expect([later.advance(), later.advance(), later.advance(), later.value]).toEqual([true, false, false, 2]);
});

test('throws a failure to everybody who asks for its outcome, and to nobody else', () => {
  const later = new Later(
    (function* (): Generator<void, number> {
      yield;
      throw new Error('broken');
    })(),
  );
  expect([later.advance(), later.advance()]).toEqual([true, false]);
  expect(() => later.value).toThrow('broken');
  expect(() => later.value).toThrow('broken');
});
