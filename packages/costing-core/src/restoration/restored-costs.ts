import { printFixed, printFraction, QUANTITY_SCALE, RATE_SCALE, roundFraction } from '@millrace/exact';
import { restore } from '../production/restore.js';
import { type ItemCost, itemCosts } from '../results/item-costs.js';
import type { Outcome } from '../results/outcome.js';
import { unitCost } from '../results/unit-cost.js';
import type { VersionRows } from '../results/version.js';
import { type RestoredBy, Structures } from './structures.js';

export interface RestoreOptions {
  /**
   * By what structure a semi-finished product is restored: of what was made in the period; of opening stock and what was made; or of
   * standard prices of what was made.
   */
  readonly by?: RestoredBy;
  /** How many levels, from the last step back; all of them by default. */
  readonly levels?: number;
  /** The element that takes what rounding leaves; by default the last by position that the semi-finished product has. */
  readonly residue?: string;
  /** Decimals that 还原率 keeps, or each element's share of the structure; exact unless given. */
  readonly rate_rounding?: number | { readonly share: number };
}

/** One element of a semi-finished product that stood as one amount in the cost of an item (成本还原计算表). */
export interface RestoredCost {
  readonly plant: string;
  readonly item: string;
  /** 1: the last step. */
  readonly level: number;
  /** The element as which it was carried. */
  readonly semi: string;
  /** By which structure: `available` also where nothing was made in the period. */
  readonly by: RestoredBy;
  /** 还原率: what stands in the item ÷ what that structure comes to; 9 decimals. */
  readonly rate: string;
  readonly element: string;
  readonly amount: string;
  /** The element's part of that structure; 9 decimals. */
  readonly share: string;
}

/** What an item made in the period cost, by original elements. */
export interface RestoredItem {
  readonly plant: string;
  readonly item: string;
  readonly quantity: string;
  /** Before and after, in the order of elements; both add up to the same. */
  readonly elements: readonly {
    readonly element: string;
    readonly carried: string;
    readonly restored: string;
    readonly unit_cost: string;
  }[];
  readonly steps: readonly RestoredCost[];
  /** Elements that stay, since nothing says what they consist of. */
  readonly left: readonly string[];
}

/**
 * What was made in the period by original elements (成本还原), where steps are carried combined: from the last step back, each
 * semi-finished product by the structure of all those that are carried as the same element. The total of each item stays.
 *
 * 15,200.00 of BASE in a BOX, of which 30,400.00 was made: rate 0.5; material 18,240.00 of it is 9,120.00.
 */
export function restoredCosts(
  outcome: Outcome,
  version: VersionRows,
  { by = 'this_month', levels = Number.POSITIVE_INFINITY, residue, rate_rounding }: RestoreOptions = {},
): RestoredItem[] {
  const { scope, facts } = outcome;
  const produced = itemCosts(
    Iterator.from(version.unitCosts()).filter(({ basis }) => basis === 'produced'),
    scope.amountScale,
  );
  const elements = scope.elements.map((code) => facts.symbols.text(code));
  const structures = new Structures(outcome, version, produced, by);
  return [...produced.values()].map((cost) => {
    const restorer = new Restorer(outcome, structures, cost, { elements, residue, rate_rounding });
    for (let level = 1; level <= levels && restorer.restoreLevel(level); level++);
    return restorer.told();
  });
}

class Restorer {
  readonly #outcome: Outcome;
  readonly #structures: Structures;
  readonly #cost: ItemCost;
  readonly #elements: readonly string[];
  readonly #residue: string | undefined;
  readonly #rounding: RestoreOptions['rate_rounding'];
  readonly #amounts: Map<string, bigint>;
  readonly #steps: RestoredCost[] = [];

  constructor(
    outcome: Outcome,
    structures: Structures,
    cost: ItemCost,
    {
      elements,
      residue,
      rate_rounding,
    }: {
      readonly elements: readonly string[];
      readonly residue: string | undefined;
      readonly rate_rounding: RestoreOptions['rate_rounding'];
    },
  ) {
    this.#outcome = outcome;
    this.#structures = structures;
    this.#cost = cost;
    this.#elements = elements;
    this.#residue = residue;
    this.#rounding = rate_rounding;
    this.#amounts = new Map(cost.elements);
  }

  /** Restores what no other semi-finished product in the cost consists of; false where there is none. */
  restoreLevel(level: number): boolean {
    const present = this.#present();
    const isOfLevel = (semi: string) => !present.some((other) => this.#structures.consistsOf(other, semi));
    const semis = present.filter((semi) => this.#structures.of(semi) !== undefined && isOfLevel(semi));
    for (const semi of semis) this.#restore(semi, level);
    return semis.length > 0;
  }

  #present(): string[] {
    return this.#elements.filter((element) => {
      return this.#structures.isSemi(element) && (this.#amounts.get(element) ?? 0n) !== 0n;
    });
  }

  #restore(semi: string, level: number): void {
    const { amountScale } = this.#outcome.scope;
    const structure = this.#structures.of(semi);
    if (structure === undefined) return;
    const print = (amount: bigint) => printFixed(amount, amountScale);
    const made = Object.fromEntries([...structure.amounts].map(([element, amount]) => [element, print(amount)]));
    const last = this.#elements.findLast((element) => (structure.amounts.get(element) ?? 0n) !== 0n);
    const residue = structure.amounts.get(this.#residue ?? '') ? this.#residue : last;
    const whole = this.#amounts.get(semi) as bigint;
    const { rate, restored } = restore(
      print(whole),
      made,
      {},
      {
        scale: amountScale,
        residue,
        rate_rounding: this.#rounding,
      },
    );
    this.#amounts.set(semi, 0n);
    const { plant, item } = this.#cost;
    for (const element of this.#elements.filter((of) => restored[of] !== undefined)) {
      const amount = roundFraction(restored[element], amountScale);
      if (amount === 0n && !structure.amounts.get(element)) continue;
      this.#amounts.set(element, (this.#amounts.get(element) ?? 0n) + amount);
      this.#steps.push({
        plant,
        item,
        level,
        semi,
        by: structure.by,
        rate: printFraction(rate, RATE_SCALE),
        element,
        amount: print(amount),
        share: printFraction(structure.share(element), RATE_SCALE),
      });
    }
  }

  told(): RestoredItem {
    const { scope, policy } = this.#outcome;
    const { plant, item, quantity, elements: carried } = this.#cost;
    const at = (amounts: ReadonlyMap<string, bigint>, element: string) => amounts.get(element) ?? 0n;
    return {
      plant,
      item,
      quantity: printFixed(quantity, QUANTITY_SCALE),
      elements: this.#elements
        .filter((element) => at(carried, element) !== 0n || at(this.#amounts, element) !== 0n)
        .map((element) => ({
          element,
          carried: printFixed(at(carried, element), scope.amountScale),
          restored: printFixed(at(this.#amounts, element), scope.amountScale),
          unit_cost: unitCost(at(this.#amounts, element), quantity, scope.amountScale, policy.unit_cost_scale),
        })),
      steps: this.#steps,
      left: this.#present(),
    };
  }
}
