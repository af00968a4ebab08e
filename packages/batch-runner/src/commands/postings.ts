import { printLocal, readInstant } from '@millrace/facts';
import { grouped } from '@millrace/report/figures';
import { EXIT, postingsOf, timeZoneOf } from '@millrace/store';
import type { Cli } from './cli.js';

/** `millrace postings`: which journals the general ledger has, who posted them and when. */
export function addPostings(cli: Cli): void {
  const { texts } = cli;
  const says = texts.journal;
  cli.add<{ ledger?: string }>(
    {
      name: 'postings',
      says: says.listHelp,
      arguments: [['[period]', texts.argument.period]],
      options: [['--ledger <ledger>', texts.option.ledger]],
      example: 'millrace postings\n  millrace postings 2026-10 --json',
    },
    async (run, [period], { ledger: named }) => {
      const database = await run.open();
      const ledger = await run.ledger(database, named);
      const timeZone = await timeZoneOf(database, ledger);
      const all = await postingsOf(database, ledger);
      const postings = all.filter((posting) => period === undefined || posting.period === period);
      return {
        exit: EXIT.done,
        json: { ledger, postings },
        print(terminal) {
          if (postings.length === 0) return terminal.line(says.noPostings);
          const rows = postings.map(({ number, version, against, line_count, debit, document, at, by, ...of }) => [
            String(number),
            of.period,
            String(version),
            against === undefined ? '' : String(against),
            String(line_count),
            grouped(debit),
            document,
            by,
            printLocal(readInstant(at), timeZone),
            of.reversed === undefined ? '' : says.wasReversed(of.reversed.by, of.reversed.reason),
          ]);
          terminal.table([...says.postingsHead, says.postedAt(timeZone), says.reversal], rows, [0, 2, 3, 4, 5]);
        },
      };
    },
  );
}
