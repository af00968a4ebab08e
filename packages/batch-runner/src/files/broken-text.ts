import type { Column, ReadingCode } from '@millrace/facts';

/**
 * What is wrong with a cell that would pass for a text, though no person wrote it as one: the word of a program for nothing, the error of a
 * spreadsheet, a formula that was to keep zeros, digits that became a power of ten. As a lot or a code it would be let in, and rows that have
 * nothing in common would have it in common.
 *
 * Files have many millions of cells: their first and last letters decide for nearly all.
 */
export function brokenText(cell: string, { kind, optional }: Column): ReadingCode | undefined {
  const first = cell.charCodeAt(0);
  if (first < 128 && SUSPECT[first] === 1) {
    if (optional && NOTHING.test(cell)) return 'cell_must_not_name_nothing';
    if (kind !== 'text') return undefined;
    if (ERROR.test(cell)) return 'cell_must_not_be_an_error';
    if (KEEPS_ZEROS.test(cell)) return 'cell_must_not_be_a_formula';
    if (/^'\d+$/.test(cell)) return 'cell_must_say_one_thing';
  }
  const behind = cell.length - 3;
  const isPower = kind === 'text' && (cell.charCodeAt(behind) === PLUS || cell.charCodeAt(behind - 1) === PLUS);
  return isPower && /^-?\d(?:\.\d+)?E\+\d{2,3}$/.test(cell) ? 'cell_must_say_one_thing' : undefined;
}

/** What databases and programs write where there is nothing; where there must be something it may be somebody's code. */
const NOTHING = /^(?:null|\(null\)|\[null\]|<null>|\\N)$/i;

/** What spreadsheets show where they could not compute, or where a column is too narrow. */
const ERROR =
  /^#(?:(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!|ERROR!|GETTING_DATA)$|##)/;

/** How programs write digits into CSV so that a spreadsheet keeps them. What else begins with = may be what something is called. */
const KEEPS_ZEROS = /^="[^"]*"$/;

const SUSPECT = new Uint8Array(128);
for (const letter of "Nn([<\\#='") SUSPECT[letter.charCodeAt(0)] = 1;

const PLUS = 0x2b;
