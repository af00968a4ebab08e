import type { Absorbed } from './absorbed.js';
import { type Counted, text, units } from './counted.js';
import { type Driven, type Drivers, driversOf, isDriver, stageFor } from './drivers.js';
import { Fraction, ONE, sum } from './fraction.js';
import { OUTSIDE, type ReferenceNetwork } from './network.js';
import { sharedStage } from './shared-material.js';
import { type DepartmentNodes, whereTo } from './where-to.js';

/** A pool of cost: one edge per target and stage, then what its capacity left idle (rules.md 19). */
export function addPools(
  network: ReferenceNetwork,
  of: Drivers,
  departments: DepartmentNodes,
  absorbed: Absorbed,
): void {
  const { counted, policy } = of;
  const scale = new Fraction(10n ** BigInt(counted.amountScale));
  for (const row of counted.pools) {
    const pool = `pool ${row.pool}`;
    const centre = text(row.centre);
    const inElement = (amount: bigint) => network.elements.map((element) => (element === row.element ? amount : 0n));
    network.source(pool, 'pool', '', inElement(units(String(row.amount), counted.amountScale)));
    const department = departments.own(centre);
    if (department !== undefined) {
      network.share(pool, department, 'own_cost', '', ONE);
      continue;
    }
    const driver = text(row.driver);
    if (driver === '' && kindOf(counted, centre) === 'administration') {
      network.share(pool, OUTSIDE, 'administration_expense', '', ONE);
      continue;
    }
    if (isDriver(counted, driver) && text(row.rate) === '') {
      const node = absorbed.node(centre, driver);
      if (node !== undefined) {
        network.share(pool, node, 'pooled', '', ONE);
        continue;
      }
    }
    const driven = driversOf(of, centre, driver).map((part) =>
      part.kind === 'order' ? { ...part, stage: stageFor(of, part.target, part.operation, text(row.element)) } : part,
    );
    const actual = sum(driven.map(({ quantity }) => quantity));
    const normal = Fraction.of((row.behaviour === 'fixed' && text(row.normal_driver)) || '0');
    if (!isDriver(counted, driver)) {
      network.share(pool, OUTSIDE, 'no_driver', '', ONE);
    } else if (text(row.rate) !== '') {
      const rate = Fraction.of(text(row.rate)).times(scale);
      for (const part of driven) {
        const { to, kind } = whereTo(part, departments);
        network.fixed(pool, to, kind, '', inElement(rate.times(part.quantity).rounded));
      }
      network.share(pool, OUTSIDE, 'unabsorbed', '', ONE);
    } else if (actual.sign === 0 && normal.sign === 0) {
      network.share(pool, OUTSIDE, 'no_driver', '', ONE);
    } else {
      shareOver(network, pool, driven, departments);
      if (normal.compare(actual) > 0) network.share(pool, OUTSIDE, 'idle_capacity', '', normal.minus(actual));
      network.node(pool).rounding = policy.rate_rounding.pools ?? policy.rate_rounding.default;
    }
  }
}

/** What a centre has, over the orders that a driver names; an item that they share enters their material. */
export function spreadOver(
  network: ReferenceNetwork,
  of: Drivers,
  node: string,
  centre: string,
  driver: string,
  item = '',
): void {
  const driven = driversOf(of, centre, driver).filter(({ kind }) => kind !== 'centre');
  if (driven.length === 0) network.share(node, OUTSIDE, 'no_driver', '', ONE);
  else {
    const entering = driven.map((part) =>
      item === '' || part.kind !== 'order' ? part : { ...part, stage: sharedStage(of, part.target, item) },
    );
    shareOver(network, node, entering, undefined);
    network.node(node).rounding = of.policy.rate_rounding.pools ?? of.policy.rate_rounding.default;
  }
}

function shareOver(
  network: ReferenceNetwork,
  node: string,
  driven: readonly Driven[],
  departments: DepartmentNodes | undefined,
): void {
  for (const part of driven) {
    const { to, kind } = whereTo(part, departments);
    network.share(node, to, kind, '', part.quantity);
  }
}

export function kindOf({ rows }: Counted, centre: string): string {
  return text(rows.cost_centre?.find((row) => row.centre === centre)?.kind);
}
