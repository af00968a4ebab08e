import type { ClosingEdge } from './balances.js';
import { type Movement, type Order, text } from './counted.js';
import { type Fraction, larger, ONE, sum, ZERO } from './fraction.js';
import { lossesOf } from './losses.js';
import { OUTSIDE, type ReferenceNetwork } from './network.js';
import { isParallel, isStep } from './parallel-items.js';
import { progressOf } from './progress.js';
import { byBytes, completedOf, type Of, shareStage, stillInProcess, type Taker } from './share-step.js';
import { bomOf, linesOf } from './structures.js';

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
    const takers: Taker[] = [
      ...elsewhere.map((movement): Taker => {
        const to = movement.type === 'issue' ? issuedTo(movement) : OUTSIDE;
        const into = own.find((order) => to.startsWith(stagesOf(order.order)));
        const units = larger(ZERO, netted.net(movement));
        return { to: into === undefined ? to : held(into, to), kind: 'movement', movement: movement.movement, units };
      }),
      ...sorted
        .filter((order) => !own.includes(order))
        .map((order): Taker => {
          const units = larger(ZERO, completedOf(of, order)).times(per(order));
          return { to: `order ${order.order} · completed`, kind: 'completed', movement: '', units };
        }),
      ...sorted.map((order): Taker => {
        const { units } = lossesOf(counted, policy, netted, order, progressOf(counted, policy, order));
        const spoiled = larger(ZERO, sum(units.map(({ abnormal }) => abnormal))).times(per(order));
        return { to: `loss ${order.order}`, kind: 'irreparable', movement: '', units: spoiled };
      }),
    ];
    for (const name of stages) {
      if (!isParallel(counted, policy, item)) network.share(name, OUTSIDE, 'step_wip', item, ONE);
      else shareStage(network, of, { item, name, stage: name.slice(prefix.length), own: ownOf(item), takers, waiting });
    }
  }
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

/** By sale, as expense or loss, to a centre, or into an order that doesn't consist of it by its bill of material. */
function leaves(of: Of, movement: Movement, orders: readonly Order[]): boolean {
  if (['sale', 'expense_issue', 'count_loss', 'stock_scrap'].includes(String(movement.is))) return true;
  if (movement.is !== 'issue') return false;
  const order = orders.find((row) => row.order === movement.order);
  return order === undefined || needs(of, order, movement.item, []).sign === 0;
}
