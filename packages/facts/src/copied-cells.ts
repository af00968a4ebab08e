import { LARGEST } from '@millrace/exact';
import { printDate, readDate } from './calendar.js';
import { brokenRule, type Column } from './column.js';
import { Symbols } from './texts.js';

/** Cells of one column as Postgres sends them in binary. */
export interface CopiedCell {
  /** The number that a cell which is not empty is stored as; NaN where it breaks a rule. */
  read(bytes: Uint8Array, from: number, to: number): number;
  /** The same as text. */
  text(bytes: Uint8Array, from: number, to: number): string;
}

export function cellOf(column: Column, symbols: Symbols): CopiedCell {
  switch (column.kind) {
    case 'text':
    case 'period':
      return textCell(column, symbols);
    case 'choice':
      return choiceCell(column.choices);
    case 'flag':
      return { read: (bytes, from) => bytes[from], text: (bytes, from) => (bytes[from] === 1 ? 'true' : 'false') };
    case 'date':
      return { read: readDay, text: (bytes, from) => dateText(int32(bytes, from)) };
    case 'instant':
      return { read: readMicroseconds, text: (bytes, from) => instantText(int64(bytes, from)) };
    default:
      return numberCell(column);
  }
}

/** Texts of most columns come again and again, often twice in a row. */
function textCell(column: Column, symbols: Symbols): CopiedCell {
  let last = 0;
  const isPlain = column.kind === 'text' ? (length: number) => length <= column.longest : () => false;
  return {
    read(bytes, from, to) {
      if (last !== 0 && symbols.isText(last, bytes, from, to)) return last;
      if (isPlain(to - from) && isOfLetters(bytes, from, to)) {
        last = symbols.codeOfBytes(bytes, from, to);
        return last;
      }
      const cell = utf8(bytes, from, to);
      if (brokenRule(column, cell) !== undefined) return Number.NaN;
      last = symbols.code(cell);
      return last;
    },
    text: utf8,
  };
}

/** ASCII without a blank at either end: no rule but that of its length has to be looked at. */
function isOfLetters(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (bytes[i] === 0 || bytes[i] > 127) return false;
  return bytes[from] > BLANK && bytes[to - 1] > BLANK;
}

const BLANK = 32;

function utf8(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('utf8');
}

function choiceCell(choices: readonly string[]): CopiedCell {
  const known = new Symbols();
  for (const choice of choices) known.code(choice);
  return {
    read(bytes, from, to) {
      const code = known.findBytes(bytes, from, to);
      return code === undefined ? Number.NaN : code - 1;
    },
    text: utf8,
  };
}

/** Days since 2000-01-01. */
function readDay(bytes: Uint8Array, from: number): number {
  const days = int32(bytes, from) + DAYS_TO_2000;
  return days >= FIRST_DAY && days <= LAST_DAY ? days : Number.NaN;
}

function dateText(days: number): string {
  if (days === 0x7fff_ffff) return 'infinity';
  if (days === -0x8000_0000) return '-infinity';
  const { day, era } = dayOf(days + DAYS_TO_2000);
  return day + era;
}

/** A day of any year; the calendar comes again after 400 years. */
function dayOf(days: number): { day: string; era: string } {
  const cycles = Math.floor(days / DAYS_OF_CYCLE);
  const inCycle = printDate(days - cycles * DAYS_OF_CYCLE);
  const year = Number(inCycle.slice(0, 4)) + 400 * cycles;
  const printed = String(year > 0 ? year : 1 - year).padStart(4, '0');
  return { day: printed + inCycle.slice(4), era: year > 0 ? '' : ' BC' };
}

const DAYS_TO_2000 = readDate('2000-01-01');
const FIRST_DAY = readDate('1000-01-01');
const LAST_DAY = readDate('9999-12-31');
const DAYS_OF_CYCLE = 146_097;

/** Microseconds since 2000-01-01; those that a double doesn't hold exactly are read as text. */
function readMicroseconds(bytes: Uint8Array, from: number): number {
  const value = int32(bytes, from) * 4_294_967_296 + MICROSECONDS_TO_2000 + (int32(bytes, from + 4) >>> 0);
  return Math.abs(value) <= LARGEST ? value : Number.NaN;
}

function instantText(microseconds: bigint): string {
  if (microseconds === 0x7fff_ffff_ffff_ffffn) return 'infinity';
  if (microseconds === -0x8000_0000_0000_0000n) return '-infinity';
  const ofDay = ((microseconds % DAY) + DAY) % DAY;
  const { day, era } = dayOf(Number((microseconds - ofDay) / DAY) + DAYS_TO_2000);
  const seconds = Number(ofDay / 1_000_000n);
  const time = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((part) =>
    String(part).padStart(2, '0'),
  );
  return `${day}T${time.join(':')}.${String(ofDay % 1_000_000n).padStart(6, '0')}Z${era}`;
}

const DAY = 86_400_000_000n;
const MICROSECONDS_TO_2000 = DAYS_TO_2000 * Number(DAY);

/**
 * numeric: how many digits to the base 10,000, the power of the first, sign, decimals shown, digits. 1.5 at scale 2: digits
 * 1 and 5000, the first of power 0; 1 · 10^2 and 5000 · 10^-2 make 150.
 */
function numberCell({ scale, signed }: Column): CopiedCell {
  return {
    read(bytes, from) {
      const count = int16(bytes, from);
      const sign = int16(bytes, from + 4) & 0xffff;
      if (sign !== PLUS && (sign !== MINUS || !signed)) return Number.NaN;
      let value = 0;
      let power = 4 * int16(bytes, from + 2) + scale;
      for (let i = 0; i < count; i++, power -= 4) {
        const digit = int16(bytes, from + 8 + 2 * i);
        if (power >= 0) value = value * 10_000 + digit;
        else {
          const part = power > -4 ? TENS[-power] : 10_000;
          if (digit % part !== 0) return Number.NaN;
          if (power > -4) value = value * TENS[4 + power] + digit / part;
        }
        if (value > LARGEST) return Number.NaN;
      }
      // The power of the last digit, where it is not the last that the scale has.
      if (count > 0 && power > -4 && value !== 0) value *= TENS[power + 4] ?? Number.POSITIVE_INFINITY;
      if (value > LARGEST) return Number.NaN;
      return sign === MINUS && value !== 0 ? -value : value;
    },
    text: numericText,
  };
}

const TENS = Array.from({ length: 23 }, (_, power) => 10 ** power);

/** The number without zeros at its end, or the name of what is no number. */
function numericText(bytes: Uint8Array, from: number): string {
  const count = int16(bytes, from);
  const weight = int16(bytes, from + 2);
  const sign = int16(bytes, from + 4) & 0xffff;
  if (sign !== PLUS && sign !== MINUS) return NO_NUMBERS[sign] ?? 'NaN';
  const digits = (first: number, last: number) => {
    let text = '';
    for (let i = first; i <= last; i++) {
      text += String(i >= 0 && i < count ? int16(bytes, from + 8 + 2 * i) : 0).padStart(4, '0');
    }
    return text;
  };
  const whole = digits(0, weight).replace(/^0+/, '') || '0';
  const decimals = digits(weight + 1, count - 1).replace(/0+$/, '');
  return (sign === MINUS ? '-' : '') + whole + (decimals === '' ? '' : `.${decimals}`);
}

const PLUS = 0;
const MINUS = 0x4000;
const NO_NUMBERS: Readonly<Record<number, string>> = { 53248: 'Infinity', 61440: '-Infinity' };

export function int16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] << 24) >> 16) | bytes[at + 1];
}

export function int32(bytes: Uint8Array, at: number): number {
  return (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
}

function int64(bytes: Uint8Array, at: number): bigint {
  return (BigInt(int32(bytes, at)) << 32n) | BigInt(int32(bytes, at + 4) >>> 0);
}
