import type { Language } from '@millrace/costing-core';
import type { FindingGroup } from '../figures/findings.js';
import { columns, type Sheet } from './sheet.js';

/** What was found, in words: a row per finding, the worst first, with who let it stand, until when and why. */
export function findingsSheet(groups: readonly FindingGroup[], language: Language): Sheet {
  return {
    name: 'finding',
    columns: columns('text', 'severity', 'code', 'check', 'table', 'key', 'wrong', 'remedy', 'waived'),
    rows: groups.flatMap(({ severity, code, check, findings }) =>
      findings.map(({ table, key, wrong, remedy, waived }) => [
        severity,
        code,
        check,
        table,
        key,
        wrong[language],
        remedy[language],
        waived?.[language] ?? '',
      ]),
    ),
  };
}
