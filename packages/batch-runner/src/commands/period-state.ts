import { EXIT, SETTABLE, setPeriodState, Trouble } from '@millrace/store';
import type { Cli } from './cli.js';
import { periodArgument } from './given/period.js';

/** `millrace period-state PERIOD STATE`: hold late rows out of a period, take that back, or close it for good. */
export function addPeriodState(cli: Cli): void {
  const { texts } = cli;
  const says = texts.periods;
  cli.add<{ ledger?: string; reason?: string }>(
    {
      name: 'period-state',
      says: says.setHelp,
      arguments: [
        ['<period>', texts.argument.period],
        ['<state>', says.argument],
      ],
      options: [
        ['--ledger <ledger>', texts.option.ledger],
        ['--reason <text>', texts.option.reason],
      ],
      example: [
        'millrace period-state 2026-10 pending_close --reason "counting begins"',
        'millrace period-state 2026-10 permanently_closed --reason "the year is audited"',
      ].join('\n  '),
    },
    async (run, [asked, word], { ledger: named, reason = '' }) => {
      const period = periodArgument(asked);
      const state = SETTABLE.find((one) => one === word);
      if (state === undefined) {
        throw new Trouble('option_is_wrong', { option: 'period-state', value: word, expected: SETTABLE.join(', ') });
      }
      const database = await run.open();
      const ledger = await run.ledger(database, named);
      const periods = await setPeriodState(database, ledger, period, state, reason);
      return {
        exit: EXIT.done,
        json: { ledger, periods, state },
        print(terminal) {
          for (const one of periods) terminal.line(says.done(one, says.state[state]));
        },
      };
    },
  );
}
