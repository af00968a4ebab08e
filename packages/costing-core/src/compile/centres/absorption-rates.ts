import { add, divide, fraction, multiply, QUANTITY_SCALE } from '@millrace/exact';
import { APPROVED } from '@millrace/facts';
import { addTo } from '../../network/amounts.js';
import { chosenFor, type Policy } from '../../policy.js';
import { Budgets } from './budgets.js';
import type { CentreInput } from './centre-input.js';
import { asFraction, type DriverReader, type Rates } from './driver.js';

/** What a centre absorbed by a driver in the year before the period, by the element's place. */
export interface AbsorbedBefore {
  /** Codes. */
  readonly centre: number;
  readonly driver: number;
  readonly amounts: Float64Array;
  /** What of the difference is carried on. */
  readonly differences: Float64Array;
  /** The driver, in millionths. */
  quantity: number;
  /** What was applied, by the item's code. */
  readonly applied: Map<number, Float64Array>;
}

/** At which rates centres absorb what they have, where the policy doesn't take the actual one (formulas.md 10). */
export class AbsorptionRates {
  readonly budgets: Budgets;
  /** By centre and driver, as `keyOf` makes it. */
  readonly before: ReadonlyMap<string, AbsorbedBefore>;
  readonly #input: CentreInput;
  readonly #drivers: DriverReader;
  readonly #known = new Map<string, Rates>();

  constructor(input: CentreInput, drivers: DriverReader) {
    this.#input = input;
    this.#drivers = drivers;
    this.budgets = new Budgets(input, drivers);
    this.before = absorbedBefore(input);
  }

  choice(centre: number): Policy['absorption'] {
    const { facts, policy } = this.#input;
    const own = chosenFor(policy.absorption_by_centre, facts.symbols.text(centre));
    return {
      rate: own?.rate ?? policy.absorption.rate,
      difference: own?.difference ?? policy.absorption.difference,
      when: own?.when ?? policy.absorption.when,
      by: own?.by ?? policy.absorption.by,
    };
  }

  /** The rates of a centre and driver: planned (计划分配率), or of the year so far (累计分配率); undefined at the actual one. */
  of(centre: number, driver: string): Rates | undefined {
    const { rate } = this.choice(centre);
    if (rate === 'actual') return undefined;
    const key = keyOf(centre, driver);
    let rates = this.#known.get(key);
    if (rates === undefined) {
      rates = rate === 'planned' ? this.budgets.rates(centre, driver) : this.#ofYear(centre, driver);
      this.#known.set(key, rates);
    }
    return rates;
  }

  /**
   * (amount of the year before + the period's pools) ÷ (driver of the year before + the period's driver): 1,000.00 for 100 h in
   * January, 1,500.00 for 100 h in February is 12.50 an hour in February.
   */
  #ofYear(centre: number, driver: string): Rates {
    const { facts, scope } = this.#input;
    const { cost_pool: pools, symbols } = facts;
    const before = this.before.get(keyOf(centre, driver));
    const amounts = scope.elements.map((_, e) => BigInt(before?.amounts[e] ?? 0));
    const period = symbols.find(scope.period);
    for (let row = 0; row < pools.rowCount; row++) {
      if (pools.status[row] !== APPROVED || pools.period[row] !== period || pools.centre[row] !== centre) continue;
      if (!Number.isNaN(pools.rate[row]) || symbols.text(pools.driver[row]) !== driver) continue;
      amounts[scope.elementPlace.get(pools.element[row]) as number] += BigInt(pools.amount[row]);
    }
    const quantity = add(fraction(before?.quantity ?? 0), asFraction(this.#drivers.read(centre, driver).total));
    if (quantity.numerator === 0n) return new Map();
    const unit = fraction(10n ** BigInt(QUANTITY_SCALE), 10n ** BigInt(scope.amountScale));
    return new Map(amounts.map((amount, e) => [e, multiply(divide(fraction(amount), quantity), unit)]));
  }
}

export function keyOf(centre: number, driver: string): string {
  return `${centre} ${driver}`;
}

/** The rows of `opening_absorption` by centre and driver, those of items with them; of quantities that differ the largest. */
function absorbedBefore({ facts, scope }: CentreInput): ReadonlyMap<string, AbsorbedBefore> {
  const { opening_absorption: table, symbols } = facts;
  const width = scope.elements.length;
  const found = new Map<string, AbsorbedBefore>();
  for (let row = 0; row < table.rowCount; row++) {
    const key = keyOf(table.centre[row], symbols.text(table.driver[row]));
    let of = found.get(key);
    if (of === undefined) {
      const amounts = new Float64Array(width);
      of = {
        centre: table.centre[row],
        driver: table.driver[row],
        amounts,
        differences: new Float64Array(width),
        quantity: 0,
        applied: new Map(),
      };
      found.set(key, of);
    }
    const place = scope.elementPlace.get(table.element[row]) as number;
    addTo(of.amounts, place, table.amount[row]);
    addTo(of.differences, place, table.difference[row]);
    of.quantity = Math.max(of.quantity, table.quantity[row]);
    if (table.item[row] === 0) continue;
    const applied = of.applied.get(table.item[row]) ?? new Float64Array(width);
    of.applied.set(table.item[row], applied);
    applied[place] = table.applied[row] || 0;
  }
  return found;
}
