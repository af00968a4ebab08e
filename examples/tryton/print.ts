import { tableLines } from '../print.ts';
import type { Outcome } from './close.ts';
import { COLUMNS, type Compared, UNEXPLAINED } from './compare.ts';

/** What doctor found, the months as published, and a table for each family of products. */
export function linesOf({ doctor, published, compared, notAsStored }: Outcome): string[] {
  const months = published.map((month) => [month.ledger, month.period, month.costIn, month.costOut, month.difference]);
  return [
    'What doctor says',
    ...doctor.findings.map(({ severity, wrong }) => `  ${severity}  ${wrong}`),
    ...doctor.missing.map(({ wrong, remedy }) => `  not in Tryton: ${wrong}, ${remedy}`),
    '',
    'Months as published',
    ...tableLines(['ledger', 'period', 'cost in', 'cost out', 'difference'], months, 'llrrr'),
    ...[...compared].flatMap(([ledger, rows]) => [
      '',
      `${ledger}: unit costs, and by what the stock is worth more at Tryton's`,
      ...comparison(rows),
    ]),
    ...notAsStored.map((line) => `Tryton's rules come to another price than it has stored: ${line}`),
  ];
}

/** A cause that made no difference anywhere is left out. */
function comparison(rows: readonly Compared[]): string[] {
  const causes = COLUMNS.filter((cause) => cause === UNEXPLAINED || rows.some((row) => !isNothing(row.causes[cause])));
  const header = ['period', 'item', 'quantity', 'Millrace', 'Tryton', 'difference', ...causes];
  const lines = rows.map((row) => [
    ...[row.period, row.item, row.quantity, row.millrace.unitCost, row.tryton.unitCost, row.difference],
    ...causes.map((cause) => row.causes[cause]),
  ]);
  return tableLines(header, lines, `ll${'r'.repeat(header.length - 2)}`);
}

/** Whether every month is proved and every cent has a cause. */
export function isExplained({ published, compared, notAsStored }: Outcome): boolean {
  return (
    notAsStored.length === 0 &&
    published.every(({ difference }) => isNothing(difference)) &&
    [...compared.values()].flat().every(({ causes }) => isNothing(causes[UNEXPLAINED]))
  );
}

const isNothing = (amount: string) => !/[1-9]/.test(amount);
