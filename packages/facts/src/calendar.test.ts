import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isDate,
  isPeriod,
  localDay,
  printDate,
  printInstant,
  printLocal,
  readDate,
  readInstant,
  startOfDay,
} from './calendar.js';

describe('days', () => {
  test.each([
    ['1970-01-01', 0],
    ['2026-10-31', 20_757],
    ['2024-02-29', 19_782],
    ['1969-12-31', -1],
  ])('%s is day %i', (text, day) => {
    expect(readDate(text)).toBe(day);
    expect(printDate(day)).toBe(text);
  });

  test.each([
    '2026-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '26-01-01',
    '2026/10/31',
    '0999-01-01',
  ])('%s is no day', (text) => {
    expect(isDate(text)).toBe(false);
  });

  test('a period is a year and a month of two digits', () => {
    expect(['2026-01', '2026-12'].every(isPeriod)).toBe(true);
    expect(['2026-00', '2026-13', '2026-1', '202610', '2026-10-01', ''].some(isPeriod)).toBe(false);
  });
});

describe('instants', () => {
  test.each([
    ['2026-10-31T18:30:00+08:00', '2026-10-31T10:30:00Z'],
    ['2026-10-31T18:30+08:00', '2026-10-31T10:30:00Z'],
    ['2026-10-31T00:00:00-03:30', '2026-10-31T03:30:00Z'],
    ['2026-10-31T10:30:00.5Z', '2026-10-31T10:30:00.5Z'],
    ['2026-10-31T10:30:00.000001Z', '2026-10-31T10:30:00.000001Z'],
    ['1969-12-31T23:59:59.75Z', '1969-12-31T23:59:59.75Z'],
  ])('%s is %s', (text, inUtc) => {
    expect(printInstant(readInstant(text))).toBe(inUtc);
  });

  test.each([
    ['no offset', '2026-10-31T18:30:00'],
    ['no time', '2026-10-31'],
    ['a blank instead of T', '2026-10-31 18:30:00Z'],
    ['an hour too many', '2026-10-31T24:00:00Z'],
    ['a second too many', '2026-10-31T23:59:60Z'],
    ['no such day', '2026-09-31T10:00:00Z'],
    ['more than microseconds', '2026-10-31T10:00:00.0000001Z'],
    ['an offset of 16 hours', '2026-10-31T10:00:00+16:00'],
    ['an offset without a colon', '2026-10-31T10:00:00+0800'],
  ])('%s is no instant', (_, text) => {
    expect(readInstant(text)).toBeNaN();
  });
});

describe('where a day begins', () => {
  test.each([
    ['in a zone of whole hours', 'Asia/Shanghai', '2026-10-01', '2026-09-30T16:00:00Z'],
    ['in a zone of quarter hours', 'Asia/Kathmandu', '2026-01-01', '2025-12-31T18:15:00Z'],
    ['on a day of 23 hours', 'Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00Z'],
    ['after a day of 23 hours', 'Europe/Berlin', '2026-03-30', '2026-03-29T22:00:00Z'],
    ['after a day of 25 hours', 'Europe/Berlin', '2026-10-26', '2026-10-25T23:00:00Z'],
    ['where midnight is skipped', 'America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00Z'],
    ['where midnight comes twice, west', 'America/Havana', '2026-11-01', '2026-11-01T04:00:00Z'],
    ['where midnight comes twice, east', 'Asia/Amman', '2014-10-31', '2014-10-30T21:00:00Z'],
    ['where the evening before comes twice', 'America/Sao_Paulo', '2018-02-18', '2018-02-18T03:00:00Z'],
    ['after a day that was left out', 'Pacific/Apia', '2011-12-31', '2011-12-30T10:00:00Z'],
  ])('%s', (_, zone, date, expected) => {
    const day = readDate(date);
    const start = startOfDay(day, zone);
    expect(printInstant(start)).toBe(expected);
    expect(localDay(start, zone)).toBe(day);
    expect(localDay(start - 1, zone)).toBeLessThan(day);
  });

  test('an unknown zone is an error', () => {
    expect(() => startOfDay(0, 'Asia/Peking')).toThrow(RangeError);
  });
});

test.each([
  ['2026-10-31T23:59:59.9Z', 'Asia/Shanghai', '2026-11-01 07:59'],
  ['2026-10-31T23:59:00Z', 'UTC', '2026-10-31 23:59'],
  ['2026-11-01T05:30:00Z', 'America/New_York', '2026-11-01 01:30'],
  ['2026-11-01T06:30:00Z', 'America/New_York', '2026-11-01 01:30'],
  ['2026-01-01T00:00:00Z', 'Asia/Kathmandu', '2026-01-01 05:45'],
])('%s is read in %s as %s', (instant, timeZone, shown) => {
  expect(printLocal(readInstant(instant), timeZone)).toBe(shown);
});

describe('digit by digit', () => {
  const [YEAR_FIRST, WITH_OFFSET] = [
    /^\d{4}-\d{2}-\d{2}$/,
    /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?(Z|[+-](0\d|1[0-5]):[0-5]\d)$/,
  ];
  /** What the language itself makes of it; it knows neither 2026-02-30 nor milliseconds' parts. */
  const isDay = (text: string) =>
    YEAR_FIRST.test(text) && text >= '1000' && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) === true;
  const character = fc.constantFrom(...'0123456789-+:.TZ /x');
  /** A good one in which some characters are another, or missing. */
  const near = (good: fc.Arbitrary<string>) =>
    fc
      .tuple(good, fc.array(fc.tuple(fc.nat({ max: 32 }), fc.oneof(character, fc.constant(''))), { maxLength: 2 }))
      .map(([text, changes]) =>
        changes.reduce((changed, [at, by]) => changed.slice(0, at) + by + changed.slice(at + 1), text),
      );
  const two = (max: number) => fc.nat({ max }).map((number) => String(number).padStart(2, '0'));
  const day = fc
    .tuple(fc.nat({ max: 9999 }), two(13), two(32))
    .map(([year, month, of]) => `${String(year).padStart(4, '0')}-${month}-${of}`);

  test('a day is what matches and exists', () => {
    fc.assert(
      fc.property(near(day), (text) => isDate(text) === isDay(text)),
      { numRuns: 3000 },
    );
  });

  test('an instant is what matches and begins with a day, and is when the language says it is', () => {
    const fraction = fc.option(fc.nat({ max: 9_999_999 }), { nil: undefined });
    const offset = fc.oneof(
      fc.constant('Z'),
      fc
        .tuple(fc.constantFrom('+', '-'), two(16), two(60))
        .map(([sign, hours, minutes]) => `${sign}${hours}:${minutes}`),
    );
    const good = fc
      .tuple(day, two(24), two(60), fc.option(two(60), { nil: undefined }), fraction, offset)
      .map(
        ([date, hour, minute, second, part, of]) =>
          `${date}T${hour}:${minute}${second === undefined ? '' : `:${second}${part === undefined ? '' : `.${part}`}`}${of}`,
      );
    fc.assert(
      fc.property(near(good), (text) => {
        const match = WITH_OFFSET.exec(text);
        const instant = readInstant(text);
        expect(Number.isNaN(instant)).toBe(match === null || !isDay(match[1]));
        if (match === null || Number.isNaN(instant)) return;
        const whole = text.replace(/\.\d+/, '');
        const microseconds = (match[4] ?? '.').slice(1).padEnd(6, '0');
        expect(instant).toBe(Date.parse(whole) * 1000 + Number(microseconds));
      }),
      { numRuns: 3000 },
    );
  });
});
