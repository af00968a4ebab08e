import type { Language } from '@millrace/costing-core';
import { Names, REPORT_TABLES } from '@millrace/report/figures';
import { aboutSheet, csvFile, reportSheets, workbookFile } from '@millrace/report/sheets';
import {
  type Database,
  earlierInYear,
  type ListedVersion,
  mustBeActual,
  reportedVersion,
  Trouble,
} from '@millrace/store';
import type { Asked } from './asked.js';
import type { ConsoleOptions, SpokenWords } from './console-options.js';
import type { Kept } from './kept.js';
import { allTables, keptSheet, openedFrom } from './kept-sheets.js';
import { whereOf } from './pages/table.js';

/** A file that is made piece by piece while it is sent. */
export interface Download {
  readonly file: string;
  readonly type: string;
  readonly pieces: Iterable<string | Uint8Array>;
}

/** A table of a version as CSV, with all of its rows, as the command writes it. */
export async function tableFile(
  database: Database,
  query: Asked<'table-file'>,
  kept: Kept,
  { language }: SpokenWords,
): Promise<Download> {
  const record = await kept.record(database, query);
  const { name } = query;
  const where = whereOf(query);
  const sheet = await keptSheet(database, record, kept, { name, where }, language);
  if (sheet === undefined) throw new Trouble('table_is_not_known', { table: name, expected: '' });
  const more = Object.values(where);
  return {
    file: nameOf(record, [name, ...more], 'csv'),
    type: 'text/csv; charset=utf-8',
    pieces: csvFile(sheet, language),
  };
}

/** Every table and view of a version as a workbook, the same as `millrace report --xlsx` writes. */
export async function workbookDownload(
  database: Database,
  query: Asked<'version'>,
  kept: Kept,
  { language }: SpokenWords,
): Promise<Download> {
  const record = await kept.record(database, query);
  const tables = await allTables(database, record, kept);
  const against = await openedFrom(database, record, kept);
  const { currency } = new Names(tables.masters).ledger(record.ledger);
  return {
    file: nameOf(record, [], 'xlsx'),
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    pieces: workbookFile(reportSheets(tables, language), language, {
      about: (written) => aboutSheet(record, currency, against, written, language),
    }),
  };
}

/** The report on a version, as `millrace report` writes it. */
export async function reportFile(
  database: Database,
  query: Asked<'version'>,
  kept: Kept,
  { language, words }: { readonly language: Language; readonly words: ConsoleOptions['words'] },
): Promise<Download> {
  const record = await kept.record(database, query);
  mustBeActual(record);
  const against = await openedFrom(database, record, kept);
  // Charts take long to load: only who wants a report waits for them.
  const { renderReport } = await import('@millrace/report');
  const closed = await kept.recomputed(database, record);
  const before = against?.kind === 'actual' ? await kept.recomputed(database, against) : undefined;
  const earlier = await earlierInYear(database, record);
  const report = { ...(await reportedVersion(database, record, against, REPORT_TABLES)), language };
  const page = renderReport(report, { closed, ...(before && { before }), earlier, words });
  return { file: nameOf(record, [], 'html'), type: 'text/html; charset=utf-8', pieces: [page] };
}

/** What a file is called where it is kept: of plain characters only, since it stands in a header and in a folder. */
function nameOf({ ledger, period, version }: ListedVersion, more: readonly string[], ending: string): string {
  const parts = ['millrace', ledger, period, `v${version}`, ...more];
  return `${parts.map((part) => part.replace(/[^\w.-]+/g, '_')).join('-')}.${ending}`;
}

/** The pieces of a download as a browser takes them; what fails on the way breaks it off, and is told. */
export function streamOf({ pieces }: Download, onDefect: (error: unknown) => void): ReadableStream<Uint8Array> {
  const left = pieces[Symbol.iterator]();
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull(controller) {
      try {
        const { done, value } = left.next();
        if (done === true) controller.close();
        else controller.enqueue(typeof value === 'string' ? encoder.encode(value) : value);
      } catch (error) {
        onDefect(error);
        controller.error(error);
      }
    },
  });
}
