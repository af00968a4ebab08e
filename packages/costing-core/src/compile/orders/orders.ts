import { type Fraction, fraction, greatestCommonDivisor, ONE, overCommonDenominator, ZERO } from '@millrace/exact';
import type { Facts } from '@millrace/facts';
import { rowOf, TABLES } from '@millrace/facts';
import type { Report } from '../../findings.js';
import { chosenFor, type Policy } from '../../policy.js';
import { OUTSIDE, type PlanBuilder } from '../plan.js';
import type { JointOutput, JointOutputs, Receipt } from './joint-outputs.js';
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
  readonly #joint: JointOutputs;
  readonly #follow: (order: number) => OrderProgress;
  readonly #rowOf: Int32Array;
  readonly #itemRow: Int32Array;
  readonly #stages = new Map<number, Map<number, number>>();
  readonly #progress = new Map<number, OrderProgress>();
  readonly #completedNode = new Map<number, number>();
  readonly #receipts = new Map<number, Receipt[]>();

  constructor(
    facts: Facts,
    joint: JointOutputs,
    plan: PlanBuilder,
    policy: Policy,
    follow: (order: number) => OrderProgress,
  ) {
    this.#joint = joint;
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
    const isFirst = operation === 0 || this.progress(order).firstOperation === operation;
    return this.#stage(order, isFirst ? 'material' : `material:${this.#facts.symbols.text(operation)}`);
  }

  /** The stage that opening work in process names; material at the first operation is at the start. */
  openingStage(order: number, name: string): number {
    const [kind, at] = name.split(':');
    const operation = kind === 'material' && at !== undefined ? this.#facts.symbols.find(at) : undefined;
    return operation === undefined ? this.#stage(order, name) : this.materialStage(order, operation);
  }

  /** The stage that the order's own conversion enters, by policy one per operation. */
  conversionStage(order: number, operation: number): number {
    const apart = this.#policy.conversion_stages === 'operation' && operation !== 0;
    return this.#stage(order, apart ? `conversion:${this.#facts.symbols.text(operation)}` : 'conversion');
  }

  #stage(order: number, name: string): number {
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
    return this.#joint.output(order, output);
  }

  /** A receipt of the period, which shares what the order completed. To be called in the order of events. */
  receive(receipt: Receipt): void {
    const { order } = receipt;
    const present = this.#receipts.get(order);
    if (present !== undefined) {
      present.push(receipt);
      return;
    }
    this.#receipts.set(order, [receipt]);
    this.#completedNode.set(order, this.#plan.node('order', order, this.#facts.symbols.code(COMPLETED)));
  }

  /** Orders that received something in the period. */
  withOutput(): IterableIterator<number> {
    return this.#completedNode.keys();
  }

  /**
   * Adds the edges by which every stage shares what it holds, and what is completed its receipts. To be called when all
   * stages are known.
   */
  shareStages(scrapAt: (order: number) => ReadonlyMap<number, number>, report: Report): void {
    for (const [order, stages] of this.#stages) {
      for (const [stage, node] of stages) this.#shareStage(order, stage, node, scrapAt(order));
    }
    for (const [order, receipts] of this.#receipts) {
      const from = this.#completedNode.get(order) as number;
      const weights = this.#joint.weights(order, receipts, report);
      for (const [r, { to, row }] of receipts.entries()) this.#plan.share(from, to, weights[r], 'movement', row);
    }
  }

  #shareStage(order: number, stage: number, node: number, scrap: ReadonlyMap<number, number>): void {
    const { completed, closed, finished, inProcess, routing } = this.progress(order);
    const made = this.#completedNode.get(order);
    if (made !== undefined && this.#facts.production_order.type[order] === DISASSEMBLY) {
      this.#plan.share(node, made, 1, 'completed', order);
      return;
    }
    const name = this.#facts.symbols.text(stage);
    const allUntilFinished = this.#methodOf(order) === 'all_until_finished';
    const isEmpty = closed || (allUntilFinished && finished && made !== undefined);
    const degrees = allUntilFinished ? routing.operations.map(() => ONE) : this.#degrees(order, name);
    const scrapDegrees = allUntilFinished ? degrees : this.#scrapDegrees(order, name);
    const quantities = [completed, ...inProcess];
    const parts = [ONE, ...degrees, ONE].map((degree, i) => (i > 0 && isEmpty ? ZERO : times(degree, quantities[i])));
    const scrapped = (operation: number) => {
      if (!routing.isVirtual) return scrap.get(operation) ?? 0;
      return [...scrap.values()].reduce((total, quantity) => total + quantity, 0);
    };
    const lost = routing.operations.map((operation, k) => times(scrapDegrees[k], scrapped(operation)));
    const weights = overCommonDenominator([...parts, ...lost]);
    const [own, wip, loss] = lowest([
      weights[0],
      sum(weights.slice(1, parts.length)),
      sum(weights.slice(parts.length)),
    ]);
    if (made !== undefined) {
      // A finished order that yielded only co-products gives them its whole cost (rules.md 17).
      this.#plan.share(node, made, own + wip + loss === 0n ? 1 : own, 'completed', order);
    }
    if (loss > 0n) this.#plan.share(node, OUTSIDE, loss, 'scrap_loss', order);
    if (made !== undefined) {
      if (wip > 0n) this.#plan.share(node, OUTSIDE, wip, 'closing_wip', order);
    } else if (!closed) {
      // Nothing completed: all stays, also where nothing is counted in process (rules.md 17).
      if (wip + loss === 0n) this.#plan.share(node, OUTSIDE, 1, 'closing_wip', order);
      else if (wip > 0n) this.#plan.share(node, OUTSIDE, wip, 'closing_wip', order);
    } else if (loss === 0n) {
      this.#plan.share(node, OUTSIDE, 1, this.#withoutOutput(), order);
    }
  }

  #withoutOutput(): 'order_without_output' | 'scrap_loss' {
    return this.#policy.order_without_output === 'error' ? 'order_without_output' : 'scrap_loss';
  }

  #methodOf(order: number): Policy['wip']['method'] {
    const { production_order, item, symbols } = this.#facts;
    const category = item.category[this.#itemRow[production_order.item[order]]];
    return (chosenFor(this.#policy.wip_by_category, symbols.text(category)) ?? this.#policy.wip).method;
  }

  /** How far what is in process at each operation has come in a stage. */
  #degrees(order: number, stage: string): readonly Fraction[] {
    const { routing } = this.progress(order);
    const [kind, at] = stage.split(':');
    if (stage === 'material') return routing.operations.map(() => ONE);
    if (at === undefined) return routing.conversionDegrees;
    if (routing.isVirtual) return [kind === 'material' ? ONE : this.#operationProgress()];
    const entry = this.#place(order, at);
    return routing.operations.map((_, k) => {
      if (kind === 'material') return k >= entry ? ONE : ZERO;
      return k > entry ? ONE : k === entry ? this.#operationProgress() : ZERO;
    });
  }

  /** How far what was scrapped at each operation had come: it has had that operation (rules.md 15). */
  #scrapDegrees(order: number, stage: string): readonly Fraction[] {
    const { routing } = this.progress(order);
    const [, at] = stage.split(':');
    if (stage === 'material' || (at !== undefined && routing.isVirtual)) return routing.operations.map(() => ONE);
    if (at === undefined) return routing.scrapDegrees;
    const entry = this.#place(order, at);
    return routing.operations.map((_, k) => (k >= entry ? ONE : ZERO));
  }

  /** The place of an operation in the order's routing; −1 where it has none of the kind, which is before all. */
  #place(order: number, code: string): number {
    return this.progress(order).routing.operations.findIndex(
      (operation) => this.#facts.symbols.text(operation) === code,
    );
  }

  #operationProgress(): Fraction {
    const [whole, decimals = ''] = this.#policy.operation_progress.split('.');
    return fraction(BigInt(whole + decimals), 10n ** BigInt(decimals.length));
  }
}

const DISASSEMBLY = TABLES.production_order.columns.type.choices.indexOf('disassembly');

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
