import { isDate, visible } from '@millrace/facts';
import type { SheetColumn } from '../sheet.js';
import { STYLES, styleOfDecimals } from './styles-xml.js';

/** What could not be written as it is; each stands as exactly as a workbook can hold it. */
export interface Exceptions {
  /** Numbers of more than 15 digits, which are text. */
  longNumbers: number;
  /** Texts longer than a cell. */
  cutTexts: number;
}

/**
 * A cell of a sheet: `<c r="B7" s="6"><v>-12.50</v></c>`; nothing where it is empty.
 *
 * Excel keeps 15 digits of a number and makes the others zeros without a word, so one that has more is text, which shows
 * every digit; it takes no part in sums. Numbers stand with their own digits, never as a double printed again. Text is never
 * a formula: it stands in an inline string and has the format of text, so that it stays one where somebody edits it.
 */
export function cellXml(cell: string, kind: SheetColumn['kind'], at: string, exceptions: Exceptions): string {
  if (cell === '') return '';
  if (kind === 'day' && isDate(cell) && cell >= FIRST_DAY) {
    return `<c r="${at}" s="${STYLES.day}"><v>${serialOf(cell)}</v></c>`;
  }
  if ((kind === 'number' || kind === 'quantity') && PLAIN.test(cell)) {
    const shown = kind === 'quantity' && cell.includes('.') ? cell.replace(/\.?0+$/, '') : cell;
    if (significantDigits(cell) <= EXACT_DIGITS) {
      return `<c r="${at}" s="${styleOfDecimals(shown.split('.')[1]?.length ?? 0)}"><v>${shown}</v></c>`;
    }
    exceptions.longNumbers++;
    return textXml(shown, at, STYLES.longNumber);
  }
  const text = visible(cell);
  if (text.length <= LONGEST_TEXT) return textXml(text, at, STYLES.text);
  exceptions.cutTexts++;
  return textXml(`${text.slice(0, LONGEST_TEXT - 1).replace(HALF_AT_END, '')}…`, at, STYLES.text);
}

/** A cell of the header. */
export function headXml(text: string, at: string): string {
  return textXml(visible(text), at, STYLES.head);
}

const PLAIN = /^-?\d+(\.\d+)?$/;
const EXACT_DIGITS = 15;

/** What Excel lets into a cell. */
const LONGEST_TEXT = 32_767;

/** The first half of a pair, whose second half was cut off. */
const HALF_AT_END = /[\ud800-\udbff]$/;

/** Without zeros before and after. */
function significantDigits(number: string): number {
  return number.replace(/[-.]/g, '').replace(/^0+|0+$/g, '').length;
}

/** Excel takes 1900 for a leap year: days before its March have another number there than elsewhere. */
const FIRST_DAY = '1900-03-01';

/** Days since the end of 1899, as workbooks count them. */
function serialOf(day: string): number {
  return (Date.parse(`${day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / MILLISECONDS_OF_DAY;
}

const MILLISECONDS_OF_DAY = 86_400_000;

function textXml(text: string, at: string, style: number): string {
  return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

/** For XML, and for spreadsheets, which read `_x0041_` as A. The two characters that XML can't hold are nothing in Unicode either. */
export function escaped(text: string): string {
  return text.replace(SPECIAL, (found) => ENTITIES[found] ?? (found.length > 1 ? `_x005F${found}` : '\ufffd'));
}

const SPECIAL = /[&<>"\ufffe\uffff]|_x[0-9A-Fa-f]{4}_/g;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
