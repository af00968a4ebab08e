import type { Fraction } from '@millrace/exact';
import { type Facts, TABLES } from '@millrace/facts';
import type { PlanBuilder } from '../plan.js';
import { isDisassembly } from './disassembly.js';
import type { OrderProgress } from './order-progress.js';
import { StageNodes } from './stage-nodes.js';

/** A stage of a step, an item by its code, which all its orders of the period share. */
export interface StepStage {
  readonly item: number;
  readonly stage: number;
  readonly node: number;
  /** Under FIFO what opened it has a node of its own. */
  readonly opening: number | undefined;
}

/** Who has a part of what a step's stage held, in units of the step. */
export interface StepShare extends StepStage {
  readonly share: 'finished' | 'elsewhere' | 'lost' | 'in_process';
  /** The row of an order, of a movement where it left elsewhere; −1 for what stays. */
  readonly ref: number;
  readonly units: Fraction;
  /** In equivalents; undefined: it has what it has by its method, whatever the step cost. */
  readonly equivalents: Fraction | undefined;
  /** What it weighs among what the stage held, under FIFO beyond what opened it. */
  weight: Fraction;
}

/** Stages of steps in parallel (平行结转): they hold what all orders of the step cost, in place of these. */
export class StepStages {
  readonly #facts: Facts;
  readonly #plan: PlanBuilder;
  readonly #steps: ReadonlySet<number>;
  /** Those, and what opening work in process names besides. */
  readonly #items: readonly number[];
  readonly #placeOf: ReadonlyMap<number, number>;
  readonly #isStep: Int8Array;
  readonly #progress: (order: number) => OrderProgress;
  readonly #nodes: StageNodes;
  #ordersOf: ReadonlyMap<number, readonly number[]> | undefined;
  /** What they were shared by, for the table `step_share`. */
  readonly shares: StepShare[] = [];
  /** Orders that completed something which takes a part of steps. */
  readonly takers = new Set<number>();

  constructor(facts: Facts, plan: PlanBuilder, steps: ReadonlySet<number>, progress: (order: number) => OrderProgress) {
    this.#facts = facts;
    this.#plan = plan;
    const opened = [...facts.opening_wip.item].filter((item) => item !== 0);
    this.#items = [...new Set([...steps, ...opened])];
    this.#placeOf = new Map(this.#items.map((item, place) => [item, place]));
    this.#isStep = new Int8Array(steps.size === 0 ? 0 : facts.production_order.rowCount).fill(UNKNOWN);
    this.#progress = progress;
    this.#nodes = new StageNodes(this.#items.length);
    this.#steps = steps;
  }

  /** Whether an item is one. */
  isStep(item: number): boolean {
    return this.#steps.has(item);
  }

  /**
   * Whether what an order bears is its item's. Not so what takes something apart, what only repairs, and what was closed without
   * making anything.
   */
  has(order: number): boolean {
    if (this.#isStep.length === 0) return false;
    if (this.#isStep[order] === UNKNOWN) this.#isStep[order] = this.#find(order) ? 1 : 0;
    return this.#isStep[order] === 1;
  }

  /** The rows of a step's orders, by its code. */
  ordersOf(item: number): readonly number[] {
    if (this.#isStep.length === 0) return [];
    this.#ordersOf ??= Map.groupBy(
      Array.from(this.#isStep.keys()).filter((order) => this.has(order)),
      (order) => this.#facts.production_order.item[order],
    );
    return this.#ordersOf.get(item) ?? [];
  }

  #find(order: number): boolean {
    const { item, type, refers_to } = this.#facts.production_order;
    if (!this.#steps.has(item[order]) || isDisassembly(this.#facts, order)) return false;
    const { closed, received } = this.#progress(order);
    const isRepair = type[order] === REWORK && refers_to[order] !== 0;
    return received > 0 || !(closed || isRepair);
  }

  node(item: number, stage: number): number {
    return this.#nodes.node(this.#placeOf.get(item) as number, stage, () => this.#plan.node('step', item, stage));
  }

  /** The node of what opened a stage, under FIFO. */
  opening(item: number, stage: number): number {
    this.node(item, stage);
    const place = this.#placeOf.get(item) as number;
    return this.#nodes.opening(place, stage, () => this.#plan.node('step_opening', item, stage));
  }

  /** Whether anything entered a stage of an item. */
  hasStages(item: number): boolean {
    const place = this.#placeOf.get(item);
    return place !== undefined && this.#nodes.has(place);
  }

  /** All stages that something entered. */
  *all(): Generator<StepStage> {
    for (const { order: place, ...of } of this.#nodes.all()) {
      yield { ...of, item: this.#items[place] };
    }
  }
}

const UNKNOWN = -1;
const REWORK = TABLES.production_order.columns.type.choices.indexOf('rework');
