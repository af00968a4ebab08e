import { apportion, divRound, type Fraction, multiply, QUANTITY_SCALE, safe } from '@millrace/exact';
import type { Rounding } from '../../policy.js';
import type { FlowKind } from '../flow-kinds.js';
import { OUTSIDE, type PlanBuilder } from '../plan.js';
import { asFraction, type Driven, type Millionths } from './driver.js';
import { type Part, Parts } from './parts.js';

/** By what a node shared: results show the rate beside quantity and amount, as cost accountants check books by rates. */
export interface Shared {
  readonly driver: string;
  /** The weight that stands for one of the driver's own unit. */
  readonly unit: Fraction;
}

/** What a fixed edge at a rate laid down was charged for. */
export interface Charged {
  readonly driver: string;
  readonly quantity: Millionths;
  /** Currency per unit of the driver, by the element's place; undefined where it wasn't laid down per element. */
  readonly rates: ReadonlyMap<number, Fraction> | undefined;
}

/** How nodes were spread: by node, and by fixed edge. */
export interface Spreads {
  readonly shared: ReadonlyMap<number, Shared>;
  /** Of nodes that share a difference of what they absorbed. */
  readonly differences: ReadonlyMap<number, Shared>;
  readonly charged: ReadonlyMap<number, Charged>;
}

/** Adds the edges by which pools, departments and centres spread what they hold. */
export class Spreading {
  readonly #plan: PlanBuilder;
  readonly #amountScale: number;
  readonly #toOrder: (order: number, operation: number, element: number) => number;
  readonly #toCentre: (centre: number) => number;
  readonly #shared = new Map<number, Shared>();
  readonly #charged = new Map<number, Charged>();
  readonly #differences = new Map<number, Shared>();

  /** @param toOrder, toCentre the nodes that an order's part and a centre's enter. */
  constructor(
    plan: PlanBuilder,
    amountScale: number,
    toOrder: (order: number, operation: number, element: number) => number,
    toCentre: (centre: number) => number,
  ) {
    this.#plan = plan;
    this.#amountScale = amountScale;
    this.#toOrder = toOrder;
    this.#toCentre = toCentre;
  }

  get spreads(): Spreads {
    return { shared: this.#shared, differences: this.#differences, charged: this.#charged };
  }

  /** Shares the difference that a node has left over what bears it, each part by its own kind or by `as`. */
  shareDifference(
    node: number,
    { driver, rounding }: { readonly driver: string; readonly rounding: Rounding },
    parts: Parts,
    as?: { readonly kind: FlowKind; readonly ref: number },
  ): void {
    if (parts.length === 0) {
      this.#plan.share(node, OUTSIDE, 1, 'unabsorbed', -1);
      return;
    }
    const unit = parts.shareFrom(node, this.#plan, as);
    this.#plan.roundRate(node, rounding, unit);
    this.#differences.set(node, { driver, unit });
  }

  /**
   * @param ref what a part that nobody bears refers to.
   * @param element the code of what is spread; 0 where it is several.
   * @param toOrder the node that an order's part enters, where it is no conversion.
   */
  parts(driven: Iterable<Driven>, ref: number, element = 0, toOrder = this.#toOrder): Parts {
    const parts = new Parts();
    for (const { kind, ref: target, operation, quantity } of driven) {
      if (kind === 'order') parts.add(toOrder(target, operation, element), 'driven', target, quantity);
      else if (kind === 'centre') parts.add(this.#toCentre(target), 'served', target, quantity);
      else parts.add(OUTSIDE, 'no_driver', ref, quantity);
    }
    return parts;
  }

  /** Shares what the node has left in proportion to the driver. */
  share(node: number, driver: string, parts: Parts, rounding: Rounding): void {
    const unit = parts.shareFrom(node, this.#plan);
    this.#plan.roundRate(node, rounding, unit);
    this.#shared.set(node, { driver, unit });
  }

  /**
   * Charges R(rate × driver) per element, whatever the node holds; a rate is currency per unit of the driver.
   *
   * @param tell is told what was charged.
   */
  charge(
    node: number,
    driver: string,
    parts: Parts,
    rates: ReadonlyMap<number, Fraction>,
    tell?: (part: Part, amounts: Float64Array) => void,
  ): void {
    for (const part of parts) {
      const amounts = new Float64Array(this.#plan.elementCount);
      for (const [element, rate] of rates) amounts[element] = chargeAt(rate, part.quantity, this.#amountScale);
      this.#charge(node, driver, part, amounts, rates);
      tell?.(part, amounts);
    }
  }

  /** The same at a rate for all elements together, which is split by `split`, cumulative over the elements. */
  chargeSplit(node: number, driver: string, parts: Parts, rate: Fraction, split: readonly number[]): void {
    for (const part of parts) {
      const amounts = apportion(chargeAt(rate, part.quantity, this.#amountScale), split);
      this.#charge(node, driver, part, amounts, undefined);
    }
  }

  #charge(
    node: number,
    driver: string,
    { to, kind, ref, quantity }: Part,
    amounts: ArrayLike<number>,
    rates: ReadonlyMap<number, Fraction> | undefined,
  ): void {
    const edge = this.#plan.fixed(node, to, amounts, kind, ref);
    this.#charged.set(edge, { driver, quantity, rates });
  }
}

/** R(rate × quantity) in the ledger's smallest unit. */
function chargeAt(rate: Fraction, quantity: Millionths, amountScale: number): number {
  const { numerator, denominator } = multiply(rate, asFraction(quantity));
  return safe(divRound(numerator * 10n ** BigInt(amountScale), denominator * 10n ** BigInt(QUANTITY_SCALE)));
}
