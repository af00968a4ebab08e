import { EXIT, endWaiver, heldByWaiver, type RecordedWaiver, Trouble, waive } from '@millrace/store';
import type { Texts } from '../text/texts.js';
import type { Cli } from './cli.js';
import { periodArgument } from './given/period.js';

interface WaiveOptions {
  readonly ledger?: string;
  readonly table?: string;
  readonly row?: string;
  readonly period?: string;
  readonly until?: string;
  readonly reason?: string;
  readonly end?: string;
}

/** `millrace waive CODE`: a version may be published in spite of a finding, until a day; or no longer, with `--end`. */
export function addWaive(cli: Cli): void {
  const { texts } = cli;
  const says = texts.waivers;
  cli.add<WaiveOptions>(
    {
      name: 'waive',
      says: says.help,
      arguments: [['[code]', says.code]],
      options: [
        ['--ledger <ledger>', texts.option.ledger],
        ['--table <table>', says.table],
        ['--row <key>', says.row],
        ['--period <period>', says.period],
        ['--until <day>', says.until],
        ['--reason <text>', texts.option.reason],
        ['--end <waiver>', says.end],
      ],
      example: [
        'millrace waive pool_must_have_a_driver --table cost_pool --row "L1 · 2026-10 · ENERGY" --until 2026-11-30 --reason "strike" --by li.na',
        'millrace waive --end 3 --reason "the meter was read"',
      ].join('\n  '),
    },
    async (run, [code], { ledger: named, end, reason = '', until = '', ...which }) => {
      if ((code === undefined) === (end === undefined)) {
        throw new Trouble('option_is_wrong', { option: 'waive', value: code ?? '', expected: 'CODE, --end 3' });
      }
      const period = which.period === undefined ? undefined : periodArgument(which.period);
      const database = await run.open();
      const ledger = await run.ledger(database, named);
      if (end !== undefined) {
        const waiver = await endWaiver(database, ledger, numberOf(end), reason);
        return {
          exit: EXIT.done,
          json: { ledger, ...waiver },
          print: (terminal) => terminal.line(says.ended(waiver.number, waiver.code)),
        };
      }
      const waiver = await waive(database, ledger, { ...which, period, code, reason, until });
      const findings = await heldByWaiver(database, ledger, waiver);
      return {
        exit: EXIT.done,
        json: { ledger, ...waiver, findings },
        print(terminal) {
          terminal.line(says.done(waiver.number, waiver.code, rowsWaived(waiver, texts), waiver.until));
          terminal.line(says.held(findings));
        },
      };
    },
  );
}

function numberOf(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Trouble('option_is_wrong', { option: '--end', value: text, expected: '3' });
}

/** Which rows a waiver is for: a table and key, a table, or all. */
export function rowsWaived({ table, row }: RecordedWaiver, { waivers }: Texts): string {
  return table === undefined ? waivers.everyRow : row === undefined ? table : `${table} ${row}`;
}
