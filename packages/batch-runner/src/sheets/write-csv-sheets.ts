import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Language } from '@millrace/costing-core';
import { makeFolder } from '@millrace/store';
import { csvLine, shownAsText } from '../files/write-csv.js';
import type { Spoken, Texts } from '../text/texts.js';
import { headOf, type Sheet } from './sheet.js';

/** The lines of a table as CSV, its header first. Spreadsheets open it: what one of them would run is shown as text. */
export function* csvLinesOf(sheet: Sheet, texts: Texts, language: Language): Generator<string> {
  yield csvLine(headOf(sheet, texts, language).map(shownAsText));
  for (const row of sheet.rows) yield csvLine(row.map(shownAsText));
}

/** Writes a folder with a CSV file for each table, by its name; files of the same names are written anew. */
export async function writeCsvSheets(
  folder: string,
  sheets: Iterable<Sheet>,
  { texts, language }: Spoken,
): Promise<{ readonly file: string; readonly rows: number }[]> {
  await makeFolder(folder);
  const written: { file: string; rows: number }[] = [];
  for (const sheet of sheets) {
    const file = join(folder, `${sheet.name}.csv`);
    let lines = 0;
    const pieces = function* () {
      // Without the mark, spreadsheets take UTF-8 for the encoding of their country.
      let piece = '\ufeff';
      for (const line of csvLinesOf(sheet, texts, language)) {
        lines++;
        piece += `${line}\r\n`;
        if (piece.length < PIECE) continue;
        yield piece;
        piece = '';
      }
      yield piece;
    };
    await pipeline(Readable.from(pieces()), createWriteStream(file));
    written.push({ file, rows: lines - 1 });
  }
  return written;
}

const PIECE = 262_144;
