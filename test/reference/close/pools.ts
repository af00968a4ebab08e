import type { Policy } from '@millrace/costing-core';
import { type Counted, text, units } from './counted.js';
import { driversOf, isDriver } from './drivers.js';
import { Fraction, ONE, sum } from './fraction.js';
import { OUTSIDE, type ReferenceNetwork } from './network.js';

/** A pool of cost: one edge per order and stage that drives it, then what its capacity left idle (rules.md 19). */
export function addPools(network: ReferenceNetwork, counted: Counted, policy: Policy): void {
  const scale = new Fraction(10n ** BigInt(counted.amountScale));
  for (const row of counted.pools) {
    const pool = `pool ${row.pool}`;
    const inElement = (amount: bigint) => network.elements.map((element) => (element === row.element ? amount : 0n));
    network.source(pool, 'pool', '', inElement(units(String(row.amount), counted.amountScale)));
    const driven = driversOf(counted, policy, text(row.centre), text(row.driver));
    const actual = sum(driven.map(({ quantity }) => quantity));

    const normal = Fraction.of((row.behaviour === 'fixed' && text(row.normal_driver)) || '0');

    if (!isDriver(text(row.driver))) {
      network.share(pool, OUTSIDE, 'no_driver', '', ONE);
    } else if (text(row.rate) !== '') {
      const rate = Fraction.of(text(row.rate)).times(scale);
      for (const { order, stage, quantity } of driven) {
        network.fixed(pool, `order ${order} · ${stage}`, 'driven', '', inElement(rate.times(quantity).rounded));
      }
      network.share(pool, OUTSIDE, 'unabsorbed', '', ONE);
    } else if (actual.sign === 0 && normal.sign === 0) {
      network.share(pool, OUTSIDE, 'no_driver', '', ONE);
    } else {
      for (const { order, stage, quantity } of driven) {
        network.share(pool, `order ${order} · ${stage}`, 'driven', '', quantity);
      }
      if (normal.compare(actual) > 0) network.share(pool, OUTSIDE, 'idle_capacity', '', normal.minus(actual));
    }
  }
}

/** What a cost centre used is spread by the driver that the policy names for it. */
export function addCentre(network: ReferenceNetwork, counted: Counted, policy: Policy, centre: string): void {
  const driven = driversOf(counted, policy, centre, policy.centre_material_driver[centre]);
  for (const { order, stage, quantity } of driven) {
    network.share(`centre ${centre}`, `order ${order} · ${stage}`, 'driven', '', quantity);
  }
  if (driven.length === 0) network.share(`centre ${centre}`, OUTSIDE, 'no_driver', '', ONE);
}
