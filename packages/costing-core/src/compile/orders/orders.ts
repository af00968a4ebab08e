import {
  type Fraction,
  fraction,
  greatestCommonDivisor,
  ONE,
  overCommonDenominator,
  RATE_SCALE,
  ZERO,
} from '@millrace/exact';
import { TABLES } from '../../facts/facts.js';
import type { Facts } from '../../facts/read-facts.js';
import { rowOf } from '../../facts/row-of.js';
import { chosenFor, type Policy } from '../../policy.js';
import type { Scope } from '../../scope.js';
import { OUTSIDE, type PlanBuilder } from '../plan.js';
import { type JointOutput, jointOutputs } from './joint-outputs.js';
import type { OrderProgress } from './order-progress.js';

/**
 * Orders as stages (rules.md 14): one node per point at which material enters (`material` at the start,
 * `material:0020` at an operation) and one for the order's own conversion. Each stage shares what it holds between what
 * is completed and what stays in process, by equivalent units of its own.
 *
 * 10 started, 5 completed, 5 half converted, material at the start. Labour carried in the material, 400.00, is spread
 * over 10; the order's own labour, 750.00, over 7.5: completed bears 200.00 + 500.00.
 */
export class Orders {
  readonly #facts: Facts;
  readonly #plan: PlanBuilder;
  readonly #policy: Policy;
  readonly #jointOutput: (order: number, output: number) => JointOutput | undefined;
  readonly #follow: (order: number) => OrderProgress;
  readonly #rowOf: Int32Array;
  readonly #itemRow: Int32Array;
  readonly #stages = new Map<number, Map<number, number>>();
  readonly #progress = new Map<number, OrderProgress>();
  readonly #completedNode = new Map<number, number>();

  constructor(facts: Facts, scope: Scope, plan: PlanBuilder, policy: Policy, follow: (order: number) => OrderProgress) {
    this.#jointOutput = jointOutputs(facts, scope);
    this.#facts = facts;
    this.#plan = plan;
    this.#policy = policy;
    this.#follow = follow;
    this.#rowOf = rowOf(facts.production_order.order, facts.symbols);
    this.#itemRow = rowOf(facts.item.item, facts.symbols);
  }

  /** The row of an order by its code. */
  row(order: number): number {
    return this.#rowOf[order];
  }

  progress(order: number): OrderProgress {
    let progress = this.#progress.get(order);
    if (progress === undefined) {
      progress = this.#follow(order);
      this.#progress.set(order, progress);
    }
    return progress;
  }

  /** The stage that material enters which is issued at an operation (0: none). */
  materialStage(order: number, operation: number): number {
    const isFirst = operation === 0 || this.progress(order).routing.operations[0] === operation;
    return this.stage(order, isFirst ? 'material' : `material:${this.#facts.symbols.text(operation)}`);
  }

  /** The stage that the order's own conversion enters, by policy one per operation. */
  conversionStage(order: number, operation: number): number {
    const apart = this.#policy.conversion_stages === 'operation' && operation !== 0;
    return this.stage(order, apart ? `conversion:${this.#facts.symbols.text(operation)}` : 'conversion');
  }

  /** The node of a stage, by its name. */
  stage(order: number, name: string): number {
    let stages = this.#stages.get(order);
    if (stages === undefined) {
      stages = new Map();
      this.#stages.set(order, stages);
    }
    const code = this.#facts.symbols.code(name);
    let node = stages.get(code);
    if (node === undefined) {
      node = this.#plan.node('order', order, code);
      stages.set(code, node);
    }
    return node;
  }

  /** The node that by-products take their value from: what was completed, else what is in process. */
  creditNode(order: number): number {
    return this.#completedNode.get(order) ?? this.materialStage(order, 0);
  }

  /** What an order yields besides its own item, where that is laid down. */
  jointOutput(order: number, output: number): JointOutput | undefined {
    return this.#jointOutput(order, output);
  }

  /** The weight of a receipt: its joint weight × quantity; the quantity alone where no weight is laid down. */
  jointWeight(order: number, output: number, quantity: number): bigint {
    const weight = this.#jointOutput(order, output)?.weight;
    return BigInt(quantity) * (weight === undefined || Number.isNaN(weight) ? UNIT_WEIGHT : BigInt(weight));
  }

  /** The node of what an order completed in the period, from which its receipts share. */
  completedNode(order: number): number {
    let node = this.#completedNode.get(order);
    if (node === undefined) {
      node = this.#plan.node('order', order, this.#facts.symbols.code(COMPLETED));
      this.#completedNode.set(order, node);
    }
    return node;
  }

  /** Orders that received something in the period. */
  withOutput(): IterableIterator<number> {
    return this.#completedNode.keys();
  }

  /** Adds the edges by which every stage shares what it holds. To be called when all stages are known. */
  shareStages(scrapAt: (order: number) => ReadonlyMap<number, number>): void {
    for (const [order, stages] of this.#stages) {
      for (const [stage, node] of stages) this.#shareStage(order, stage, node, scrapAt(order));
    }
  }

  #shareStage(order: number, stage: number, node: number, scrap: ReadonlyMap<number, number>): void {
    const { completed, finished, inProcess, routing } = this.progress(order);
    const made = this.#completedNode.get(order);
    if (made === undefined) {
      this.#plan.share(node, OUTSIDE, 1, finished ? this.#withoutOutput() : 'closing_wip', order);
      return;
    }
    if (this.#facts.production_order.type[order] === DISASSEMBLY) {
      this.#plan.share(node, made, 1, 'completed', order);
      return;
    }
    const degrees = this.#degrees(order, this.#facts.symbols.text(stage));
    const quantities = [completed, ...inProcess];
    const parts = [ONE, ...degrees, ONE].map((degree, i) => (i > 0 && finished ? ZERO : times(degree, quantities[i])));
    const scrapped = (operation: number) => {
      if (!routing.isVirtual) return scrap.get(operation) ?? 0;
      return [...scrap.values()].reduce((total, quantity) => total + quantity, 0);
    };
    const lost = routing.operations.map((operation, k) => times(degrees[k], scrapped(operation)));
    const weights = overCommonDenominator([...parts, ...lost]);
    const [own, wip, loss] = lowest([
      weights[0],
      sum(weights.slice(1, parts.length)),
      sum(weights.slice(parts.length)),
    ]);
    // A finished order of which only something else came gives that all it has (rules.md 17).
    const isOnlyBesides = own + wip + loss === 0n;
    this.#plan.share(node, made, isOnlyBesides ? 1 : own, 'completed', order);
    if (loss > 0n) this.#plan.share(node, OUTSIDE, loss, 'scrap_loss', order);
    if (wip > 0n) this.#plan.share(node, OUTSIDE, wip, 'closing_wip', order);
  }

  #withoutOutput(): 'order_without_output' | 'scrap_loss' {
    return this.#policy.order_without_output === 'error' ? 'order_without_output' : 'scrap_loss';
  }

  /** How far what is in process at each operation has come in a stage. */
  #degrees(order: number, stage: string): readonly Fraction[] {
    const { routing } = this.progress(order);
    const { production_order, item, symbols } = this.#facts;
    const category = item.category[this.#itemRow[production_order.item[order]]];
    const { method } = chosenFor(this.#policy.wip_by_category, symbols.text(category)) ?? this.#policy.wip;
    if (method === 'all_until_finished' || stage === 'material') return routing.operations.map(() => ONE);
    const [kind, at] = stage.split(':');
    if (at === undefined) return routing.conversionDegrees;
    if (routing.isVirtual) return [kind === 'material' ? ONE : this.#operationProgress()];
    const entry = routing.operations.findIndex((operation) => symbols.text(operation) === at);
    return routing.operations.map((_, k) => {
      if (kind === 'material') return k >= entry ? ONE : ZERO;
      return k > entry ? ONE : k === entry ? this.#operationProgress() : ZERO;
    });
  }

  #operationProgress(): Fraction {
    const [whole, decimals = ''] = this.#policy.operation_progress.split('.');
    return fraction(BigInt(whole + decimals), 10n ** BigInt(decimals.length));
  }
}

const DISASSEMBLY = TABLES.production_order.columns.type.choices.indexOf('disassembly');

/** 1 at the 9 decimals of joint weights. */
const UNIT_WEIGHT = 10n ** BigInt(RATE_SCALE);

/** The name of the node from which an order's receipts share. */
export const COMPLETED = 'completed';

function times(degree: Fraction, quantity: number): Fraction {
  return fraction(degree.numerator * BigInt(quantity), degree.denominator);
}

function sum(values: readonly bigint[]): bigint {
  return values.reduce((total, value) => total + value, 0n);
}

/** The same proportions in the smallest integers. */
function lowest(weights: readonly bigint[]): bigint[] {
  const divisor = weights.reduce(greatestCommonDivisor, 0n);
  return divisor === 0n ? [...weights] : weights.map((weight) => weight / divisor);
}
