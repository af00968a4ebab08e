import type { Policy } from '@millrace/costing-core';
import { type Counted, type Movement, type Order, text } from './counted.js';
import { Fraction, larger, ONE, smaller, sum, ZERO } from './fraction.js';
import { furtherElement, jointSplit, sharesCost } from './joint-outputs.js';
import { OUTSIDE, type ReferenceNetwork } from './network.js';
import { openingOf } from './openings.js';
import { progressOf } from './progress.js';
import type { Netted } from './returns.js';
import { componentsOf } from './structures.js';
import { covers, partsOf } from './wip.js';

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
  stageOf: (text: string) => string,
): void {
  const progress = progressOf(counted, policy, order);
  const own = counted.movements.filter((movement) => movement.order === order.order);
  const received = own
    .filter((movement) => sharesCost(counted, policy, order, movement))
    .map((movement) => ({ ...movement, net: netted.net(movement), to: arrives(movement) }));
  const made = received.some(({ net }) => net.sign > 0);
  const completed = made
    ? sum(received.filter(({ item, type }) => type === 'completion' && item === order.item).map(({ net }) => net))
    : ZERO;
  const scrap = own.filter(({ type }) => type === 'operation_scrap' && policy.operation_scrap === 'abnormal');
  const node = (stage: string) => `order ${order.order} · ${stage}`;
  const kindWithoutOutput = policy.order_without_output === 'error' ? 'order_without_output' : 'scrap_loss';

  /** A component's own quantities: completed, lost, in process; undefined where its stage is shared by equivalent units. */
  const ofComponent = (stage: string): Fraction[] | undefined => {
    const { component, kind } = partsOf(stage);
    const { method } = progress.wip(stage);
    if (component === '' || kind === 'fee' || (method !== 'component_list' && method !== 'count')) return undefined;
    const need = sum(
      componentsOf(counted, order).flatMap(({ item, quantity }) => (item === component ? [quantity] : [])),
    );
    if (method === 'component_list' && need.sign === 0) return undefined;
    const to = (movement: Movement) => progress.materialStage(movement.operation, movement.item) === stage;
    const issued = sum(own.filter((of) => of.type === 'issue' && to(of)).map((of) => netted.net(of)));
    const returns = netted.fixed.filter(
      ({ movement }) => movement.type === 'issue_return' && movement.order === order.order && to(movement),
    );
    const there = larger(
      ZERO,
      openingOf(counted, order, stageOf, stage)
        .ofComponent.plus(issued)
        .minus(sum(returns.map(({ quantity }) => quantity))),
    );
    const units = sum(scrap.filter((of) => progress.isKnown(of.operation)).map(({ quantity }) => quantity));
    if (method === 'count') {
      const rows = (counted.rows.wip_count ?? []).filter(
        (row) =>
          row.order === order.order &&
          row.period === counted.period &&
          partsOf(text(row.stage)).component !== '' &&
          covers(partsOf(text(row.stage)), partsOf(stage)),
      );
      const left = order.closed ? ZERO : smaller(there, sum(rows.map((row) => Fraction.of(text(row.quantity)))));
      const lost = smaller(there.minus(left), units.times(need));
      return [there.minus(left).minus(lost), lost, left];
    }
    const used = smaller(there, completed.times(need));
    const lost = smaller(there.minus(used), units.times(need));
    return [used, lost, order.closed ? ZERO : there.minus(used).minus(lost)];
  };

  for (const stage of stagesOf(network, order)) {
    const opening = openingOf(counted, order, stageOf, stage);
    const { method } = progress.wip(stage);
    const { kind } = partsOf(stage);
    const isFifo = method === 'fifo' && kind !== 'fee';
    const nodes = isFifo && opening.isThere ? [node(stage), `${node(stage)} · opening`] : [node(stage)];
    if (made && order.type === 'disassembly') {
      for (const from of nodes) network.share(from, node('completed'), 'completed', '', ONE);
      continue;
    }
    const scrapped = sum(
      scrap.map(({ quantity, operation }) => quantity.times(progress.scrapDegree(stage, operation))),
    );
    const isDone = order.closed || (made && method === 'all_until_finished' && progress.receivedAll);
    const inProcess = isDone ? ZERO : progress.equivalentUnits(stage);
    const closing = isDone ? ZERO : progress.inProcess(stage);
    if (!made) {
      // Nothing completed: all stays but what was scrapped, or is a residual of a closed order (rules.md 17).
      const isLost = order.closed && scrapped.sign > 0;
      const rest = order.closed ? (isLost ? 'scrap_loss' : kindWithoutOutput) : 'closing_wip';
      network.share(node(stage), OUTSIDE, 'scrap_loss', '', scrapped);
      const isNothing = scrapped.plus(inProcess).sign === 0;
      network.share(node(stage), OUTSIDE, rest, '', isNothing ? ONE : inProcess);
      if (nodes.length > 1) network.share(nodes[1], OUTSIDE, rest, '', ONE);
      continue;
    }
    const share = (from: string, weights: readonly Fraction[]) => {
      const isNothing = sum(weights).sign === 0;
      // Where only something else came of a finished order, that takes all (rules.md 17).
      network.share(from, node('completed'), 'completed', '', isNothing ? ONE : weights[0]);
      network.share(from, OUTSIDE, 'scrap_loss', '', weights[1]);
      network.share(from, OUTSIDE, 'closing_wip', '', weights[2]);
    };
    const isFixed = method === 'fixed' && !order.closed && !progress.isCounted && kind !== 'fee';
    const quota = (counted.rows.order_quota ?? []).find(
      (row) =>
        row.order === order.order && row.period === counted.period && covers(partsOf(text(row.stage)), partsOf(stage)),
    );
    if (
      isFixed ||
      ((method === 'none' || (method === 'material_only' && kind !== 'material' && kind !== 'evenly')) &&
        kind !== 'fee')
    ) {
      if (isFixed && opening.isThere) network.fixed(node(stage), OUTSIDE, 'closing_wip', '', opening.amounts);
      share(node(stage), [completed, scrapped, ZERO]);
    } else if (method === 'quota_ratio' && quota !== undefined && kind !== 'fee') {
      const whole = Fraction.of(text(quota.completed));
      const lost = completed.sign === 0 ? ZERO : scrapped.times(whole).over(completed);
      share(node(stage), [whole, lost, order.closed ? ZERO : Fraction.of(text(quota.in_process))]);
    } else if (method === 'quota_cost' && kind !== 'fee' && progress.stageStandard(stage) !== undefined) {
      const standard = progress.stageStandard(stage) ?? [];
      const amounts = standard.map((each) => each.times(inProcess).rounded);
      network.fixed(node(stage), OUTSIDE, 'closing_wip', '', amounts);
      share(node(stage), [completed, scrapped, ZERO]);
    } else if (ofComponent(stage) !== undefined) {
      share(node(stage), ofComponent(stage) ?? []);
    } else if (isFifo) {
      // Of a component's stage by its own quantity; never above 1.
      const whole = partsOf(stage).component === '' ? opening.units : opening.ofComponent;
      const degree = whole.sign === 0 ? ZERO : smaller(ONE, opening.equivalents.over(whole));
      const finished = completed.compare(opening.units) < 0 ? completed : opening.units;
      const left = opening.units.minus(finished);
      const staying = left.compare(closing) < 0 ? left : closing;
      if (nodes.length > 1) share(nodes[1], [finished, ZERO, staying]);
      const toFinish = finished.times(ONE.minus(degree)).plus(completed.minus(finished));
      share(node(stage), [toFinish, scrapped, larger(ZERO, inProcess.minus(staying.times(degree)))]);
    } else {
      share(node(stage), [completed, scrapped, inProcess]);
    }
  }
  const outputs = received.filter(({ to }) => to !== undefined);
  const { weights, givenBack, isJoint } = jointSplit({ counted, policy, netted }, order, outputs);
  for (const [o, { movement, to = '' }] of outputs.entries()) {
    if (givenBack[o] !== 0n) {
      const place = furtherElement(counted, policy, order);
      const amounts = counted.elements.map((element) => (element === place ? 0n - givenBack[o] : 0n));
      network.fixed(node('completed'), to, 'movement', movement, amounts);
    }
    network.share(node('completed'), to, 'movement', movement, weights[o]);
  }
  if (isJoint) network.node(node('completed')).rounding = policy.rate_rounding.joint ?? policy.rate_rounding.default;
}

function stagesOf(network: ReferenceNetwork, { order }: Order): string[] {
  const prefix = `order ${order} · `;
  return [...network.nodes.keys()]
    .filter((name) => name.startsWith(prefix) && name !== `${prefix}completed`)
    .map((name) => name.slice(prefix.length).replace(/ · opening$/, ''))
    .filter((stage, i, all) => all.indexOf(stage) === i);
}
