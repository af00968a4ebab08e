import type { Movement } from './events.js';

/** What is there of each item in each plant, while movements are gone through in the order of time. */
export class StockOnHand {
  readonly #quantities = new Map<string, number>();

  get(plant: string, item: string): number {
    return this.#quantities.get(`${plant} ${item}`) ?? 0;
  }

  add(plant: string, item: string, quantity: number): void {
    this.#quantities.set(`${plant} ${item}`, this.get(plant, item) + quantity);
  }

  /** @throws RangeError where more is taken than is there: the plan of the sample would be wrong. */
  move({ type, plant, item, quantity, toPlant, draft, day }: Movement): void {
    if (draft) return;
    this.add(plant, item, INTO.has(type) ? quantity : -quantity);
    if (toPlant !== undefined) this.add(toPlant, item, quantity);
    if (this.get(plant, item) < 0)
      throw new RangeError(`${item} in ${plant} falls below zero on day ${day} (${type}).`);
  }
}

const INTO: ReadonlySet<string> = new Set([
  'purchase_receipt',
  'completion',
  'by_product_receipt',
  'issue_return',
  'sale_return',
  'count_gain',
]);
