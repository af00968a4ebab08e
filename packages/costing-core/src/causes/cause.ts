/** What can move a cost; formulas.md has a line for each. */
export type CauseKind =
  | 'purchase_price'
  | 'freight'
  | 'usage'
  | 'yield'
  | 'hours'
  | 'pool_rate'
  | 'pool_amount'
  | 'pool_volume'
  | 'fee'
  | 'credit'
  | 'surcharge'
  | 'wip'
  | 'opening'
  | 'mix'
  | 'mix_made'
  | 'mix_basis'
  | 'layers'
  | 'structure'
  | 'method'
  | 'standard'
  | 'returned'
  | 'adjustment'
  | 'fallback'
  | 'loss'
  | 'reclassified'
  | 'stranded'
  | 'rounded_rate'
  | 'step'
  | 'quantity'
  | 'rounding';

/** One cause: what happened, to what, in what. Texts are empty where they don't apply. */
export interface Cause {
  readonly kind: CauseKind;
  /** Plant and key of what it is about: an item, a pool, a cost centre. */
  readonly subject_plant: string;
  readonly subject: string;
  readonly driver: string;
  /** Plant and item that used it. */
  readonly user_plant: string;
  readonly user: string;
}

export interface Place {
  readonly plant: string;
  readonly key: string;
}

export const NOWHERE: Place = { plant: '', key: '' };

export function causeOf(kind: CauseKind, subject: Place = NOWHERE, user: Place = NOWHERE, driver = ''): Cause {
  return {
    kind,
    subject_plant: subject.plant,
    subject: subject.key,
    driver,
    user_plant: user.plant,
    user: user.key,
  };
}

export function causeKey({ kind, subject_plant, subject, driver, user_plant, user }: Cause): string {
  return [kind, subject_plant, subject, driver, user_plant, user].join('\0');
}

export function isSameCause(a: Cause, b: Cause): boolean {
  return (
    a === b ||
    (a.kind === b.kind &&
      a.subject === b.subject &&
      a.user === b.user &&
      a.subject_plant === b.subject_plant &&
      a.user_plant === b.user_plant &&
      a.driver === b.driver)
  );
}
