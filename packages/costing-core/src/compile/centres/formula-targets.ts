import { add, type Fraction, fraction, multiply, QUANTITY_SCALE, roundFraction, ZERO } from '@millrace/exact';
import { TABLES } from '@millrace/facts';
import { type Formula, FormulaError, readFormula } from '../../formula/formula.js';
import type { CentreInput } from './centre-input.js';
import { asFraction, type Millionths, REPORTED_QUANTITIES, signOf, type Target } from './driver.js';
import { formulaNames } from './formula-names.js';

/** What formulas read: orders that a centre reported, what it reported of them, a statistic of them. */
interface Reported {
  reportedOrders(centre: number): Iterable<number>;
  reported(centre: number, name: (typeof REPORTED_QUANTITIES)[number]): readonly OfOrder[];
  overOrdersOf(centre: number, statistic: string): readonly OfOrder[];
}

interface OfOrder {
  /** The row of the order. */
  readonly ref: number;
  readonly quantity: Millionths;
}

/**
 * Targets by a formula (formulas.md 10), computed for each order that the centre reported in the period or that a statistic of the
 * formula names: hours, quantities and statistics are the centre's, 0 where there are none; attributes are the order's, else its
 * item's. The result is rounded to 6 decimals, once. 60,000 · 1,250 / 400,000 shots = 187.5.
 */
export class FormulaTargets {
  readonly #input: CentreInput;
  readonly #drivers: Reported;
  readonly #attributes = new Map<string, number>();

  constructor(input: CentreInput, drivers: Reported) {
    this.#input = input;
    this.#drivers = drivers;
    const { attribute } = input.facts;
    for (let row = 0; row < attribute.rowCount; row++) {
      this.#attributes.set(
        keyOf(OWNERS[attribute.owner_kind[row]], attribute.owner[row], attribute.name[row]),
        attribute.value[row],
      );
    }
  }

  targets(centre: number, driver: number, text: string): Target[] {
    return this.evaluate(centre, text).flatMap(({ order, quantity, fault }): Target[] => {
      if (fault === undefined) return [{ kind: 'order', ref: order, operation: 0, position: Number.NaN, quantity }];
      this.#report('formula_must_give_a_number', order, driver, {
        what: fault.message,
        position: String(fault.position),
      });
      return [];
    });
  }

  /** What the formula comes to for each order, with what it read; nothing where it can't be read. */
  evaluate(centre: number, text: string): Evaluated[] {
    const names = formulaNames(this.#input.facts);
    let formula: Formula;
    try {
      formula = readFormula(text, [...names.keys()]);
    } catch (error) {
      // What is wrong with it was found before.
      if (error instanceof FormulaError) return [];
      throw error;
    }
    const sums = new Map<string, Map<number, Fraction>>();
    for (const name of formula.names) {
      if (names.get(name) !== 'attribute') sums.set(name, this.#byOrder(centre, name));
    }
    const found = new Set([
      ...this.#drivers.reportedOrders(centre),
      ...[...sums.values()].flatMap((of) => [...of.keys()]),
    ]);
    return Array.from(found, (order): Evaluated => {
      const inputs = new Map<string, Fraction>();
      const read = (name: string) => {
        const value =
          sums.get(name)?.get(order) ?? (names.get(name) === 'attribute' ? this.#attribute(order, name, text) : ZERO);
        inputs.set(name, value);
        return value;
      };
      try {
        const quantity = Number(roundFraction(formula.evaluate(read), QUANTITY_SCALE));
        return { order, inputs, quantity, fault: undefined };
      } catch (error) {
        if (!(error instanceof FormulaError)) throw error;
        return { order, inputs, quantity: 0, fault: error };
      }
    });
  }

  /** In the driver's own unit. */
  #byOrder(centre: number, name: string): Map<number, Fraction> {
    const sums = new Map<number, Fraction>();
    const parts = (REPORTED_QUANTITIES as readonly string[]).includes(name)
      ? this.#drivers.reported(centre, name as (typeof REPORTED_QUANTITIES)[number])
      : this.#drivers.overOrdersOf(centre, name);
    for (const { ref, quantity } of parts) {
      if (signOf(quantity) === 0) continue;
      const own = multiply(asFraction(quantity), MILLIONTH);
      sums.set(ref, add(sums.get(ref) ?? ZERO, own));
    }
    return sums;
  }

  #attribute(order: number, name: string, text: string): Fraction {
    const { production_order, symbols } = this.#input.facts;
    const code = symbols.find(name) ?? -1;
    const value =
      this.#attributes.get(keyOf('order', production_order.order[order], code)) ??
      this.#attributes.get(keyOf('item', production_order.item[order], code));
    if (value === undefined) throw new FormulaError(`"${name}" is not known of it`, placeOf(name, text));
    return fraction(value, 10 ** 9);
  }

  #report(code: 'formula_must_give_a_number', order: number, driver: number, fields: Record<string, string>): void {
    const { production_order, symbols } = this.#input.facts;
    this.#input.report(code, 'production_order', symbols.text(production_order.order[order]), {
      driver: symbols.text(driver),
      ...fields,
    });
  }
}

/** At which character a name stands first, from 1. */
function placeOf(name: string, text: string): number {
  return text.search(new RegExp(`\\b${name}\\b`)) + 1;
}

/** What a formula came to for an order. */
export interface Evaluated {
  readonly order: number;
  /** What it read, in the units of what is read. */
  readonly inputs: ReadonlyMap<string, Fraction>;
  /** In millionths; 0 where there is a fault. */
  readonly quantity: number;
  readonly fault: FormulaError | undefined;
}

function keyOf(kind: string, owner: number, name: number): string {
  return `${kind} ${owner} ${name}`;
}

const OWNERS = TABLES.attribute.columns.owner_kind.choices;
const MILLIONTH = fraction(1, 10 ** QUANTITY_SCALE);
