import { add, divide, type Fraction, fraction, multiply, QUANTITY_SCALE, ZERO } from '@millrace/exact';
import { printDate } from '@millrace/facts';
import type { CentreInput } from './centre-input.js';
import { asFraction, type DriverReader, type Rates } from './driver.js';

/** What a centre is to cost in a month in currency: what is fixed, and what one of the driver's own unit adds; the fixed part per unit. */
export interface MonthBudget {
  readonly fixed: Fraction;
  readonly fixedRate: Fraction;
  readonly variableRate: Fraction;
}

/**
 * What centres are to cost (`rate_budget`). rate = amount ÷ quantity of the budget in force on the period's last day; where the
 * budget has no quantity, it is Σ planned output × quota hours: 48,000 over 2,000 pieces of 6 h and 1,500 of 8 h is 2.00.
 */
export class Budgets {
  readonly #input: CentreInput;
  readonly #drivers: DriverReader;

  constructor(input: CentreInput, drivers: DriverReader) {
    this.#input = input;
    this.#drivers = drivers;
  }

  /**
   * The month's budget of a centre and driver, by the element's place: a budget's part for one of the months from valid_from to
   * valid_to; without valid_to it is for one. What isn't fixed goes with the driver.
   */
  ofMonth(centre: number, driver: string): ReadonlyMap<number, MonthBudget> {
    const { facts, scope } = this.#input;
    const { rate_budget: table } = facts;
    const budgets = new Map<number, MonthBudget>();
    for (const [element, row] of this.#inForce(centre, driver)) {
      const months = Number.isNaN(table.valid_to[row]) ? 1 : monthsBetween(table.valid_from[row], table.valid_to[row]);
      const whole = table.amount[row];
      const fixed = Number.isNaN(table.fixed_amount[row]) ? whole : table.fixed_amount[row];
      const quantity = this.#quantity(centre, driver, row);
      const unit = 10n ** BigInt(scope.amountScale);
      const rate = (amount: number) => (quantity.numerator === 0n ? ZERO : divide(fraction(amount, unit), quantity));
      budgets.set(scope.elementPlace.get(element) as number, {
        fixed: fraction(fixed, unit * BigInt(months)),
        fixedRate: rate(fixed),
        variableRate: rate(whole - fixed),
      });
    }
    return budgets;
  }

  /** By element: the row of the latest budget in force on the period's last day. */
  #inForce(centre: number, driver: string): Map<number, number> {
    const { facts, scope } = this.#input;
    const { rate_budget: table, symbols } = facts;
    const code = symbols.find(driver) ?? -1;
    const latest = new Map<number, number>();
    for (let row = 0; row < table.rowCount; row++) {
      if (table.centre[row] !== centre || table.driver[row] !== code) continue;
      if (table.valid_from[row] > scope.lastDay || table.valid_to[row] < scope.lastDay) continue;
      const present = latest.get(table.element[row]);
      if (present === undefined || table.valid_from[present] < table.valid_from[row])
        latest.set(table.element[row], row);
    }
    return latest;
  }

  /** The planned rates of a centre and driver. */
  rates(centre: number, driver: string): Rates {
    const { facts, scope, report } = this.#input;
    const { rate_budget: table, symbols } = facts;
    const rates = new Map<number, Fraction>();
    for (const [element, row] of this.#inForce(centre, driver)) {
      const quantity = this.#quantity(centre, driver, row);
      if (quantity.numerator === 0n) {
        report(
          'budget_must_have_a_quantity',
          'rate_budget',
          `${symbols.text(centre)} · ${symbols.text(element)} · ${driver}`,
        );
        continue;
      }
      const amount = fraction(table.amount[row], 10 ** scope.amountScale);
      rates.set(scope.elementPlace.get(element) as number, divide(amount, quantity));
    }
    return rates;
  }

  #quantity(centre: number, driver: string, row: number): Fraction {
    const { quantity } = this.#input.facts.rate_budget;
    return Number.isNaN(quantity[row])
      ? this.#plannedOutput(centre, driver, row)
      : fraction(quantity[row], 10 ** QUANTITY_SCALE);
  }

  /** Σ planned output × run hours of all the item's operations in the centre. */
  #plannedOutput(centre: number, driver: string, budget: number): Fraction {
    const { rate_budget, rate_budget_output: table, symbols } = this.#input.facts;
    let total = ZERO;
    for (let row = 0; row < table.rowCount; row++) {
      if (table.centre[row] !== centre || symbols.text(table.driver[row]) !== driver) continue;
      if (table.valid_from[row] !== rate_budget.valid_from[budget]) continue;
      const hours = this.#drivers.quotaOfItem(
        centre,
        table.item[row],
        driver.endsWith('labour') ? 'labour' : 'machine',
      );
      total = add(total, multiply(fraction(table.quantity[row], 10 ** QUANTITY_SCALE), asFraction(hours)));
    }
    return total;
  }
}

/** Calendar months from one day to another, both of them counted. */
function monthsBetween(first: number, last: number): number {
  const monthOf = (day: number) => {
    const [year, month] = printDate(day).split('-');
    return Number(year) * 12 + Number(month);
  };
  return monthOf(last) - monthOf(first) + 1;
}
