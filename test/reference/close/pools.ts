import { type Counted, text, units } from './counted.js';
import { type Driven, type Drivers, driversOf, isDriver, stageFor } from './drivers.js';
import { Fraction, ONE, sum } from './fraction.js';
import { OUTSIDE, type ReferenceNetwork } from './network.js';
import { plannedRates } from './planned-rates.js';

/** The departments of a period, as what leads to them needs to know. */
export interface DepartmentNodes {
  /** The node of its own cost; undefined for a centre that is none. */
  own(centre: string): string | undefined;
  /** The node that what others give it enters. */
  received(centre: string): string;
}

/** A pool of cost: one edge per target and stage, then what its capacity left idle (rules.md 19). */
export function addPools(network: ReferenceNetwork, of: Drivers, departments: DepartmentNodes): void {
  const { counted, policy } = of;
  const scale = new Fraction(10n ** BigInt(counted.amountScale));
  const absorbed = new Map<string, { centre: string; driver: string }>();
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
    const planned = plannedRates(counted, policy, centre, driver);
    if (isDriver(counted, driver) && text(row.rate) === '' && planned !== undefined) {
      network.share(pool, `rate ${centre} · ${driver}`, 'pooled', '', ONE);
      absorbed.set(`rate ${centre} · ${driver}`, { centre, driver });
      continue;
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

  for (const [node, { centre, driver }] of absorbed) {
    const driven = driversOf(of, centre, driver);
    const rates = plannedRates(counted, policy, centre, driver) ?? [];
    for (const part of driven) {
      const { to, kind } = whereTo(part, departments);
      network.fixed(
        node,
        to,
        kind,
        '',
        rates.map((rate) => rate.times(part.quantity).times(scale).rounded),
      );
    }
    const choice = { ...policy.absorption, ...policy.absorption_by_centre[centre] };
    if (choice.difference === 'expense' || driven.length === 0) network.share(node, OUTSIDE, 'unabsorbed', '', ONE);
    else {
      for (const part of driven) {
        network.share(node, whereTo(part, departments).to, 'absorption_difference', '', part.quantity);
      }
    }
  }
}

/** What a centre has, over the orders that a driver names. */
export function spreadOver(network: ReferenceNetwork, of: Drivers, node: string, centre: string, driver: string): void {
  const driven = driversOf(of, centre, driver).filter(({ kind }) => kind !== 'centre');
  if (driven.length === 0) network.share(node, OUTSIDE, 'no_driver', '', ONE);
  else {
    shareOver(network, node, driven, undefined);
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

export function whereTo(
  { kind, target, stage }: Pick<Driven, 'kind' | 'target' | 'stage'>,
  departments: DepartmentNodes | undefined,
): { to: string; kind: string } {
  if (kind === 'order') return { to: `order ${target} · ${stage}`, kind: 'driven' };
  if (kind === 'centre' && departments !== undefined) return { to: departments.received(target), kind: 'served' };
  return { to: OUTSIDE, kind: 'no_driver' };
}

export function kindOf({ rows }: Counted, centre: string): string {
  return text(rows.cost_centre?.find((row) => row.centre === centre)?.kind);
}
