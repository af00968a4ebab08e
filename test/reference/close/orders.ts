import type { Policy, Row } from '@millrace/costing-core';
import { type Counted, type Movement, type Order, text } from './counted.js';
import { Fraction, larger, ONE, smaller, sum, ZERO } from './fraction.js';
import { furtherElement, jointSplit, sharesCost } from './joint-outputs.js';
import { isOfEarlierScrap, lossesOf, lossRows, lostByHours, scrapWorth } from './losses.js';
import { lostHours } from './lost-hours.js';
import { OUTSIDE, type ReferenceNetwork, type Vector } from './network.js';
import { openingOf } from './openings.js';
import { compareText } from './order-of-rows.js';
import { isStep } from './parallel-items.js';
import { type Progress, progressOf } from './progress.js';
import type { Bearer } from './repaired-by.js';
import type { Netted } from './returns.js';
import { sharedQuantity } from './shared-material.js';
import { componentsOf } from './structures.js';
import type { DepartmentNodes } from './where-to.js';
import { covers, partsOf } from './wip.js';

/** What was received of spoiled pieces, at its value. */
export interface Salvage {
  readonly movement: string;
  readonly to: string;
  readonly amounts: Vector;
}

/**
 * The ways out of an order (rules.md 14 to 18): each stage between what is completed, what was scrapped abnormally and
 * the work in process, by its own equivalent units; what is completed between the completions, by joint weight and quantity. What a
 * step in parallel holds is shared elsewhere.
 *
 * @returns lets out what came into its loss, once all has.
 */
export function addOrder(
  network: ReferenceNetwork,
  counted: Counted,
  policy: Policy,
  netted: Netted,
  order: Order,
  arrives: (receipt: Movement) => string | undefined,
  salvage: readonly Salvage[],
  stageOf: (text: string) => string,
  repairs: readonly Bearer[] | undefined,
  departments: DepartmentNodes,
): () => void {
  const progress = progressOf(counted, policy, order);
  const own = counted.movements.filter((movement) => movement.order === order.order);
  const received = own
    .filter((movement) => sharesCost(counted, policy, order, movement))
    .map((movement) => ({ ...movement, net: netted.net(movement), to: arrives(movement) }));
  const made = received.some(({ net }) => net.sign > 0);
  const completed = made
    ? sum(received.filter(({ item, type }) => type === 'completion' && item === order.item).map(({ net }) => net))
    : ZERO;
  const losses =
    repairs === undefined
      ? lossesOf(counted, policy, netted, order, progress)
      : { units: [], rows: [], spoiled: new Map() };
  /** Whether what is spoiled is a loss; else salvage belongs to the material. */
  const isLoss = repairs !== undefined || policy.operation_scrap === 'abnormal' || lossRows(counted, order).length > 0;
  const loss = `loss ${order.order}`;
  const isCounted = policy.spoilage.normal === 'counted';
  /** The loss that salvage and compensation reduce. */
  const reduced = repairs?.length === 1 ? `loss ${repairs[0].order}` : loss;
  const isBorne = policy.spoilage.loss === 'good' && repairs === undefined && (made || !order.closed);
  const isPaid = own.some((of) => of.type === 'compensation' && !isOfEarlierScrap(counted, of));
  const node = (stage: string) => `order ${order.order} · ${stage}`;
  const kindWithoutOutput = policy.order_without_output === 'error' ? 'order_without_output' : 'scrap_loss';

  /** A component's own quantities: completed, lost, in process; undefined where its stage is shared by equivalent units. */
  const ofComponent = (stage: string): Fraction[] | undefined => {
    const { component, kind } = partsOf(stage);
    const { method } = progress.wip(stage);
    if (component === '' || isBorneAlone(kind) || (method !== 'component_list' && method !== 'count')) return undefined;
    const hasCounts = (counted.rows.wip_count ?? []).some(
      (row) => row.order === order.order && row.period === counted.period,
    );
    const need = sum(
      componentsOf(counted, order).flatMap(({ item, quantity }) => (item === component ? [quantity] : [])),
    );
    const byList = method === 'component_list' || !hasCounts;
    if (byList && need.sign === 0) return undefined;
    const to = (movement: Movement) => progress.materialStage(movement.operation, movement.item) === stage;
    const issued = sum(own.filter((of) => of.type === 'issue' && to(of)).map((of) => netted.net(of)));
    const returns = netted.fixed.filter(
      ({ movement }) => movement.type === 'issue_return' && movement.order === order.order && to(movement),
    );
    const there = larger(
      ZERO,
      openingOf(counted, order, stageOf, stage)
        .ofComponent.plus(issued)
        .plus(sharedQuantity(network, { counted, policy, netted }, order.order, stage))
        .minus(sum(returns.map(({ quantity }) => quantity))),
    );
    const units = larger(ZERO, sum(losses.units.map(({ abnormal }) => abnormal)));
    const good = isCounted ? completed.plus(sum(losses.units.map(({ normal }) => normal))) : completed;
    if (!byList) {
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
    const used = smaller(there, good.times(need));
    const lost = smaller(there.minus(used), units.times(need));
    return [used, lost, order.closed ? ZERO : there.minus(used).minus(lost)];
  };

  const salvageStage = materialOf(progress);
  for (const { movement, to, amounts } of isLoss ? [] : salvage) {
    network.fixed(node(salvageStage), to, 'movement', movement, amounts);
  }
  for (const { row, normal, centre } of losses.rows) {
    if (text(row.scrap_price) === '' || normal.sign === 0) continue;
    const worth = scrapWorth(counted, row, normal, text(row.scrap_item));
    const from = centre === '' ? node(salvageStage) : departments.received(centre);
    network.fixed(from, loss, 'normal_salvage', '', worth);
  }
  const hasLoss =
    losses.rows.some(({ row, normal, centre }) => {
      return normal.sign !== 0 && (centre === '' || text(row.scrap_price) !== '');
    }) || losses.units.some(({ abnormal, centre }) => centre === '' && abnormal.sign !== 0);
  // What is repaired has a loss, whichever of the orders comes first.
  const isRepaired = network.nodes.has(loss);
  if (isBorne && (hasLoss || isRepaired || isPaid || (isLoss && salvage.length > 0))) {
    network.node(node('spoilage'));
  }

  for (const stage of isStep(counted, policy, order) ? [] : stagesOf(network, order)) {
    const opening = openingOf(counted, order, stageOf, stage);
    const { method } = progress.wip(stage);
    const { kind } = partsOf(stage);
    const isFifo = method === 'fifo' && !isBorneAlone(kind);
    const nodes = isFifo && opening.isThere ? [node(stage), `${node(stage)} · opening`] : [node(stage)];
    if (repairs !== undefined) {
      for (const from of nodes) {
        for (const { order: of, weight } of repairs) network.share(from, `loss ${of}`, 'repair', '', weight);
      }
      continue;
    }
    if (made && order.type === 'disassembly') {
      for (const from of nodes) network.share(from, node('completed'), 'completed', '', ONE);
      continue;
    }
    if (givesBack(counted, order)) {
      for (const from of nodes) network.share(from, OUTSIDE, 'disassembly_difference', '', ONE);
      continue;
    }
    const atDegree = (what: 'normal' | 'abnormal') =>
      sum(losses.units.map((of) => of[what].times(progress.scrapDegree(stage, of.operation))));
    const scrapped = atDegree('abnormal');
    const counts = isCounted ? atDegree('normal') : ZERO;
    const good = completed.plus(counts);
    const isDone = order.closed || (made && method === 'all_until_finished' && progress.receivedAll);
    const inProcess = isDone ? ZERO : progress.equivalentUnits(stage);
    const closing = isDone ? ZERO : progress.inProcess(stage);
    /** What units in process bear of those that are lost as a rule: by quantity beside what is completed. */
    const shifted =
      isDone || !isCounted || policy.spoilage.borne_by === 'good'
        ? ZERO
        : sum(
            losses.units.map(({ normal, operation }) => {
              const past = progress.pastInspection(stage, operation);
              const all = larger(ZERO, completed).plus(past);
              return all.sign === 0 ? ZERO : normal.times(progress.scrapDegree(stage, operation)).times(past).over(all);
            }),
          );
    const byUnits = losses.units.map((of) => of.abnormal.times(progress.scrapDegree(stage, of.operation)));
    /** What the overhead of centres bears of what is lost, each its part of the whole. */
    const toCentres = (weights: readonly Fraction[], whole = sum(weights)) => {
      const all = sum(weights);
      const part = all.sign === 0 ? ONE : whole.over(all);
      const centres = [...new Set(losses.units.map(({ centre }) => centre))].filter((centre) => centre !== '');
      return centres
        .map((centre) => ({
          to: departments.received(centre),
          centre,
          weight: sum(weights.filter((_, i) => losses.units[i].centre === centre)).times(part),
        }))
        .filter(({ weight }) => weight.sign > 0)
        .sort((a, b) => compareText(a.centre, b.centre));
    };
    /** What is lost: the order's loss, and the centres that bear a part of it. */
    const lose = (from: string, weight: Fraction, isAll: boolean) => {
      const isByHours = hours !== undefined && isAll;
      const common = isAll ? toCentres(isByHours ? lostHours(counted, order, losses.units) : byUnits, weight) : [];
      network.share(from, loss, 'irreparable', '', weight.minus(sum(common.map((of) => of.weight))));
      for (const of of common) network.share(from, of.to, 'irreparable', '', of.weight);
    };
    const isLostWhole = !made && order.closed && scrapped.sign > 0;
    const standard =
      policy.spoilage.irreparable === 'quota' && scrapped.sign > 0 && !isLostWhole
        ? progress.stageStandard(stage)
        : undefined;
    if (standard !== undefined) {
      const at = (units: Fraction) => standard.map((each) => each.times(units).rounded);
      const common = toCentres(byUnits);
      for (const { to, weight } of common) network.fixed(node(stage), to, 'irreparable', '', at(weight));
      const own = scrapped.minus(sum(common.map(({ weight }) => weight)));
      if (own.sign !== 0) network.fixed(node(stage), loss, 'irreparable', '', at(own));
    }
    const hours = kind === 'conversion' ? lostByHours(counted, policy, order, losses) : undefined;
    /** Completed, lost, in process, after what is lost by hours or at the standard. */
    const valued = ([own, lost, left]: readonly Fraction[]): Fraction[] => {
      if (standard !== undefined) return [own, ZERO, left];
      if (hours === undefined) return [own, lost, left];
      const rest = ONE.minus(hours);
      if (own.plus(left).sign === 0) return made ? [rest, hours, ZERO] : [ZERO, hours, rest];
      return [own.times(rest), own.plus(left).times(hours), left.times(rest)];
    };
    // What opened a stage under FIFO is shared as it is.
    network.node(node(stage)).rounding = policy.rate_rounding.wip ?? policy.rate_rounding.default;
    if (!made) {
      // Nothing completed: all stays but what was scrapped, or is a residual of a closed order (rules.md 17).
      const rest = order.closed ? (isLostWhole ? 'scrap_loss' : kindWithoutOutput) : 'closing_wip';
      const [, lost, left] = valued([ZERO, scrapped, inProcess]);
      const taken = lost.sign < 0 && lost.plus(left).sign <= 0 ? ZERO : lost;
      const isNothing = taken.sign === 0 && left.sign === 0;
      lose(node(stage), taken, !isNothing);
      const leave = (from: string, weight: Fraction) => {
        if (rest === 'scrap_loss') network.share(from, loss, 'irreparable', '', weight);
        else network.share(from, OUTSIDE, rest, '', weight);
      };
      leave(node(stage), isNothing ? ONE : left);
      if (nodes.length > 1) leave(nodes[1], ONE);
      continue;
    }
    const share = (from: string, unvalued: readonly Fraction[]) => {
      const given = from === node(stage) ? valued(unvalued) : unvalued;
      // A gain of more than the output doesn't count (rules.md 10).
      const isLost = given[1].sign < 0 && sum(given).sign <= 0;
      const weights = isLost ? [given[0], ZERO, given[2]] : given;
      const isNothing = weights.every(({ sign }) => sign === 0);
      // Where only something else came of a finished order, that takes all (rules.md 17).
      network.share(from, node('completed'), 'completed', '', isNothing ? ONE : weights[0]);
      lose(from, weights[1], from === node(stage) && !isNothing);
      network.share(from, OUTSIDE, 'closing_wip', '', weights[2]);
    };
    const isFixed = method === 'fixed' && !order.closed && !progress.isCounted && !isBorneAlone(kind);
    const quota = quotaOf(counted, order, stage);
    if (
      isFixed ||
      ((method === 'none' || (method === 'material_only' && kind !== 'material' && kind !== 'evenly')) &&
        !isBorneAlone(kind))
    ) {
      if (isFixed && opening.isThere) network.fixed(node(stage), OUTSIDE, 'closing_wip', '', opening.amounts);
      share(node(stage), [good, scrapped, ZERO]);
    } else if (method === 'quota_ratio' && quota !== undefined && !isBorneAlone(kind)) {
      const whole = Fraction.of(text(quota.completed));
      const lost = completed.sign === 0 ? ZERO : scrapped.times(whole).over(completed);
      const [borne, kept] = [counts.minus(shifted), shifted].map((units) =>
        completed.sign === 0 ? ZERO : units.times(whole).over(completed),
      );
      share(node(stage), [
        whole.plus(borne),
        lost,
        order.closed ? ZERO : Fraction.of(text(quota.in_process)).plus(kept),
      ]);
    } else if (method === 'quota_cost' && !isBorneAlone(kind) && progress.stageStandard(stage) !== undefined) {
      const standard = progress.stageStandard(stage) ?? [];
      const amounts = standard.map((each) => each.times(inProcess).rounded);
      network.fixed(node(stage), OUTSIDE, 'closing_wip', '', amounts);
      share(node(stage), [good, scrapped, ZERO]);
    } else if (
      method === 'completed_at_standard' &&
      !isBorneAlone(kind) &&
      !order.closed &&
      inProcess.sign > 0 &&
      progress.stageStandard(stage) !== undefined
    ) {
      const quota = progress.stageStandard(stage) ?? [];
      const amounts = quota.map((each) => each.times(completed).rounded);
      network.fixed(node(stage), node('completed'), 'completed', '', amounts);
      share(node(stage), [ZERO, scrapped, inProcess.plus(shifted)]);
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
      const added = larger(ZERO, inProcess.minus(staying.times(degree)));
      share(node(stage), [toFinish.plus(counts).minus(shifted), scrapped, added.plus(shifted)]);
    } else {
      share(node(stage), [good.minus(shifted), scrapped, inProcess.plus(shifted)]);
    }
  }
  for (const { movement, to, amounts } of isLoss ? salvage : []) {
    network.fixed(reduced, to, 'movement', movement, amounts);
  }
  for (const of of own.filter(({ type }) => type === 'compensation')) {
    const isEarlier = isOfEarlierScrap(counted, of);
    const from = isEarlier ? `${loss} · earlier` : reduced;
    network.fixed(from, OUTSIDE, 'movement', of.movement, of.amounts ?? counted.elements.map(() => 0n));
    if (isEarlier)
      network.node(from).shares.splice(0, 1, { to: OUTSIDE, kind: 'scrap_loss', movement: '', weight: ONE });
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
  return () => {
    if (network.nodes.has(loss)) {
      for (const { row, spoiled } of salvage.length > 0 ? [] : losses.rows) {
        if (text(row.scrap_price) === '' || spoiled.sign === 0) continue;
        network.fixed(loss, OUTSIDE, 'scrap_value', '', scrapWorth(counted, row, spoiled, text(row.scrap_item)));
      }
      const borneBy = isStep(counted, policy, order) ? `step ${order.item} · spoilage` : node('spoilage');
      if (isBorne) network.share(loss, borneBy, 'spoilage', '', ONE);
      else network.share(loss, OUTSIDE, 'scrap_loss', '', ONE);
    }
  };
}

/** What is taken apart gives back what another order took: a component that comes back of an issue which isn't its own. */
function givesBack({ movements, rows }: Counted, { order, type, item }: Order): boolean {
  const isOwn = (issue: string) =>
    rows.movement?.some((of) => of.movement === issue && of.status === 'approved' && of.order === order) === true;
  return (
    type === 'disassembly' &&
    movements.some(
      (of) =>
        of.type === 'issue_return' &&
        of.order === order &&
        of.item !== item &&
        of.refersTo !== '' &&
        !isOwn(of.refersTo),
    )
  );
}

/** Fees for finished pieces and losses that good pieces bear go to what was completed; work in process takes no part of them. */
export function isBorneAlone(kind: string): boolean {
  return kind === 'fee' || kind === 'spoilage';
}

/** The stage of material that is taken as it comes: at the start, or evenly. */
function materialOf(progress: Progress): string {
  const { material_entry, entry_progress } = progress.wip('material');
  return material_entry === 'by_entry' && entry_progress === '0.5' ? 'evenly' : 'material';
}

export function stagesOf(network: ReferenceNetwork, { order }: Order): string[] {
  const prefix = `order ${order} · `;
  return [...network.nodes.keys()]
    .filter((name) => name.startsWith(prefix) && name !== `${prefix}completed`)
    .map((name) => name.slice(prefix.length).replace(/ · opening$/, ''))
    .filter((stage, i, all) => all.indexOf(stage) === i);
}

/** What is laid down for a stage of an order this month. */
export function quotaOf({ rows, period }: Counted, { order }: Order, stage: string): Row<'order_quota'> | undefined {
  return (rows.order_quota ?? []).find(
    (row) => row.order === order && row.period === period && covers(partsOf(text(row.stage)), partsOf(stage)),
  );
}
