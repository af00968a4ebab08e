import { compareVersions } from '@millrace/costing-core';
import type { Database } from '../database/database.js';
import { readMasters } from '../read/masters.js';
import { StoredVersion } from '../read/stored-version.js';
import { versionNamed } from '../read/versions.js';
import { termsOf } from '../report/figures/terms.js';
import { REPORT_TABLES } from '../report/report-input.js';
import { printComparison } from '../terminal/print-comparison.js';
import { EXIT } from '../trouble.js';
import type { Cli } from './cli.js';

/** `millrace compare A B`: how unit costs moved from one version to another. */
export function addCompare(cli: Cli): void {
  const { texts, language } = cli;
  cli.add<{ ledger?: string; item?: string; plant?: string; all?: boolean }>(
    {
      name: 'compare',
      says: texts.help.compare,
      arguments: [
        ['<before>', texts.argument.version],
        ['<after>', texts.argument.version],
      ],
      options: [
        ['--ledger <ledger>', texts.option.ledger],
        ['--item <item>', texts.option.item],
        ['--plant <plant>', texts.option.plant],
        ['--all', texts.option.all],
      ],
      example: 'millrace compare 2026-09 2026-10',
    },
    async (run, names, options) => {
      const database = await run.open();
      const ledger = await run.ledger(database, options.ledger);
      const [before, after] = [await read(database, ledger, names[0]), await read(database, ledger, names[1])];
      const items = compareVersions(before, after).filter(
        ({ item, plant }) => item === (options.item ?? item) && plant === (options.plant ?? plant),
      );
      const masters = await readMasters(database, after.record);
      return {
        exit: EXIT.done,
        json: { before: identified(before), after: identified(after), items },
        print(terminal) {
          const terms = termsOf({ version: { tables: after }, previous: { tables: before }, masters, language });
          terminal.line(texts.compare.title(before.record.version, after.record.version));
          printComparison(terminal, items, terms, texts, language, options.all === true);
        },
      };
    },
  );
}

async function read(database: Database, ledger: string, name: string): Promise<StoredVersion> {
  return StoredVersion.read(database, await versionNamed(database, ledger, name), REPORT_TABLES);
}

function identified({ record: { version, period, hash } }: StoredVersion) {
  return { version, period, hash };
}
