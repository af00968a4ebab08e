import {
  divRound,
  type Fraction,
  fraction,
  multiply,
  parseFixed,
  printFixed,
  QUANTITY_SCALE,
  RATE_SCALE,
  roundFraction,
  subtract,
} from '@millrace/exact';
import { APPROVED, TABLES } from '@millrace/facts';
import { OUTSIDE, type PlanBuilder } from '../plan.js';
import type { Absorbed, Spreaders } from './absorbed.js';
import type { CentreInput } from './centre-input.js';
import { asFraction } from './driver.js';
import type { Drivers } from './drivers.js';
import type { Spreading } from './spreading.js';

/**
 * Cost pools: a node each, shared over the orders that its centre worked on, in proportion to the driver
 * (rules.md 19). A fixed pool with a normal capacity leaves the idle part to expense (IAS 2.13): 50,000.00 for a normal
 * 10,000 h, 8,000 h worked: 40,000.00 to the orders, 10,000.00 idle. A planned rate carries rate × driver; the
 * difference is over- or under-absorbed. Where nothing was worked, the former is all idle, the latter all under-absorbed;
 * any other pool lacks a driver. A department's pool is its own cost and needs none.
 */
export class Pools {
  readonly #input: CentreInput;
  readonly #plan: PlanBuilder;
  readonly #drivers: Drivers;
  readonly #spreading: Spreading;
  readonly #departmentOf: (centre: number) => number | undefined;
  readonly #absorbed: Absorbed;

  /** @param departmentOf the node of a department's own cost, where a centre is one. */
  constructor(
    { input, plan, drivers, spreading }: Spreaders,
    absorbed: Absorbed,
    departmentOf: (centre: number) => number | undefined,
  ) {
    this.#input = input;
    this.#plan = plan;
    this.#drivers = drivers;
    this.#spreading = spreading;
    this.#departmentOf = departmentOf;
    this.#absorbed = absorbed;
  }

  /** Returns the centres that have a pool. */
  add(): Set<number> {
    const { facts, scope, report } = this.#input;
    const { cost_pool: pools, symbols } = facts;
    const period = symbols.find(scope.period);
    const centresWithPool = new Set<number>();
    for (let pool = 0; pool < pools.rowCount; pool++) {
      if (pools.status[pool] !== APPROVED || pools.period[pool] !== period) continue;
      centresWithPool.add(pools.centre[pool]);
      const amount = new Float64Array(scope.elements.length);
      amount[this.#element(pool)] = pools.amount[pool];
      if (pools.amount[pool] < 0) {
        report('pool_amount_is_negative', 'cost_pool', symbols.text(pools.pool[pool]), { amount: this.#amount(pool) });
      }
      const node = this.#plan.node('pool', pool);
      this.#plan.source(node, amount, 'pool', pool);
      const department = this.#departmentOf(pools.centre[pool]);
      if (department === undefined) this.#spread(pool, node);
      else this.#plan.share(node, department, 1, 'own_cost', pool);
    }
    return centresWithPool;
  }

  #spread(pool: number, node: number): void {
    const { facts, policy, report } = this.#input;
    const { cost_pool: pools, symbols } = facts;
    const driver = symbols.text(pools.driver[pool]);
    const key = symbols.text(pools.pool[pool]);
    if (driver === '' && this.#isAdministration(pools.centre[pool])) {
      this.#plan.share(node, OUTSIDE, 1, 'administration_expense', pools.centre[pool]);
      return;
    }
    if (!this.#drivers.isKnown(driver)) {
      this.#plan.share(node, OUTSIDE, 1, 'no_driver', pool);
      const expected = this.#drivers.names().join(', ');
      report('pool_driver_must_be_known', 'cost_pool', key, { value: driver, expected });
      return;
    }
    if (Number.isNaN(pools.rate[pool]) && this.#absorbed.takesPool(pool, node, this.#element(pool))) return;
    const driven = this.#drivers.read(pools.centre[pool], driver);
    const parts = this.#spreading.parts(driven, pool, pools.element[pool]);
    if (!Number.isNaN(pools.rate[pool])) {
      const rate = fraction(pools.rate[pool], 10n ** BigInt(RATE_SCALE));
      this.#spreading.charge(node, driver, parts, new Map([[this.#element(pool), rate]]));
      this.#plan.share(node, OUTSIDE, 1, 'unabsorbed', pool);
      return;
    }
    const normal = this.#normalDriver(pool);
    const total = asFraction(driven.total);
    if (total.numerator === 0n && normal === 0) {
      this.#plan.share(node, OUTSIDE, 1, 'no_driver', pool);
      if (pools.amount[pool] !== 0) {
        const code =
          policy.pool_without_driver === 'error' ? 'pool_must_have_a_driver' : 'pool_without_driver_was_expensed';
        report(code, 'cost_pool', key, { driver, amount: this.#amount(pool) });
      }
      return;
    }
    const idle = subtract(fraction(normal), total);
    if (idle.numerator > 0n) {
      const quantity = idle.denominator === 1n ? Number(idle.numerator) : idle;
      parts.add(OUTSIDE, 'idle_capacity', pool, quantity);
      this.#lookAtIdle(pool, driver, idle, normal);
    }
    this.#spreading.share(node, driver, parts, policy.rate_rounding.pools ?? policy.rate_rounding.default);
  }

  /** The normal capacity of a pool at the actual rate; 0 for none. One of what varies, or of 0, counts for nothing, and is told. */
  #normalDriver(pool: number): number {
    const { facts, report } = this.#input;
    const { cost_pool: pools, symbols } = facts;
    const { [pool]: given } = pools.normal_driver;
    if (Number.isNaN(given)) return 0;
    if (pools.behaviour[pool] === FIXED && given > 0) return given;
    const found = printFixed(given, QUANTITY_SCALE);
    report('normal_capacity_counts_for_nothing', 'cost_pool', symbols.text(pools.pool[pool]), { found });
    return 0;
  }

  /** More of the capacity stood idle than the policy takes for usual: 86 % of a press is no small thing to expense. */
  #lookAtIdle(pool: number, driver: string, idle: Fraction, normal: number): void {
    const { facts, scope, policy, report } = this.#input;
    const { cost_pool: pools, symbols } = facts;
    const allowed = fraction(parseFixed(policy.idle_capacity_percent, QUANTITY_SCALE), HUNDRED_PERCENT);
    const part = multiply(idle, fraction(1, normal));
    if (pools.amount[pool] === 0 || subtract(part, allowed).numerator <= 0n) return;
    report('idle_capacity_is_large', 'cost_pool', symbols.text(pools.pool[pool]), {
      driver,
      found: printFixed(roundFraction(subtract(fraction(normal), idle)), QUANTITY_SCALE),
      expected: printFixed(normal, QUANTITY_SCALE),
      percent: printFixed(divRound(1000n * part.numerator, part.denominator), 1),
      amount: printFixed(roundFraction(multiply(fraction(pools.amount[pool]), part)), scope.amountScale),
    });
  }

  #isAdministration(centre: number): boolean {
    const { centre: centres, kind } = this.#input.facts.cost_centre;
    return kind[centres.indexOf(centre)] === ADMINISTRATION;
  }

  #element(pool: number): number {
    return this.#input.scope.elementPlace.get(this.#input.facts.cost_pool.element[pool]) as number;
  }

  #amount(pool: number): string {
    return printFixed(this.#input.facts.cost_pool.amount[pool], this.#input.scope.amountScale);
  }
}

const HUNDRED_PERCENT = 100n * 10n ** BigInt(QUANTITY_SCALE);

const ADMINISTRATION = TABLES.cost_centre.columns.kind.choices.indexOf('administration');
const FIXED = TABLES.cost_pool.columns.behaviour.choices.indexOf('fixed');
