import { elementsOf, termsOf } from '@millrace/report/figures';
import { type Database, type RecomputedCost, recomputeCost, type StoredVersion } from '@millrace/store';
import { causeText } from '../../terminal/print-causes.js';
import type { Texts } from '../../text/texts.js';
import type { Cli } from '../cli.js';

/** Two versions computed again, so that what moved between them can be followed through all levels. */
export async function recomputeBoth(
  database: Database,
  [ledger, ...names]: readonly string[],
): Promise<readonly [RecomputedCost, RecomputedCost]> {
  return [await recomputeCost(database, ledger, names[0]), await recomputeCost(database, ledger, names[1])];
}

/** The names of what two versions have, their elements, and a cause in words. */
export function wordsOf(
  { texts, language }: Cli,
  [before, after]: readonly [Pick<RecomputedCost, 'version'>, Pick<RecomputedCost, 'version' | 'masters'>],
) {
  const tables = { version: { tables: after.version }, previous: { tables: before.version } };
  const terms = termsOf({ ...tables, masters: after.masters(), language });
  return {
    terms,
    elements: elementsOf([before.version, after.version], terms.names, language),
    inWords: (cause: Parameters<typeof causeText>[0]) => causeText(cause, texts, terms, language),
  };
}

/** `6 (2026-10)`, `7 (standard 2026-11-01)`. */
export function labelOf({ record }: Pick<StoredVersion, 'record'>, { structure }: Texts): string {
  const { version, kind, period, effective_on } = record;
  return `${version} (${kind === 'actual' ? period : `${structure.kind[kind]} ${effective_on}`})`;
}

export function identified({ record: { version, period, hash } }: Pick<StoredVersion, 'record'>) {
  return { version, period, hash };
}
