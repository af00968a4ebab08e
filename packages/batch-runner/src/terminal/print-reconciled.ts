import type { AccountBalance, JournalLine, JournalSource, ReconciledAccount, ResultRow } from '@millrace/costing-core';
import { grouped } from '@millrace/report/figures';
import type { Texts } from '../text/texts.js';
import { keptBy } from './print-journal.js';
import type { Terminal } from './terminal.js';

/** What came of comparing the stock ledger of a period. */
interface Reconciled {
  readonly period: string;
  readonly currency: string;
  /** Whether the general ledger gave any balance. */
  readonly isGiven: boolean;
  readonly accounts: readonly ReconciledAccount[];
  readonly documents: readonly ResultRow<'control_total'>[];
  /** The account that was asked for, and what is behind it. */
  readonly account: string | undefined;
  readonly behind:
    | {
        readonly balances: readonly AccountBalance[];
        readonly postings: readonly (Pick<JournalLine, 'event' | 'debit' | 'credit'> &
          Kept &
          Pick<JournalSource, 'kind' | 'key' | 'document'>)[];
      }
    | undefined;
}

type Kept = Parameters<typeof keptBy>[0];

/** Accounts side by side, then documents beside what was taken in; of one account what stands on it and its documents. */
export function printReconciled(terminal: Terminal, reconciled: Reconciled, texts: Texts): void {
  const { period, currency, isGiven, accounts, documents, account, behind } = reconciled;
  const says = texts.reconcile;
  terminal.line(says.title(period, currency));
  const rows = accounts.map((one) => [
    one.account === '' ? says.noAccount : one.account,
    ...[one.stock_ledger, one.general_ledger, one.difference].map(grouped),
    says.result[one.result],
  ]);
  terminal.table(says.head, rows, [1, 2, 3]);
  if (behind !== undefined && account !== undefined) {
    terminal.heading(says.accountTitle(account));
    const stands = behind.balances.map((row) => [
      keptBy(row),
      ...[row.opening, row.debit, row.credit, row.elsewhere, row.closing].map(grouped),
    ]);
    terminal.table(says.accountHead, stands, [1, 2, 3, 4, 5]);
    terminal.heading(says.sourcesTitle(account));
    const postings = behind.postings.map((row) => [
      texts.journal.event(row.event),
      keptBy(row),
      row.document,
      `${row.kind} ${row.key}`,
      grouped(row.debit),
      grouped(row.credit),
    ]);
    terminal.table(says.sourcesHead, postings, [4, 5]);
  } else {
    terminal.heading(says.documentsTitle);
    const totals = documents.map((row) => [
      row.table,
      String(row.rows),
      row.element,
      ...[row.amount, row.departures, row.taken_in].map(grouped),
    ]);
    terminal.table(says.documentsHead, totals, [1, 3, 4, 5]);
  }
  terminal.line();
  const differing = accounts.filter(({ result }) => result === 'differs' || result === 'not_in_general_ledger').length;
  if (!isGiven) for (const line of says.nothing(period).split('\n')) terminal.line(line);
  else terminal.line(differing === 0 ? says.balanced : says.differ(differing));
}
