import { add, divide, type Fraction, multiply, ZERO } from '@millrace/exact';
import { type Component, needOf } from '../compile/orders/components.js';
import { sumOf } from '../production/split.js';

/** A component of a mixture: what was issued of it, and what the bill of material allows for what was made. */
export interface MixedQuantity {
  readonly item: number;
  readonly actual: Fraction;
  readonly allowed: Fraction;
  readonly isPriced: boolean;
}

/**
 * By item that is part of a mixture, how much of it there would be among all that was issued of the mixture, in the standard mix m =
 * allowed ÷ Σ allowed; where nothing is allowed, by what a unit needs. mix = (actual − this)·SP, yield = (this − allowed)·SP, so
 * that both add up to usage. A mixture whose components have several units or no price isn't told apart.
 *
 * X 60 % and Y 40 %, 900 allowed, 500 and 450 issued: 570 and 380.
 */
export function inStandardMix(
  components: readonly Component[],
  quantities: readonly MixedQuantity[],
): ReadonlyMap<number, Fraction> {
  const groupOf = new Map<number, number>();
  for (const { item, mixGroup } of components) if (mixGroup !== 0 && !groupOf.has(item)) groupOf.set(item, mixGroup);
  const found = new Map<number, Fraction>();
  for (const group of new Set(groupOf.values())) {
    const own = quantities.filter(({ item }) => groupOf.get(item) === group);
    const units = new Set(components.filter(({ item }) => groupOf.get(item) === group).map(({ unit }) => unit));
    if (own.length < 2 || units.size > 1 || !own.every(({ isPriced }) => isPriced)) continue;
    const actual = sumOf(own.map((of) => of.actual));
    const isAllowed = sumOf(own.map((of) => of.allowed)).numerator !== 0n;
    const partOf = (of: MixedQuantity) => (isAllowed ? of.allowed : needOf(components, of.item));
    const whole = own.map(partOf).reduce(add, ZERO);
    if (whole.numerator === 0n) continue;
    for (const of of own) found.set(of.item, multiply(actual, divide(partOf(of), whole)));
  }
  return found;
}
