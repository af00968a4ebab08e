import { type Column, isDate, printDate, type ReadingCode } from '@millrace/facts';
import type { SheetCell } from './sheet-rows.js';
import type { Shown, Styles } from './styles.js';

/** A cell as the facts would have it, or what is wrong with it. */
export interface CellText {
  readonly text: string;
  readonly fault?: ReadingCode;
}

/** What a workbook says of the numbers in its cells. */
export interface Dating {
  readonly styles: Styles;
  readonly from1904: boolean;
}

/**
 * A cell of a sheet as text for a column. Numbers that are stored as text are their text; a number in a column of texts is
 * taken where it shows as it is, all digits of it; a date in a column of dates where it shows its day. Where what was typed
 * can't be told from what is stored, nothing is taken: a formula, an error, `007` that became 7, `1-2` that became a day.
 */
export function cellText(cell: SheetCell, { kind }: Column, { styles, from1904 }: Dating): CellText {
  const { is, value, style } = cell;
  switch (is) {
    case 'text':
      return { text: value };
    case 'formula':
      return { text: value, fault: 'cell_must_not_be_a_formula' };
    case 'error':
      return { text: value, fault: 'cell_must_not_be_an_error' };
    case 'flag': {
      const text = value === '1' || value === 'true' ? 'true' : 'false';
      return kind === 'flag' || kind === 'choice' ? { text } : unclear(text.toUpperCase());
    }
    case 'date':
      return ofDay(value.replace(/T00:00:00(?:\.0+)?$/, ''), kind);
    case 'number': {
      const shown = styles[style] ?? 'plain';
      if (shown === 'day' || shown === 'date_without_day') return ofSerial(Number(value), shown, kind, from1904);
      return ofNumber(Number(value), shown, kind);
    }
  }
}

const unclear = (text: string): CellText => ({ text, fault: 'cell_must_say_one_thing' });

function ofNumber(number: number, shown: Shown, kind: Column['kind']): CellText {
  const text = plainNumber(number);
  // Spreadsheets keep 15 digits: of a longer number the others are gone.
  const isWhole = Number.isInteger(number) && Math.abs(number) < 1e15;
  switch (kind) {
    case 'integer':
    case 'decimal':
    case 'amount':
      return Math.abs(number) < 1e15 ? { text } : unclear(text);
    case 'text':
    case 'flag':
    case 'choice':
      return isWhole && shown === 'plain' ? { text } : unclear(text);
    // 20261031 and 202610 are read as they are; another number may be a day that lost its format, or no day at all.
    case 'date':
      return /^(?:1[89]|2[01])\d{6}$/.test(text) ? { text } : unclear(text);
    case 'period':
      return /^(?:19|2[01])\d{4}$/.test(text) ? { text } : unclear(text);
    case 'instant':
      return unclear(text);
  }
}

/** A number of a spreadsheet without exponent, in the 15 digits that it shows: 0.1 + 0.2 is 0.3 there. */
function plainNumber(number: number): string {
  const rounded = Number(number.toPrecision(15));
  const text = String(rounded);
  const [digits, exponent] = text.split('e');
  if (exponent === undefined) return text;
  const [whole, rest = ''] = digits.replace('-', '').split('.');
  const sign = rounded < 0 ? '-' : '';
  const power = Number(exponent);
  return power < 0 ? `${sign}0.${'0'.repeat(-power - 1)}${whole}${rest}` : `${sign}${whole}${rest.padEnd(power, '0')}`;
}

/** A number that shows as a date: days since the end of 1899, or since 1904. */
function ofSerial(serial: number, shown: Shown, kind: Column['kind'], from1904: boolean): CellText {
  const days = Math.floor(serial);
  // Before March 1900 spreadsheets differ by a day.
  if (serial < (from1904 ? 0 : 61) || serial > LAST_DAY) return unclear(plainNumber(serial));
  const day = printDate(days - (from1904 ? DAYS_TO_1904 : DAYS_TO_1900));
  const seconds = Math.round((serial - days) * 86_400);
  const text = seconds === 0 ? day : `${day}T${new Date(seconds * 1000).toISOString().slice(11, 19)}`;
  // Without its day a date shows less than it says: `Oct-26` is the first of October in one program, the 26th in another.
  return shown === 'date_without_day' && kind === 'date' ? unclear(text) : ofDay(text, kind);
}

const LAST_DAY = 2_958_465;
const [DAYS_TO_1900, DAYS_TO_1904] = [25_569, 24_107];

/** A day, or day and time, that a cell holds as such. */
function ofDay(text: string, kind: Column['kind']): CellText {
  if (kind === 'date') return isDate(text) ? { text } : unclear(text);
  // A month that is typed becomes its first day.
  if (kind === 'period') return isDate(text) && text.endsWith('-01') ? { text: text.slice(0, 7) } : unclear(text);
  // Its offset is missing, which the column says.
  if (kind === 'instant') return { text: text.includes('T') ? text : `${text}T00:00:00` };
  return unclear(text);
}
