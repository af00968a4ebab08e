import {
  type Facts,
  FactsReader,
  type Finding,
  Findings,
  keysAreUnique,
  mastersMakeSense,
  referencesAreKnown,
  TABLES,
  type TableName,
  type TableSpec,
  tableNames,
} from '@millrace/costing-core';
import type { Database, Steps } from '@millrace/store';
import { sql } from 'kysely';
import { readCsv } from '../files/read-csv.js';

/**
 * Looks at every row of the files before anything is written: each cell by its column, keys within the files, and
 * references into the files or the database. Rows of a ledger are read at that ledger's scale, so all ledgers are read
 * in turn, side by side.
 */
export async function checkFiles(
  database: Database,
  files: ReadonlyMap<TableName, string>,
  steps: Steps,
): Promise<readonly Finding[]> {
  const findings = new Findings();
  const scales = await ledgerScales(database, files);
  const ledgers = new Set(scales.keys());
  const readers = [...scales].map(([ledger, scale]) => new FactsReader(ledger, scale, ledgers));
  if (readers.length === 0) readers.push(new FactsReader('', 2, ledgers));
  for (const [table, file] of files) {
    await steps.run(`check:${table}`, async (advance) => {
      let count = 0;
      for await (const batch of readCsv(file, table, findings.report)) {
        for (const { cells, row } of batch) {
          for (const reader of readers) reader.table(table).add(cells, row);
        }
        count += batch.length;
        await advance(count);
      }
    });
  }
  for (const reader of readers) {
    const facts = reader.facts();
    const present = await presentIn(database, facts);
    findings.add(facts.faults);
    keysAreUnique(facts, findings.report);
    mastersMakeSense(facts, findings.report);
    referencesAreKnown(facts, findings.report, (table, code) => present.get(table)?.has(code) === true);
  }
  return once(findings.sorted());
}

/** The scale of every ledger, in the files or in the database. */
async function ledgerScales(
  { kysely }: Database,
  files: ReadonlyMap<TableName, string>,
): Promise<ReadonlyMap<string, number>> {
  const rows = await kysely.selectFrom('millrace.ledger').select(['ledger', 'amount_scale']).execute();
  const scales = new Map(rows.map(({ ledger, amount_scale }) => [ledger, amount_scale]));
  const file = files.get('ledger');
  if (file === undefined) return scales;
  const columns = Object.keys(TABLES.ledger.columns);
  const [ledgerAt, scaleAt] = [columns.indexOf('ledger'), columns.indexOf('amount_scale')];
  // What is wrong with these rows is reported when they are checked like all others.
  for await (const batch of readCsv(file, 'ledger', () => {})) {
    for (const { cells } of batch)
      scales.set(cells[ledgerAt], /^[0-8]$/.test(cells[scaleAt]) ? Number(cells[scaleAt]) : 2);
  }
  return scales;
}

/** By table: which of the codes that these facts refer to are rows of the database. */
async function presentIn({ kysely }: Database, facts: Facts): Promise<ReadonlyMap<string, ReadonlySet<number>>> {
  const asked = new Map<string, Set<number>>();
  for (const name of tableNames()) {
    const { columns }: TableSpec = TABLES[name];
    for (const [column, { refersTo }] of Object.entries(columns)) {
      if (refersTo === undefined) continue;
      const codes = asked.get(refersTo) ?? new Set();
      asked.set(refersTo, codes);
      for (const code of (facts[name] as unknown as Record<string, Int32Array>)[column])
        if (code !== 0) codes.add(code);
    }
  }
  const present = new Map<string, Set<number>>();
  for (const [table, codes] of asked) {
    const key = TABLES[table as TableName].key[0];
    const texts = Array.from(codes, (code) => facts.symbols.text(code));
    const { rows } = await sql<{ key: string }>`
      select ${sql.ref(key)} as key from ${sql.table(`millrace.${table}`)} where ${sql.ref(key)} = any(${texts}::text[])
    `.execute(kysely);
    present.set(table, new Set(rows.map((row) => facts.symbols.find(row.key) as number)));
  }
  return present;
}

/** Several ledgers find the same fault of a row that they share. */
function once(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((found) => [JSON.stringify(found), found])).values()];
}
