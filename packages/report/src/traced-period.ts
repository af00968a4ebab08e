import type { Cause, ClosedPeriod, Explained, Language, Outcome, Variance, VersionRows } from '@millrace/costing-core';
import type { Terms } from './figures/terms.js';

/** A period with the flows that its figures were read off: what only they can tell is shown then, else left out. */
export interface TracedPeriod {
  readonly closed: ClosedPeriod;
  /** The period that it is compared with. */
  readonly before?: ClosedPeriod;
  /** Published versions of the months before it in the year. */
  readonly earlier: readonly VersionRows[];
  readonly words: Readonly<Record<Language, TracedWords>>;
}

/** What the parts of a traced period are called in a language. */
export interface TracedWords {
  cause(cause: Cause, terms: Terms): string;
  explained(outcome: Outcome, terms: Terms): (line: Explained) => string;
  readonly variance: {
    readonly objectKind: Readonly<Record<Variance['object_kind'], string>>;
    readonly kind: Readonly<Record<Variance['kind'], string>>;
  };
}
