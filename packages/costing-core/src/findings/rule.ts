import type { Severity } from '../finding.js';

/**
 * What a finding says: `check` is its number in the catalogue of checks (合法性检查, domain-model section 8).
 *
 * In a text `{field}` stands for a field of the finding, `{field:kind}` for one that is told in the reader's words
 * (`fill.ts`), and `[…]` for a part that is left out where a field in it is empty.
 */
export interface Rule {
  readonly severity: Severity;
  readonly check: string;
  readonly en: Says;
  readonly zh: Says;
}

/** What is wrong, and what to do. */
type Says = readonly [wrong: string, remedy: string];
