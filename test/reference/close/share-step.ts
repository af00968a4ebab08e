import type { Policy } from '@millrace/costing-core';
import { type Counted, type Order, text } from './counted.js';
import { Fraction, larger, ONE, smaller, sum, ZERO } from './fraction.js';
import { hoursWorked, lossesOf, lostByHours } from './losses.js';
import { OUTSIDE, type ReferenceNetwork } from './network.js';
import { openingOf } from './openings.js';
import { isBorneAlone, quotaOf } from './orders.js';
import { progressOf } from './progress.js';
import type { Netted } from './returns.js';
import { partsOf } from './wip.js';

export interface Of {
  readonly counted: Counted;
  readonly policy: Policy;
  readonly netted: Netted;
  /** The stage of an order that opening work in process names. */
  readonly openingStage: (order: string, stage: string) => string;
}

/** Who has units of a step that wait no more. */
export interface Taker {
  readonly to: string;
  readonly kind: 'movement' | 'completed' | 'irreparable';
  readonly movement: string;
  readonly units: Fraction;
}

interface StepStage {
  readonly item: string;
  readonly name: string;
  readonly stage: string;
  readonly own: readonly Order[];
  readonly takers: readonly Taker[];
  /** Units that are made and in no finished product. */
  readonly waiting: Fraction;
}

/** Adds the edges by which a stage of a step shares what it holds. */
export function shareStage(
  network: ReferenceNetwork,
  of: Of,
  { item, name, stage, own, takers, waiting }: StepStage,
): void {
  const { counted, policy, netted } = of;
  const sorted = [...own].sort((a, b) => byBytes(a.order, b.order));
  const progress = new Map(sorted.map((order) => [order, progressOf(counted, policy, order)]));
  const at = (order: Order) => progress.get(order) as ReturnType<typeof progressOf>;
  const { kind } = partsOf(stage);
  const borneAlone = isBorneAlone(kind);
  const methods = new Set(sorted.map((order) => at(order).wip(stage).method));
  const method = methods.size === 1 && !borneAlone ? [...methods][0] : undefined;
  const node = network.node(name);
  node.rounding = policy.rate_rounding.wip ?? policy.rate_rounding.default;
  const opened = `${name} · opening`;
  if (!borneAlone && methods.has('fifo')) {
    const isOpening = (source: (typeof node.sources)[number]) => source.kind === 'opening_wip';
    const sources = node.sources.filter(isOpening);
    node.sources.splice(0, node.sources.length, ...node.sources.filter((source) => !isOpening(source)));
    if (sources.length > 0) network.node(opened).sources.push(...sources);
  }

  const quotas = quotasOf(of, own, stage);
  const inQuota = (quantity: Fraction) => quantity.times(quotas?.each ?? ONE);
  const gone = sum(takers.map(({ units }) => units));
  const whole = gone.plus(waiting);
  const ownUnits = (order: Order) => stillInProcess(of, order, stage, at(order).equivalentUnits(stage));
  // Units that are lost as a rule: by all that the step completed in the same part, or by what is in process in it.
  const rules = sorted.map((order) => lostAsARule(of, order, stage));
  const borneByAll = sum(rules.map(({ borne }) => borne));
  const kept = sum(rules.map((rule) => rule.kept)).plus(whole.sign === 0 ? borneByAll : ZERO);
  const part = (quantity: Fraction, all: Fraction, some: Fraction) =>
    all.sign === 0 ? ZERO : quantity.times(some).over(all);
  /** What a whole unit that the step completed weighs. */
  const each = (quantity: Fraction) => quantity.plus(part(quantity, whole, borneByAll));
  const inProcess = sum(sorted.map((order) => quotas?.inProcess.get(order.order) ?? inQuota(ownUnits(order))));
  let weights = takers.map(({ units }) => inQuota(each(units)));
  let process = inProcess.plus(inQuota(each(waiting))).plus(inQuota(kept));
  let ofOpening = [...weights, process];
  if (method === 'fifo') {
    const begun = openedWith(of, item, own, stage);
    const there = inProcess.plus(waiting);
    const first = smaller(gone, begun);
    const stays = smaller(begun.minus(first), there);
    weights = takers.map(({ units }) => {
      return part(units, gone, gone.minus(first)).plus(part(units, whole, borneByAll));
    });
    process = there
      .minus(stays)
      .plus(part(waiting, whole, borneByAll))
      .plus(kept);
    ofOpening = [...takers.map(({ units }) => (begun.sign === 0 ? units : part(units, gone, first))), stays];
  }
  const standard =
    method === 'completed_at_standard' && process.sign > 0 ? at(sorted[0]).stageStandard(stage) : undefined;
  if (standard !== undefined) {
    for (const { to, kind: flow, movement, units } of takers) {
      const amounts = standard.map((amount) => amount.times(units).rounded);
      if (units.sign !== 0) network.fixed(name, to, flow, movement, amounts);
    }
    weights = takers.map(() => ZERO);
  }
  const known = method === undefined ? undefined : knownInProcess(network, of, { name, stage, waiting }, own);
  if (known !== undefined) {
    if (known.some((amount) => amount !== 0n)) network.fixed(name, OUTSIDE, 'step_wip', item, known);
    process = ZERO;
    ofOpening[takers.length] = ZERO;
  }

  // What the step's own orders lost beyond the rule: at their standard, by equivalent units, or by hours as a part of all.
  const lost = new Map<string, Fraction>();
  const lose = (order: Order, weight: Fraction) => {
    lost.set(`loss ${order.order}`, (lost.get(`loss ${order.order}`) ?? ZERO).plus(weight));
  };
  const byHours = new Map<Order, Fraction>();
  const worked = sum(sorted.map(({ order }) => larger(ZERO, hoursWorked(counted, order))));
  for (const order of sorted) {
    const losses = lossesOf(counted, policy, netted, order, at(order));
    const equivalents = sum(
      losses.units.map((unit) => unit.abnormal.times(at(order).scrapDegree(stage, unit.operation))),
    );
    const hours = kind === 'conversion' ? lostByHours(counted, policy, order, losses) : undefined;
    if (hours !== undefined) {
      byHours.set(order, hours.times(hoursWorked(counted, order.order)).over(worked));
      continue;
    }
    if (equivalents.sign <= 0) continue;
    const quota = policy.spoilage.irreparable === 'quota' ? at(order).stageStandard(stage) : undefined;
    if (quota === undefined) lose(order, inQuota(equivalents));
    else {
      const amounts = quota.map((amount) => amount.times(equivalents).rounded);
      network.fixed(name, `loss ${order.order}`, 'irreparable', '', amounts);
    }
  }
  const partByHours = sum([...byHours.values()]);
  let others = sum([...weights, process, ...lost.values()]);
  if (partByHours.compare(ONE) === 0) {
    weights = weights.map(() => ZERO);
    process = ZERO;
    lost.clear();
  } else if (byHours.size > 0 && others.sign === 0) {
    process = ONE;
    others = ONE;
  }
  for (const [order, hours] of byHours) {
    const rest = ONE.minus(partByHours);
    lose(order, rest.sign === 0 ? hours : others.times(hours).over(rest));
  }

  share(name, weights, process, lost);
  if (network.nodes.has(opened)) share(opened, ofOpening.slice(0, -1), ofOpening[takers.length], new Map());

  function share(from: string, shared: readonly Fraction[], stays: Fraction, own: ReadonlyMap<string, Fraction>): void {
    const places = takers.map((taker, i) => ({ ...taker, weight: shared[i] }));
    for (const { to, kind: flow, movement, weight } of places.filter((taker) => taker.kind !== 'irreparable')) {
      network.share(from, to, flow, movement, weight);
    }
    // What an order of the step lost of its own and of what it took is one part, at one rate.
    const ofLater = new Map(places.filter((of) => of.kind === 'irreparable').map(({ to, weight }) => [to, weight]));
    const all = [...new Set([...ofLater.keys(), ...own.keys()])].sort(byBytes);
    for (const to of all) {
      network.share(from, to, 'irreparable', '', (ofLater.get(to) ?? ZERO).plus(own.get(to) ?? ZERO));
    }
    const isNothing = network.node(from).shares.length === 0 && stays.sign === 0;
    network.share(from, OUTSIDE, 'step_wip', item, isNothing ? ONE : stays);
  }
}

/** Equivalents with which a stage of a step opened: what stands by its item, and what by each of its orders. */
function openedWith({ counted, openingStage }: Of, item: string, own: readonly Order[], stage: string): Fraction {
  const rows = (counted.rows.opening_wip ?? []).filter(
    (row) => row.ledger === counted.ledger && text(row.order) === '' && row.item === item && row.stage === stage,
  );
  return sum([
    rows.map((row) => Fraction.of(text(row.equivalent_units) || '0')).reduce(larger, ZERO),
    ...own.map((order) => openingOf(counted, order, (named) => openingStage(order.order, named), stage).equivalents),
  ]);
}

/**
 * What all units of a step that are in no finished product are worth where its method says so: nothing, what opened the stage, or their
 * standard, those that wait at that of the first order's. Undefined where they share.
 */
function knownInProcess(
  network: ReferenceNetwork,
  of: Of,
  { name, stage, waiting }: { readonly name: string; readonly stage: string; readonly waiting: Fraction },
  own: readonly Order[],
): bigint[] | undefined {
  const { counted, policy } = of;
  const sorted = [...own].sort((a, b) => byBytes(a.order, b.order));
  const progress = sorted.map((order) => progressOf(counted, policy, order));
  const methods = new Set(progress.map((each) => each.wip(stage).method));
  if (methods.size !== 1) return undefined;
  const [method] = methods;
  const nothing = counted.elements.map(() => 0n);
  const isMaterial = ['material', 'evenly'].includes(partsOf(stage).kind);
  if (method === 'none') return nothing;
  if (method === 'material_only') return isMaterial ? undefined : nothing;
  if (method === 'fixed') {
    const opened = network.node(name).sources.filter(({ kind }) => kind === 'opening_wip');
    return progress.some(({ isCounted }) => isCounted)
      ? undefined
      : nothing.map((_, e) => opened.reduce((sum, { amounts }) => sum + amounts[e], 0n));
  }
  if (method !== 'quota_cost') return undefined;
  const standards = progress.map((each) => each.stageStandard(stage));
  if (standards.some((standard) => standard === undefined)) return undefined;
  return nothing.map(
    (_, e) =>
      sum(
        sorted.map((order, i) => {
          const ownUnits = stillInProcess(of, order, stage, progress[i].equivalentUnits(stage));
          return (i === 0 ? ownUnits.plus(waiting) : ownUnits).times(standards[i]?.[e] ?? ZERO);
        }),
      ).rounded,
  );
}

/** Equivalents of what an order of a step lost as a rule, where those are counted: borne by what was completed, and by what is in process. */
function lostAsARule(of: Of, order: Order, stage: string): { readonly borne: Fraction; readonly kept: Fraction } {
  const { counted, policy, netted } = of;
  if (policy.spoilage.normal !== 'counted') return { borne: ZERO, kept: ZERO };
  const progress = progressOf(counted, policy, order);
  const { units } = lossesOf(counted, policy, netted, order, progress);
  const equivalents = ({ normal, operation }: (typeof units)[number]) =>
    normal.times(progress.scrapDegree(stage, operation));
  const completed = larger(ZERO, completedOf(of, order));
  const past = units.map((at) => {
    const behind = stillInProcess(of, order, stage, progress.pastInspection(stage, at.operation));
    const every = completed.plus(behind);
    return every.sign === 0 ? ZERO : equivalents(at).times(behind).over(every);
  });
  const kept = policy.spoilage.borne_by === 'good' ? ZERO : sum(past);
  return { borne: sum(units.map(equivalents)).minus(kept), kept };
}

/** By quota: what one completed unit of a step has in a stage, and what its orders have in process; undefined where that isn't known. */
function quotasOf(of: Of, own: readonly Order[], stage: string) {
  const { counted, policy } = of;
  if (isBorneAlone(partsOf(stage).kind)) return undefined;
  const stated = own.flatMap((order) => {
    const row = quotaOf(counted, order, stage);
    return row !== undefined && progressOf(counted, policy, order).wip(stage).method === 'quota_ratio'
      ? [{ order, row }]
      : [];
  });
  const units = sum(stated.map(({ order }) => completedOf(of, order)));
  const completed = sum(stated.map(({ row }) => Fraction.of(text(row.completed))));
  if (units.sign <= 0 || completed.sign <= 0) return undefined;
  const inProcess = stated.map(({ order, row }): [string, Fraction] => {
    return [order.order, order.closed ? ZERO : Fraction.of(text(row.in_process))];
  });
  return { each: completed.over(units), inProcess: new Map(inProcess) };
}

export function completedOf({ counted, netted }: Pick<Of, 'counted' | 'netted'>, { order, item }: Order): Fraction {
  return sum(
    counted.movements
      .filter((of) => of.type === 'completion' && of.order === order && of.item === item)
      .map((movement) => netted.net(movement)),
  );
}

/** Units that a closed order has in process at a stage are none; nor those of one that received all, where the stage keeps all until finished. */
export function stillInProcess(of: Of, order: Order, stage: string, units: Fraction): Fraction {
  const { counted, policy, netted } = of;
  const progress = progressOf(counted, policy, order);
  const received = counted.movements.some(
    (movement) => movement.order === order.order && movement.type === 'completion' && netted.net(movement).sign > 0,
  );
  const isDone = progress.wip(stage).method === 'all_until_finished' && received && progress.receivedAll;
  return order.closed || isDone ? ZERO : units;
}

export function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
