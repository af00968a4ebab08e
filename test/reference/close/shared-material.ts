import { found } from './counted.js';
import { type Drivers, driversOf } from './drivers.js';
import { type Fraction, sum, ZERO } from './fraction.js';
import type { ReferenceNetwork } from './network.js';
import { progressOf } from './progress.js';
import { componentsOf } from './structures.js';

/** The stage of an order's material that an item enters which it shares: at the operation of its lines, of several at the start. */
export function sharedStage({ counted, policy }: Drivers, order: string, item: string): string {
  const of = found([...counted.orders.values()], (row) => row.order === order);
  const own = componentsOf(counted, of).filter((line) => line.item === item);
  const operations = [...new Set(own.map(({ operation }) => operation))];
  return progressOf(counted, policy, of).materialStage(operations.length === 1 ? operations[0] : '', item);
}

/** What an order has of material that centres share, in a stage: of what was issued net, cumulative at 6 decimals. */
export function sharedQuantity(network: ReferenceNetwork, of: Drivers, order: string, stage: string): Fraction {
  const { counted, policy, netted } = of;
  let quantity = ZERO;
  for (const [centre, choice] of Object.entries(policy.centre_material_driver)) {
    if (typeof choice === 'string') continue;
    for (const [item, driver] of Object.entries(choice)) {
      const isHere = (row: { order: string; centre: string; item: string }) =>
        row.order === '' && row.centre === centre && row.item === item;
      const issues = counted.movements.filter((row) => row.type === 'issue' && isHere(row));
      const returns = netted.fixed.filter(({ movement }) => movement.type === 'issue_return' && isHere(movement));
      if (!network.nodes.has(`centre ${centre} · ${item}`)) continue;
      const whole = sum(issues.map(netted.net)).minus(sum(returns.map((row) => row.quantity)));
      const parts = driversOf(of, centre, driver).filter(({ kind }) => kind !== 'centre');
      const all = sum(parts.map((part) => part.quantity));
      let before = ZERO;
      for (const part of parts) {
        const upTo = before.plus(part.quantity);
        const own = whole.times(upTo).over(all).roundedTo(6).minus(whole.times(before).over(all).roundedTo(6));
        before = upTo;
        if (part.kind === 'order' && part.target === order && sharedStage(of, order, item) === stage) {
          quantity = quantity.plus(own);
        }
      }
    }
  }
  return quantity;
}
