import type { Language } from '@millrace/costing-core';
import { csvLine, shownAsText } from './csv-line.js';
import { headOf, type Sheet } from './sheet.js';

/** The lines of a table as CSV, its header first. Spreadsheets open it: what one of them would run is shown as text. */
export function* csvLinesOf(sheet: Sheet, language: Language): Generator<string> {
  yield csvLine(headOf(sheet, language).map(shownAsText));
  for (const row of sheet.rows) yield csvLine(row.map(shownAsText));
}

/**
 * A table as a CSV file, piece by piece.
 *
 * @returns how many rows it has.
 */
export function* csvFile(sheet: Sheet, language: Language): Generator<string, number> {
  let lines = 0;
  // Without the mark, spreadsheets take UTF-8 for the encoding of their country.
  let piece = '\ufeff';
  for (const line of csvLinesOf(sheet, language)) {
    lines++;
    piece += `${line}\r\n`;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  yield piece;
  return lines - 1;
}

const PIECE = 262_144;
