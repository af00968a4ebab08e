import { type Finding, Findings, type Report } from '@millrace/costing-core';
import { type FactRows, type Facts, FactsReader, readFacts, TABLES, type TableName, tableNames } from '@millrace/facts';
import type { Steps } from '@millrace/store';
import { Trouble } from '@millrace/store';
import type { Encoding } from './decode-text.js';
import { findInput } from './find-files.js';
import { type InputFile, Unreadable } from './input-file.js';
import { KeyStandsTwice, parseJson, placeOfFault } from './parse-json.js';
import { type FileRow, rowsInto, type TableSource } from './table-source.js';
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

/** What is read of the files, and how. */
export interface Asked {
  /** The ledger to read for; without it, the only one there is. */
  readonly ledger: string | undefined;
  /** The encoding of CSV files; without it, it is found out. */
  readonly encoding?: Encoding | undefined;
  /** The tables that are needed; without them, all. Others are not read. */
  readonly tables?: readonly TableName[];
}

/** Facts from CSV files, workbooks or a JSON file, for one ledger. */
export async function factsFromFiles(path: string, asked: Asked, steps: Steps): Promise<FactsFromFiles> {
  const findings = new Findings();
  const input = await findInput(path, findings.report, asked.encoding);
  const read =
    input.kind === 'json'
      ? await fromJson(input.file, asked.ledger)
      : await fromTables(input.sources, asked.ledger, steps, findings.report, asked.tables);
  return { ...read, findings: findings.sorted() };
}

async function fromTables(
  sources: ReadonlyMap<TableName, TableSource>,
  asked: string | undefined,
  steps: Steps,
  report: Report,
  tables: readonly TableName[] | undefined,
): Promise<Omit<FactsFromFiles, 'findings'>> {
  const rows: FileRow[] = [];
  const ledgers = sources.get('ledger');
  if (ledgers !== undefined) {
    await steps.run('read:ledger', async (advance) => {
      for await (const count of ledgers.read('ledger', report, (row) => rows.push(row))) await advance(count);
    });
  }
  const names = Object.keys(TABLES.ledger.columns);
  const [ledgerAt, scaleAt] = [names.indexOf('ledger'), names.indexOf('amount_scale')];
  const listed = rows.map(({ cells }) => ({ ledger: cells[ledgerAt], scale: cells[scaleAt] }));
  const { ledger, scale, names: known } = chosen(listed, asked);
  // Without any ledger that says enough; not once more for every row that names it.
  const reader = new FactsReader(ledger, scale, known.size > 0 ? known : undefined);
  if (ledgers !== undefined) rows.forEach(rowsInto(reader.table('ledger'), ledgers));
  for (const [table, source] of sources) {
    if (table === 'ledger' || (tables !== undefined && !tables.includes(table))) continue;
    await steps.run(`read:${table}`, async (advance) => {
      const take = rowsInto(reader.table(table), source);
      for await (const count of source.read(table, report, take)) await advance(count);
    });
  }
  return { facts: reader.facts(), ledger, ledgers: known };
}

async function fromJson(file: InputFile, asked: string | undefined): Promise<Omit<FactsFromFiles, 'findings'>> {
  const says = (reason: string, of: Record<string, string> = {}) =>
    new Trouble('input_is_not_facts', { file: file.name, says: reason, ...of });
  let text = '';
  let rows: unknown;
  try {
    text = textOf(await file.whole(LARGEST_JSON));
    rows = parseJson(text);
  } catch (error) {
    if (error instanceof Unreadable) throw says(error.reason);
    if (error instanceof KeyStandsTwice) throw says('key_stands_twice', { key: error.key });
    if (error instanceof SyntaxError)
      throw says(text === '' ? 'not_utf8' : 'no_json', { place: placeOfFault(error, text) });
    // What the parser's stack can't hold.
    if (error instanceof RangeError) throw says('nested_too_deep');
    throw error;
  }
  if (!isTables(rows)) throw says('no_tables');
  const unknown = Object.keys(rows).find((name) => !tableNames().some((known) => known === name));
  if (unknown !== undefined) throw says('unknown_table', { table: unknown });
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
