import { describe } from '@millrace/costing-core';
import { visible } from '@millrace/facts';
import { type Database, publish } from '@millrace/store';
import type { PublishAnswer } from '../answers.js';
import type { Posted } from '../asked.js';
import type { SpokenWords } from '../console-options.js';

/** Publishes a draft as `millrace publish` does: with a reason, and in the place of another version only where that is asked for. */
export async function publishVersion(
  database: Database,
  { ledger, version, reason, replace }: Posted<'publish'>,
  { words, language }: SpokenWords,
): Promise<PublishAnswer> {
  const { refusedFor, superseded, held, outdated } = await publish(database, ledger, String(version), {
    reason,
    replace,
  });
  return {
    isPublished: refusedFor.length === 0,
    superseded,
    held,
    outdated: outdated.map(({ version: number, period }) => ({ version: number, period })),
    findings: refusedFor.map((finding) => {
      const { wrong, remedy } = describe(finding, language);
      const { code, severity, table, key } = finding;
      return {
        code,
        severity,
        count: 1,
        wrong: visible(`${words.table(table)} ${key}: ${wrong}`),
        remedy: visible(remedy),
      };
    }),
  };
}
