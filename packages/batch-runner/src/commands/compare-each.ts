import { type LargestCauses, rootCauses } from '@millrace/costing-core';
import { elementsOf, termsOf } from '@millrace/report/figures';
import { type Database, EXIT, Trouble } from '@millrace/store';
import { largestCausesSheet } from '../sheets/causes-sheet.js';
import { causeText } from '../terminal/print-causes.js';
import { printLargestCauses } from '../terminal/print-largest-causes.js';
import type { Cli, Result } from './cli.js';
import { identified, labelOf, recomputeBoth } from './given/compared-versions.js';

interface EachOptions {
  readonly item?: string | undefined;
  readonly plant?: string | undefined;
  readonly all?: boolean;
  readonly csv?: boolean;
}

/** The largest causes of the change of every item. */
export async function explainEach(
  { texts, language }: Cli,
  database: Database,
  names: readonly string[],
  { item, plant, all, csv }: EachOptions,
): Promise<Result> {
  const [before, after] = await recomputeBoth(database, names);
  const changes = rootCauses(before.costed, after.costed)
    .ofAll(SHOWN)
    .filter((of) => of.item === (item ?? of.item) && of.plant === (plant ?? of.plant));
  mustBeThere(changes, { item, plant }, String(after.record.version), names.slice(1).join(', '));
  return {
    exit: EXIT.done,
    json: { before: identified(before), after: identified(after), changes },
    print(terminal) {
      const terms = termsOf({
        version: { tables: after.version },
        previous: { tables: before.version },
        masters: after.masters(),
        language,
      });
      if (csv) {
        const elements = elementsOf([before.version, after.version], terms.names, language);
        const inWords = (cause: Parameters<typeof causeText>[0]) => causeText(cause, texts, terms, language);
        return terminal.csv(largestCausesSheet(changes, elements, inWords, texts.why), language);
      }
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
