import { describe, expect, test } from 'vitest';
import { type Finding, finding } from '../findings.js';
import { findingsInTheWay, type Waiver, waiverOf, waiversInForce } from './waivers.js';

const code = 'stock_must_not_fall_below_zero';
const found = finding(code, 'stock', 'P · A');
const other = finding(code, 'stock', 'P · B');
const warning = finding('goods_moved_in_another_period', 'movement', 'M1');
const fatal = finding('number_must_be_plain', 'movement', 'M1');
const more = (of: string) =>
  finding('more_was_found_than_is_listed', 'finding', of, { count: '1200', expected: '1000' });

const waiver = (which: Partial<Waiver> = {}): Waiver => ({ code, by: 'Li Na', reason: 'counted', ...which });

describe('what a waiver holds for', () => {
  test.each<[string, Waiver, Finding, boolean]>([
    ['its code', waiver(), found, true],
    ['no other code', waiver(), warning, false],
    ['rows of its table', waiver({ table: 'stock' }), found, true],
    ['no row of another table', waiver({ table: 'movement' }), found, false],
    ['its row', waiver({ table: 'stock', row: 'P · A' }), found, true],
    ['no other row', waiver({ table: 'stock', row: 'P · A' }), other, false],
    ['warnings too', waiver({ code: warning.code }), warning, true],
    ['nothing that is fatal', waiver({ code: fatal.code }), fatal, false],
    ['rows that are not listed, by their code', waiver(), more(code), true],
    ['no rows that are not listed, by their table', waiver({ table: 'stock' }), more(code), false],
    ['no rows that are not listed of another code', waiver(), more(warning.code), false],
  ])('%s', (_, given, one, holds) => {
    expect(waiverOf(one, [given])).toBe(holds ? given : undefined);
  });
});

test('a waiver is in force until its day and on it, in its period', () => {
  const on = (day: string, period = '2026-10') =>
    waiversInForce([waiver({ until: '2026-11-30', period: '2026-10' })], { period, day }).length;
  expect([on('2026-11-29'), on('2026-11-30'), on('2026-12-01'), on('2026-11-30', '2026-11')]).toEqual([1, 1, 0, 0]);
  expect(waiversInForce([waiver()], { period: '2026-10', day: '2099-01-01' })).toHaveLength(1);
});

test('errors without a waiver are in the way, and those that are counted but not listed', () => {
  const all = [fatal, found, other, more(code), more(warning.code), warning];
  expect(findingsInTheWay(all, [])).toEqual([fatal, found, other, more(code)]);
  expect(findingsInTheWay(all, [waiver({ table: 'stock' })])).toEqual([fatal, more(code)]);
  expect(findingsInTheWay(all, [waiver()])).toEqual([fatal]);
});
