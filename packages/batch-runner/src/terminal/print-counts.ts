import type { DocumentCounts } from '@millrace/costing-core';
import { grouped } from '@millrace/report/figures';
import type { Texts } from '../text/texts.js';
import type { Terminal } from './terminal.js';

/** Where each document counts, seen from a period: the parts of a line add up to its rows. */
export function printCounts(
  terminal: Terminal,
  { ledger, period, counts }: CountedFrom,
  { periods: { counts: texts }, tableName }: Texts,
): void {
  if (counts.length === 0) return;
  terminal.heading(texts.title(ledger, period));
  // What is held out is rare: most have no such column to read.
  const parts = PARTS.filter((part) => part !== 'held_out' || counts.some(({ held_out }) => held_out > 0));
  const rows = counts.map(({ table, ...of }) => [
    tableName(table),
    ...parts.map((part) => (of[part] === 0 ? '' : grouped(String(of[part])))),
  ]);
  terminal.table(
    [texts.table, ...parts.map((part) => texts.part[part])],
    rows,
    [...parts.keys()].map((place) => place + 1),
  );
}

/** Counts, and the period that they are seen from. */
export interface CountedFrom {
  readonly ledger: string;
  readonly period: string;
  readonly counts: readonly DocumentCounts[];
}

const PARTS = [
  'this_period',
  'before',
  'after',
  'no_period',
  'other_ledgers',
  'not_approved',
  'held_out',
  'rows',
] as const;
