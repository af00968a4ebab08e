import { type Finding, Findings, type Report } from '@millrace/costing-core';
import { type FactRows, type Facts, FactsReader, readFacts, TABLES, type TableName, tableNames } from '@millrace/facts';
import type { Steps } from '@millrace/store';
import { Trouble } from '@millrace/store';
import { findInput, type Input } from './find-files.js';
import { type InputFile, Unreadable } from './input-file.js';
import { parseJson } from './parse-json.js';
import { type CsvRow, readCsv } from './read-csv.js';
import { textOf } from './whole-file.js';

export interface FactsFromFiles {
  readonly facts: Facts;
  /** The ledger that they were read for. */
  readonly ledger: string;
  /** All ledgers that the files have. */
  readonly ledgers: ReadonlySet<string>;
  /** What was wrong with the files as such. */
  readonly findings: readonly Finding[];
}

/**
 * Facts from a folder of CSV files or a JSON file, for one ledger.
 *
 * @param asked the ledger to read for; without it, the only one there is.
 * @param tables the tables that are needed; without them, all. Other files of a folder are not opened.
 */
export async function factsFromFiles(
  path: string,
  asked: string | undefined,
  steps: Steps,
  tables?: readonly TableName[],
): Promise<FactsFromFiles> {
  const findings = new Findings();
  const input = await findInput(path, findings.report);
  const read =
    input.kind === 'json'
      ? await fromJson(input.file, asked)
      : await fromFolder(input, asked, steps, findings.report, tables);
  return { ...read, findings: findings.sorted() };
}

async function fromFolder(
  { files }: Extract<Input, { kind: 'folder' }>,
  asked: string | undefined,
  steps: Steps,
  report: Report,
  tables: readonly TableName[] | undefined,
): Promise<Omit<FactsFromFiles, 'findings'>> {
  const rows: CsvRow[] = [];
  const ledgerFile = files.get('ledger');
  if (ledgerFile !== undefined) {
    await steps.run('read:ledger', async (advance) => {
      for await (const count of readCsv(ledgerFile, 'ledger', report, (row) => rows.push(row))) await advance(count);
    });
  }
  const names = Object.keys(TABLES.ledger.columns);
  const [ledgerAt, scaleAt] = [names.indexOf('ledger'), names.indexOf('amount_scale')];
  const ledgers = rows.map(({ cells }) => ({ ledger: cells[ledgerAt], scale: cells[scaleAt] }));
  const { ledger, scale, names: known } = chosen(ledgers, asked);
  // Without any ledger that says enough; not once more for every row that names it.
  const reader = new FactsReader(ledger, scale, known.size > 0 ? known : undefined);
  for (const { cells, row } of rows) reader.table('ledger').add(cells, row);
  for (const [table, file] of files) {
    if (table === 'ledger' || (tables !== undefined && !tables.includes(table))) continue;
    await steps.run(`read:${table}`, async (advance) => {
      const into = reader.table(table);
      for await (const count of readCsv(file, table, report, ({ cells, row }) => into.add(cells, row))) {
        await advance(count);
      }
    });
  }
  return { facts: reader.facts(), ledger, ledgers: known };
}

async function fromJson(file: InputFile, asked: string | undefined): Promise<Omit<FactsFromFiles, 'findings'>> {
  const says = (reason: string) => new Trouble('input_is_not_facts', { file: file.name, says: reason });
  let rows: unknown;
  try {
    rows = parseJson(textOf(await file.whole(LARGEST_JSON)));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof Unreadable) throw says(error.message);
    // What the parser's stack can't hold.
    if (error instanceof RangeError) throw says('its values are nested too deep, or too long');
    throw error;
  }
  if (!isTables(rows)) throw says('an object with an array of rows per table is expected');
  const unknown = Object.keys(rows).find((name) => !tableNames().some((known) => known === name));
  if (unknown !== undefined) throw says(`there is no table ${unknown}`);
  const facts = rows as FactRows;
  const ledgers = (facts.ledger ?? []).map((row) => ({ ledger: String(row.ledger), scale: String(row.amount_scale) }));
  const { ledger, names } = chosen(ledgers, asked);
  return { facts: readFacts(facts, ledger), ledger, ledgers: names };
}

/** The longest text that Node holds is somewhat longer. */
const LARGEST_JSON = 500_000_000;

function isTables(value: unknown): value is Record<string, object[]> {
  const isObject = (something: unknown) => typeof something === 'object' && something !== null;
  if (!isObject(value) || Array.isArray(value)) return false;
  return Object.values(value as object).every((rows) => Array.isArray(rows) && rows.every(isObject));
}

/** The ledger to read for and its scale; an unknown scale is left to the checks of the ledger's row. */
function chosen(ledgers: readonly { ledger: string; scale: string }[], asked: string | undefined) {
  const names = new Set(ledgers.map(({ ledger }) => ledger));
  if (asked === undefined && names.size > 1)
    throw new Trouble('ledger_must_be_chosen', { ledgers: [...names].join(', ') });
  const ledger = asked ?? ledgers[0]?.ledger ?? '';
  const scale = ledgers.find((entry) => entry.ledger === ledger)?.scale ?? '';
  return { ledger, scale: /^[0-8]$/.test(scale) ? Number(scale) : 2, names };
}
