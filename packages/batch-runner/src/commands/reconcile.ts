import {
  accountBalances,
  accountsMissing,
  type GlBalance,
  generalLedgerOf,
  type JournalOf,
  journal,
  reconcileAccounts,
} from '@millrace/costing-core';
import { type Database, EXIT, glBalances, Trouble } from '@millrace/store';
import { printFindingCounts } from '../terminal/print-findings.js';
import { printReconciled } from '../terminal/print-reconciled.js';
import type { Cli, Result } from './cli.js';
import { accountsAreMissing } from './given/accounts-missing.js';
import { type ClosedPeriod, showClosed } from './given/closed-period.js';

/** `millrace reconcile PERIOD`: stock ledger, general ledger and documents side by side (三账比对). */
export function addReconcile(cli: Cli): void {
  const { texts } = cli;
  const says = texts.reconcile;
  cli.add<{ ledger?: string; from?: string; account?: string }>(
    {
      name: 'reconcile',
      says: says.help,
      arguments: [['[version]', texts.argument.version_or_period]],
      options: [
        ['--ledger <ledger>', texts.option.ledger],
        ['--from <path>', texts.option.from],
        ['--account <account>', says.account],
      ],
      example:
        'millrace reconcile 2026-10\n  millrace reconcile 2026-10 --account 1403 --json\n  millrace reconcile 2026-10 --from ./export-2026-10',
    },
    (run, [name], options) =>
      showClosed(run, name, options, async (closed, database): Promise<Result> => {
        const { account } = options;
        const { period, version, outcome, findings } = closed;
        const { ledger, currency, amountScale } = outcome.scope;
        const identity = { ledger, period, version: closed.number, hash: version.hash };
        const missing = accountsMissing(outcome);
        if (missing.length > 0) return accountsAreMissing(missing, identity, cli);
        const balances = accountBalances(outcome);
        const general = await generalLedger(closed, database);
        const accounts = reconcileAccounts(balances, general, amountScale);
        const documents = version.rows('control_total');
        const differing = accounts.filter(({ result }) => result === 'differs' || result === 'not_in_general_ledger');
        const behind = account === undefined ? undefined : behindAccount({ outcome, version }, account);
        const isGiven = general.length > 0;
        return {
          exit: differing.length === 0 ? EXIT.done : EXIT.blocked,
          json: { ...identity, accounts, documents, account, ...behind },
          print(terminal) {
            printFindingCounts(terminal, findings, texts);
            printReconciled(terminal, { period, currency, isGiven, accounts, documents, account, behind }, texts);
          },
        };

        function behindAccount(of: JournalOf, asked: string) {
          const rows = balances.filter((balance) => balance.account === asked);
          if (rows.length === 0) {
            const expected = [...new Set(balances.map((balance) => balance.account))].join(', ');
            throw new Trouble('account_is_not_known', { period, account: asked, expected });
          }
          const { lines, sources } = journal(of, { sources: true });
          const own = new Map(
            lines.filter((line) => line.account === asked).map((line) => [`${line.entry} ${line.line}`, line]),
          );
          const postings = sources.flatMap(({ entry, line, amount, ...source }) => {
            const its = own.get(`${entry} ${line}`);
            if (its === undefined) return [];
            const { debit, credit, account: _, quantity: __, ...kept } = its;
            return [{ ...kept, ...source, debit: debit === '' ? '' : amount, credit: credit === '' ? '' : amount }];
          });
          return { balances: rows, postings };
        }
      }),
  );
}

/** What the general ledger says at the end of the period: as the database has it, or the files that the period was closed from. */
async function generalLedger(
  { period, outcome, read }: ClosedPeriod,
  database: Database | undefined,
): Promise<readonly GlBalance[]> {
  const { ledger, amountScale } = outcome.scope;
  if (database !== undefined) return glBalances(database, ledger, period);
  return read === undefined ? [] : generalLedgerOf(read, { ledger, period }, amountScale);
}
