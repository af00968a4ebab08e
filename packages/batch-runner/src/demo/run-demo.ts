import { existsSync } from 'node:fs';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import {
  type Closed,
  type ComparedItem,
  compareVersions,
  type Finding,
  Findings,
  type Language,
  type Outcome,
  type Version,
} from '@millrace/costing-core';
import type { FactRows } from '@millrace/facts';
import { REPORT_TABLES, type ReportInput, type TracedPeriod } from '@millrace/report/figures';
import type { Closing, Database, Steps } from '@millrace/store';
import {
  closeInDatabase,
  type ListedVersion,
  makeFolder,
  migrate,
  publish,
  reportedVersion,
  Trouble,
  versionNamed,
  writeDurably,
} from '@millrace/store';

import { tracedPeriod } from '../commands/given/traced-period.js';
import { CONFIG_FILE, configText } from '../config.js';
import { findInput } from '../files/find-files.js';
import { writeCsvFolder } from '../files/write-csv.js';
import { importFiles } from '../import/import-files.js';
import { tablesInWords } from '../template/tables-in-words.js';
import { templateNotes } from '../template/template-notes.js';
import { writeTemplateFolder } from '../template/write-template-folder.js';
import type { Texts } from '../text/texts.js';
import { MONTHS, type Month, NEXT_MONTH } from './calendar.js';
import { sampleFactory } from './factory.js';
import { LEDGER } from './masters.js';
import { samplePolicy } from './sample-policy.js';

/** One month of the demo: closed, published, reported. */
export interface DemoMonth {
  readonly period: Month;
  readonly folder: string;
  readonly rows: number;
  readonly closing: Closing;
  readonly version: ListedVersion;
  readonly report: ReportInput;
  readonly html: string;
  readonly compared: readonly ComparedItem[];
}

/** Where a demo keeps its things. */
export interface DemoFolder {
  readonly folder: string;
  readonly database: string;
}

/**
 * Makes the folder ready: what an earlier demo left there is removed, and nothing else ever is.
 *
 * @throws Trouble for a folder that holds something of somebody else.
 */
export async function prepareFolder(path: string): Promise<DemoFolder> {
  const folder = resolve(path);
  await makeFolder(folder);
  const names = await readdir(folder);
  if (names.length > 0 && !existsSync(join(folder, MARK))) throw new Trouble('folder_is_not_of_the_demo', { folder });
  for (const name of names) await rm(join(folder, name), { recursive: true });
  await writeFile(join(folder, MARK), 'This folder belongs to millrace demo, which empties it every time.\n');
  return { folder, database: join(folder, 'database') };
}

const MARK = '.millrace-demo';

/**
 * Leaves the folder to who goes on with it: a config that leads to the database, an empty set of files for the month that
 * comes next. No later demo empties it.
 */
export async function handOver({ folder, database }: DemoFolder, texts: Texts, language: Language): Promise<DemoLeft> {
  const config = join(folder, CONFIG_FILE);
  const address = `./${basename(database)}`;
  await writeDurably(config, configText({ database: address, ledger: LEDGER, language, policy: samplePolicy }));
  const next = join(folder, NEXT_MONTH);
  const tables = tablesInWords(texts, language);
  await writeTemplateFolder(next, tables, templateNotes(tables, texts));
  await rm(join(folder, MARK));
  return { folder, config, next, period: NEXT_MONTH };
}

/** What is left to go on with. */
export interface DemoLeft {
  readonly folder: string;
  readonly config: string;
  /** A folder of CSV files to fill. */
  readonly next: string;
  readonly period: string;
}

/**
 * Plays two months of the sample factory as a site would: CSV files are written and imported, the month is closed,
 * published, compared with the one before and reported.
 */
export async function* runDemo(
  database: Database,
  { folder }: DemoFolder,
  language: Language,
  steps: () => Steps,
): AsyncGenerator<DemoMonth> {
  const { renderReport } = await import('@millrace/report');
  const sample = sampleFactory();
  await migrate(database);
  let before: DemoMonth | undefined;
  for (const period of MONTHS) {
    const files = join(folder, period);
    const rows = await load(database, files, period === MONTHS[0] ? sample.september : sample.october, steps());
    const closed = await closeInDatabase(database, LEDGER, period, { content: samplePolicy }, steps());
    const closing = { ...closed, ledger: LEDGER, period };
    if (closed.written === undefined) throw refused(closed.findings);
    const { refusedFor } = await publish(database, LEDGER, String(closed.written.version), { reason: 'demo' });
    if (refusedFor.length > 0) throw refused(refusedFor);

    const version = await versionNamed(database, LEDGER, period);
    const months = asClosed(closed, before?.closing);
    const report = {
      ...(await reportedVersion(database, version, before?.version, REPORT_TABLES)),
      language,
    };
    const html = join(folder, `report-${period}.html`);
    await writeFile(html, renderReport(report, months && (await tracedPeriod(database, months, version))));
    const compared =
      closed.version === undefined || before?.closing.version === undefined
        ? []
        : compareVersions(before.closing.version, closed.version);
    before = { period, folder: files, rows, closing, version, report, html, compared };
    yield before;
  }
}

async function load(database: Database, folder: string, facts: FactRows, steps: Steps): Promise<number> {
  const rows = await writeCsvFolder(folder, facts);
  const faults = new Findings();
  const input = await findInput(folder, faults.report);
  if (input.kind === 'tables') {
    const imported = await importFiles(database, input, faults.sorted(), steps);
    if (imported.refused) throw refused(imported.findings);
  }
  steps.finished();
  return rows;
}

/** Both months as they were just closed: nothing is computed again. */
function asClosed(
  { version, outcome }: Closed,
  before: Closed | undefined,
): Pick<TracedPeriod, 'closed' | 'before'> | undefined {
  if (version === undefined || outcome === undefined) return undefined;
  const isThere = before?.version !== undefined && before.outcome !== undefined;
  return {
    closed: { version, outcome },
    ...(isThere && { before: { version: before.version as Version, outcome: before.outcome as Outcome } }),
  };
}

/** The sample is ours: a finding that stops it is a defect. */
function refused(findings: readonly Finding[]): Error {
  return new Error(`The sample factory does not pass: ${JSON.stringify(findings.slice(0, 3))}`);
}
