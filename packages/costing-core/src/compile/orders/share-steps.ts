import { add, divide, type Fraction, fraction, multiply, printFraction, QUANTITY_SCALE, ZERO } from '@millrace/exact';
import { sumOf } from '../../production/split.js';
import { eventOrder } from '../movements/event-order.js';
import { MOVEMENT_KINDS, type MovementKind, TYPE } from '../movements/kinds.js';
import type { NetMovements } from '../movements/returns.js';
import type { Movements } from '../movements/select.js';
import { OUTSIDE } from '../plan.js';
import type { StockEvents } from '../stock/events.js';
import { CLOSING, type StockFlows } from '../stock/flows.js';
import { isDisassembly } from './disassembly.js';
import { shareStep, type Taken } from './share-step.js';
import type { WithCounts } from './sharing.js';
import { stageUnits } from './stage-equivalents.js';
import { type StepNeeds, stepNeeds } from './step-needs.js';
import type { StepStage } from './step-stages.js';
import type { Structures } from './structures.js';

/** What says where the units of steps are. */
export interface StepUnits {
  readonly movements: Movements;
  readonly net: NetMovements;
  readonly events: StockEvents;
  readonly flows: StockFlows;
  readonly structures: Structures;
  readonly kindOf: (row: number) => MovementKind;
  centreNode(centre: number, item: number): number;
}

/** What a step has in a stage by quota. */
interface StepQuotas {
  /** A whole unit. */
  readonly each: Fraction;
  /** By order: in process. */
  readonly inProcess: ReadonlyMap<number, Fraction>;
}

/** An order that consists of steps, with its units whole. */
interface Taker {
  readonly order: number;
  readonly needs: StepNeeds;
  readonly closing: Fraction;
  readonly abnormal: Fraction;
}

/**
 * Adds the edges by which steps in parallel (平行结转) share what they cost: between the finished products that consist of their units,
 * and all of their units that are in none yet (广义在产品).
 *
 *     Step 1 has cost 5,500.00; 20 of its pieces are half done, 10 wait in stock, 15 are in process in step 2, 75 products were
 *     finished: 5,500.00 over 75 and 10 + 10 + 15, so 3,750.00 in what was finished.
 */
export function shareSteps(sharing: WithCounts, units: StepUnits): void {
  const { facts, scope, orders, losses, openings, report } = sharing;
  const { steps } = orders;
  const stages = [...steps.all()];
  if (stages.length === 0 && sharing.steps.size === 0) return;
  const { production_order, movement, symbols } = facts;
  const needs = stepNeeds(facts, scope.lastDay, { steps: sharing.steps, structures: units.structures, report });
  const closingStock = closingQuantities(units);
  const conversion = orders.stages.number({ kind: 'conversion' });
  const own = new Map<number, number[]>();
  const takers: Taker[] = [];
  for (let order = 0; order < production_order.rowCount; order++) {
    if (!losses.repairs.counts(order) || isDisassembly(facts, order) || losses.repairs.isRepair(order)) continue;
    const item = production_order.item[order];
    if (steps.has(order)) listed(own, item).push(order);
    const of = needs.ofBom(units.structures.header(order), production_order.order[order]);
    if (of.size === 0) continue;
    const { closing, abnormal } = stageUnits(sharing, { order, stage: conversion }, orders.wip(order, conversion));
    takers.push({ order, needs: of, closing, abnormal });
  }
  takers.sort((a, b) => byOrder(a.order, b.order));
  lookAtOutputs();
  const waiting = unitsWaiting();
  const taken = unitsTaken();
  const stagesOf = Map.groupBy(stages, ({ item }) => item);
  for (const item of new Set([...own.keys(), ...stagesOf.keys()])) {
    const later = waiting.get(item) ?? ZERO;
    const parts = taken.get(item) ?? [];
    if (steps.isStep(item)) checkUnits(item, later, parts);
    for (const of of stagesOf.get(item) ?? []) {
      const { kind } = orders.stages.codes(of.stage);
      const quotas = kind === 'fee' || kind === 'spoilage' ? undefined : quotasOf(of);
      const tellOf = (choice: string) => tell(item, choice);
      const given = { own: own.get(item) ?? [], later, taken: parts, quotas, targetOf, byOrder, tell: tellOf };
      shareStep(sharing, of, given);
    }
  }

  /** By step its units that are made and in no finished product: in stock, in later steps, and in process in what takes it. */
  function unitsWaiting(): ReadonlyMap<number, Fraction> {
    const found = new Map<number, Fraction>();
    const addTo = (item: number, quantity: Fraction) => found.set(item, add(found.get(item) ?? ZERO, quantity));
    for (const [item, quantity] of closingStock) {
      addTo(item, quantity);
      if (!sharing.steps.has(item)) continue;
      for (const [step, each] of needs.ofItem(item)) if (step !== item) addTo(step, multiply(quantity, each));
    }
    for (const { needs: of, closing } of takers) {
      for (const [step, each] of of) addTo(step, multiply(closing, each));
    }
    return found;
  }

  /** By step who has its units that are waiting no more: what they left for otherwise, what was finished, what was lost. */
  function unitsTaken(): ReadonlyMap<number, readonly Taken[]> {
    const found = new Map<number, Taken[]>();
    const take = (item: number, share: Taken['share'], ref: number, quantity: Fraction) => {
      if (quantity.numerator > 0n) listed(found, item).push({ share, ref, units: quantity });
    };
    for (const row of leavingElsewhere()) {
      take(movement.item[row], 'elsewhere', row, fraction(units.net.quantity[row], UNIT));
    }
    for (const { order, needs: of } of takers) {
      const completed = fraction(orders.progress(order).completed, UNIT);
      if (steps.has(order) || orders.completedNode(order) === undefined || completed.numerator <= 0n) continue;
      for (const [step, each] of of) take(step, 'finished', order, multiply(completed, each));
    }
    for (const { order, needs: of, abnormal } of takers) {
      for (const [step, each] of of) take(step, 'lost', order, multiply(abnormal, each));
    }
    return found;
  }

  /**
   * By quota (定额比例): what one unit of a step has in a stage, of all that its orders completed, and what these have in process. Undefined
   * where none of them has quotas; a unit's quota cancels then.
   */
  function quotasOf({ item, stage }: StepStage): StepQuotas | undefined {
    const inProcess = new Map<number, Fraction>();
    let [quota, units] = [ZERO, ZERO];
    for (const order of own.get(item) ?? []) {
      if (orders.wip(order, stage).method !== 'quota_ratio') continue;
      const found = sharing.quotas(order, orders.stages.stage(stage));
      if (found === undefined) continue;
      const { completed, closed } = orders.progress(order);
      quota = add(quota, found.completed);
      units = add(units, fraction(completed, UNIT));
      inProcess.set(order, closed ? ZERO : found.inProcess);
    }
    if (inProcess.size === 0) return undefined;
    if (quota.numerator > 0n && units.numerator > 0n) return { each: divide(quota, units), inProcess };
    report('quota_of_a_step_must_be_known', 'item', symbols.text(item), { stage: orders.stages.text(stage) });
    return undefined;
  }

  /** Movements by which units of steps leave for what doesn't consist of them by its bill of material, in the order of events. */
  function leavingElsewhere(): number[] {
    const needsOf = new Map(takers.map((of) => [of.order, of.needs]));
    const compare = eventOrder(facts);
    const phaseOf = (row: number) => MOVEMENT_KINDS[movement.type[row]].outOf ?? 0;
    return units.movements.rows
      .filter((row) => {
        if (!sharing.steps.has(movement.item[row]) || !LEAVING.has(units.kindOf(row).type)) return false;
        if (movement.type[row] !== TYPE.issue || movement.order[row] === 0) return true;
        return needsOf.get(orders.row(movement.order[row]))?.has(movement.item[row]) !== true;
      })
      .sort((a, b) => compare(a, phaseOf(a), b, phaseOf(b)));
  }

  /** What a step's orders yield besides would share a cost that they don't bear. */
  function lookAtOutputs(): void {
    for (const row of units.movements.rows) {
      const order = orders.row(movement.order[row]);
      if (order < 0 || !steps.has(order) || movement.item[row] === production_order.item[order]) continue;
      const takesShare =
        movement.type[row] === TYPE.completion ||
        (movement.type[row] === TYPE.by_product_receipt && orders.joint.takesShare(order, movement.item[row]));
      if (takesShare) tell(production_order.item[order], `joint output ${symbols.text(movement.item[row])}`);
    }
  }

  function targetOf(row: number): number {
    if (movement.type[row] !== TYPE.issue) return OUTSIDE;
    const order = orders.row(movement.order[row]);
    if (order < 0) return units.centreNode(movement.centre[row], movement.item[row]);
    return orders.materialStage(order, movement.operation[row], movement.item[row]);
  }

  /** What there was and what was made is what was finished, has left, or is still there. */
  function checkUnits(item: number, later: Fraction, taken: readonly { readonly units: Fraction }[]): void {
    const made = (own.get(item) ?? []).map((order) => fraction(orders.progress(order).completed, UNIT));
    const found = add(openings.ofStep(item) ?? ZERO, sumOf(made));
    const expected = add(later, sumOf(taken.map((of) => of.units)));
    const [first, second] = [found, expected].map((of) => printFraction(of, QUANTITY_SCALE));
    if (first === second) return;
    report('step_units_must_add_up', 'item', symbols.text(item), { found: first, expected: second });
  }

  function byOrder(a: number, b: number): number {
    return symbols.compare(production_order.order[a], production_order.order[b]);
  }

  function tell(item: number, choice: string): void {
    report('choice_must_go_with_parallel_steps', 'item', symbols.text(item), { choice });
  }
}

/** The list of a key; a new one where there was none. */
function listed<T>(lists: Map<number, T[]>, key: number): T[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}

/** By item what there is at the period's end, never below 0. */
function closingQuantities({ events, flows }: StepUnits): Map<number, Fraction> {
  const sums = new Map<number, number>();
  const addTo = (bucket: number, quantity: number) => {
    const { item } = events.buckets[bucket];
    sums.set(item, (sums.get(item) ?? 0) + quantity);
  };
  for (let take = 0; take < flows.takenBy.length; take++) {
    if (flows.takenBy.values[take] !== CLOSING) continue;
    addTo(flows.pieceBucket.values[flows.takenFrom.values[take]], flows.takenQuantity.values[take]);
  }
  return new Map([...sums].map(([item, quantity]) => [item, fraction(Math.max(0, quantity), UNIT)]));
}

const LEAVING: ReadonlySet<string> = new Set(['issue', 'sale', 'expense_issue', 'count_loss', 'stock_scrap']);

const UNIT = 10n ** BigInt(QUANTITY_SCALE);
