import type { Language } from '@millrace/costing-core';
import { grouped } from '@millrace/report/figures';
import type { Imported } from '../import/import-files.js';
import type { Texts } from '../text/texts.js';
import { printCounts } from './print-counts.js';
import { printFindings } from './print-findings.js';
import type { Terminal } from './terminal.js';

/** What came of an import: what was read, what is kept though it is gone, what is notes, and what was found. */
export function printImport(
  terminal: Terminal,
  imported: Imported,
  notes: readonly string[],
  { texts, language, all }: { readonly texts: Texts; readonly language: Language; readonly all: boolean },
): void {
  printTables(terminal, imported, texts);
  for (const { table, gone } of imported.tables) {
    if (gone === undefined || gone.rows === 0) continue;
    const more = gone.rows > gone.keys.length ? ', …' : '';
    const rows = grouped(String(gone.rows));
    terminal.line(texts.import.gone(rows, texts.tableName(table), gone.keys.join(', ') + more));
  }
  if (notes.length > 0) terminal.line(texts.import.notes(notes.join(', ')));
  if (imported.findings.length > 0) printFindings(terminal, imported.findings, { texts, language, all });
}

function printTables(terminal: Terminal, { number, tables, counts }: Imported, texts: Texts): void {
  const figures = (...counted: readonly number[]) => counted.map((count) => grouped(String(count)));
  if (number === undefined) {
    const rows = tables.flatMap(({ table, periods }) =>
      periods.map((its) => [
        texts.tableName(table),
        its.period,
        ...figures(its.rows, its.added, its.changed, its.removed, its.rows - its.added - its.changed),
      ]),
    );
    terminal.table(texts.import.byPeriod, rows, [2, 3, 4, 5, 6]);
    for (const counted of counts) printCounts(terminal, counted, texts);
    terminal.heading(texts.import.preview);
    return;
  }
  const rows = tables.map(({ table, rows, added, changed, unchanged }) => [
    texts.tableName(table),
    ...figures(rows, added, changed, unchanged),
  ]);
  terminal.table(texts.import.head, rows, [1, 2, 3, 4]);
  for (const counted of counts) printCounts(terminal, counted, texts);
  const total = (what: 'rows' | 'removed') => grouped(String(tables.reduce((sum, table) => sum + table[what], 0)));
  terminal.heading(texts.import.done(total('rows')));
  if (tables.some(({ removed }) => removed > 0)) terminal.line(texts.import.removed(total('removed')));
  terminal.line(texts.import.recorded(number));
}
