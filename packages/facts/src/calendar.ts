/** Days and instants as numbers: days since 1970-01-01, microseconds since then in UTC. Nothing here reads a clock. */

/** 2026-02-28 yes, 2026-02-30 no. */
export function isDate(text: string): boolean {
  return !Number.isNaN(readDate(text));
}

/** Days since 1970-01-01; NaN unless `text` is a calendar date such as 2026-10-31. */
export function readDate(text: string): number {
  return text.length === 10 ? dayIn(text) : Number.NaN;
}

/** The day that a text begins with. A file has millions of them: they are read digit by digit, without an expression. */
function dayIn(text: string): number {
  const [year, month, day] = [digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)];
  if (text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH) return Number.NaN;
  if (!(year >= 1000 && month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month))) return Number.NaN;
  return Date.UTC(year, month - 1, day) / DAY;
}

function daysOf(year: number, month: number): number {
  if (month !== 2) return 30 + ((month + (month >> 3)) & 1);
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/** The number that stands from one place up to another; NaN where there is anything but digits. */
function digits(text: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - ZERO;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    number = 10 * number + digit;
  }
  return number;
}

/** Days since 1970 as `2026-10-31`. */
export function printDate(days: number): string {
  return new Date(days * DAY).toISOString().slice(0, 10);
}

/** True for an ISO 8601 instant with date, time and offset. */
export function isInstant(text: string): boolean {
  return !Number.isNaN(readInstant(text));
}

/** Microseconds since 1970; NaN unless `text` is ISO 8601 with an offset, as 2026-10-31T18:30:00+08:00. */
export function readInstant(text: string): number {
  // Whether a cell is one is asked before it is read as one.
  if (text !== lastRead.text) lastRead = { text, instant: instantIn(text) };
  return lastRead.instant;
}

let lastRead = { text: '', instant: Number.NaN };

function instantIn(text: string): number {
  const [hour, minute] = [digits(text, 11, 13), digits(text, 14, 16)];
  if (text.charCodeAt(10) !== LETTER_T || text.charCodeAt(13) !== COLON) return Number.NaN;
  let [second, fraction, end] = [0, 0, 16];
  if (text.charCodeAt(end) === COLON) {
    second = digits(text, 17, 19);
    end = 19;
    if (text.charCodeAt(end) === POINT) {
      end = 20;
      while (!Number.isNaN(digits(text, end, end + 1))) end++;
      if (end === 20 || end > 26) return Number.NaN;
      fraction = digits(text, 20, end) * 10 ** (26 - end);
    }
  }
  if (!(hour <= 23 && minute <= 59 && second <= 59)) return Number.NaN;
  const seconds = dayIn(text) * 86_400 + hour * 3600 + (minute - offsetIn(text, end)) * 60 + second;
  return seconds * 1_000_000 + fraction;
}

/** The minutes by which clocks are ahead of UTC, as a text ends: `Z`, `+08:00`. */
function offsetIn(text: string, from: number): number {
  const sign = text.charCodeAt(from);
  if (sign === LETTER_Z) return text.length === from + 1 ? 0 : Number.NaN;
  const [hours, minutes] = [digits(text, from + 1, from + 3), digits(text, from + 4, from + 6)];
  const isOffset = (sign === PLUS || sign === DASH) && text.charCodeAt(from + 3) === COLON && text.length === from + 6;
  if (!isOffset || !(hours <= 15 && minutes <= 59)) return Number.NaN;
  return (sign === DASH ? -1 : 1) * (hours * 60 + minutes);
}

/** The instant in UTC, with as many decimals as it needs. */
export function printInstant(microseconds: number): string {
  const seconds = Math.floor(microseconds / 1_000_000);
  const rest = microseconds - seconds * 1_000_000;
  const fraction = rest === 0 ? '' : `.${String(rest).padStart(6, '0').replace(/0+$/, '')}`;
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}${fraction}Z`;
}

/** 2026-10: a year and a month. */
export function isPeriod(text: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
}

/**
 * The instant at which `day` begins in the time zone; the first where clocks are put back to midnight.
 *
 * @throws RangeError for a zone that isn't known.
 */
export function startOfDay(day: number, timeZone: string): number {
  const midnight = day * DAY;
  // The zone's offset before and after a change of clocks; a right one leads back to midnight.
  let first = Number.POSITIVE_INFINITY;
  for (const guess of [midnight, midnight - DAY, midnight + DAY]) {
    const instant = midnight - offsetAt(guess, timeZone);
    if (instant < first && instant + offsetAt(instant, timeZone) === midnight) first = instant;
  }
  // A zone that skips midnight that day: the day begins when the clocks have moved.
  if (first === Number.POSITIVE_INFINITY) first = midnight - offsetAt(midnight - DAY, timeZone);
  return first * 1000;
}

/** Whether days can be counted in a time zone of this name. */
export function isTimeZone(name: string): boolean {
  try {
    formatter(name);
    return true;
  } catch {
    return false;
  }
}

/** The local day of an instant, in days since 1970. */
export function localDay(instant: number, timeZone: string): number {
  const milliseconds = Math.floor(instant / 1000);
  return Math.floor((milliseconds + offsetAt(milliseconds, timeZone)) / DAY);
}

/** An instant as the clocks of a time zone show it, to the minute: `2026-10-31 18:30`. */
export function printLocal(instant: number, timeZone: string): string {
  const milliseconds = Math.floor(instant / 1000);
  const local = new Date(milliseconds + offsetAt(milliseconds, timeZone));
  return local.toISOString().slice(0, 16).replace('T', ' ');
}

/** Milliseconds by which local time is ahead of UTC. */
function offsetAt(instant: number, timeZone: string): number {
  const parts = formatter(timeZone).formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((p) => p.type === type)?.value);
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return local - Math.floor(instant / 1000) * 1000;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs far more than using one. */
function formatter(timeZone: string): Intl.DateTimeFormat {
  let known = formatters.get(timeZone);
  if (known === undefined) {
    known = makeFormatter(timeZone);
    formatters.set(timeZone, known);
  }
  return known;
}

function makeFormatter(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
}

const DAY = 86_400_000;
const [PLUS, DASH, POINT, ZERO, COLON, LETTER_T, LETTER_Z] = Array.from('+-.0:TZ', (letter) => letter.charCodeAt(0));
