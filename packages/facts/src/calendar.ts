/** Days and instants as numbers: days since 1970-01-01, microseconds since then in UTC. Nothing here reads a clock. */

/** 2026-02-28 yes, 2026-02-30 no. */
export function isDate(text: string): boolean {
  return !Number.isNaN(readDate(text));
}

/** Days since 1970-01-01; NaN unless `text` is a calendar date such as 2026-10-31. */
export function readDate(text: string): number {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return Number.NaN;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const at = new Date(Date.UTC(year, month - 1, day));
  if (at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day || year < 1000) return Number.NaN;
  return at.getTime() / DAY;
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
  const match = INSTANT.exec(text);
  if (match === null) return Number.NaN;
  const days = readDate(match[1]);
  const [hour, minute, second] = [Number(match[2]), Number(match[3]), Number(match[4] ?? 0)];
  if (Number.isNaN(days) || hour > 23 || minute > 59 || second > 59) return Number.NaN;
  let offset = 0;
  if (match[6] !== 'Z') {
    const [hours, minutes] = [Number(match[6].slice(1, 3)), Number(match[6].slice(4, 6))];
    if (hours > 15 || minutes > 59) return Number.NaN;
    offset = (match[6][0] === '-' ? -1 : 1) * (hours * 60 + minutes);
  }
  const seconds = days * 86_400 + hour * 3600 + (minute - offset) * 60 + second;
  return seconds * 1_000_000 + Number((match[5] ?? '').padEnd(6, '0'));
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
const INSTANT = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?(Z|[+-]\d{2}:\d{2})$/;
