import { type Database, publish } from '@millrace/store';
import type { PublishAnswer } from '../answers.js';
import type { Posted } from '../asked.js';
import type { SpokenWords } from '../console-options.js';
import { refusedFor } from './refused-for.js';

/** Publishes a draft as `millrace publish` does: with a reason, and in the place of another version only where that is asked for. */
export async function publishVersion(
  database: Database,
  { ledger, version, reason, replace }: Posted<'publish'>,
  spoken: SpokenWords,
): Promise<PublishAnswer> {
  const {
    refusedFor: found,
    superseded,
    held,
    outdated,
  } = await publish(database, ledger, String(version), {
    reason,
    replace,
  });
  return {
    isPublished: found.length === 0,
    superseded,
    held,
    outdated: outdated.map(({ version: number, period }) => ({ version: number, period })),
    findings: found.map((finding) => refusedFor(finding, spoken)),
  };
}
