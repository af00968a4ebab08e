import { type LargestCauses, rootCauses } from '@millrace/costing-core';
import { elementsOf, termsOf } from '@millrace/report/figures';
import { type Database, EXIT, Trouble } from '@millrace/store';
import { largestCausesSheet } from '../sheets/causes-sheet.js';
import { writeCompared } from '../sheets/write-compared.js';
import { causeText } from '../terminal/print-causes.js';
import { printLargestCauses } from '../terminal/print-largest-causes.js';
import type { Cli, Result } from './cli.js';
import { identified, labelOf, recomputeBoth } from './given/compared-versions.js';

interface EachOptions {
  readonly item?: string | undefined;
  readonly plant?: string | undefined;
  readonly all?: boolean;
  readonly csv?: boolean;
  readonly xlsx?: string;
}

/** The largest causes of the change of every item. */
export async function explainEach(
  { texts, language }: Cli,
  database: Database,
  names: readonly string[],
  { item, plant, all, csv, xlsx }: EachOptions,
): Promise<Result> {
  const [before, after] = await recomputeBoth(database, names);
  const changes = rootCauses(before.costed, after.costed)
    .ofAll(SHOWN)
    .filter((of) => of.item === (item ?? of.item) && of.plant === (plant ?? of.plant));
  mustBeThere(changes, { item, plant }, String(after.record.version), names.slice(1).join(', '));
  const terms = termsOf({
    version: { tables: after.version },
    previous: { tables: before.version },
    masters: after.masters(),
    language,
  });
  const elements = elementsOf([before.version, after.version], terms.names, language);
  const inWords = (cause: Parameters<typeof causeText>[0]) => causeText(cause, texts, terms, language);
  const sheet = () => largestCausesSheet(changes, elements, inWords, texts.why);
  const workbook = await writeCompared(xlsx, sheet, [before, after], language);
  return {
    exit: EXIT.done,
    json: { before: identified(before), after: identified(after), changes, workbook },
    print(terminal) {
      if (csv) return terminal.csv(sheet(), language);
      if (workbook) return terminal.line(texts.sheets.workbook(workbook.file, workbook.sheets));
      terminal.line(texts.compare.title(labelOf(before, texts), labelOf(after, texts)));
      printLargestCauses(terminal, changes, terms, { texts, language, all: all === true });
    },
  };
}

/** Causes of each item. */
const SHOWN = 5;

function mustBeThere(
  changes: readonly LargestCauses[],
  { item, plant }: EachOptions,
  version: string,
  place: string,
): void {
  if (changes.length > 0) return;
  if (item !== undefined) throw new Trouble('item_is_not_known', { item, version });
  if (plant !== undefined) throw new Trouble('plant_has_nothing', { place, plant });
}
