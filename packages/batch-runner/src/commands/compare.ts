import { compareVersions } from '@millrace/costing-core';
import { REPORT_TABLES, termsOf } from '@millrace/report/figures';
import type { Database } from '@millrace/store';
import { EXIT, readMasters, StoredVersion, Trouble, versionNamed } from '@millrace/store';
import { printComparison } from '../terminal/print-comparison.js';
import type { Texts } from '../text/texts.js';
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
      if (items.length === 0 && options.item !== undefined) {
        throw new Trouble('item_is_not_known', { item: options.item, version: String(after.record.version) });
      }
      if (items.length === 0 && options.plant !== undefined) {
        throw new Trouble('plant_has_nothing', { place: names.join(', '), plant: options.plant });
      }
      const masters = await readMasters(database, after.record);
      return {
        exit: EXIT.done,
        json: { before: identified(before), after: identified(after), items },
        print(terminal) {
          const terms = termsOf({ version: { tables: after }, previous: { tables: before }, masters, language });
          terminal.line(texts.compare.title(labelOf(before, texts), labelOf(after, texts)));
          printComparison(terminal, items, terms, texts, language, options.all === true);
        },
      };
    },
  );
}

async function read(database: Database, ledger: string, name: string): Promise<StoredVersion> {
  return StoredVersion.read(database, await versionNamed(database, ledger, name), REPORT_TABLES);
}

/** `6 (2026-10)`, `7 (standard 2026-11-01)`. */
function labelOf({ record }: StoredVersion, { structure }: Texts): string {
  const { version, kind, period, effective_on } = record;
  return `${version} (${kind === 'actual' ? period : `${structure.kind[kind]} ${effective_on}`})`;
}

function identified({ record: { version, period, hash } }: StoredVersion) {
  return { version, period, hash };
}
