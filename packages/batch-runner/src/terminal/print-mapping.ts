import { columnZh } from '@millrace/facts';
import type { Certainty, SuggestedTable } from '../map/suggest.js';
import type { Spoken } from '../text/texts.js';
import type { Terminal } from './terminal.js';

/** Each table with where its columns come from, and how sure that is. */
export function printMapping(terminal: Terminal, tables: readonly SuggestedTable[], { texts, language }: Spoken): void {
  const { map } = texts;
  for (const { table, from, isSure, columns } of tables) {
    terminal.heading(`${texts.tableName(table)} ← ${from}${isSure ? '' : ` ${map.isLike}`}`);
    const rows = columns.map(({ column, certainty, from: source, sql, open }) => [
      language === 'zh' ? columnZh(column) : column,
      map.certainty[certainty],
      source ?? (certainty === 'assumed' ? sql : ''),
      open === undefined ? '' : map.open[open],
    ]);
    terminal.table(map.head, rows);
  }
  if (tables.length === 0) terminal.line(map.none);
  const count = (what: Certainty) =>
    tables.reduce((sum, { columns }) => sum + columns.filter(({ certainty }) => certainty === what).length, 0);
  if (tables.length > 0) terminal.heading(map.counts(count('sure'), count('look'), count('assumed'), count('fill_in')));
}
