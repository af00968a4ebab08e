import { type Fraction, fraction, greatestCommonDivisor, ONE, overCommonDenominator, ZERO } from '@millrace/exact';
import type { Facts } from '@millrace/facts';
import { rowOf, TABLES } from '@millrace/facts';
import type { Report } from '../../findings.js';
import { chosenFor, type Policy } from '../../policy.js';
import { OUTSIDE, type PlanBuilder } from '../plan.js';
import type { JointOutput, JointOutputs, Receipt } from './joint-outputs.js';
import type { OrderProgress } from './order-progress.js';
import { type StageCodes, StageTable } from './stage-table.js';

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
  readonly stages: StageTable;
  /** By order: the nodes of its stages, by the stage's number. */
  readonly #nodes = new Map<number, Map<number, number>>();
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
    this.stages = new StageTable(facts.symbols);
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
    return this.#node(order, this.stages.number({ kind: 'material', operation: isFirst ? 0 : operation }));
  }

  /** The stage that opening work in process names; material at the first operation is at the start. */
  openingStage(order: number, text: string, report: Report): number {
    const codes = this.stages.read(text) ?? { kind: 'conversion' as const, operation: 0 };
    if (this.stages.read(text) === undefined) {
      const { symbols, production_order } = this.#facts;
      const code = symbols.text(production_order.order[order]);
      report('stage_must_be_known', 'opening_wip', `${code} · ${text}`, { order: code, stage: text });
    }
    return codes.kind === 'material'
      ? this.materialStage(order, codes.operation)
      : this.#node(order, this.stages.number(codes));
  }

  /** The stage that the order's own conversion enters, by policy one per operation. */
  conversionStage(order: number, operation: number): number {
    const apart = this.#policy.conversion_stages === 'operation';
    return this.#node(order, this.stages.number({ kind: 'conversion', operation: apart ? operation : 0 }));
  }

  #node(order: number, stage: number): number {
    let nodes = this.#nodes.get(order);
    if (nodes === undefined) {
      nodes = new Map();
      this.#nodes.set(order, nodes);
    }
    let node = nodes.get(stage);
    if (node === undefined) {
      node = this.#plan.node('order', order, stage);
      nodes.set(stage, node);
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
    this.#completedNode.set(order, this.#plan.node('completed', order));
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
    for (const [order, nodes] of this.#nodes) {
      for (const [stage, node] of nodes) this.#shareStage(order, stage, node, scrapAt(order));
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
    const of = this.stages.codes(stage);
    const allUntilFinished = this.#methodOf(order) === 'all_until_finished';
    const isEmpty = closed || (allUntilFinished && finished && made !== undefined);
    const degrees = allUntilFinished ? routing.operations.map(() => ONE) : this.#degrees(order, of);
    const scrapDegrees = allUntilFinished ? degrees : this.#scrapDegrees(order, of);
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
  #degrees(order: number, { kind, operation }: StageCodes): readonly Fraction[] {
    const { routing } = this.progress(order);
    if (operation === 0) return kind === 'material' ? routing.operations.map(() => ONE) : routing.conversionDegrees;
    if (routing.isVirtual) return [kind === 'material' ? ONE : this.#operationProgress()];
    // A stage of an operation that the order does not have lies before all that it has.
    const entry = routing.operations.indexOf(operation as number);
    return routing.operations.map((_, k) => {
      if (kind === 'material') return k >= entry ? ONE : ZERO;
      return k > entry ? ONE : k === entry ? this.#operationProgress() : ZERO;
    });
  }

  /** How far what was scrapped at each operation had come: it has had that operation (rules.md 15). */
  #scrapDegrees(order: number, { kind, operation }: StageCodes): readonly Fraction[] {
    const { routing } = this.progress(order);
    if (operation === 0) return kind === 'material' ? routing.operations.map(() => ONE) : routing.scrapDegrees;
    if (routing.isVirtual) return [ONE];
    const entry = routing.operations.indexOf(operation as number);
    return routing.operations.map((_, k) => (k >= entry ? ONE : ZERO));
  }

  #operationProgress(): Fraction {
    const [whole, decimals = ''] = this.#policy.operation_progress.split('.');
    return fraction(BigInt(whole + decimals), 10n ** BigInt(decimals.length));
  }
}

const DISASSEMBLY = TABLES.production_order.columns.type.choices.indexOf('disassembly');

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
