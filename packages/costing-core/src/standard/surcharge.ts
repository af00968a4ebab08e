import { add, type Fraction, multiply, parseFraction, ZERO } from '@millrace/exact';
import type { CostElement } from './cost-elements.js';
import type { StandardPolicy, Surcharge } from './standard-policy.js';

/** What flows into one level, per element, exactly. */
interface LevelAmounts {
  /** The level's own: conversion, or a purchase price. */
  readonly own: readonly Fraction[];
  /** Brought in by components, before credits. */
  readonly components: readonly Fraction[];
  /** The part of it that bought components bring in. */
  readonly purchased: readonly Fraction[];
  readonly isPriced: boolean;
}

export type ApplySurcharges = (amounts: LevelAmounts) => readonly Fraction[];

/**
 * Adds the policy's surcharges to the own cost of a level, in their order. 5 % on the class `material`, on bought
 * components worth 200 of which 180 is material: 9 to the surcharge's element. Returns the own cost as it is when
 * there are none.
 */
export function surcharges({ surcharges: all }: StandardPolicy, elements: readonly CostElement[]): ApplySurcharges {
  const applied = all.map((surcharge) => ({
    rate: parseFraction(surcharge.rate),
    basis: surcharge.basis,
    to: elements.findIndex(({ element }) => element === surcharge.element),
    base: elements.flatMap((element, e) => (element.class === surcharge.on_class ? [e] : [])),
  }));
  if (applied.length === 0) return ({ own }) => own;
  return (amounts) => {
    const own = [...amounts.own];
    for (const { rate, basis, to, base } of applied) {
      const of = basisOf(basis, amounts, own);
      const amount = base.reduce<Fraction>((sum, e) => add(sum, of[e] ?? ZERO), ZERO);
      if (amount.numerator !== 0n) own[to] = add(own[to], multiply(rate, amount));
    }
    return own;
  };
}

const NOTHING: readonly Fraction[] = [];

function basisOf(basis: Surcharge['basis'], amounts: LevelAmounts, own: readonly Fraction[]): readonly Fraction[] {
  switch (basis) {
    case 'price':
      return amounts.isPriced ? own : NOTHING;
    case 'own':
      return amounts.isPriced ? NOTHING : own;
    case 'purchased_components':
      return amounts.purchased;
    case 'all_components':
      return amounts.components;
  }
}
