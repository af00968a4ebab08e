import { rootCauses } from '@millrace/costing-core';
import { elementsOf, REPORT_TABLES, termsOf } from '@millrace/report/figures';
import { comparisonSheet } from '@millrace/report/sheets';
import type { Database } from '@millrace/store';
import { readMasters, StoredVersion, Trouble, versionNamed } from '@millrace/store';
import { type ChangeOf, causesSheet } from '../sheets/causes-sheet.js';
import { printCauses } from '../terminal/print-causes.js';
import { printComparison } from '../terminal/print-comparison.js';
import type { Cli, Result } from './cli.js';
import { explainEach } from './compare-each.js';
import { comparedItems } from './given/compared-items.js';
import { recomputeBoth, wordsOf } from './given/compared-versions.js';
import { comparisonResult } from './given/comparison-result.js';
import { placeOf } from './given/place-of.js';

interface CompareOptions {
  readonly ledger?: string;
  readonly item?: string;
  readonly plant?: string;
  readonly all?: boolean;
  /** True without an item: over the whole plant. */
  readonly why?: string | true;
  readonly each?: boolean;
  readonly csv?: boolean;
  readonly xlsx?: string;
}

/** `millrace compare A B`: how unit costs moved from one version to another, and why. */
export function addCompare(cli: Cli): void {
  const { texts, language } = cli;
  cli.add<CompareOptions>(
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
        ['--why [item]', texts.option.why],
        ['--each', texts.option.each],
        ['--all', texts.option.all],
        ['--csv', texts.option.csv],
        ['--xlsx <file>', texts.sheets.option.compared],
      ],
      example: 'millrace compare 2026-09 2026-10\n  millrace compare 2026-09 2026-10 --why P1/PUMP-50',
    },
    async (run, names, options) => {
      const database = await run.open();
      const ledger = await run.ledger(database, options.ledger);
      if (options.each) return explainEach(cli, database, [ledger, ...names], options);
      if (options.why !== undefined) return explainChange(cli, database, [ledger, ...names], options);
      const [before, after] = [await read(database, ledger, names[0]), await read(database, ledger, names[1])];
      const version = String(after.record.version);
      const items = comparedItems(before, after, { ...options, version, place: names.join(', ') });
      const masters = await readMasters(database, after.record);
      const terms = termsOf({ version: { tables: after }, previous: { tables: before }, masters, language });
      return comparisonResult(cli, [before, after], options, {
        found: { items },
        sheet: () => comparisonSheet(items, elementsOf([before, after], terms.names, language)),
        show: (terminal) => printComparison(terminal, items, terms, { texts, language }, options.all === true),
      });
    },
  );
}

/** Recomputes both versions and follows what changed through all levels. */
async function explainChange(
  cli: Cli,
  database: Database,
  names: readonly string[],
  { why, item, all = false, ...how }: CompareOptions,
): Promise<Result> {
  const { texts, language } = cli;
  const [before, after] = await recomputeBoth(database, names);
  const name = typeof why === 'string' ? why : item;
  if (name === undefined && [before, after].every(({ record }) => record.kind !== 'actual')) {
    const [of, against] = [before, after].map(({ record }) => String(record.version));
    throw new Trouble('standards_have_no_totals', { before: of, after: against });
  }
  const asked = name === undefined ? TOTALS : [placeOf(name, after.version.rows('unit_cost'), after.record.version)];
  const causesOf = rootCauses(before.costed, after.costed, asked);
  const changes = asked.map((of): ChangeOf => {
    const { total } = texts.why;
    return { of: typeof of === 'string' ? total[of] : `${of.plant}/${of.item}`, ...causesOf(of) };
  });
  const { terms, elements, inWords } = wordsOf(cli, [before, after]);
  return comparisonResult(cli, [before, after], how, {
    found: { changes },
    sheet: () => causesSheet(changes, elements, inWords),
    show(terminal) {
      for (const change of changes) printCauses(terminal, change, terms, { texts, language, all });
    },
  });
}

const TOTALS = ['cost_of_sales', 'closing_stock'] as const;

async function read(database: Database, ledger: string, name: string): Promise<StoredVersion> {
  return StoredVersion.read(database, await versionNamed(database, ledger, name), REPORT_TABLES);
}
