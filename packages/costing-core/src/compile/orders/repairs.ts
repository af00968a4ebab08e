import { APPROVED, type Facts, TABLES } from '@millrace/facts';
import type { Scope } from '../../period/scope.js';
import type { Orders } from './orders.js';

/** An order that bears what a repair cost, and its weight among several. */
interface Repaired {
  readonly order: number;
  readonly weight: number;
}

/**
 * Orders that only repair spoiled pieces of another one (可修复废品; formulas.md 14): rework orders that refer to an order and receive
 * nothing. They have no work in process: all that one bears in a period is the loss of the order that it refers to.
 */
export class Repairs {
  readonly #facts: Facts;
  readonly #scope: Scope;
  readonly #orders: Orders;
  readonly #known = new Map<number, readonly Repaired[]>();

  constructor(facts: Facts, scope: Scope, orders: Orders) {
    this.#facts = facts;
    this.#scope = scope;
    this.#orders = orders;
  }

  /** Whether an order is approved, of the ledger, and was opened by the period's end. */
  counts(order: number): boolean {
    return isOfPeriod(this.#facts, this.#scope, order);
  }

  /** Whether an order only repairs. To be asked once all receipts are known. */
  isRepair(order: number): boolean {
    const { type, refers_to } = this.#facts.production_order;
    if (type[order] !== REWORK || refers_to[order] === 0) return false;
    return this.#orders.progress(order).received === 0 && this.#orders.completedNode(order) === undefined;
  }

  /**
   * Whose loss a repair is: that of the order that it refers to, or, where that one only repairs too, of the one behind it. Where
   * that was closed before the period, of the item's orders by what they received in it; where there are none, or the references lead
   * to no order that counts, its own.
   */
  of(order: number): readonly Repaired[] {
    let known = this.#known.get(order);
    if (known === undefined) {
      known = this.#find(order);
      this.#known.set(order, known);
    }
    return known;
  }

  #find(order: number): readonly Repaired[] {
    const { production_order: orders, symbols } = this.#facts;
    const own = [{ order, weight: 1 }];
    const seen = new Set<number>();
    let repaired = order;
    while (this.isRepair(repaired)) {
      if (seen.has(repaired)) return own;
      seen.add(repaired);
      repaired = this.#orders.row(orders.refers_to[repaired]);
      if (!this.counts(repaired)) return own;
    }
    if (!(orders.closed_on[repaired] < this.#scope.firstDay)) return [{ order: repaired, weight: 1 }];
    const alike = [...this.#orders.withOutput()]
      .filter((of) => orders.item[of] === orders.item[repaired] && orders.plant[of] === orders.plant[repaired])
      .map((of) => ({ order: of, weight: this.#orders.progress(of).completed }))
      .filter(({ weight }) => weight > 0)
      .sort((a, b) => symbols.compare(orders.order[a.order], orders.order[b.order]));
    return alike.length > 0 ? alike : own;
  }

  /** All repair orders that count, in the order of their rows. */
  *all(): Generator<number> {
    const { rowCount } = this.#facts.production_order;
    for (let order = 0; order < rowCount; order++) if (this.isRepair(order) && this.counts(order)) yield order;
  }
}

const REWORK = TABLES.production_order.columns.type.choices.indexOf('rework');

/** Whether an order, by its row, is one of the ledger's in the period. */
export function isOfPeriod({ production_order }: Facts, { plants, lastDay }: Scope, order: number): boolean {
  const { status, plant, opened_on } = production_order;
  return status[order] === APPROVED && plants.has(plant[order]) && opened_on[order] <= lastDay;
}
