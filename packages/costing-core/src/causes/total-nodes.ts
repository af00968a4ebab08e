import { causeOf, NOWHERE } from './cause.js';
import { type Fixed, isNothing, ONE } from './fixed-point.js';
import type { Gathered, Gathering } from './gather.js';

/** What totals can be asked about: what was sold, and what is left. */
const TOTALS = ['cost_of_sales', 'closing_stock'] as const;
export type Total = (typeof TOTALS)[number];

/** Totals over all items: units of an item sold, or left, at what one costs. */
export class TotalNodes {
  readonly #gathering: Gathering;
  readonly #parts: Record<Total, Set<Gathered>> = { cost_of_sales: new Set(), closing_stock: new Set() };

  constructor(gathering: Gathering) {
    this.#gathering = gathering;
  }

  /** What is sold of an item's stock, or left of it. */
  of(total: Total, stock: Gathered): Gathered {
    const more = stock.key.split('\0').slice(3);
    const part = this.#gathering.node(total === 'cost_of_sales' ? 'sold' : 'closing', stock.place, more);
    this.#parts[total].add(part);
    return part;
  }

  /** Adds everything up. To be called when all parts are known. */
  add(): void {
    for (const name of TOTALS) {
      const total = this.#gathering.node('total', { plant: '', key: name });
      total.hold(ONE, []);
      for (const part of this.#parts[name]) {
        total.hold(0n, part.amounts);
        this.#addPart(total, part);
      }
    }
  }

  #addPart(total: Gathered, part: Gathered): void {
    if (part.quantity === 0n) {
      for (const { cause, amounts } of part.own.values()) total.bear(cause, amounts);
      return;
    }
    if (isNothing(part.amounts) && part.inputs.length === 0) return;
    const quantity: Fixed = part.quantity;
    const cause = causeOf('quantity', part.place, NOWHERE);
    total.take(part, { quantity, without: quantity, amounts: part.amounts, cause }, ONE);
  }
}
