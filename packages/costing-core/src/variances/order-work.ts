import { add, type Fraction, fraction, multiply, QUANTITY_SCALE, subtract, ZERO } from '@millrace/exact';
import type { SharedOf } from '../compile/centres/shared-material.js';
import { NODE } from '../compile/flow-kinds.js';
import { TYPE } from '../compile/movements/kinds.js';
import { type Needed, needOf } from '../compile/orders/components.js';
import type { Routing } from '../compile/orders/routings.js';
import type { StageKind } from '../compile/orders/stage.js';
import type { StageUnits } from '../compile/orders/stage-units.js';
import { OUTSIDE } from '../network/network.js';
import { sumOf } from '../production/split.js';
import { flowsOf } from '../results/flows.js';
import { quantitiesMoved } from '../results/movement-cost.js';
import type { Outcome } from '../results/outcome.js';
import { ANY, addSource } from './hours-basis.js';

/** What an order took and did in the period. Amounts are in the ledger's smallest unit, per element. */
export interface OrderWork {
  /** By the code of the item issued: how much, net of returns, what of it by the bill of material, and as it was valued. */
  readonly issued: Map<number, { quantity: Fraction; backFlushed: Fraction; readonly amounts: bigint[] }>;
  /** What came in besides material and opening work in process. */
  readonly conversion: bigint[];
  /** By element: the centres and drivers that brought it. */
  readonly sources: Map<number, Set<string>>[];
  /** What was received of it, by the row of the movement. */
  readonly received: Map<number, bigint[]>;
}

/** The work of every order that anything came into or out of, by its row. */
export function workOfOrders(outcome: Outcome): Map<number, OrderWork> {
  const { given, facts, scope, compiled, settled } = outcome;
  const { nodeKind, nodeRef } = compiled.plan;
  const width = scope.elements.length;
  const quantity = quantitiesMoved(outcome);
  const centreOf = (node: number): number => {
    if (node === OUTSIDE || !OF_CENTRES.has(nodeKind[node])) return ANY;
    return nodeKind[node] === NODE.pool ? facts.cost_pool.centre[nodeRef[node]] : nodeRef[node];
  };
  const works = new Map<number, OrderWork>();
  const counted = new Set<string>();
  const nothing = () => Array.from({ length: width }, () => 0n);
  const workOf = (order: number): OrderWork => {
    let work = works.get(order);
    if (work === undefined) {
      const sources = Array.from({ length: width }, () => new Map<number, Set<string>>());
      work = { issued: new Map(), conversion: nothing(), sources, received: new Map() };
      works.set(order, work);
    }
    return work;
  };
  for (const { from, to, kind, ref, amounts, at } of flowsOf(compiled.plan, settled)) {
    const into = to !== OUTSIDE && nodeKind[to] === NODE.order ? nodeRef[to] : -1;
    const outOf = from !== OUTSIDE && STAGES.has(nodeKind[from]) ? nodeRef[from] : -1;
    const addTo = (sums: bigint[], sign: bigint) => {
      for (let e = 0; e < width; e++) sums[e] += sign * BigInt(amounts[at + e]);
    };
    const type = kind === 'movement' ? facts.movement.type[ref] : -1;
    if (type === TYPE.issue || type === TYPE.issue_return) {
      const order = into >= 0 ? into : outOf;
      if (order < 0) continue;
      const { issued } = workOf(order);
      const item = facts.movement.item[ref];
      const of = issued.get(item) ?? { quantity: ZERO, backFlushed: ZERO, amounts: nothing() };
      issued.set(item, of);
      addTo(of.amounts, into >= 0 ? 1n : -1n);
      // One movement may flow from several layers.
      if (counted.has(`${order} ${ref}`)) continue;
      counted.add(`${order} ${ref}`);
      const moved = fraction(quantity[ref], 10 ** QUANTITY_SCALE);
      of.quantity = type === TYPE.issue ? add(of.quantity, moved) : subtract(of.quantity, moved);
      if (ref >= given.movement.rowCount) of.backFlushed = add(of.backFlushed, moved);
    } else if (into >= 0 && compiled.sharedMaterial.has(from)) {
      const shared = compiled.sharedMaterial.get(from) as SharedOf;
      const { issued } = workOf(into);
      const of = issued.get(shared.item) ?? { quantity: ZERO, backFlushed: ZERO, amounts: nothing() };
      issued.set(shared.item, of);
      addTo(of.amounts, 1n);
      if (counted.has(`${into} of ${from}`)) continue;
      counted.add(`${into} of ${from}`);
      for (const { order, quantity: part } of shared.quantities) {
        if (order === into) of.quantity = add(of.quantity, fraction(part, 10 ** QUANTITY_SCALE));
      }
    } else if (into >= 0 && !NO_WORK.has(kind)) {
      const work = workOf(into);
      addTo(work.conversion, 1n);
      // What is charged at a rate laid down is known by its place among the fixed edges alone.
      const isFixed = amounts === settled.network.fixedAmount;
      const charged = isFixed ? compiled.spreads.charged.get(at / width) : undefined;
      const driver = compiled.spreads.shared.get(from)?.driver ?? charged?.driver ?? '';
      // What products bear of what was not absorbed went by no hours.
      if (kind === 'absorption_difference') continue;
      const centre = centreOf(from);
      for (let e = 0; e < width; e++) if (amounts[at + e] !== 0) addSource(work.sources[e], centre, driver);
    } else if (kind === 'movement' && outOf >= 0) {
      const { received } = workOf(outOf);
      const sums = received.get(ref) ?? nothing();
      received.set(ref, sums);
      addTo(sums, 1n);
    }
  }
  return works;
}

/** The units of each order's stages, by its row. */
export function unitsOfOrders({ compiled }: Outcome): Map<number, StageUnits[]> {
  const units = new Map<number, StageUnits[]>();
  for (const of of compiled.orders.units) {
    const present = units.get(of.order);
    if (present === undefined) units.set(of.order, [of]);
    else present.push(of);
  }
  return units;
}

/** Units of a stage that the period made: completed + in process − opened with, each at its degree. */
export function equivalentsOf({ completed, closingEquivalents, openingEquivalents }: StageUnits): Fraction {
  return subtract(add(completed, closingEquivalents), openingEquivalents);
}

/** An order by its row, and the units of its stages. */
export interface UnitsOfOrder {
  readonly order: number;
  readonly units: readonly StageUnits[];
}

/** An order that is to be explained: what it did, and what it should have. */
export interface OrderToExplain extends UnitsOfOrder {
  readonly work: OrderWork;
  /** Whether nothing came of it or into it before the period. */
  readonly isFirst: boolean;
  readonly needed: Needed;
  readonly routing: Routing;
  /** How many its item's standard makes at once. */
  readonly lot: Fraction | undefined;
}

/** How much of a component what the period made is allowed, by what is needed per unit. */
export function allowedPerUnit(outcome: Outcome, of: OrderToExplain, item: number): Fraction {
  const { order, needed } = of;
  const lines = needed.perUnit.filter((line) => line.item === item);
  if (lines.length === 0) return ZERO;
  const stage = stageOfComponent(outcome, of, item);
  if (stage !== undefined && countsInOwnUnit(outcome, order, stage, item)) {
    const inProcess = subtract(stage.closingEquivalents, stage.openingEquivalents);
    return add(multiply(stage.completed, needOf(lines, item)), inProcess);
  }
  return sumOf(lines.map(({ operation, quantity }) => multiply(quantity, madeAt(outcome, of, operation, stage))));
}

/** Units of an order that took a component: completed, and but for a component counted by itself, in process less opened with. */
export function madeOf(outcome: Outcome, of: UnitsOfOrder, item: number): Fraction {
  const stage = stageOfComponent(outcome, of, item);
  if (stage !== undefined && countsInOwnUnit(outcome, of.order, stage, item)) return stage.completed;
  const line = outcome.compiled.orders.standards.components(of.order).find((component) => component.item === item);
  return madeAt(outcome, of, line?.operation ?? 0, stage);
}

/** The stage of one component, where it has one. */
function stageOfComponent(
  { compiled: { orders } }: Outcome,
  { units }: UnitsOfOrder,
  item: number,
): StageUnits | undefined {
  return units.find(({ stage }) => {
    const { kind, component } = orders.stages.codes(stage);
    return isMaterialStage(kind) && component === item;
  });
}

/** Units that the period made, as material at the start sees them. */
export function atStart(outcome: Outcome, of: UnitsOfOrder): Fraction {
  return madeAt(outcome, of, 0, undefined);
}

/** Units that the period made, as material sees them that enters at an operation: by its own stage, else what was completed. */
function madeAt(
  { compiled: { orders } }: Outcome,
  { order, units }: UnitsOfOrder,
  operation: number,
  own: StageUnits | undefined,
): Fraction {
  const material = units.filter(({ stage }) => isMaterialStage(orders.stages.codes(stage).kind));
  const at = (code: number) => material.find(({ stage }) => orders.stages.codes(stage).operation === code);
  const stage = own ?? at(operation) ?? at(0) ?? material[0];
  return stage === undefined ? fraction(orders.progress(order).completed, 10 ** QUANTITY_SCALE) : equivalentsOf(stage);
}

function isMaterialStage(kind: StageKind): boolean {
  return kind === 'material' || kind === 'evenly';
}

/** Whether what is in process of a component is counted in its own unit, not in units of what is made. */
function countsInOwnUnit({ compiled: { orders } }: Outcome, order: number, { method }: StageUnits, item: number) {
  if (method === 'count') return true;
  return method === 'component_list' && needOf(orders.standards.components(order), item).numerator !== 0n;
}

/** Whether an order was at work before the period: it has work in process from then, or was received before. */
export function beganBefore({ facts, compiled: { orders } }: Outcome): (order: number) => boolean {
  const opened = new Set(facts.opening_wip.order);
  return (order) => {
    const { received, completed } = orders.progress(order);
    return opened.has(facts.production_order.order[order]) || received !== completed;
  };
}

/** What was there, and what is reclassified: components are told by the elements that they had in stock, as standards are. */
const NO_WORK: ReadonlySet<string> = new Set(['opening_wip', 'completed', 'reclassified']);

const STAGES: ReadonlySet<number> = new Set([NODE.order, NODE.completed]);

/** What comes of these comes of a centre, by its driver. */
const OF_CENTRES: ReadonlySet<number> = new Set([NODE.pool, NODE.rate, NODE.received]);
