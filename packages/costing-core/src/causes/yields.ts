import { NODE } from '../compile/flow-kinds.js';
import type { OrderProgress } from '../compile/orders/order-progress.js';
import type { Outcome } from '../results/outcome.js';
import type { Place } from './cause.js';
import { type Fixed, fixed, ONE, ratio } from './fixed-point.js';

/**
 * How much more was entered than came out: units entered at an operation ÷ (those less what was scrapped there or later), from the
 * reports of an order to date. 22 sets for 21 pumps: 22/21. What left as abnormal scrap isn't in it, since it bears its own cost.
 */
export class Yields {
  readonly #outcome: Outcome;
  readonly #abnormal = new Map<number, Fixed>();
  readonly #progress = new Map<number, OrderProgress>();

  constructor(outcome: Outcome) {
    this.#outcome = outcome;
    for (const { order, abnormal } of outcome.compiled.orders.units) {
      this.#abnormal.set(order, fixed(abnormal.numerator, abnormal.denominator));
    }
  }

  /** Of what enters the node of a stage; by work of a centre, at that centre's first operation. */
  of(node: number, work?: { readonly driver: string; readonly centre: Place }): Fixed {
    const { plan, orders } = this.#outcome.compiled;
    if (plan.nodeKind[node] !== NODE.order || work?.driver === 'quantity_good') return ONE;
    const order = plan.nodeRef[node];
    const progress = this.#progressOf(order);
    const { operations, centres } = progress.routing;
    const { operation } = orders.stages.codes(plan.nodePart[node]);
    const centre = work === undefined ? undefined : this.#outcome.facts.symbols.find(work.centre.key);
    const place = operation !== 0 ? operations.indexOf(operation) : centre === undefined ? 0 : centres.indexOf(centre);
    return this.#from(order, progress, Math.max(0, place));
  }

  #from(order: number, { scrapped, entered }: OrderProgress, place: number): Fixed {
    const all = scrapped.reduce((sum, quantity) => sum + quantity, 0);
    const later = scrapped.slice(place).reduce((sum, quantity) => sum + quantity, 0);
    if (later <= 0) return ONE;
    const abnormal = this.#abnormal.get(order) ?? 0n;
    const normal = fixed(later) - (abnormal * BigInt(later) * MILLION) / BigInt(all);
    const began = fixed(entered[place]) - (fixed(later) - normal);
    return normal <= 0n || began <= normal ? ONE : ratio(began, began - normal);
  }

  #progressOf(order: number): OrderProgress {
    let progress = this.#progress.get(order);
    if (progress === undefined) {
      progress = this.#outcome.compiled.orders.progress(order);
      this.#progress.set(order, progress);
    }
    return progress;
  }
}

const MILLION = 1_000_000n;
