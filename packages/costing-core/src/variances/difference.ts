import { divRound, type Fraction } from '@millrace/exact';

/** A difference of an element by what caused it, in the ledger's smallest unit; above zero is unfavourable. */
export interface Difference {
  readonly component: string;
  readonly element: number;
  readonly kind: VarianceKind;
  readonly quantity: Fraction | undefined;
  readonly amount: bigint;
}

export type VarianceKind =
  | 'price'
  | 'usage'
  | 'mix'
  | 'yield'
  | 'substitution'
  | 'unpriced'
  | 'lot_size'
  | 'quota_change'
  | 'rate'
  | 'idle'
  | 'efficiency'
  | 'spending'
  | 'variable_spending'
  | 'fixed_spending'
  | 'volume'
  | 'capacity'
  | 'carried'
  | 'other';

/** To the ledger's smallest unit: each row once. */
export function rounded({ numerator, denominator }: Fraction): bigint {
  return divRound(numerator, denominator);
}
