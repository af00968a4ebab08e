import type { FactRows, Policy } from '@millrace/costing-core';
import type { Month } from './months.ts';

/** Real tables turned into facts, month by month, with all that had to be said about them. */
export interface Example {
  readonly title: string;
  readonly ledger: string;
  readonly months: readonly Month[];
  readonly policy: Policy;
  /**
   * The facts of one month: masters, what happened in it, and what happened before to orders that are open in it. The
   * first month with the opening that was assumed; later months open from the closing of the one before.
   */
  readonly factsOf: (month: Month) => FactRows;
  readonly dataFindings: readonly DataFinding[];
  /** What the data does not hold and was invented, each with the rule by which. */
  readonly assumptions: readonly string[];
}

/** A defect of the source data, seen before the engine: where, what it is, what was done about it. */
export interface DataFinding {
  /** The rule that the data does not keep, as a name. */
  readonly code: string;
  /** The rows or things of the source that do not keep it, as it names them. */
  readonly keys: readonly string[];
  readonly found: string;
  readonly handled: string;
}
