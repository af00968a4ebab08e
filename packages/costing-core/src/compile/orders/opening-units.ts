import { type Fraction, fraction, QUANTITY_SCALE, ZERO } from '@millrace/exact';
import type { Facts } from '@millrace/facts';
import type { Report } from '../../findings.js';
import type { Scope } from '../../period/scope.js';
import type { PlanBuilder } from '../plan.js';
import type { Orders } from './orders.js';
import type { StepStage } from './step-stages.js';

/** Work in process from the period before. */
export interface Openings {
  /** Units in process of an order. */
  units(order: number): Fraction;
  /** What these are in a stage. */
  equivalents(order: number, stage: number): Fraction;
  /** What of a component was in process in its own stage. */
  ofComponent(order: number, stage: number): Fraction;
  amounts(order: number, stage: number): Float64Array | undefined;
  /** All that opened a node. */
  at(node: number): Float64Array | undefined;
  /** What a step, an item by its code, had made that was in no finished product; undefined where nothing says so. */
  ofStep(item: number): Fraction | undefined;
  /** What opened a stage of a step, in equivalents. */
  equivalentsOfStep(of: Pick<StepStage, 'item' | 'stage'>): Fraction;
}

/** Puts opening work in process into its stages. Under FIFO it must say how many units it is, and how far they are. */
export function addOpenings(facts: Facts, scope: Scope, orders: Orders, plan: PlanBuilder, report: Report): Openings {
  const { opening_wip: table, symbols } = facts;
  const units = new Map<number, number>();
  const stages = new Map<number, Map<number, OpeningStage>>();
  const steps = new Map<number, number>();
  const ofSteps = new EquivalentsOfSteps();
  const byNode = new Map<number, Float64Array>();
  const open = (node: number, amounts: Float64Array, row: number) => {
    plan.source(node, amounts, 'opening_wip', row);
    const all = byNode.get(node) ?? new Float64Array(scope.elements.length);
    byNode.set(node, all);
    for (const [e, amount] of amounts.entries()) all[e] += amount;
  };
  for (let row = 0; row < table.rowCount; row++) {
    if (table.order[row] === 0) {
      addStep(row);
      continue;
    }
    const order = orders.row(table.order[row]);
    const text = symbols.text(table.stage[row]);
    const { stage, node } = orders.openingStage(order, text, report);
    const amounts = new Float64Array(scope.elements.length);
    const element = scope.elementPlace.get(table.element[row]) as number;
    amounts[element] = table.amount[row];
    open(node, amounts, row);

    const isComponent = orders.stages.codes(stage).component !== 0;
    if (!isComponent) units.set(order, Math.max(units.get(order) ?? 0, table.quantity[row] || 0));
    const ofOrder = stages.get(order) ?? new Map<number, OpeningStage>();
    stages.set(order, ofOrder);
    const present = ofOrder.get(stage) ?? {
      amounts: new Float64Array(scope.elements.length),
      equivalents: 0,
      quantity: 0,
    };
    present.amounts[element] += table.amount[row];
    present.quantity = Math.max(present.quantity, table.quantity[row] || 0);
    present.equivalents = Math.max(present.equivalents, table.equivalent_units[row] || 0);
    ofOrder.set(stage, present);
    if (orders.steps.has(order)) {
      ofSteps.add({ item: facts.production_order.item[order], stage }, order, present.equivalents);
    }
    const isUnknown = Number.isNaN(table.quantity[row]) || Number.isNaN(table.equivalent_units[row]);
    if (isUnknown && table.amount[row] !== 0 && orders.isFifo(order, stage)) {
      const code = symbols.text(table.order[row]);
      report('opening_wip_must_have_equivalent_units', 'opening_wip', `${code} · ${text}`, {
        order: code,
        stage: text,
      });
    }
  }
  return {
    units: (order) => inUnits(units.get(order) ?? 0),
    equivalents: (order, stage) => inUnits(stages.get(order)?.get(stage)?.equivalents ?? 0),
    ofComponent: (order, stage) => inUnits(stages.get(order)?.get(stage)?.quantity ?? 0),
    amounts: (order, stage) => stages.get(order)?.get(stage)?.amounts,
    at: (node) => byNode.get(node),
    ofStep: (item) => (steps.has(item) ? inUnits(steps.get(item) as number) : undefined),
    equivalentsOfStep: (of) => inUnits(ofSteps.of(of)),
  };

  function addStep(row: number): void {
    const { [row]: item } = table.item;
    const text = symbols.text(table.stage[row]);
    const { stage, node } = orders.openingStageOfStep(item, text, report);
    const amounts = new Float64Array(scope.elements.length);
    amounts[scope.elementPlace.get(table.element[row]) as number] = table.amount[row];
    open(node, amounts, row);
    steps.set(item, Math.max(steps.get(item) ?? 0, table.quantity[row] || 0));
    ofSteps.add({ item, stage }, OF_ITEM, table.equivalent_units[row] || 0);
    const isUnknown = Number.isNaN(table.equivalent_units[row]) && table.amount[row] !== 0;
    if (isUnknown && orders.isFifoStep(item, stage)) {
      const order = symbols.text(item);
      report('opening_wip_must_have_equivalent_units', 'opening_wip', `${order} · ${text}`, { order, stage: text });
    }
    if (!orders.steps.isStep(item)) report('opening_wip_of_an_item_needs_parallel_steps', 'item', symbols.text(item));
  }
}

/** Equivalents with which stages of steps opened: of their orders and of the step itself, each once for all elements. */
class EquivalentsOfSteps {
  readonly #found = new Map<string, Map<number, number>>();

  add({ item, stage }: Pick<StepStage, 'item' | 'stage'>, owner: number, equivalents: number): void {
    const key = `${item} ${stage}`;
    const owners = this.#found.get(key) ?? new Map<number, number>();
    this.#found.set(key, owners);
    owners.set(owner, Math.max(owners.get(owner) ?? 0, equivalents));
  }

  of({ item, stage }: Pick<StepStage, 'item' | 'stage'>): number {
    let sum = 0;
    for (const equivalents of this.#found.get(`${item} ${stage}`)?.values() ?? []) sum += equivalents;
    return sum;
  }
}

/** In place of the row of an order. */
const OF_ITEM = -1;

interface OpeningStage {
  readonly amounts: Float64Array;
  equivalents: number;
  quantity: number;
}

function inUnits(quantity: number): Fraction {
  return quantity === 0 ? ZERO : fraction(quantity, 10n ** BigInt(QUANTITY_SCALE));
}
