import { type Database, type RecomputedCost, recomputeCost, type StoredVersion } from '@millrace/store';
import type { Texts } from '../../text/texts.js';

/** Two versions computed again, so that what moved between them can be followed through all levels. */
export async function recomputeBoth(
  database: Database,
  [ledger, ...names]: readonly string[],
): Promise<readonly [RecomputedCost, RecomputedCost]> {
  return [await recomputeCost(database, ledger, names[0]), await recomputeCost(database, ledger, names[1])];
}

/** `6 (2026-10)`, `7 (standard 2026-11-01)`. */
export function labelOf({ record }: Pick<StoredVersion, 'record'>, { structure }: Texts): string {
  const { version, kind, period, effective_on } = record;
  return `${version} (${kind === 'actual' ? period : `${structure.kind[kind]} ${effective_on}`})`;
}

export function identified({ record: { version, period, hash } }: Pick<StoredVersion, 'record'>) {
  return { version, period, hash };
}
