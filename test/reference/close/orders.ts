import type { Policy } from '@millrace/costing-core';
import type { Counted, Movement, Order } from './counted.js';
import { ONE, sum } from './fraction.js';
import { OUTSIDE, type ReferenceNetwork } from './network.js';
import { progressOf } from './progress.js';
import type { Netted } from './returns.js';

/**
 * The ways out of an order (rules.md 14 to 18): each stage between what is completed, what was scrapped abnormally and
 * the work in process, by its own equivalent units; what is completed between the completions, by quantity.
 */
export function addOrder(
  network: ReferenceNetwork,
  counted: Counted,
  policy: Policy,
  netted: Netted,
  order: Order,
  arrives: (completion: Movement) => string,
): void {
  const progress = progressOf(counted, policy, order);
  const own = counted.movements.filter((movement) => movement.order === order.order);
  const completions = own.filter(({ type }) => type === 'completion');
  const completed = sum(completions.map(netted.net));
  const scrap = own.filter(({ type }) => type === 'operation_scrap' && policy.operation_scrap === 'abnormal');
  const node = (stage: string) => `order ${order.order} · ${stage}`;

  for (const stage of stagesOf(network, order)) {
    if (completed.sign > 0) {
      network.share(node(stage), node('completed'), 'completed', '', completed);
      const scrapped = scrap.map(({ quantity, operation }) => quantity.times(progress.degree(stage, operation)));
      network.share(node(stage), OUTSIDE, 'scrap_loss', '', sum(scrapped));
      network.share(node(stage), OUTSIDE, 'closing_wip', '', progress.equivalentUnits(stage));
    } else {
      const kind = policy.order_without_output === 'error' ? 'order_without_output' : 'scrap_loss';
      network.share(node(stage), OUTSIDE, progress.finished ? kind : 'closing_wip', '', ONE);
    }
  }
  for (const completion of completions) {
    network.share(node('completed'), arrives(completion), 'movement', completion.movement, netted.net(completion));
  }
}

function stagesOf(network: ReferenceNetwork, { order }: Order): string[] {
  const prefix = `order ${order} · `;
  return [...network.nodes.keys()]
    .filter((name) => name.startsWith(prefix) && name !== `${prefix}completed`)
    .map((name) => name.slice(prefix.length));
}
