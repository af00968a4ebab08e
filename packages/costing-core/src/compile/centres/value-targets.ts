import { listedPrices } from '@millrace/bom';
import { add, divide, type Fraction, fraction, multiply, QUANTITY_SCALE, RATE_SCALE, ZERO } from '@millrace/exact';
import { APPROVED, rowOf, TABLES } from '@millrace/facts';
import { movementAmounts } from '../amounts.js';
import { TYPE } from '../movements/kinds.js';
import type { CentreInput } from './centre-input.js';
import { asFraction, type Driven, type Millionths, plus, type Rates, signOf, type Target } from './driver.js';

/** What a value is of: what a centre's cost is spread over, and at which rate where one is laid down. */
interface Spread {
  /** What a `value` driver is of; undefined for any other driver. */
  valueOf(driver: string): string | undefined;
  read(centre: number, driver: string): Iterable<Driven> & { readonly total: Millionths };
  readonly rates: { of(centre: number, driver: string): Rates | undefined };
}

/**
 * Targets by the value that they bear (按直接材料、人工或直接成本比例), known before anything is settled: of a pool, its amount as
 * posted × each target's exact share; of an element, all pools of it in the ledger, net issues at standard price of the items
 * whose element it is, and subcontract fees as posted; `direct_cost`, of all elements.
 *
 * 500.00 on labour of 1,000.00 that went over 3 h and 4 h: the weights are 3,000/7 and 4,000/7, so 214.29 and 285.71.
 */
export class ValueTargets {
  readonly #input: CentreInput;
  readonly #drivers: Spread;
  readonly #told = new Set<string>();

  constructor(input: CentreInput, drivers: Spread) {
    this.#input = input;
    this.#drivers = drivers;
  }

  targets(of: string): Target[] {
    const { facts, scope } = this.#input;
    const code = facts.symbols.find(of) ?? -1;
    const element = scope.elementPlace.get(code);
    if (element !== undefined || of === 'direct_cost') {
      const isOf = (row: number) => element === undefined || facts.cost_pool.element[row] === code;
      return [
        ...this.#pools()
          .filter(isOf)
          .flatMap((row) => this.#ofPool(row)),
        ...this.#ofOrders(element),
      ];
    }
    return this.#pools()
      .filter((row) => facts.cost_pool.pool[row] === code)
      .flatMap((row) => this.#ofPool(row));
  }

  /** Pools of the period by whose driver something is known. */
  #pools(): number[] {
    const { cost_pool: pools, symbols } = this.#input.facts;
    const period = symbols.find(this.#input.scope.period);
    return Array.from(pools.pool.keys()).filter(
      (row) =>
        pools.status[row] === APPROVED &&
        pools.period[row] === period &&
        this.#drivers.valueOf(symbols.text(pools.driver[row])) === undefined,
    );
  }

  /** What a pool puts on its targets: only what it absorbs. */
  #ofPool(row: number): Target[] {
    const { cost_pool: pools, symbols } = this.#input.facts;
    const driven = this.#drivers.read(pools.centre[row], symbols.text(pools.driver[row]));
    const { total } = driven;
    if (signOf(total) === 0) return [];
    const normal = pools.behaviour[row] === FIXED ? pools.normal_driver[row] || 0 : 0;
    const whole = asFraction(signOf(plus(normal, negated(total))) > 0 ? normal : total);
    const planned = this.#drivers.rates.of(pools.centre[row], symbols.text(pools.driver[row]));
    const place = this.#input.scope.elementPlace.get(pools.element[row]) as number;
    const rate = !Number.isNaN(pools.rate[row])
      ? fraction(pools.rate[row], 10n ** BigInt(RATE_SCALE + QUANTITY_SCALE))
      : planned !== undefined
        ? divide(planned.get(place) ?? ZERO, MILLION)
        : divide(this.#inCurrency(pools.amount[row]), whole);
    return Array.from(driven).flatMap(({ kind, ref, operation, quantity }): Target[] => {
      if (kind === 'nobody') return [];
      const value = multiply(multiply(rate, asFraction(quantity)), MILLION);
      return [{ kind, ref, operation, isPlaced: true, position: Number.NaN, quantity: value }];
    });
  }

  /** What orders took of material at standard price, and paid to subcontractors. */
  #ofOrders(element: number | undefined): Target[] {
    const { facts, scope, orders, movements } = this.#input;
    const { movement, item } = facts;
    const itemRow = rowOf(item.item);
    const prices = listedPrices(facts, scope.lastDay);
    const brought = movementAmounts(facts, scope);
    const targets: Target[] = [];
    for (const row of movements.rows) {
      const order = orders.row(movement.order[row]);
      if (order < 0) continue;
      const add = (value: Fraction) => {
        const operation = movement.operation[row];
        if (value.numerator !== 0n) {
          targets.push({
            kind: 'order',
            ref: order,
            operation,
            position: Number.NaN,
            quantity: multiply(value, MILLION),
          });
        }
      };
      const type = movement.type[row];
      if (type === TYPE.subcontract_fee) {
        const amounts = brought(movement.movement[row]);
        const paid = element === undefined ? amounts?.reduce((sum, amount) => sum + amount, 0) : amounts?.[element];
        add(this.#inCurrency(paid ?? 0));
      } else if (type === TYPE.issue || type === TYPE.issue_return) {
        const own = scope.elementPlace.get(item.element[itemRow(movement.item[row])]);
        if (element !== undefined && own !== element) continue;
        const price = prices(movement.plant[row], movement.item[row], 'standard');
        if (price === undefined) this.#lacksPrice(movement.item[row], movement.plant[row]);
        const quantity = fraction(movements.quantity[row] * (type === TYPE.issue ? 1 : -1), MILLIONTHS);
        add(multiply(quantity, [...(price?.values() ?? [])].reduce(plusFraction, ZERO)));
      }
    }
    return targets;
  }

  #lacksPrice(item: number, plant: number): void {
    const { symbols } = this.#input.facts;
    const key = `${symbols.text(plant)} · ${symbols.text(item)}`;
    if (this.#told.has(key)) return;
    this.#told.add(key);
    this.#input.report('value_driver_must_have_a_standard_price', 'item_price', key);
  }

  #inCurrency(amount: number): Fraction {
    return fraction(amount, 10n ** BigInt(this.#input.scope.amountScale));
  }
}

function plusFraction(a: Fraction, b: Fraction): Fraction {
  return add(a, b);
}

function negated(quantity: number | Fraction): number | Fraction {
  return typeof quantity === 'number' ? -quantity : multiply(quantity, fraction(-1));
}

const FIXED = TABLES.cost_pool.columns.behaviour.choices.indexOf('fixed');
const MILLIONTHS = 10 ** QUANTITY_SCALE;
const MILLION = fraction(MILLIONTHS);
