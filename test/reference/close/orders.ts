import type { Policy } from '@millrace/costing-core';
import type { Counted, Movement, Order } from './counted.js';
import { ONE, sum } from './fraction.js';
import { jointWeight } from './joint-outputs.js';
import { OUTSIDE, type ReferenceNetwork } from './network.js';
import { progressOf } from './progress.js';
import type { Netted } from './returns.js';

/**
 * The ways out of an order (rules.md 14 to 18): each stage between what is completed, what was scrapped abnormally and
 * the work in process, by its own equivalent units; what is completed between the completions, by joint weight and quantity.
 */
export function addOrder(
  network: ReferenceNetwork,
  counted: Counted,
  policy: Policy,
  netted: Netted,
  order: Order,
  arrives: (completion: Movement) => string | undefined,
): void {
  const progress = progressOf(counted, policy, order);
  const own = counted.movements.filter((movement) => movement.order === order.order);
  const completions = own.filter(({ type }) => type === 'completion');
  const made = completions.some((completion) => netted.net(completion).sign > 0);
  const completed = sum(completions.filter(({ item }) => item === order.item).map(netted.net));
  const scrap = own.filter(({ type }) => type === 'operation_scrap' && policy.operation_scrap === 'abnormal');
  const node = (stage: string) => `order ${order.order} · ${stage}`;

  for (const stage of stagesOf(network, order)) {
    if (made && order.type === 'disassembly') {
      network.share(node(stage), node('completed'), 'completed', '', ONE);
    } else if (made) {
      const scrapped = sum(scrap.map(({ quantity, operation }) => quantity.times(progress.degree(stage, operation))));
      const inProcess = progress.equivalentUnits(stage);
      // Where only something else came of a finished order, that takes all (rules.md 17).
      const isOnlyBesides = completed.plus(scrapped).plus(inProcess).sign === 0;
      network.share(node(stage), node('completed'), 'completed', '', isOnlyBesides ? ONE : completed);
      network.share(node(stage), OUTSIDE, 'scrap_loss', '', scrapped);
      network.share(node(stage), OUTSIDE, 'closing_wip', '', inProcess);
    } else {
      const kind = policy.order_without_output === 'error' ? 'order_without_output' : 'scrap_loss';
      network.share(node(stage), OUTSIDE, progress.finished ? kind : 'closing_wip', '', ONE);
    }
  }
  for (const completion of completions) {
    const arrival = arrives(completion);
    const weight = jointWeight(counted, order, completion.item, netted.net(completion));
    if (arrival !== undefined) network.share(node('completed'), arrival, 'movement', completion.movement, weight);
  }
}

function stagesOf(network: ReferenceNetwork, { order }: Order): string[] {
  const prefix = `order ${order} · `;
  return [...network.nodes.keys()]
    .filter((name) => name.startsWith(prefix) && name !== `${prefix}completed`)
    .map((name) => name.slice(prefix.length));
}
