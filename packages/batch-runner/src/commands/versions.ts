import { printLocal, readInstant } from '@millrace/facts';
import type { VersionRecord } from '@millrace/store';
import { EXIT, isPruned, timeZoneOf, versionsOf } from '@millrace/store';
import type { Texts } from '../text/texts.js';
import type { Cli } from './cli.js';

/** `millrace versions`: all versions of a ledger, with their states. */
export function addVersions(cli: Cli): void {
  const { texts } = cli;
  cli.add<{ ledger?: string }>(
    {
      name: 'versions',
      says: texts.help.versions,
      options: [['--ledger <ledger>', texts.option.ledger]],
      example: 'millrace versions',
    },
    async (run, _args, { ledger }) => {
      const database = await run.open();
      const own = await run.ledger(database, ledger);
      const versions = await versionsOf(database, own);
      const timeZone = await timeZoneOf(database, own);
      const isOutdated = ({ outdated, state }: (typeof versions)[number]) =>
        outdated && (state === 'draft' || state === 'published');
      return {
        exit: EXIT.done,
        json: versions.map((version) => ({
          ...version,
          policy: undefined,
          outdated: isOutdated(version),
          pruned: isPruned(version),
        })),
        print(terminal) {
          if (versions.length === 0) {
            terminal.line(texts.versions.none);
            return;
          }
          const rows = versions.map((version) => [
            String(version.version),
            texts.structure.kind[version.kind],
            version.effective_on ?? version.period,
            wordFor(version, texts),
            version.hash.slice(0, 12),
            String(version.errors),
            String(version.warnings),
            version.opened_from === null ? '' : String(version.opened_from),
            printLocal(readInstant(version.created_at), timeZone),
            isOutdated(version) ? texts.outdated : isPruned(version) ? texts.prune.gone : '',
          ]);
          terminal.table([...texts.versions.head, texts.versions.created(timeZone), ''], rows, [0, 5, 6, 7]);
        },
      };
    },
  );
}

/** What waits for its day is pending, what counts is active; only an actual is published. */
function wordFor({ kind, state }: VersionRecord, { state: words, structure }: Texts): string {
  return kind === 'standard' || kind === 'plan' ? structure.state[state] : words[state];
}
