import { rootCauses } from '@millrace/costing-core';
import { elementsOf, REPORT_TABLES, termsOf } from '@millrace/report/figures';
import { comparisonSheet } from '@millrace/report/sheets';
import type { Database } from '@millrace/store';
import { EXIT, readMasters, StoredVersion, Trouble, versionNamed } from '@millrace/store';
import { type ChangeOf, causesSheet } from '../sheets/causes-sheet.js';
import { writeCompared } from '../sheets/write-compared.js';
import { causeText, printCauses } from '../terminal/print-causes.js';
import { printComparison } from '../terminal/print-comparison.js';
import type { Cli, Result } from './cli.js';
import { explainEach } from './compare-each.js';
import { comparedItems } from './given/compared-items.js';
import { identified, labelOf, recomputeBoth } from './given/compared-versions.js';
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
      const sheet = () => comparisonSheet(items, elementsOf([before, after], terms.names, language));
      const workbook = await writeCompared(options.xlsx, sheet, [before, after], language);
      return {
        exit: EXIT.done,
        json: { before: identified(before), after: identified(after), items, workbook },
        print(terminal) {
          if (options.csv) return terminal.csv(sheet(), language);
          if (workbook) return terminal.line(texts.sheets.workbook(workbook.file, workbook.sheets));
          terminal.line(texts.compare.title(labelOf(before, texts), labelOf(after, texts)));
          printComparison(terminal, items, terms, { texts, language }, options.all === true);
        },
      };
    },
  );
}

/** Recomputes both versions and follows what changed through all levels. */
async function explainChange(
  { texts, language }: Cli,
  database: Database,
  names: readonly string[],
  { why, item, all, csv, xlsx }: CompareOptions,
): Promise<Result> {
  const [before, after] = await recomputeBoth(database, names);
  const causesOf = rootCauses(before.costed, after.costed);
  const name = typeof why === 'string' ? why : item;
  if (name === undefined && [before, after].every(({ record }) => record.kind !== 'actual')) {
    const [of, against] = [before, after].map(({ record }) => String(record.version));
    throw new Trouble('standards_have_no_totals', { before: of, after: against });
  }
  const asked = name === undefined ? TOTALS : [placeOf(name, after.version.rows('unit_cost'), after.record.version)];
  const changes = asked.map((of): ChangeOf => {
    const { total } = texts.why;
    return { of: typeof of === 'string' ? total[of] : `${of.plant}/${of.item}`, ...causesOf(of) };
  });
  const terms = termsOf({
    version: { tables: after.version },
    previous: { tables: before.version },
    masters: after.masters(),
    language,
  });
  const elements = elementsOf([before.version, after.version], terms.names, language);
  const sheet = () => causesSheet(changes, elements, (cause) => causeText(cause, texts, terms, language));
  const workbook = await writeCompared(xlsx, sheet, [before, after], language);
  return {
    exit: EXIT.done,
    json: { before: identified(before), after: identified(after), changes, workbook },
    print(terminal) {
      if (csv) return terminal.csv(sheet(), language);
      if (workbook) return terminal.line(texts.sheets.workbook(workbook.file, workbook.sheets));
      terminal.line(texts.compare.title(labelOf(before, texts), labelOf(after, texts)));
      for (const change of changes) printCauses(terminal, change, terms, { texts, language, all: all === true });
    },
  };
}

const TOTALS = ['cost_of_sales', 'closing_stock'] as const;

async function read(database: Database, ledger: string, name: string): Promise<StoredVersion> {
  return StoredVersion.read(database, await versionNamed(database, ledger, name), REPORT_TABLES);
}
