import { divRound, mulDivRound, parseFixed, printFixed, QUANTITY_SCALE, RATE_SCALE, safe } from '@millrace/exact';
import type { Facts } from '@millrace/facts';
import { APPROVED, TABLES } from '@millrace/facts';
import type { Report } from '../../findings.js';
import type { Scope } from '../../period/scope.js';
import type { Policy } from '../../policy.js';
import type { Orders } from '../orders/orders.js';
import { OUTSIDE, type PlanBuilder } from '../plan.js';
import { DRIVERS, type Driven, type Driver, type readDrivers } from './drivers.js';

/**
 * Cost pools: a node each, shared over the orders that its centre worked on, in proportion to the driver
 * (rules.md 19). A fixed pool with a normal capacity leaves the idle part to expense (IAS 2.13): 50,000.00 for a normal
 * 10,000 h, 8,000 h worked: 40,000.00 to the orders, 10,000.00 idle. A planned rate carries rate × driver; the
 * difference is over- or under-absorbed. Where nothing was worked, the former is all idle, the latter all under-absorbed;
 * any other pool lacks a driver.
 */
export function addPools(
  facts: Facts,
  scope: Scope,
  orders: Orders,
  drivers: ReturnType<typeof readDrivers>,
  plan: PlanBuilder,
  policy: Policy,
  report: Report,
): void {
  const { cost_pool: pools, symbols } = facts;
  const period = symbols.find(scope.period);
  const centresWithPool = new Set<number>();
  for (let pool = 0; pool < pools.rowCount; pool++) {
    if (pools.status[pool] !== APPROVED || pools.period[pool] !== period) continue;
    const driver = symbols.text(pools.driver[pool]);
    const key = symbols.text(pools.pool[pool]);
    centresWithPool.add(pools.centre[pool]);
    const amount = new Float64Array(scope.elements.length);
    const element = scope.elementPlace.get(pools.element[pool]) as number;
    amount[element] = pools.amount[pool];
    if (pools.amount[pool] < 0) {
      report('pool_amount_is_negative', 'cost_pool', key, {
        amount: printFixed(pools.amount[pool], scope.amountScale),
      });
    }
    const node = plan.node('pool', pool);
    plan.source(node, amount, 'pool', pool);
    if (!isDriver(driver)) {
      report('pool_driver_must_be_known', 'cost_pool', key, { value: driver, expected: DRIVERS.join(', ') });
      plan.share(node, OUTSIDE, 1, 'no_driver', pool);
      continue;
    }
    const driven = drivers.read(pools.centre[pool], driver);
    const total = driven.reduce((sum, { quantity }) => sum + quantity, 0);

    if (!Number.isNaN(pools.rate[pool])) {
      for (const part of driven) {
        const absorbed = new Float64Array(scope.elements.length);
        absorbed[element] = atRate(part.quantity, pools.rate[pool], scope.amountScale);
        plan.fixed(node, stageOf(part), absorbed, 'driven', part.order);
      }
      plan.share(node, OUTSIDE, 1, 'unabsorbed', pool);
      continue;
    }
    const normal = pools.behaviour[pool] === FIXED ? pools.normal_driver[pool] || 0 : 0;
    if (total === 0 && normal === 0) {
      plan.share(node, OUTSIDE, 1, 'no_driver', pool);
      if (pools.amount[pool] !== 0) {
        const code =
          policy.pool_without_driver === 'error' ? 'pool_must_have_a_driver' : 'pool_without_driver_was_expensed';
        report(code, 'cost_pool', key, { driver, amount: printFixed(pools.amount[pool], scope.amountScale) });
      }
      continue;
    }
    for (const part of driven) plan.share(node, stageOf(part), part.quantity, 'driven', part.order);
    const idle = normal - total;
    if (idle > 0) {
      plan.share(node, OUTSIDE, idle, 'idle_capacity', pool);
      lookAtIdle(pool, driver, idle, normal);
    }
  }

  for (const centre of drivers.centres()) {
    for (const driver of ['hours_machine', 'hours_labour'] as const) {
      if (centresWithPool.has(centre) || drivers.read(centre, driver).length === 0) continue;
      report('hours_must_have_a_pool', 'cost_centre', symbols.text(centre), { driver });
    }
  }

  /** More of the capacity stood idle than the policy takes for usual: 86 % of a press is no small thing to expense. */
  function lookAtIdle(pool: number, driver: Driver, idle: number, normal: number): void {
    const allowed = BigInt(parseFixed(policy.idle_capacity_percent, QUANTITY_SCALE));
    if (pools.amount[pool] === 0 || BigInt(idle) * HUNDRED_PERCENT <= allowed * BigInt(normal)) return;
    const used = normal - idle;
    report('idle_capacity_is_large', 'cost_pool', symbols.text(pools.pool[pool]), {
      driver,
      found: printFixed(used, QUANTITY_SCALE),
      expected: printFixed(normal, QUANTITY_SCALE),
      percent: printFixed(divRound(1000n * BigInt(idle), BigInt(normal)), 1),
      amount: printFixed(mulDivRound(pools.amount[pool], idle, normal), scope.amountScale),
    });
  }

  function stageOf({ order, operation }: Driven): number {
    return orders.conversionStage(order, operation);
  }
}

function isDriver(text: string): text is Driver {
  return (DRIVERS as readonly string[]).includes(text);
}

/** R(rate × quantity) in the ledger's smallest unit. */
function atRate(quantity: number, rate: number, amountScale: number): number {
  const divisor = 10n ** BigInt(QUANTITY_SCALE + RATE_SCALE - amountScale);
  return safe(divRound(BigInt(quantity) * BigInt(rate), divisor));
}

const HUNDRED_PERCENT = 100n * 10n ** BigInt(QUANTITY_SCALE);

const FIXED = TABLES.cost_pool.columns.behaviour.choices.indexOf('fixed');
