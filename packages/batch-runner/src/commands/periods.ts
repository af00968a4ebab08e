import { printLocal, readInstant } from '@millrace/facts';
import { EXIT, periodsOf, timeZoneOf } from '@millrace/store';
import type { Cli } from './cli.js';

/** `millrace periods`: the periods of one ledger or all, with their states and who said so when and why. */
export function addPeriods(cli: Cli): void {
  const { texts } = cli;
  const says = texts.periods;
  cli.add<{ ledger?: string; all?: boolean }>(
    {
      name: 'periods',
      says: says.help,
      options: [
        ['--ledger <ledger>', texts.option.ledger],
        ['--all', says.all],
      ],
      example: 'millrace periods\n  millrace periods --all --json',
    },
    async (run, _args, { ledger, all = false }) => {
      const database = await run.open();
      const periods = await periodsOf(database, ledger);
      const zones = new Map<string, string>();
      for (const one of new Set(periods.map((period) => period.ledger)))
        zones.set(one, await timeZoneOf(database, one));
      const [zone, ...others] = new Set(zones.values());
      const shown = periods.filter(({ state }) => all || state !== 'never_opened');
      return {
        exit: EXIT.done,
        json: periods,
        print(terminal) {
          if (periods.length === 0) return terminal.line(says.none);
          const rows = shown.map(
            ({ ledger, period, starts_on, ends_on, state, version, held, set_at, set_by, reason }) => [
              ledger,
              period,
              starts_on,
              ends_on,
              says.state[state],
              version === null ? '' : String(version),
              held === 0 ? '' : String(held),
              set_at === null ? '' : timeOf(set_at, zones.get(ledger) ?? ''),
              set_by ?? '',
              reason ?? '',
            ],
          );
          const since = says.since(others.length === 0 ? zone : undefined);
          terminal.table([...says.head, since, says.by, says.why], rows, [5, 6]);
          if (shown.length < periods.length) terminal.line(says.neverOpened(periods.length - shown.length));
        },
      };

      /** By the clocks of the ledger; where ledgers have several, with theirs. */
      function timeOf(instant: string, timeZone: string): string {
        const local = printLocal(readInstant(instant), timeZone);
        return others.length === 0 ? local : `${local} ${timeZone}`;
      }
    },
  );
}
