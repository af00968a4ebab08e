import { add, divRound, type Fraction, fraction, multiply, roundFraction, subtract, ZERO } from '@millrace/exact';
import { type Equation, overOneDenominator } from './equation.js';
import type { Standard } from './standard.js';
import { type ApplySurcharges, surcharges } from './surcharge.js';

/** An item's unit cost per element, counted in units of 10^-cost_scale. */
export interface ItemCost {
  readonly total: readonly bigint[];
  /** What its own level adds: price, conversion, surcharges, credits at a price. The rest comes from below. */
  readonly own: readonly bigint[];
  /** Not rounded; only where the policy never rounds inside. */
  readonly exact: readonly Fraction[] | undefined;
}

export type CostOf = (item: number) => ItemCost | undefined;

/** Works out one item's cost from those of its components; undefined where it, or one of them, has none. */
export function itemCosting(standard: Standard, costOf: CostOf): CostOf {
  const { policy, elements, equations } = standard;
  const level: Level = { standard, costOf, applySurcharges: surcharges(policy, elements) };
  const isPlain = policy.cost_rounding === 'once' && policy.surcharges.length === 0;
  return (item) => {
    const equation = equations[item];
    if (equation.source === 'none') return undefined;
    for (const { child } of equation.terms) if (costOf(child) === undefined) return undefined;
    const collapsed = policy.by_product_credit !== 'own_elements' && equation.terms.some(isCredit);
    return isPlain && !collapsed ? overIntegers(equation, level) : overFractions(equation, level);
  };
}

interface Level {
  readonly standard: Standard;
  readonly costOf: CostOf;
  readonly applySurcharges: ApplySurcharges;
}

/** The usual case: the same coefficients for every element, one common denominator, one division an element. */
function overIntegers(equation: Equation, { standard, costOf }: Level): ItemCost {
  const { denominator, terms, own } = overOneDenominator(equation, standard.policy.cost_scale);
  const total = [...own];
  for (const [i, { child }] of equation.terms.entries()) {
    const below = costOf(child);
    if (below === undefined) throw new Error('a component is costed before what it goes into');
    for (let e = 0; e < total.length; e++) total[e] += terms[i] * below.total[e];
  }
  return {
    total: total.map((sum) => divRound(sum, denominator)),
    own: own.map((sum) => divRound(sum, denominator)),
    exact: undefined,
  };
}

/** Surcharges, rounding of every line, no rounding at all, credits in one element. */
function overFractions(equation: Equation, { standard, costOf, applySurcharges }: Level): ItemCost {
  const { policy, elements, equations } = standard;
  const scale = policy.cost_scale;
  const everyLine = policy.cost_rounding === 'every_line';
  const isPriced = equation.source === 'price';
  const components: Fraction[] = elements.map(() => ZERO);
  const purchased: Fraction[] = elements.map(() => ZERO);
  const credits: Fraction[] = elements.map(() => ZERO);
  const creditTo =
    policy.by_product_credit === 'own_elements'
      ? undefined
      : elements.findIndex(
          ({ element }) => policy.by_product_credit !== 'own_elements' && element === policy.by_product_credit.element,
        );
  for (const term of equation.terms) {
    const below = costOf(term.child);
    if (below === undefined) throw new Error('a component is costed before what it goes into');
    for (let e = 0; e < elements.length; e++) {
      const unit = below.exact?.[e] ?? fraction(below.total[e], 10n ** BigInt(scale));
      const part = multiply(term.coefficient, unit);
      const value = everyLine ? atScale(part, scale) : part;
      if (isCredit(term)) credits[creditTo ?? e] = add(credits[creditTo ?? e], value);
      else components[e] = add(components[e], value);
      if (!isCredit(term) && equations[term.child].source === 'price') purchased[e] = add(purchased[e], value);
    }
  }
  const own = applySurcharges({ own: equation.own, components, purchased, isPriced });
  const exact = own.map((amount, e) => add(amount, add(components[e], credits[e])));
  return {
    total: exact.map((amount) => roundFraction(amount, scale)),
    own: own.map((amount) => roundFraction(amount, scale)),
    exact: policy.cost_rounding === 'never' ? exact : undefined,
  };
}

/** A by-product: its coefficient is negative. */
function isCredit({ coefficient }: Equation['terms'][number]): boolean {
  return coefficient.numerator < 0n;
}

function atScale(value: Fraction, scale: number): Fraction {
  return fraction(roundFraction(value, scale), 10n ** BigInt(scale));
}

/** Equal to the last digit, so that what depends on it need not be computed again. */
export function sameCost(a: ItemCost | undefined, b: ItemCost | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  const difference = (x: Fraction, y: Fraction | undefined) => y === undefined || subtract(x, y).numerator !== 0n;
  return (
    a.total.length === b.total.length &&
    a.total.every((sum, e) => sum === b.total[e]) &&
    (a.exact === undefined) === (b.exact === undefined) &&
    !(a.exact ?? []).some((sum, e) => difference(sum, b.exact?.[e]))
  );
}
