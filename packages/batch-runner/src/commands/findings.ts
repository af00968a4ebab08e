import { describe } from '@millrace/costing-core';
import { isDate } from '@millrace/facts';
import { grouped } from '@millrace/report/figures';
import {
  calendarOf,
  type Database,
  EXIT,
  findingsOfPeriod,
  periodOf,
  type Since,
  Trouble,
  timeZoneOf,
  waiversToday,
} from '@millrace/store';
import { policyOf } from '../config.js';
import { waiverAsJson } from '../terminal/print-findings.js';
import type { Cli } from './cli.js';
import { periodArgument } from './given/period.js';

/** `millrace findings PERIOD`: what the runs of a period found, what of it was repaired, and what came back. */
export function addFindings(cli: Cli): void {
  const { texts, language } = cli;
  const says = texts.checks.history;
  cli.add<{ ledger?: string; since?: string; all?: boolean }>(
    {
      name: 'findings',
      says: says.help,
      arguments: [['<period>', texts.argument.period]],
      options: [
        ['--ledger <ledger>', texts.option.ledger],
        ['--since <run|date>', says.since],
        ['--all', texts.option.all],
      ],
      example: 'millrace findings 2026-10 --since 2026-11-01',
    },
    async (run, [name], options) => {
      const period = periodArgument(name);
      const database = await run.open();
      const ledger = await run.ledger(database, options.ledger);
      periodOf(await calendarOf(database, ledger), ledger, period);
      const since = await sinceAsked(database, ledger, options.since);
      const waivers = await waiversToday(database, ledger, period, policyOf(run.config, ledger));
      const { runs, found, counts } = await findingsOfPeriod(database, { ledger, period, since, waivers });
      const sum = (what: 'open' | 'waived' | 'repaired' | 'recurring') =>
        counts.reduce((total, each) => total + each[what], 0);
      const total = {
        open: sum('open'),
        waived: sum('waived'),
        repaired: sum('repaired'),
        recurring: sum('recurring'),
      };
      return {
        exit: EXIT.done,
        json: {
          ledger,
          period,
          runs,
          ...total,
          counts,
          findings: found.map(({ finding, waiver, repairedBy = null, ...its }) => ({
            ...finding,
            ...its,
            repaired_by: repairedBy,
            wrong: describe(finding, language).wrong,
            waived: waiverAsJson(waiver),
          })),
        },
        print(terminal) {
          terminal.line(says.counts(runs, total.open, total.repaired, total.recurring));
          if (total.waived > 0) terminal.line(texts.waivers.count(total.waived));
          if (found.length === 0) return;
          const shown = options.all === true ? found : found.slice(0, SHOWN);
          const rows = shown.map(({ finding, first, last, times, recurs, repairedBy, waiver }) => [
            finding.code,
            texts.findings.named(finding.table, finding.key, undefined),
            describe(finding, language).wrong,
            String(first),
            String(last),
            grouped(String(times)),
            [
              repairedBy === undefined ? (recurs ? says.back : says.open) : says.repaired(repairedBy),
              ...(waiver === undefined ? [] : [texts.waivers.under(waiver)]),
            ].join('; '),
          ]);
          terminal.table(says.head, rows, [3, 4, 5]);
          if (shown.length < found.length) terminal.line(texts.findings.more(found.length - shown.length));
        },
      };
    },
  );
}

const SHOWN = 20;

/** @throws Trouble for what is neither the number of a run nor a day. */
async function sinceAsked(database: Database, ledger: string, text: string | undefined): Promise<Since | undefined> {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return { run: Number(text) };
  if (isDate(text)) return { day: text, timeZone: await timeZoneOf(database, ledger) };
  throw new Trouble('option_is_wrong', { option: '--since', value: text, expected: '7, 2026-11-01' });
}
