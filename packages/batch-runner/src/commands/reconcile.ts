import { accountBalances, accountsMissing, type JournalOf, journal, reconcileAccounts } from '@millrace/costing-core';
import { EXIT, glBalances, recomputeAsked, Trouble } from '@millrace/store';
import { printReconciled } from '../terminal/print-reconciled.js';
import type { Cli, Result } from './cli.js';
import { accountsAreMissing } from './given/accounts-missing.js';

/** `millrace reconcile PERIOD`: stock ledger, general ledger and documents side by side (三账比对). */
export function addReconcile(cli: Cli): void {
  const { texts } = cli;
  const says = texts.reconcile;
  cli.add<{ ledger?: string; account?: string }>(
    {
      name: 'reconcile',
      says: says.help,
      arguments: [['[version]', texts.argument.version]],
      options: [
        ['--ledger <ledger>', texts.option.ledger],
        ['--account <account>', says.account],
      ],
      example: 'millrace reconcile 2026-10\n  millrace reconcile 2026-10 --account 1403 --json',
    },
    async (run, [name], { ledger: named, account }): Promise<Result> => {
      const database = await run.open();
      const ledger = await run.ledger(database, named);
      const { record, version, outcome } = await recomputeAsked(database, ledger, name);
      const { period } = record;
      const identity = { ledger, period, version: record.version, hash: record.hash };
      const missing = accountsMissing(outcome);
      if (missing.length > 0) return accountsAreMissing(missing, identity, cli);
      const balances = accountBalances(outcome);
      const general = await glBalances(database, ledger, period);
      const accounts = reconcileAccounts(balances, general, outcome.scope.amountScale);
      const documents = version.rows('control_total');
      const differing = accounts.filter(({ result }) => result === 'differs' || result === 'not_in_general_ledger');
      const behind = account === undefined ? undefined : behindAccount({ outcome, version }, account);
      return {
        exit: differing.length === 0 ? EXIT.done : EXIT.blocked,
        json: { ...identity, accounts, documents, account, ...behind },
        print: (terminal) =>
          printReconciled(
            terminal,
            {
              period,
              currency: outcome.scope.currency,
              isGiven: general.length > 0,
              accounts,
              documents,
              account,
              behind,
            },
            texts,
          ),
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
    },
  );
}
