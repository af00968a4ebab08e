import type { Language } from '@millrace/costing-core';
import type { FindingGroup } from '../figures/findings.js';
import { columns, type Sheet } from './sheet.js';

/** What was found, in words: a row per finding, the worst first. */
export function findingsSheet(groups: readonly FindingGroup[], language: Language): Sheet {
  return {
    name: 'finding',
    columns: columns('text', 'severity', 'code', 'check', 'table', 'key', 'wrong', 'remedy'),
    rows: groups.flatMap(({ severity, code, check, findings }) =>
      findings.map(({ table, key, wrong, remedy }) => [
        severity,
        code,
        check,
        table,
        key,
        wrong[language],
        remedy[language],
      ]),
    ),
  };
}
