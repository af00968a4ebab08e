import type { Facts } from '@millrace/facts';
import type { Report } from '../../findings.js';
import { chosenFor, type Policy } from '../../policy.js';
import type { Orders } from '../orders/orders.js';
import { OUTSIDE, type PlanBuilder } from '../plan.js';
import type { readDrivers } from './drivers.js';

/**
 * Material issued to a cost centre: the centre's expense, unless the policy names a driver by which it is spread over the
 * orders that the centre worked on. Gives the node that a centre's material goes to.
 */
export function addCentreMaterial(
  facts: Facts,
  policy: Policy,
  orders: Orders,
  drivers: ReturnType<typeof readDrivers>,
  plan: PlanBuilder,
  report: Report,
): (centre: number) => number {
  const nodes = new Map<number, number>();
  return (centre) => {
    const driver = chosenFor(policy.centre_material_driver, facts.symbols.text(centre));
    if (driver === undefined) return OUTSIDE;
    let node = nodes.get(centre);
    if (node === undefined) {
      node = plan.node('centre', centre);
      nodes.set(centre, node);
      const driven = drivers.read(centre, driver);
      for (const part of driven) {
        plan.share(node, orders.conversionStage(part.order, part.operation), part.quantity, 'driven', part.order);
      }
      if (driven.length === 0) {
        plan.share(node, OUTSIDE, 1, 'no_driver', -1);
        report('pool_must_have_a_driver', 'cost_centre', facts.symbols.text(centre), { driver, amount: '' });
      }
    }
    return node;
  };
}
