import type { Policy } from '@millrace/costing-core';
import type { Counted, Movement, Order } from './counted.js';
import { ONE, sum, ZERO } from './fraction.js';
import { jointWeights, sharesCost } from './joint-outputs.js';
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
  arrives: (receipt: Movement) => string | undefined,
): void {
  const progress = progressOf(counted, policy, order);
  const own = counted.movements.filter((movement) => movement.order === order.order);
  const received = own
    .filter((movement) => sharesCost(counted, order, movement))
    .map((movement) => ({ ...movement, net: netted.net(movement), to: arrives(movement) }));
  const made = received.some(({ net }) => net.sign > 0);
  const completed = sum(
    received.filter(({ item, type }) => type === 'completion' && item === order.item).map(({ net }) => net),
  );
  const scrap = own.filter(({ type }) => type === 'operation_scrap' && policy.operation_scrap === 'abnormal');
  const node = (stage: string) => `order ${order.order} · ${stage}`;

  for (const stage of stagesOf(network, order)) {
    if (made && order.type === 'disassembly') {
      network.share(node(stage), node('completed'), 'completed', '', ONE);
      continue;
    }
    const completedUnits = made ? completed : ZERO;
    const scrapped = sum(
      scrap.map(({ quantity, operation }) => quantity.times(progress.scrapDegree(stage, operation))),
    );
    const isEmpty = made ? progress.finished : order.closed;
    const inProcess = isEmpty ? ZERO : progress.equivalentUnits(stage);
    const isNothing = completedUnits.plus(scrapped).plus(inProcess).sign === 0;
    // Where only something else came of a finished order, that takes all (rules.md 17).
    if (made) network.share(node(stage), node('completed'), 'completed', '', isNothing ? ONE : completedUnits);
    network.share(node(stage), OUTSIDE, 'scrap_loss', '', scrapped);
    network.share(node(stage), OUTSIDE, 'closing_wip', '', inProcess);
    if (made || !isNothing) continue;
    // Nothing completed, nothing scrapped: all stays, or is a residual of a closed order (rules.md 17).
    const kind = policy.order_without_output === 'error' ? 'order_without_output' : 'scrap_loss';
    network.share(node(stage), OUTSIDE, order.closed ? kind : 'closing_wip', '', ONE);
  }
  const outputs = received.filter(({ to }) => to !== undefined);
  const weights = jointWeights(counted, order, outputs);
  for (const [o, { movement, to = '' }] of outputs.entries()) {
    network.share(node('completed'), to, 'movement', movement, weights[o]);
  }
}

function stagesOf(network: ReferenceNetwork, { order }: Order): string[] {
  const prefix = `order ${order} · `;
  return [...network.nodes.keys()]
    .filter((name) => name.startsWith(prefix) && name !== `${prefix}completed`)
    .map((name) => name.slice(prefix.length));
}
