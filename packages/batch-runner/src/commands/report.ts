import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { grouped, Names, REPORT_TABLES } from '@millrace/report/figures';
import { aboutSheet, reportSheets } from '@millrace/report/sheets';
import {
  type Database,
  EXIT,
  mustBeActual,
  type Recomputed,
  type ReportedTables,
  recomputeAsked,
  reportedTables,
  reportedVersion,
  type VersionRecord,
  versionNamed,
} from '@millrace/store';
import { writeCsvSheets } from '../sheets/write-csv-sheets.js';
import { writeWorkbook } from '../sheets/write-workbook.js';
import type { Cli } from './cli.js';
import { tracedPeriod } from './given/traced-period.js';

interface ReportOptions {
  readonly ledger?: string;
  readonly html?: string;
  readonly xlsx?: string;
  readonly csv?: string;
  readonly against?: string;
}

/** What is reported on, and what that is compared with. */
interface Reported {
  readonly record: VersionRecord;
  readonly against: VersionRecord | undefined;
}

/**
 * `millrace report VERSION`: one HTML file that needs nothing else; with --xlsx or --csv every table and view of the version, for
 * spreadsheets and programs.
 */
export function addReport(cli: Cli): void {
  const { texts, language } = cli;
  cli.add<ReportOptions>(
    {
      name: 'report',
      says: texts.help.report,
      arguments: [['<version>', texts.argument.version]],
      options: [
        ['--ledger <ledger>', texts.option.ledger],
        ['--html <file>', texts.option.html],
        ['--xlsx <file>', texts.sheets.option.xlsx],
        ['--csv <folder>', texts.sheets.option.csv],
        ['--against <version>', texts.option.against],
      ],
      example:
        'millrace report 2026-10 --html october.html\n  millrace report 2026-10 --xlsx october.xlsx --csv ./october',
    },
    async (run, [name], options) => {
      const database = await run.open();
      const ledger = await run.ledger(database, options.ledger);
      const record = await versionNamed(database, ledger, name);
      const before = options.against ?? record.opened_from?.toString();
      const against = before === undefined ? undefined : await versionNamed(database, ledger, before);
      const { html, xlsx, csv } = options;
      const hasTables = xlsx !== undefined || csv !== undefined;
      const hasPage = html !== undefined || !hasTables;
      if (hasPage) mustBeActual(record);
      // What is computed again takes as long as closing it: once for all that is written.
      const closed =
        record.kind === 'actual' ? await recomputeAsked(database, ledger, String(record.version)) : undefined;
      const page = hasPage && closed ? await writePage(database, closed, against, html) : undefined;
      const tables = hasTables ? await reportedTables(database, record, against, closed) : undefined;
      const workbook = tables && (await writeBook(tables, { record, against }, xlsx));
      const folder = tables && (await writeFolder(tables, csv));
      return {
        exit: EXIT.done,
        json: { version: record.version, period: record.period, ...page, workbook, csv: folder },
        print(terminal) {
          if (page) terminal.line(texts.report.written(page.file, grouped(String(page.bytes))));
          if (workbook) terminal.line(texts.sheets.workbook(workbook.file, workbook.sheets.length));
          if (folder) terminal.line(texts.sheets.folder(folder.folder, folder.files.length));
        },
      };
    },
  );

  async function writePage(
    database: Database,
    closed: Recomputed,
    against: VersionRecord | undefined,
    html: string | undefined,
  ) {
    const { record } = closed;
    // Charts take long to load: only who wants a report waits for them.
    const { renderReport } = await import('@millrace/report');
    const before =
      against?.kind === 'actual' ? await recomputeAsked(database, against.ledger, String(against.version)) : undefined;
    const traced = await tracedPeriod(database, { closed, ...(before && { before }) }, record);
    const report = { ...(await reportedVersion(database, record, against, REPORT_TABLES)), language };
    const page = renderReport(report, traced);
    const file = resolve(html ?? `millrace-${record.ledger}-${record.period}-v${record.version}.html`);
    await writeFile(file, page);
    return { file, bytes: Buffer.byteLength(page) };
  }

  async function writeBook(tables: ReportedTables, { record, against }: Reported, xlsx: string | undefined) {
    if (xlsx === undefined) return undefined;
    const file = resolve(xlsx);
    const { currency } = new Names(tables.masters).ledger(record.ledger);
    const sheets = await writeWorkbook(file, reportSheets(tables, language), language, {
      about: (written) => aboutSheet(record, currency, against, written, language),
    });
    return { file, sheets: sheets.map(({ title, rows }) => ({ title, rows })) };
  }

  async function writeFolder(tables: ReportedTables, csv: string | undefined) {
    if (csv === undefined) return undefined;
    const folder = resolve(csv);
    return { folder, files: await writeCsvSheets(folder, reportSheets(tables, language), language) };
  }
}
