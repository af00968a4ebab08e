import { type LargestCauses, rootCauses } from '@millrace/costing-core';
import { type Database, Trouble } from '@millrace/store';
import { largestCausesSheet } from '../sheets/causes-sheet.js';
import { printLargestCauses } from '../terminal/print-largest-causes.js';
import type { Cli, Result } from './cli.js';
import { recomputeBoth, wordsOf } from './given/compared-versions.js';
import { comparisonResult } from './given/comparison-result.js';

interface EachOptions {
  readonly item?: string | undefined;
  readonly plant?: string | undefined;
  readonly all?: boolean;
  readonly csv?: boolean;
  readonly xlsx?: string;
}

/** The largest causes of the change of every item. */
export async function explainEach(
  cli: Cli,
  database: Database,
  names: readonly string[],
  { item, plant, all = false, ...how }: EachOptions,
): Promise<Result> {
  const { texts, language } = cli;
  const [before, after] = await recomputeBoth(database, names);
  const changes = rootCauses(before.costed, after.costed)
    .ofAll(SHOWN)
    .filter((of) => of.item === (item ?? of.item) && of.plant === (plant ?? of.plant));
  mustBeThere(changes, { item, plant }, String(after.record.version), names.slice(1).join(', '));
  const { terms, elements, inWords } = wordsOf(cli, [before, after]);
  return comparisonResult(cli, [before, after], how, {
    found: { changes },
    sheet: () => largestCausesSheet(changes, elements, inWords, texts.why),
    show: (terminal) => printLargestCauses(terminal, changes, terms, { texts, language, all }),
  });
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
