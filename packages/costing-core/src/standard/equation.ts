import { product } from '@millrace/bom';
import {
  add,
  divide,
  type Fraction,
  fraction,
  multiply,
  overCommonDenominator,
  roundFraction,
  subtract,
  ZERO,
} from '@millrace/exact';
import type { CostElement } from './cost-elements.js';
import type { LotCost } from './lot-cost.js';
import type { PurchasePrice } from './purchase-price.js';
import type { StandardPolicy } from './standard-policy.js';

/**
 * One item's unit cost as an equation over the unit costs of others:
 * cost_e = own_e + Σ coefficient · cost_e(child), credits with a negative coefficient, surcharges on top.
 */
export interface Equation {
  readonly source: 'price' | 'rolled' | 'joint' | 'none';
  /** Why there is no cost. */
  readonly why?: 'no_price' | 'in_loop' | 'faulty' | undefined;
  readonly price?: PurchasePrice | undefined;
  /** The lot that it was made from. */
  readonly from?: LotCost | undefined;
  /** The lot that fixed quantities and set-up were spread over, in the base unit. */
  readonly lot?: Fraction | undefined;
  readonly terms: readonly Term[];
  /** Per element, exact, in currency: price or conversion and credits at a price; without surcharges. */
  readonly own: readonly Fraction[];
}

interface Term {
  readonly child: number;
  readonly coefficient: Fraction;
}

export const NO_COST = { terms: [], own: [] } as const;

/** The equation of what a lot makes: the item itself, or one of its joint outputs. */
export function equationOf(
  cost: LotCost,
  output: 'main' | { readonly share: Fraction; readonly quantity: Fraction },
  { policy, elements, elementOfCredit }: EquationContext,
): Equation {
  const source = output === 'main' ? 'rolled' : 'joint';
  if (cost.trouble !== undefined) return { source: 'none', why: cost.trouble, from: cost, ...NO_COST };
  const share = output === 'main' ? cost.joint.mainShare : output.share;
  const perUnit = divide(share, output === 'main' ? cost.lot : output.quantity);
  const terms = cost.components.map(({ line, quantity }) => ({
    child: line.child,
    coefficient: product(quantity, perUnit),
  }));
  const own: Fraction[] = elements.map(() => ZERO);
  for (const { byElement } of cost.operations) {
    for (const [element, amount] of byElement) {
      const e = indexOf(elements, element);
      own[e] = add(own[e], roundedPart(multiply(amount, perUnit), policy));
    }
  }
  for (const { child, quantity, price } of cost.joint.credits) {
    const coefficient = product(quantity, perUnit);
    if (price === undefined)
      terms.push({ child, coefficient: fraction(-coefficient.numerator, coefficient.denominator) });
    else {
      const e = indexOf(elements, elementOfCredit(child));
      own[e] = subtract(own[e], roundedPart(multiply(coefficient, price), policy));
    }
  }
  return { source, lot: cost.lot, from: cost, terms, own };
}

export interface EquationContext {
  readonly policy: StandardPolicy;
  readonly elements: readonly CostElement[];
  /** Where a by-product with a price of its own is credited. */
  readonly elementOfCredit: (child: number) => string;
}

export function priceEquation(price: PurchasePrice, elements: readonly CostElement[]): Equation {
  const own: Fraction[] = elements.map(({ element }) => price.byElement.get(element) ?? ZERO);
  return { source: 'price', price, terms: [], own };
}

/**
 * The coefficients and own cost over one denominator, own cost counted in units of 10^-scale:
 * 1/3 of a component and 0.05 of own cost at 2 decimals are 1 and 15 over 3.
 */
export function overOneDenominator(equation: Equation, scale: number) {
  const unit = fraction(10n ** BigInt(scale));
  const [denominator, ...numerators] = overCommonDenominator([
    fraction(1),
    ...equation.terms.map(({ coefficient }) => coefficient),
    ...equation.own.map((amount) => multiply(amount, unit)),
  ]);
  const terms = numerators.slice(0, equation.terms.length);
  return { denominator, terms, own: numerators.slice(equation.terms.length) };
}

function roundedPart(amount: Fraction, { cost_rounding, cost_scale }: StandardPolicy): Fraction {
  if (cost_rounding !== 'every_line') return amount;
  return fraction(roundFraction(amount, cost_scale), 10n ** BigInt(cost_scale));
}

function indexOf(elements: readonly CostElement[], element: string): number {
  return elements.findIndex((known) => known.element === element);
}
