import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Language } from '@millrace/costing-core';
import { csvFile, type Sheet } from '@millrace/report/sheets';
import { makeFolder } from '@millrace/store';

/** Writes a folder with a CSV file for each table, by its name; files of the same names are written anew. */
export async function writeCsvSheets(
  folder: string,
  sheets: Iterable<Sheet>,
  language: Language,
): Promise<{ readonly file: string; readonly rows: number }[]> {
  await makeFolder(folder);
  const written: { file: string; rows: number }[] = [];
  for (const sheet of sheets) {
    const file = join(folder, `${sheet.name}.csv`);
    let rows = 0;
    const pieces = function* () {
      rows = yield* csvFile(sheet, language);
    };
    await pipeline(Readable.from(pieces()), createWriteStream(file));
    written.push({ file, rows });
  }
  return written;
}
