import { printLocal, readInstant, visible } from '@millrace/facts';
import type { ListedVersion } from '@millrace/store';
import type { VersionLine } from '../answers.js';

/** A version as lists show it, its times in the ledger's time zone. */
export function versionLine(record: ListedVersion, timeZone: string): VersionLine {
  const { version, kind, state, errors, warnings, hash, outdated } = record;
  const local = (instant: string | null) => (instant === null ? '' : printLocal(readInstant(instant), timeZone));
  return {
    version,
    kind,
    period: record.period ?? '',
    effectiveOn: record.effective_on ?? '',
    state,
    errors,
    warnings,
    hash,
    outdated: outdated && (state === 'draft' || state === 'published'),
    openedFrom: record.opened_from,
    createdAt: local(record.created_at),
    createdBy: visible(record.created_by),
    publishedAt: local(record.published_at),
  };
}
