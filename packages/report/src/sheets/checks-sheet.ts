import type { CheckResult, Language } from '@millrace/costing-core';
import { columns, type Sheet } from './sheet.js';

/** Every check with what came of it: what passed is listed like what did not, and what there was nothing to look at for. */
export function checksSheet(checks: readonly CheckResult[], language: Language): Sheet {
  return {
    name: 'check',
    columns: [
      ...columns('text', 'check', 'phase', 'looks_at'),
      ...columns('number', 'rows', 'findings'),
      ...columns('text', 'result'),
    ],
    rows: checks.map((one) => [
      one.check,
      one.phase,
      one[language],
      String(one.rows),
      String(one.findings),
      one.result,
    ]),
  };
}
