import { type Fraction, fraction, multiply, QUANTITY_SCALE, roundFraction } from '@millrace/exact';
import type { ItemCost } from '../results/item-costs.js';
import type { Outcome } from '../results/outcome.js';
import { unitsOf } from '../results/units-of.js';
import type { VersionRows } from '../results/version.js';

export type RestoredBy = 'this_month' | 'available' | 'standard';

/** What all that is carried as one element consists of, in the ledger's smallest unit. */
interface Structure {
  readonly by: RestoredBy;
  readonly amounts: ReadonlyMap<string, bigint>;
  /** An element's part of the whole. */
  share(element: string): Fraction;
}

/** By element as which semi-finished products are carried: what they consist of. */
export class Structures {
  readonly #structures = new Map<string, Structure | undefined>();

  /** @param produced what items cost that were made in the period. */
  constructor(outcome: Outcome, version: VersionRows, produced: ReadonlyMap<string, ItemCost>, by: RestoredBy) {
    const { facts, scope, compiled } = outcome;
    const { symbols } = facts;
    const carriedAs = (item: string) => {
      const place = compiled.carriedAs(symbols.find(item) ?? 0);
      return place === undefined ? undefined : symbols.text(scope.elements[place]);
    };
    for (const item of facts.item.item) {
      const semi = carriedAs(symbols.text(item));
      if (semi !== undefined) this.#structures.set(semi, undefined);
    }
    const made = new Gathered();
    const atStandard = new Gathered();
    for (const { plant, item, quantity, elements } of produced.values()) {
      const semi = carriedAs(item);
      if (semi === undefined) continue;
      for (const [element, amount] of elements) made.add(semi, element, amount);
      const price = compiled.orders.standards.priceOf(symbols.code(plant), symbols.code(item));
      for (const [place, each] of price ?? []) {
        const worth = roundFraction(multiply(each, fraction(quantity, 10n ** BigInt(QUANTITY_SCALE))));
        atStandard.add(semi, symbols.text(scope.elements[place]), worth);
      }
    }
    const available = new Gathered(made.all);
    for (const { item, element, opening_amount } of version.rows('stock_element')) {
      const semi = carriedAs(item);
      if (semi !== undefined) available.add(semi, element, unitsOf(opening_amount, scope.amountScale));
    }
    const tried = { this_month: made, available, standard: atStandard };
    const order: RestoredBy[] = [by, 'this_month', 'available'];
    for (const semi of this.#structures.keys()) {
      const of = order.find((one) => tried[one].total(semi) !== 0n);
      if (of !== undefined) this.#structures.set(semi, structureOf(of, tried[of].of(semi)));
    }
  }

  isSemi(element: string): boolean {
    return this.#structures.has(element);
  }

  /** Undefined where nothing says what it consists of. */
  of(semi: string): Structure | undefined {
    return this.#structures.get(semi);
  }

  /** Whether one is a part of the other, over any levels. */
  consistsOf(whole: string, part: string): boolean {
    const reached = new Set<string>([whole]);
    for (const semi of reached) {
      for (const [element, amount] of this.of(semi)?.amounts ?? []) {
        if (amount === 0n || !this.isSemi(element)) continue;
        if (element === part) return true;
        reached.add(element);
      }
    }
    return false;
  }
}

class Gathered {
  readonly #bySemi: Map<string, Map<string, bigint>>;

  constructor(others: ReadonlyMap<string, ReadonlyMap<string, bigint>> = new Map()) {
    this.#bySemi = new Map([...others].map(([semi, amounts]) => [semi, new Map(amounts)]));
  }

  get all(): ReadonlyMap<string, ReadonlyMap<string, bigint>> {
    return this.#bySemi;
  }

  add(semi: string, element: string, amount: bigint): void {
    const amounts = this.of(semi);
    this.#bySemi.set(semi, amounts);
    amounts.set(element, (amounts.get(element) ?? 0n) + amount);
  }

  of(semi: string): Map<string, bigint> {
    return this.#bySemi.get(semi) ?? new Map();
  }

  total(semi: string): bigint {
    return [...this.of(semi).values()].reduce((sum, amount) => sum + amount, 0n);
  }
}

function structureOf(by: RestoredBy, amounts: ReadonlyMap<string, bigint>): Structure {
  const whole = [...amounts.values()].reduce((sum, amount) => sum + amount, 0n);
  return { by, amounts, share: (element) => fraction(amounts.get(element) ?? 0n, whole) };
}
