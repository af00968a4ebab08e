import type { Policy } from '@millrace/costing-core';
import type { ClosingEdge } from './balances.js';
import { type Counted, type Movement, type Order, text } from './counted.js';
import { Fraction, larger, ONE, sum, ZERO } from './fraction.js';
import { lossesOf } from './losses.js';
import { OUTSIDE, type ReferenceNetwork } from './network.js';
import { isBorneAlone, quotaOf } from './orders.js';
import { isParallel, isStep } from './parallel-items.js';
import { progressOf } from './progress.js';
import type { Netted } from './returns.js';
import { bomOf, linesOf } from './structures.js';
import { partsOf } from './wip.js';

interface Of {
  readonly counted: Counted;
  readonly policy: Policy;
  readonly netted: Netted;
}

/**
 * Steps in parallel: what a step's orders hold is held by the step, by stage, and shared: to what left otherwise, to the orders whose
 * finished products consist of its units, to what was lost of them, and to all units that are in no finished product.
 */
export function addSteps(
  network: ReferenceNetwork,
  of: Of,
  closings: readonly ClosingEdge[],
  issuedTo: (movement: Movement) => string,
  onlyRepairs: (order: Order) => boolean,
): void {
  const { counted, policy, netted } = of;
  const orders = [...counted.orders.values()].filter((order) => order.type !== 'disassembly' && !onlyRepairs(order));
  const own = orders.filter((order) => isStep(counted, policy, order));
  const ownOf = (item: string) => own.filter((order) => order.item === item);
  for (const order of own) merge(network, order);
  const items = (counted.rows.item ?? []).map(({ item }) => text(item));
  for (const item of items) {
    const prefix = `step ${item} · `;
    const stages = [...network.nodes.keys()].filter((name) => name.startsWith(prefix));
    if (stages.length === 0) continue;
    const per = (order: Order) => (isParallel(counted, policy, item) ? needs(of, order, item, []) : ZERO);
    const left = (order: Order) => progressOf(counted, policy, order).inProcess('conversion');
    const inStock = sum(
      closings
        .filter(({ node }) => node.startsWith('stock '))
        .flatMap(({ bucket, node }) => {
          const stock = bucket.place.item;
          if (stock !== item && !isParallel(counted, policy, stock)) return [];
          const plants = [...new Set((counted.rows.bom ?? []).map(({ plant }) => text(plant)))].sort(byBytes);
          const plant = plants.find((at) => bomOf(counted, { plant: at, item: stock, alternative: '' }) !== undefined);
          const each =
            stock === item
              ? ONE
              : plant === undefined
                ? ZERO
                : needs(of, { plant, item: stock, alternative: '' }, item, []);
          const { shares } = network.node(node);
          return shares.filter(({ kind }) => kind === 'closing_stock').map(({ weight }) => weight.times(each));
        }),
    );
    const waiting = inStock.plus(
      sum(orders.map((order) => stillInProcess(of, order, 'conversion', left(order)).times(per(order)))),
    );
    const elsewhere = counted.movements.filter((movement) => movement.item === item && leaves(of, movement, orders));
    const sorted = [...orders].sort((a, b) => byBytes(a.order, b.order));
    for (const name of stages) {
      const stage = name.slice(prefix.length);
      if (!isParallel(counted, policy, item)) {
        network.share(name, OUTSIDE, 'step_wip', item, ONE);
        continue;
      }
      const quotas = quotasOf(of, ownOf(item), stage);
      const inQuota = (quantity: Fraction) => quantity.times(quotas?.each ?? ONE);
      const leftBy = (movement: Movement) => larger(ZERO, netted.net(movement));
      const finishedBy = (order: Order) => larger(ZERO, completedOf(of, order)).times(per(order));
      const spoiledBy = (order: Order) => {
        const { units } = lossesOf(counted, policy, netted, order, progressOf(counted, policy, order));
        return larger(ZERO, sum(units.map(({ abnormal }) => abnormal))).times(per(order));
      };
      const all = sum([
        waiting,
        ...elsewhere.map(leftBy),
        ...sorted.filter((order) => !own.includes(order)).map(finishedBy),
        ...sorted.map(spoiledBy),
      ]);
      // Units that are lost as a rule: by all that the step completed in the same part, or by what is in process in it.
      const rules = ownOf(item).map((order) => lostAsARule(of, order, stage));
      const borneByAll = sum(rules.map(({ borne }) => borne));
      const factor = all.sign === 0 ? ONE : ONE.plus(borneByAll.over(all));
      const inQuotaWithRule = (quantity: Fraction) => inQuota(quantity.times(factor));
      for (const movement of elsewhere) {
        const quantity = inQuotaWithRule(leftBy(movement));
        const to = movement.type === 'issue' ? issuedTo(movement) : OUTSIDE;
        const into = own.find((order) => to.startsWith(stagesOf(order.order)));
        network.share(name, into === undefined ? to : held(into, to), 'movement', movement.movement, quantity);
      }
      for (const order of sorted) {
        if (own.includes(order)) continue;
        network.share(name, `order ${order.order} · completed`, 'completed', '', inQuotaWithRule(finishedBy(order)));
      }
      network.node(name).rounding = policy.rate_rounding.wip ?? policy.rate_rounding.default;
      let process = inQuotaWithRule(waiting)
        .plus(all.sign === 0 ? inQuota(borneByAll) : ZERO)
        .plus(inQuota(sum(rules.map(({ kept }) => kept))));
      const borne = isBorneAlone(partsOf(stage).kind);
      const known = borne ? undefined : knownInProcess(network, of, { name, stage, waiting }, ownOf(item));
      for (const order of sorted) {
        const progress = progressOf(counted, policy, order);
        const { units } = lossesOf(counted, policy, netted, order, progress);
        const isOwn = own.includes(order) && order.item === item;
        const lost = isOwn
          ? sum(units.map((at) => at.abnormal.times(progress.scrapDegree(stage, at.operation))))
          : ZERO;
        // What an order of the step lost of its own and of what it took is one part, at one rate.
        network.share(
          name,
          `loss ${order.order}`,
          'irreparable',
          '',
          inQuotaWithRule(spoiledBy(order)).plus(inQuota(larger(ZERO, lost))),
        );
        if (!isOwn) continue;
        const borneAlone = isBorneAlone(partsOf(stage).kind);
        if (borneAlone) continue;
        const byDegree = inQuota(stillInProcess(of, order, stage, progress.equivalentUnits(stage)));
        process = process.plus(quotas?.inProcess.get(order.order) ?? byDegree);
      }
      if (known !== undefined) {
        if (known.some((amount) => amount !== 0n)) network.fixed(name, OUTSIDE, 'step_wip', item, known);
        process = ZERO;
      }
      const isNothing = network.node(name).shares.length === 0 && process.sign === 0;
      network.share(name, OUTSIDE, 'step_wip', item, isNothing ? ONE : process);
    }
  }
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
function quotasOf({ counted, policy, netted }: Of, own: readonly Order[], stage: string) {
  if (isBorneAlone(partsOf(stage).kind)) return undefined;
  const stated = own.flatMap((order) => {
    const row = quotaOf(counted, order, stage);
    return row !== undefined && progressOf(counted, policy, order).wip(stage).method === 'quota_ratio'
      ? [{ order, row }]
      : [];
  });
  const units = sum(stated.map(({ order }) => completedOf({ counted, policy, netted }, order)));
  const completed = sum(stated.map(({ row }) => Fraction.of(text(row.completed))));
  if (units.sign <= 0 || completed.sign <= 0) return undefined;
  const inProcess = stated.map(({ order, row }): [string, Fraction] => {
    return [order.order, order.closed ? ZERO : Fraction.of(text(row.in_process))];
  });
  return { each: completed.over(units), inProcess: new Map(inProcess) };
}

/** How the stages of an order are named. */
function stagesOf(order: string): string {
  return `order ${order} · `;
}

/** The step's stage that holds what an order's would. */
function held({ order, item }: Order, stage: string): string {
  return `step ${item} · ${stage.slice(stagesOf(order).length)}`;
}

/** What an order's stages hold is held by its item's. */
function merge(network: ReferenceNetwork, order: Order): void {
  const prefix = stagesOf(order.order);
  const isStage = (name: string) => name.startsWith(prefix) && name !== `${prefix}completed`;
  const named = (name: string) => (isStage(name) ? held(order, name) : name);
  for (const [name, node] of [...network.nodes]) {
    for (const [i, edge] of node.shares.entries()) node.shares[i] = { ...edge, to: named(edge.to) };
    for (const [i, edge] of node.fixed.entries()) node.fixed[i] = { ...edge, to: named(edge.to) };
    if (!isStage(name)) continue;
    network.nodes.delete(name);
    const step = network.node(named(name));
    step.sources.push(...node.sources);
    step.fixed.push(...node.fixed);
  }
}

/** How many of a step's units one of an order's item consists of: by the lines of its own, and through other steps. */
function needs(
  of: Of,
  order: Pick<Order, 'plant' | 'item' | 'alternative'>,
  step: string,
  above: readonly unknown[],
): Fraction {
  const { counted, policy } = of;
  const bom = bomOf(counted, order);
  return sum(
    linesOf(counted, order as Order)
      .filter(({ item, isFixed }) => !isFixed && isParallel(counted, policy, item))
      .map(({ plant, item, quantity }) => {
        const below = { plant, item, alternative: '' };
        const next = bomOf(counted, below);
        if (next !== undefined && [...above, bom].includes(next)) return ZERO;
        const through = needs(of, below, step, [...above, bom]);
        return quantity(ONE).times(item === step ? ONE.plus(through) : through);
      }),
  );
}

function completedOf({ counted, netted }: Of, { order, item }: Order): Fraction {
  return sum(
    counted.movements
      .filter((of) => of.type === 'completion' && of.order === order && of.item === item)
      .map((movement) => netted.net(movement)),
  );
}

/** Units that a closed order has in process at a stage are none; nor those of one that received all, where the stage keeps all until finished. */
function stillInProcess(of: Of, order: Order, stage: string, units: Fraction): Fraction {
  const { counted, policy, netted } = of;
  const progress = progressOf(counted, policy, order);
  const received = counted.movements.some(
    (movement) => movement.order === order.order && movement.type === 'completion' && netted.net(movement).sign > 0,
  );
  const isDone = progress.wip(stage).method === 'all_until_finished' && received && progress.receivedAll;
  return order.closed || isDone ? ZERO : units;
}

/** By sale, as expense or loss, to a centre, or into an order that doesn't consist of it by its bill of material. */
function leaves(of: Of, movement: Movement, orders: readonly Order[]): boolean {
  if (['sale', 'expense_issue', 'count_loss', 'stock_scrap'].includes(String(movement.is))) return true;
  if (movement.is !== 'issue') return false;
  const order = orders.find((row) => row.order === movement.order);
  return order === undefined || needs(of, order, movement.item, []).sign === 0;
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
