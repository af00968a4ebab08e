import { EXIT, waiversOf } from '@millrace/store';
import type { Cli } from './cli.js';
import { rowsWaived } from './waive.js';

/** `millrace waivers`: what may stand in spite of being found, until when, who said so and why. */
export function addWaivers(cli: Cli): void {
  const { texts } = cli;
  const says = texts.waivers;
  cli.add<{ ledger?: string; all?: boolean }>(
    {
      name: 'waivers',
      says: says.listHelp,
      options: [
        ['--ledger <ledger>', texts.option.ledger],
        ['--all', says.all],
      ],
      example: 'millrace waivers\n  millrace waivers --all --json',
    },
    async (run, _args, { ledger: named, all = false }) => {
      const database = await run.open();
      const ledger = await run.ledger(database, named);
      const waivers = await waiversOf(database, ledger);
      const shown = waivers.filter(({ ended, isOver }) => all || (ended === undefined && !isOver));
      return {
        exit: EXIT.done,
        json: waivers.map(({ isOver, ...waiver }) => ({ ledger, ...waiver, over: isOver })),
        print(terminal) {
          const rows = shown.map((waiver) => {
            const { number, code, period = says.everyPeriod, until, by, reason, ended, isOver } = waiver;
            const state = ended
              ? says.state.ended(ended.by, ended.reason)
              : isOver
                ? says.state.over
                : says.state.holds;
            return [String(number), code, rowsWaived(waiver, texts), period, until, by, state, reason];
          });
          if (rows.length > 0) terminal.table(says.head, rows, [0]);
          else terminal.line(says.none);
          if (shown.length < waivers.length) terminal.line(says.notShown(waivers.length - shown.length));
        },
      };
    },
  );
}
