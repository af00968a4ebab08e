import { add, divide, type Fraction, multiply, ZERO } from '@millrace/exact';
import { type Component, needOf } from '../compile/orders/components.js';
import { sumOf } from '../production/split.js';

/** Components that are mixed: lines of one `mix_group`. */
export interface Mixture {
  /** Codes of the group and of its items; an item of several groups is in the first. */
  readonly group: number;
  readonly items: readonly number[];
  /** Why mix and yield can't be told apart: fewer than two items, or no quantity; several units; an item without a standard price. */
  readonly trouble: 'components' | 'units' | 'prices' | undefined;
}

/** The mixtures of a bill of material. */
export function mixturesOf(components: readonly Component[], isPriced: (item: number) => boolean): Mixture[] {
  const groupOf = new Map<number, number>();
  for (const { item, mixGroup } of components) if (mixGroup !== 0 && !groupOf.has(item)) groupOf.set(item, mixGroup);
  return [...new Set(groupOf.values())].map((group) => {
    const own = components.filter(({ item }) => groupOf.get(item) === group);
    const items = [...new Set(own.map(({ item }) => item))];
    const isQuantified = items.some((item) => needOf(components, item).numerator !== 0n);
    let trouble: Mixture['trouble'];
    if (items.length < 2 || !isQuantified) trouble = 'components';
    else if (own.some(({ unit }) => unit !== own[0].unit)) trouble = 'units';
    else if (!items.every(isPriced)) trouble = 'prices';
    return { group, items, trouble };
  });
}

/** A component of a mixture: what was issued of it, and what the bill of material allows for what was made. */
export interface MixedQuantity {
  readonly item: number;
  readonly actual: Fraction;
  readonly allowed: Fraction;
}

/**
 * By item that is part of a mixture, how much of it there would be among all that was issued of the mixture, in the standard mix m =
 * allowed ÷ Σ allowed; where nothing is allowed, by what a unit needs. mix = (actual − this)·SP, yield = (this − allowed)·SP, so
 * that both add up to usage. Mixtures that can't be told apart are left out.
 *
 * X 60 % and Y 40 %, 900 allowed, 500 and 450 issued: 570 and 380.
 */
export function inStandardMix(
  components: readonly Component[],
  mixtures: readonly Mixture[],
  quantities: readonly MixedQuantity[],
): ReadonlyMap<number, Fraction> {
  const found = new Map<number, Fraction>();
  for (const { items, trouble } of mixtures) {
    if (trouble !== undefined) continue;
    const own = quantities.filter(({ item }) => items.includes(item));
    const actual = sumOf(own.map((of) => of.actual));
    const isAllowed = sumOf(own.map((of) => of.allowed)).numerator !== 0n;
    const partOf = (of: MixedQuantity) => (isAllowed ? of.allowed : needOf(components, of.item));
    const whole = own.map(partOf).reduce(add, ZERO);
    for (const of of own) found.set(of.item, multiply(actual, divide(partOf(of), whole)));
  }
  return found;
}
