import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Language } from '@millrace/costing-core';
import { type Sheet, type WorkbookOptions, type WrittenSheet, workbookFile } from '@millrace/report/sheets';

/** Writes tables as a workbook, a sheet for each; what became of them. */
export async function writeWorkbook(
  file: string,
  sheets: Iterable<Sheet>,
  language: Language,
  options: WorkbookOptions,
): Promise<WrittenSheet[]> {
  let written: WrittenSheet[] = [];
  const pieces = function* () {
    written = yield* workbookFile(sheets, language, options);
  };
  await pipeline(Readable.from(pieces()), createWriteStream(file));
  return written;
}
