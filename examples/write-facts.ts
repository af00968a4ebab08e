import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { TABLES, tableNames } from '@millrace/costing-core';
import type { ClosedMonth } from './close-months.ts';
import { csvLine } from './csv.ts';
import type { Example } from './example.ts';

/**
 * Writes the facts of a month to `folder/PERIOD`, one CSV file per table, as `millrace import` reads them: the first month
 * with its opening, the others without, since they open from the version before. What was assumed is written beside.
 */
export function writeFacts(
  folder: string,
  { month, facts }: Pick<ClosedMonth, 'month' | 'facts'>,
  { assumptions }: Example,
): void {
  const target = path.join(folder, month.period);
  mkdirSync(target, { recursive: true });
  for (const name of tableNames()) {
    const rows = facts[name] ?? [];
    if (rows.length === 0) continue;
    const columns = Object.keys(TABLES[name].columns);
    const lines = rows.map((row: Readonly<Record<string, unknown>>) =>
      csvLine(columns.map((column) => String(row[column] ?? ''))),
    );
    writeFileSync(path.join(target, `${name}.csv`), csvLine(columns) + lines.join(''));
  }
  writeFileSync(path.join(folder, 'ASSUMPTIONS.md'), `# Assumptions\n\n${assumptions.map((a) => `* ${a}\n`).join('')}`);
}
