import type { DocumentCounts } from '@millrace/costing-core';
import { grouped } from '@millrace/report/figures';
import type { Texts } from '../text/texts.js';
import type { Terminal } from './terminal.js';

/** Where each document counts, seen from a period: the parts of a line add up to its rows. */
export function printCounts(
  terminal: Terminal,
  { ledger, period, counts }: CountedFrom,
  { counts: texts, tableName }: Texts,
): void {
  if (counts.length === 0) return;
  terminal.heading(texts.title(ledger, period));
  const rows = counts.map(({ table, ...parts }) => [
    tableName(table),
    ...PARTS.map((part) => (parts[part] === 0 ? '' : grouped(String(parts[part])))),
  ]);
  terminal.table(
    texts.head,
    rows,
    [...PARTS.keys()].map((place) => place + 1),
  );
}

/** Counts, and the period that they are seen from. */
export interface CountedFrom {
  readonly ledger: string;
  readonly period: string;
  readonly counts: readonly DocumentCounts[];
}

const PARTS = ['this_period', 'before', 'after', 'no_period', 'other_ledgers', 'not_approved', 'rows'] as const;
