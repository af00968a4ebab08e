import type { Closing, Finding, FindingCode, Policy, StandardRows } from '@millrace/costing-core';
import type { Month } from '../factory/month.js';

/** The smallest input that leads to a finding, and all that the finding says. */
export type FindingCase = Input & {
  readonly finding: Omit<Finding, 'code'>;
  readonly en: Says;
  readonly zh: Says;
  /** Other findings that can not be without this one, or it not without them; mostly none. */
  readonly with?: readonly FindingCode[];
};

/** What is wrong, and what to do. */
type Says = readonly [wrong: string, remedy: string];

type Input = Rows | Files | InDatabase | Standard;

/** Rows of one month, closed by the library. */
export interface Rows {
  readonly facts: Month;
  readonly policy?: Partial<Policy>;
  /** The month before, whose version is handed over. */
  readonly previous?: Month;
  /** Another ledger or period than that of the facts. */
  readonly closing?: Partial<Closing>;
}

/** A folder of files, closed by the command. */
interface Files {
  readonly files: Readonly<Record<string, string | Uint8Array>>;
}

/** Rows of a structure, rolled up by the library as of 2026-10-31. */
interface Standard {
  readonly standard: StandardRows;
}

/** What only a database can tell: facts are imported, commands are run; the last step tells the finding. */
interface InDatabase {
  readonly database: readonly (Month | readonly string[])[];
}

export type FindingCases = { readonly [C in FindingCode]?: FindingCase };
