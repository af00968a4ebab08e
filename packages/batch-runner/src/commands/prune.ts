import { EXIT, prunable, prune, Trouble } from '@millrace/store';
import type { Cli } from './cli.js';

interface PruneOptions {
  readonly ledger?: string;
  readonly keep?: string;
  readonly olderThan?: string;
  readonly reason?: string;
  readonly trial?: boolean;
}

/** `millrace prune`: the rows of old drafts are removed; what was ever published stays, with all that it was computed from. */
export function addPrune(cli: Cli): void {
  const { texts } = cli;
  const { prune: says } = texts;
  cli.add<PruneOptions>(
    {
      name: 'prune',
      says: says.help,
      options: [
        ['--keep <count>', says.keep],
        ['--older-than <days>', says.olderThan],
        ['--reason <text>', texts.option.reason],
        ['--trial', says.trial],
        ['--ledger <ledger>', texts.option.ledger],
      ],
      example: 'millrace prune --trial\n  millrace prune --older-than 90 --keep 2',
    },
    async (run, _args, { ledger, keep, olderThan, reason, trial = false }) => {
      const retention = { keep: numberOf('keep', keep, 1), days: numberOf('older-than', olderThan, 30) };
      const database = await run.open();
      const own = await run.ledger(database, ledger);
      const steps = run.steps();
      const because = reason ?? `a draft older than ${retention.days} days`;
      const drafts = trial
        ? await prunable(database, own, retention)
        : await prune(database, own, retention, because, steps);
      steps.finished();
      return {
        exit: EXIT.done,
        json: {
          ledger: own,
          ...retention,
          trial,
          pruned: drafts.map(({ version, kind, period, hash }) => ({ version, kind, period, hash })),
        },
        print(terminal) {
          for (const { version, period, effective_on } of drafts) {
            terminal.line(says.draft(version, effective_on ?? period, trial));
          }
          terminal.line(says.done(drafts.length, trial));
        },
      };
    },
  );
}

function numberOf(option: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new Trouble('option_is_wrong', { option: `--${option}`, value: text, expected: '0, 1, 2 …' });
}
