import type { Journal, JournalLine, JournalProof } from '@millrace/costing-core';
import { grouped, groupedQuantity } from '@millrace/report/figures';
import type { Texts } from '../text/texts.js';
import type { Terminal } from './terminal.js';

/** The lines entry by entry with their totals, what is behind them where that was asked for, and the proof beside them. */
export function printJournal(terminal: Terminal, journal: Journal, texts: Texts, isDifference: boolean): void {
  const { lines, sources, proof, debit, credit } = journal;
  const said = texts.journal;
  if (lines.length === 0) terminal.line(isDifference ? said.same : said.none);
  else {
    const rows = lines.map((line) => [
      line.line === 1 ? String(line.entry) : '',
      line.line === 1 ? said.event(line.event) : '',
      line.account,
      keptBy(line),
      line.quantity === '' ? '' : groupedQuantity(line.quantity),
      grouped(line.debit),
      grouped(line.credit),
    ]);
    terminal.table(said.head, [...rows, [said.total, '', '', '', '', grouped(debit), grouped(credit)]], [4, 5, 6]);
  }
  if (sources.length > 0) {
    terminal.heading(said.sourcesTitle);
    const rows = sources.map(({ entry, line, document, kind, key, amount }) => [
      String(entry),
      String(line),
      document,
      `${kind} ${key}`,
      grouped(amount),
    ]);
    terminal.table(said.sourcesHead, rows, [4]);
  }
  if (proof.length > 0) printProof(terminal, proof, texts);
}

function printProof(terminal: Terminal, proof: readonly JournalProof[], { journal: said }: Texts): void {
  terminal.heading(said.proofTitle);
  const carried: Readonly<Record<string, string>> = said.carried;
  const rows = proof.map(({ side, category, amount, posted, elsewhere, stays }) => [
    said.side[side],
    carried[category] ?? said.event(category),
    ...[amount, posted, elsewhere, stays].map(grouped),
  ]);
  terminal.table(said.proofHead, rows, [2, 3, 4, 5]);
}

export function keptBy(line: Pick<JournalLine, (typeof DIMENSIONS)[number]>): string {
  return DIMENSIONS.map((name) => line[name])
    .filter((text) => text !== '')
    .join(' · ');
}

const DIMENSIONS = ['plant', 'item', 'category', 'lot', 'project', 'order', 'centre', 'element'] as const;
