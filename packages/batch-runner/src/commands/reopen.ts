import { EXIT, reopen } from '@millrace/store';
import type { Cli } from './cli.js';
import { periodArgument } from './given/period.js';

/** `millrace reopen PERIOD`: the published version is withdrawn, and stays as it is. */
export function addReopen(cli: Cli): void {
  const { texts } = cli;
  cli.add<{ ledger?: string; reason?: string }>(
    {
      name: 'reopen',
      says: texts.periods.reopenHelp,
      arguments: [['<period>', texts.argument.period]],
      options: [
        ['--ledger <ledger>', texts.option.ledger],
        ['--reason <text>', texts.option.reason],
      ],
      example: 'millrace reopen 2026-10 --reason "invoice 4711 came late"',
    },
    async (run, [period], { ledger, reason = '' }) => {
      const database = await run.open();
      const { version } = await reopen(database, await run.ledger(database, ledger), periodArgument(period), reason);
      return {
        exit: EXIT.done,
        json: { version, period, state: 'withdrawn' },
        print: (terminal) => terminal.line(texts.periods.withdrawn(version, period)),
      };
    },
  );
}
