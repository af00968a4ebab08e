import { describe, type Finding } from '@millrace/costing-core';
import { visible } from '@millrace/facts';
import type { FindingLine } from '../answers.js';
import type { SpokenWords } from '../console-options.js';

/** A finding for which something was not done, with its row. */
export function refusedFor(finding: Finding, { words, language }: SpokenWords): FindingLine {
  const { wrong, remedy } = describe(finding, language);
  const { code, severity, table, key } = finding;
  return {
    code,
    severity,
    count: 1,
    waived: 0,
    wrong: visible(`${words.table(table)} ${key}: ${wrong}`),
    remedy: visible(remedy),
  };
}
