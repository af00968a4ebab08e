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
import { asFraction, sumOf, weightsOf } from './driver.js';
import type { CentreInput, Drivers } from './drivers.js';
import type { Planned, PlannedRates } from './planned-rates.js';
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
  readonly #planned: Planned;
  readonly #rated = new Map<
    string,
    { readonly node: number; readonly centre: number; readonly driver: string; readonly elements: Set<number> }
  >();

  /** @param departmentOf the node of a department's own cost, where a centre is one. */
  constructor(
    input: CentreInput,
    plan: PlanBuilder,
    drivers: Drivers,
    spreading: Spreading,
    departmentOf: (centre: number) => number | undefined,
  ) {
    this.#input = input;
    this.#plan = plan;
    this.#drivers = drivers;
    this.#spreading = spreading;
    this.#departmentOf = departmentOf;
    this.#planned = drivers.planned;
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
    this.#absorb();
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
    if (Number.isNaN(pools.rate[pool]) && this.#rateNode(pools.centre[pool], driver) !== undefined) {
      this.#plan.share(node, this.#rateNode(pools.centre[pool], driver) as number, 1, 'pooled', pool);
      this.#rated.get(`${pools.centre[pool]} ${driver}`)?.elements.add(this.#element(pool));
      return;
    }
    const driven = this.#drivers.read(pools.centre[pool], driver);
    const parts = this.#spreading.parts(driven, pool, pools.element[pool]);
    if (!Number.isNaN(pools.rate[pool])) {
      const rate = fraction(pools.rate[pool], 10n ** BigInt(RATE_SCALE));
      this.#spreading.charge(node, driver, parts, new Map([[this.#element(pool), rate]]));
      this.#plan.share(node, OUTSIDE, 1, 'unabsorbed', pool);
      return;
    }
    const normal = pools.behaviour[pool] === FIXED ? pools.normal_driver[pool] || 0 : 0;
    const total = asFraction(sumOf(driven));
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
      parts.push({ to: OUTSIDE, kind: 'idle_capacity', ref: pool, quantity });
      this.#lookAtIdle(pool, driver, idle, normal);
    }
    this.#spreading.share(node, driver, parts, policy.rate_rounding.pools ?? policy.rate_rounding.default);
  }

  /** The node of all that a centre absorbs by a driver at planned rates; undefined where it takes the actual one. */
  #rateNode(centre: number, driver: string): number | undefined {
    if (this.#planned.rates(centre, driver) === undefined) return undefined;
    const key = `${centre} ${driver}`;
    let rated = this.#rated.get(key);
    if (rated === undefined) {
      const node = this.#plan.node('rate', centre, this.#input.facts.symbols.find(driver));
      rated = { node, centre, driver, elements: new Set() };
      this.#rated.set(key, rated);
    }
    return rated.node;
  }

  /** Charges what was planned; the difference is expense, or goes to what the cost was absorbed by. */
  #absorb(): void {
    const { facts, scope, report } = this.#input;
    for (const { node, centre, driver, elements } of this.#rated.values()) {
      const rates = this.#planned.rates(centre, driver) as PlannedRates;
      for (const element of elements) {
        if (rates.has(element)) continue;
        const name = facts.symbols.text(scope.elements[element]);
        report('rate_must_be_planned', 'cost_centre', facts.symbols.text(centre), { driver, element: name });
      }
      const parts = this.#spreading.parts(this.#drivers.read(centre, driver), -1);
      this.#spreading.charge(node, driver, parts, rates);
      if (this.#planned.difference(centre) === 'expense' || parts.length === 0) {
        this.#plan.share(node, OUTSIDE, 1, 'unabsorbed', -1);
      } else {
        const { weights } = weightsOf(parts.map(({ quantity }) => quantity));
        for (const [i, { to }] of parts.entries())
          this.#plan.share(node, to, weights[i], 'absorption_difference', centre);
      }
    }
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
