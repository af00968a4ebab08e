import type { Journal } from '@millrace/costing-core';
import { columns, type Sheet } from './sheet.js';

/** 凭证: a row per line. */
export function journalSheet({ lines }: Journal): Sheet {
  return {
    name: 'journal',
    columns: [
      ...columns('text', ...LINE),
      ...columns('quantity', 'quantity'),
      ...columns('number', 'debit_amount', 'credit_amount'),
    ],
    rows: lines.map((line) => [...LINE.map((column) => String(line[column])), line.quantity, line.debit, line.credit]),
  };
}

/** What is behind each line: a row per line and movement, pool, order or centre. */
export function journalSourceSheet({ sources }: Journal): Sheet {
  return {
    name: 'journal_source',
    columns: [...columns('text', ...SOURCE), ...columns('number', 'amount')],
    rows: sources.map((source) => [...SOURCE.map((column) => String(source[column])), source.amount]),
  };
}

/** The proof, category by category, with what became of each. */
export function journalProofSheet({ proof }: Journal): Sheet {
  return {
    name: 'journal_proof',
    columns: [...columns('text', 'side', 'category'), ...columns('number', ...PROOF)],
    rows: proof.map((row) => [row.side, row.category, ...PROOF.map((column) => row[column])]),
  };
}

const LINE = [
  'entry',
  'line',
  'event',
  'account',
  'plant',
  'item',
  'category',
  'lot',
  'project',
  'order',
  'centre',
  'element',
] as const;
const SOURCE = ['entry', 'line', 'kind', 'key', 'document'] as const;
const PROOF = ['amount', 'posted', 'elsewhere', 'stays'] as const;
