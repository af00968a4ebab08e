import type { WholeUnitCost } from '@millrace/costing-core';
import { divRound, QUANTITY_SCALE } from '@millrace/exact';
import type { VersionTables } from '../report-input.js';
import { unitsOf } from './decimals.js';
import type { Terms } from './terms.js';

/** One line of the unit-cost table: `produced` where an item was made in the period, else `available` (rules.md 36). */
export interface UnitCostLine {
  readonly plant: string;
  readonly item: string;
  readonly lot: string;
  readonly project: string;
  readonly basis: 'produced' | 'available';
  /** As the version prints them. */
  readonly quantity: string;
  readonly amount: string;
  readonly unit_cost: string;
  readonly amountUnits: bigint;
  /** By element column: amounts, and what they come to a piece at the unit cost's scale. */
  readonly amountByElement: readonly bigint[];
  readonly unitByElement: readonly bigint[];
}

/**
 * The lines of the unit-cost table: what was made first, each in the order of the version's keys. What a line is in numbers is worked out
 * when somebody looks at it.
 */
export function unitCostsOf(tables: VersionTables, terms: Terms): UnitCostLine[] {
  const made: UnitCostLine[] = [];
  const available: UnitCostLine[] = [];
  // Rows of one thing stand together, what was available of it before what was produced.
  for (const row of tables.unitCosts()) {
    if (row.basis === 'closing') continue;
    if (row.basis === 'produced' && isAlike(available.at(-1), row)) available.pop();
    (row.basis === 'produced' ? made : available).push(new Line(row, terms));
  }
  return made.concat(available);
}

/** R(amount/quantity) at the unit cost's scale. */
export function unitCostOf(amount: bigint, quantity: bigint, terms: Terms): bigint {
  const numerator = amount * 10n ** BigInt(terms.unitScale + QUANTITY_SCALE);
  return divRound(numerator, quantity * 10n ** BigInt(terms.amountScale));
}

/** What has a unit cost of its own. */
export function keyOf({ plant, item, lot, project }: Place): string {
  return `${plant}\0${item}\0${lot}\0${project}`;
}

interface Place {
  readonly plant: string;
  readonly item: string;
  readonly lot: string;
  readonly project: string;
}

function isAlike(a: Place | undefined, b: Place): boolean {
  return a?.item === b.item && a.plant === b.plant && a.lot === b.lot && a.project === b.project;
}

class Line implements UnitCostLine {
  readonly plant: string;
  readonly item: string;
  readonly lot: string;
  readonly project: string;
  readonly basis: UnitCostLine['basis'];
  readonly quantity: string;
  readonly amount: string;
  readonly unit_cost: string;
  readonly #amounts: WholeUnitCost['amounts'];
  readonly #terms: Terms;
  #byElement: { readonly amount: readonly bigint[]; readonly unit: readonly bigint[] } | undefined;

  constructor({ plant, item, lot, project, basis, quantity, amount, unit_cost, amounts }: WholeUnitCost, terms: Terms) {
    this.plant = plant;
    this.item = item;
    this.lot = lot;
    this.project = project;
    this.basis = basis === 'produced' ? 'produced' : 'available';
    this.quantity = quantity;
    this.amount = amount;
    this.unit_cost = unit_cost;
    this.#amounts = amounts;
    this.#terms = terms;
  }

  get amountUnits(): bigint {
    return unitsOf(this.amount, this.#terms.amountScale);
  }

  get amountByElement(): readonly bigint[] {
    return this.#elements().amount;
  }

  get unitByElement(): readonly bigint[] {
    return this.#elements().unit;
  }

  #elements() {
    if (this.#byElement === undefined) {
      const { elements, columnOf, amountScale } = this.#terms;
      const amount = elements.map(() => 0n);
      for (const [element, text] of this.#amounts()) {
        amount[columnOf.get(element) as number] += unitsOf(text, amountScale);
      }
      const quantity = unitsOf(this.quantity, QUANTITY_SCALE);
      const unit = amount.map((of) => (quantity === 0n ? 0n : unitCostOf(of, quantity, this.#terms)));
      this.#byElement = { amount, unit };
    }
    return this.#byElement;
  }
}
