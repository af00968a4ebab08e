import { isDate, isInstant, isPeriod } from './calendar.js';
import type { Column } from './column.js';
import { choiceNamed, choiceZh } from './names/names.js';

/** What a cell may mean that isn't written as facts are. */
export interface AsWritten {
  /** Each as it would be written in the facts; a part that isn't known is `?`. */
  readonly meanings: readonly string[];
  /** True where it can mean nothing but the one. */
  readonly sure: boolean;
}

/**
 * What people and spreadsheets write for what the facts have in one form: `TRUE`, `是`, `2026/10/31`, `2026年10月`, `采购入库`.
 *
 * Sure is only what reads the same everywhere. A number with separators (`1,234`: a thousand and more in one country, one and a
 * bit in another), a date that begins with the day or the month, a month without a year (`Oct-26`) are told with all that
 * they may mean, and not taken for either. So is what has only one meaning but isn't a form in which numbers are exact.
 */
export function asWritten(column: Column, cell: string): AsWritten {
  switch (column.kind) {
    case 'flag':
      return flag(cell.toLowerCase());
    case 'choice': {
      const named = choiceNamed(column, cell) ?? choiceNamed(column, flag(cell.toLowerCase()).meanings[0] ?? '');
      return named === undefined ? NOTHING : { meanings: [named], sure: true };
    }
    case 'date':
      return isDate(cell) ? certain(cell) : date(cell);
    case 'period':
      return period(cell);
    case 'instant':
      return isInstant(cell) ? certain(cell) : instant(cell);
    case 'text':
      return unsure([/^'(\d+)$/.exec(cell)?.[1]]);
    default:
      return { meanings: [...new Set(numbers(cell))], sure: false };
  }
}

const NOTHING: AsWritten = { meanings: [], sure: false };

function flag(small: string): AsWritten {
  const value = FLAGS.get(small);
  if (value !== undefined) return { meanings: [value], sure: true };
  const guess = LIKE_TRUE.includes(small) ? 'true' : LIKE_FALSE.includes(small) ? 'false' : undefined;
  return guess === undefined ? NOTHING : { meanings: [guess], sure: false };
}

const FLAGS: ReadonlyMap<string, string> = new Map(
  ['true', 'false'].flatMap((value) =>
    [value, choiceZh(value), `${choiceZh(value)}（${value}）`].map((said) => [said, value]),
  ),
);
const [LIKE_TRUE, LIKE_FALSE] = [
  ['yes', 'y', '1', 't', 'x', '真', '√'],
  ['no', 'n', '0', 'f', '假', '×'],
];

/** Year first is read the same everywhere; midnight is what spreadsheets add to a day. */
const YEAR_FIRST = /^(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})日)(?:[T ]0?0:00(?::00(?:\.0+)?)?)?$/;
const OTHER_ORDER = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})$/;
const WITH_MONTH = /^(?:(\d{1,4})[-/. ])?([A-Za-z]{3,9})\.?[-/., ]*(\d{1,4})(?:[-/., ]+(\d{4}|\d{2}))?$/;

function date(cell: string): AsWritten {
  const narrow = cell
    .normalize('NFKC')
    .replace(/[, ]*(?:(?:星期|周|礼拜)[一二三四五六日天]|\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?)[, ]*/i, '');
  if (narrow !== cell) return unsure(date(narrow).meanings);
  const match = YEAR_FIRST.exec(cell);
  if (match !== null) return certain(dateOf(match[1], match[3] ?? match[5], match[4] ?? match[6]));
  if (/^\d{8}$/.test(cell)) return certain(dateOf(cell.slice(0, 4), cell.slice(4, 6), cell.slice(6)));
  const other = OTHER_ORDER.exec(cell);
  if (other !== null) {
    const year = other[3].padStart(4, '20');
    const yearFirst = other[3].length === 2 ? dateOf(other[1].padStart(4, '20'), other[2], other[3]) : undefined;
    return unsure([dateOf(year, other[2], other[1]), dateOf(year, other[1], other[2]), yearFirst]);
  }
  const short = /^(\d{2})([-/.])(\d{1,2})\2(\d)$/.exec(cell);
  if (short !== null) return unsure([dateOf(`20${short[1]}`, short[3], short[4])]);
  return unsure(withMonth(cell));
}

function period(cell: string): AsWritten {
  const match = /^(\d{4})(?:[-/.](\d{1,2})|(\d{2})|年(\d{1,2})月)$/.exec(cell);
  if (match !== null) return certain(periodOf(match[1], match[2] ?? match[3] ?? match[4]));
  const monthFirst = /^(\d{1,2})[-/.](\d{4})$/.exec(cell);
  if (monthFirst !== null) return unsure([periodOf(monthFirst[2], monthFirst[1])]);
  const day = date(cell);
  return unsure(day.meanings.filter((meaning) => !meaning.startsWith('?')).map((meaning) => meaning.slice(0, 7)));
}

/** `Oct-26`, `26-Oct`, `26-Oct-2026`, `Oct 26, 2026`: a month by name, with a day, a year, or both. */
function withMonth(cell: string): (string | undefined)[] {
  const match = WITH_MONTH.exec(cell);
  if (match === null) return [];
  const month = MONTHS.indexOf(match[2].slice(0, 3).toLowerCase()) + 1;
  if (month === 0 || !MONTH_NAMES[month - 1].startsWith(match[2].toLowerCase())) return [];
  const [before, behind, year] = [match[1], match[3], match[4]];
  const two = String(month).padStart(2, '0');
  if (before !== undefined) return year === undefined ? [dateOf(behind.padStart(4, '20'), two, before)] : [];
  if (year !== undefined) return [dateOf(year.padStart(4, '20'), two, behind)];
  const asDay = Number(behind) <= 31 ? `?-${two}-${behind.padStart(2, '0')}` : undefined;
  return [behind.length === 3 ? undefined : periodOf(behind.padStart(4, '20'), two), asDay];
}

const MONTH_NAMES = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const MONTHS = MONTH_NAMES.map((name) => name.slice(0, 3));

const INSTANT =
  /^(\d{4})([-/])(\d{1,2})\2(\d{1,2})[T ](\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d{1,6})?))? ?(Z|[+-]\d{2}(?::?\d{2})?)?$/i;

/** Its offset says where the clock hung: without one it is told as far as it goes. */
function instant(cell: string): AsWritten {
  const match = INSTANT.exec(cell);
  const day = match === null ? undefined : dateOf(match[1], match[3], match[4]);
  if (match === null) return unsure(clockTimes(cell));
  if (day === undefined) return NOTHING;
  const [hour, minute, second, offset] = [match[5].padStart(2, '0'), match[6], match[7] ?? '00', match[8]];
  const time = `${day}T${hour}:${minute}:${second}`;
  if (offset === undefined) return unsure([`${time}?`]);
  if (offset.toUpperCase() === 'Z') return certain(`${time}Z`);
  return certain(`${time}${offset.slice(0, 3)}:${offset.slice(3).replace(':', '') || '00'}`);
}

/** A day in any form with the time of a clock behind it: `9/2/2026 9:30 AM`, `2026年9月2日 上午9:30`, `20260902093000`. */
function clockTimes(cell: string): string[] {
  const text = cell.normalize('NFKC').trim();
  const match = CLOCK.exec(text) ?? /^(?<day>\d{8})(?<hour>\d{2})(?<minute>\d{2})(?<second>\d{2})?$/.exec(text);
  if (match?.groups === undefined) return date(text).meanings.map((day) => `${day}T??:??:??`);
  const { day, hour, minute, second = '00', meridiem, half = meridiem ?? '' } = match.groups;
  const isLate = /^(?:p|下|晚)/i.test(half);
  const hours = half === '' ? Number(hour) : (Number(hour) % 12) + (isLate ? 12 : 0);
  if (hours > 23 || Number(minute) > 59 || Number(second) > 59) return [];
  const time = `${String(hours).padStart(2, '0')}:${minute}:${second}`;
  return date(day).meanings.map((meaning) => `${meaning}T${time}?`);
}

const CLOCK =
  /^(?<day>.{6,}?)[T ,]+(?:(?<half>上午|下午|早上|晚上) ?)?(?<hour>\d{1,2})[:时](?<minute>\d{2})(?:[:分](?<second>\d{2})?(?:\.\d+)?秒?)?(?: ?(?<meridiem>[AP]M))?(?: [A-Z]{3,4})?$/i;

const certain = (meaning: string | undefined): AsWritten =>
  meaning === undefined ? NOTHING : { meanings: [meaning], sure: true };

const unsure = (meanings: readonly (string | undefined)[]): AsWritten => ({
  meanings: [...new Set(meanings.filter((meaning) => meaning !== undefined))],
  sure: false,
});

function dateOf(year: string, month: string, day: string): string | undefined {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDate(text) ? text : undefined;
}

function periodOf(year: string, month: string): string | undefined {
  const text = `${year}-${month.padStart(2, '0')}`;
  return isPeriod(text) ? text : undefined;
}

/** The numbers that a cell may mean: with separators of one country or another, an exponent, a percent sign, a currency. */
function numbers(cell: string): string[] {
  if (cell.length > 60) return [];
  let text = cell
    .normalize('NFKC')
    .replace(/[\s_']/g, '')
    .replace(/^(?:[¥$€£]|[A-Z]{3}(?=[-(]?\d))|(?<=[\d)])(?:[\p{Script=Han}³²]{1,2}|[A-Za-z]{2,3})$/gu, '');
  const isBelowZero = /^\(.+\)$/.test(text) || /^[^-]+-$/.test(text) || /^[-−]/.test(text);
  text = text.replace(/^\((.+)\)$/, '$1').replace(/^[-−+]|-$/g, '');
  let shift = 0;
  const power = /^(.+)e([+-]?\d{1,2})$/i.exec(text);
  if (power !== null) [text, shift] = [power[1], Number(power[2])];
  if (text.endsWith('%')) [text, shift] = [text.slice(0, -1), shift - 2];
  if (!/^\d[\d.,]*$|^[.,]\d+$/.test(text)) return [];
  const sign = isBelowZero ? '-' : '';
  return plain(text).map((number) => sign + shifted(number, shift));
}

/** `1,234` as 1234 and as 1.234; `1.234,5` as 1234.5; `1,234,567` as 1234567. */
function plain(text: string): string[] {
  const found: string[] = [];
  for (const [thousands, point] of [',.', '.,']) {
    const [whole, rest, more] = text.split(point);
    if (more !== undefined || (rest !== undefined && !/^\d*$/.test(rest))) continue;
    const groups = whole.split(thousands);
    const isGrouped = groups.slice(1).every((group) => group.length === 3) && groups[0].length <= 3;
    if (groups.length > 1 && !isGrouped) continue;
    found.push(`${groups.join('') || '0'}${rest ? `.${rest}` : ''}`);
  }
  return found;
}

/** A plain number times a power of ten, digit for digit. */
function shifted(number: string, power: number): string {
  if (power === 0) return number;
  const [whole, rest = ''] = number.split('.');
  const digits = whole.padStart(whole.length + Math.max(0, -power), '0') + rest.padEnd(Math.max(0, power), '0');
  const point = whole.length + Math.max(0, -power) + power;
  const fraction = digits.slice(point).replace(/0+$/, '');
  return `${digits.slice(0, point).replace(/^0+(?=\d)/, '') || '0'}${fraction === '' ? '' : `.${fraction}`}`;
}
