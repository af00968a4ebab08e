import { type Fraction, fraction, multiply, QUANTITY_SCALE } from '@millrace/exact';
import type { Rounding } from '../../policy.js';
import { OUTSIDE, type PlanBuilder } from '../plan.js';
import type { AbsorbedBefore } from './absorption-rates.js';
import type { CentreInput } from './centre-input.js';
import type { Driven, Millionths } from './driver.js';
import { type Part, Parts } from './parts.js';
import type { Spreading } from './spreading.js';

/** A difference of absorbed cost on its way to products: the node that holds it, of which centre and driver, and how its rate is rounded. */
interface Difference {
  readonly node: number;
  readonly centre: number;
  readonly driver: string;
  readonly rounding: Rounding;
}

/**
 * What was applied to each item in the year so far by a centre and driver, and how a difference is shared by it (formulas.md 10): over
 * items, then each item's part over its orders of the period. 320.00 over 21,000.00 and 24,500.00 is 147.69 and 172.31.
 */
export class AppliedInYear {
  readonly #input: CentreInput;
  /** By the item's code, all elements together, in the ledger's smallest unit. */
  readonly #amounts = new Map<number, bigint>();

  constructor(input: CentreInput, before: AbsorbedBefore | undefined) {
    this.#input = input;
    for (const [item, amounts] of before?.applied ?? []) this.#add(item, amounts);
  }

  /** What was applied to an order in the period; what went to another centre is of no item. */
  add({ kind, ref }: Part, amounts: Float64Array): void {
    if (kind === 'driven') this.#add(this.#itemOf(ref), amounts);
  }

  /**
   * @param work what the centre worked on in the period, and an item's orders by what was received of it, where nothing was applied to
   * it in the period. Parts are asked for of those alone that bear something, as it makes their stages.
   */
  share(
    plan: PlanBuilder,
    spreading: Spreading,
    { node, centre, driver, rounding }: Difference,
    work: { readonly driven: Iterable<Driven>; readonly received: (item: number) => Driven[] },
  ): void {
    const { symbols } = this.#input.facts;
    const ofPeriod = this.#byItem(work.driven);
    const items = new Parts();
    let withoutOrders = 0n;
    for (const [item, amount] of [...this.#amounts].sort(([a], [b]) => symbols.compare(a, b))) {
      if (amount <= 0n) continue;
      const worked = ofPeriod.get(item);
      const orders = worked ?? work.received(item);
      if (orders.length === 0) {
        withoutOrders += amount;
        continue;
      }
      const bearing = plan.node('item_difference', centre, symbols.code(`${driver} · ${symbols.text(item)}`));
      items.add(bearing, 'absorption_difference', centre, this.#inCurrency(amount));
      const by = { driver: worked === undefined ? RECEIVED : driver, rounding };
      const as = { kind: 'absorption_difference', ref: centre } as const;
      spreading.shareDifference(bearing, by, spreading.parts(orders, -1), as);
    }
    if (withoutOrders > 0n) items.add(OUTSIDE, 'unabsorbed', -1, this.#inCurrency(withoutOrders));
    spreading.shareDifference(node, { driver: APPLIED, rounding }, items);
  }

  #add(item: number, amounts: Float64Array): void {
    const sum = amounts.reduce((all, amount) => all + BigInt(amount), 0n);
    this.#amounts.set(item, (this.#amounts.get(item) ?? 0n) + sum);
  }

  #byItem(driven: Iterable<Driven>): Map<number, Driven[]> {
    const byItem = new Map<number, Driven[]>();
    for (const part of driven) {
      if (part.kind !== 'order') continue;
      const item = this.#itemOf(part.ref);
      const own = byItem.get(item);
      if (own === undefined) byItem.set(item, [part]);
      else own.push(part);
    }
    return byItem;
  }

  #itemOf(order: number): number {
    return this.#input.facts.production_order.item[order];
  }

  /** The driver of items is what was applied to them, in currency: millionths of it. */
  #inCurrency(amount: bigint): Millionths {
    const unit: Fraction = fraction(10n ** BigInt(QUANTITY_SCALE), 10n ** BigInt(this.#input.scope.amountScale));
    const millionths = multiply(fraction(amount), unit);
    const isWhole = millionths.denominator === 1n && millionths.numerator <= BigInt(Number.MAX_SAFE_INTEGER);
    return isWhole ? Number(millionths.numerator) : millionths;
  }
}

/** By what results say that a difference was shared: what was applied to items in the year, in currency; what was received of one. */
const APPLIED = 'applied';
const RECEIVED = 'quantity_received';
