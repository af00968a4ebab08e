import { printLocal, readInstant } from '@millrace/facts';
import { grouped } from '@millrace/report/figures';
import { EXIT, lastRuns, runsInAll, timeZoneOf } from '@millrace/store';
import { prometheusLines } from '../terminal/prometheus.js';
import type { Cli, Result } from './cli.js';

/** `millrace runs`: what was run, how it ended, how long it took, how much was read and written; `--prometheus`: as metrics. */
export function addRuns(cli: Cli): void {
  const { texts } = cli;
  const { runs: says } = texts;
  cli.add<{ ledger?: string; prometheus?: boolean }>(
    {
      name: 'runs',
      says: says.help,
      options: [
        ['--ledger <ledger>', says.ledger],
        ['--prometheus', says.prometheus],
      ],
      example: 'millrace runs\n  millrace runs --prometheus > /var/lib/node_exporter/millrace.prom',
    },
    async (run, _args, { ledger, prometheus }): Promise<Result> => {
      const database = await run.open();
      if (prometheus) {
        const { latest, totals } = await runsInAll(database);
        const lines = prometheusLines(latest, totals);
        return { exit: EXIT.done, json: { latest, totals }, print: (terminal) => terminal.lines(lines) };
      }
      const own = ledger === undefined ? undefined : await run.ledger(database, ledger);
      const timeZone = own === undefined ? 'UTC' : await timeZoneOf(database, own);
      const runs = await lastRuns(database, own, SHOWN);
      return {
        exit: EXIT.done,
        json: runs,
        print(terminal) {
          if (runs.length === 0) return terminal.line(says.none);
          const rows = runs.map((one) => [
            String(one.run),
            one.ledger,
            one.place,
            one.command,
            says.state[one.state],
            one.version === null ? '' : String(one.version),
            printLocal(readInstant(one.startedAt), timeZone),
            one.seconds === null ? '' : one.seconds.toFixed(1),
            rowsOf(one.steps, 'read'),
            rowsOf(one.steps, 'write'),
            String(one.errors),
            String(one.warnings),
            one.error ?? '',
          ]);
          const [before, after] = [says.head.slice(0, BEGAN), says.head.slice(BEGAN)];
          terminal.table([...before, says.began(timeZone), ...after], rows, [0, 5, 7, 8, 9, 10, 11]);
        },
      };
    },
  );
}

/** Where among the columns it stands when a run began. */
const BEGAN = 6;

/** The newest; JSON has the same. */
const SHOWN = 50;

function rowsOf(steps: readonly { readonly step: string; readonly rows: number }[], verb: string): string {
  return grouped(
    String(steps.filter(({ step }) => step.startsWith(`${verb}:`)).reduce((sum, { rows }) => sum + rows, 0)),
  );
}
