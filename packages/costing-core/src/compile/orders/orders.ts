import { add, type Fraction, fraction, QUANTITY_SCALE, ZERO } from '@millrace/exact';
import type { Facts } from '@millrace/facts';
import { rowOf } from '@millrace/facts';
import type { Report } from '../../findings.js';
import type { Scope } from '../../period/scope.js';
import type { Policy } from '../../policy.js';
import type { PlanBuilder } from '../plan.js';
import type { OrderStandards } from './components.js';
import type { JointOutputs } from './joint-outputs.js';
import { type JointLine, type Receipt, splitJointly } from './joint-split.js';
import type { OrderProgress } from './order-progress.js';
import { ProgressTable } from './progress-table.js';
import { type OrderStage, StageNodes } from './stage-nodes.js';
import { type StageCodes, StageTable } from './stage-table.js';
import { StageUnitsTable } from './stage-units.js';
import { StepStages } from './step-stages.js';
import type { Wip, WipChoices } from './wip-choice.js';

/** What orders are made of besides the facts. */
export interface OrderRules {
  readonly policy: Policy;
  readonly joint: JointOutputs;
  readonly choices: WipChoices;
  readonly standards: OrderStandards;
  /** Whether an order is one of the period's. */
  readonly isOfPeriod: (order: number) => boolean;
  readonly follow: (order: number) => OrderProgress;
  readonly givingBack: ReadonlySet<number>;
  readonly backFlushed: ReadonlySet<number>;
  /** Codes of items that are steps in parallel. */
  readonly steps: ReadonlySet<number>;
}

/**
 * Orders as stages (rules.md 14): one node per point at which material enters (`material` at the start, `material:0020` at an
 * operation) and one for the order's own conversion; by policy one per operation, cost centre or element. How a stage shares
 * what it holds between what is completed and what stays in process is in `share-stages.ts`.
 */
export class Orders {
  readonly stages: StageTable;
  /** By stage that holds something: its units, for the cost-of-production report. */
  readonly units = new StageUnitsTable();
  /** What is borne by items and not by orders. */
  readonly steps: StepStages;
  readonly #facts: Facts;
  readonly #plan: PlanBuilder;
  readonly #rules: OrderRules;
  readonly #rowOf: (code: number) => number;
  /** Every order has one stage of conversion, whatever the operation. */
  readonly #isOneStage: boolean;
  readonly #nodes: StageNodes;
  readonly #progress: ProgressTable;
  readonly #completedNode = new Map<number, number>();
  readonly #receipts = new Map<number, Receipt[]>();
  readonly #byProducts = new Map<string, JointLine>();
  /** By item and stage of a step, whether it goes by FIFO. */
  readonly #fifoSteps = new Map<string, boolean>();
  readonly #withByProducts = new Set<number>();
  readonly #jointLines: JointLine[] = [];

  constructor(facts: Facts, plan: PlanBuilder, rules: OrderRules) {
    this.#facts = facts;
    this.#plan = plan;
    this.#rules = rules;
    this.stages = new StageTable(facts.symbols);
    this.#rowOf = rowOf(facts.production_order.order);
    this.#isOneStage = rules.policy.conversion_stages === 'order' && !rules.choices.anyFlow;
    this.#nodes = new StageNodes(facts.production_order.rowCount);
    this.#progress = new ProgressTable(facts.production_order.rowCount);
    this.steps = new StepStages(facts, plan, rules.steps, (order) => this.progress(order));
  }

  /** The row of an order by its code. */
  row(order: number): number {
    return this.#rowOf(order);
  }

  progress(order: number): OrderProgress {
    if (!this.#progress.has(order)) this.#progress.set(order, this.#rules.follow(order));
    return this.#progress.at(order);
  }

  /**
   * The stage that material enters which is issued at an operation (0: none); by policy one per component, one for what comes in
   * evenly, or one for all of it.
   *
   * @param item the code of what is issued; 0 where it is no component.
   */
  materialStage(order: number, operation: number, item = 0): number {
    const isFirst = operation === 0 || this.progress(order).firstOperation === operation;
    const at = isFirst ? 0 : operation;
    const wip = this.#rules.choices.of(order, this.#centreOf(order, { operation: at }), 0);
    if (item !== 0 && (wip.method === 'component_list' || wip.method === 'count')) {
      return this.#node(order, { kind: 'material', operation: at, component: item });
    }
    if (wip.material_entry === 'cumulative_quota') return this.#node(order, { kind: 'material' });
    const component = this.standards.components(order).find((of) => of.item === item);
    const isEvenly = item !== 0 && (component?.evenly ?? wip.entry_progress === '0.5');
    return this.#node(order, { kind: isEvenly ? 'evenly' : 'material', operation: at });
  }

  /** The stage of an item that opening work in process names. */
  openingStageOfStep(item: number, text: string, report: Report): { readonly stage: number; readonly node: number } {
    const stage = this.stages.number(this.#namedStage(item, text, report));
    const node = this.isFifoStep(item, stage) ? this.steps.opening(item, stage) : this.steps.node(item, stage);
    return { stage, node };
  }

  /** The stage that opening work in process names; material at the first operation is at the start. */
  openingStage(order: number, text: string, report: Report): { readonly stage: number; readonly node: number } {
    const codes = this.#namedStage(this.#facts.production_order.order[order], text, report);
    const { kind, operation = 0 } = codes;
    const isFirst = kind !== 'conversion' && this.progress(order).firstOperation === operation;
    const stage = this.stages.number(isFirst ? { ...codes, operation: 0 } : codes);
    const node = this.#node(order, this.stages.codes(stage));
    const { item } = this.#facts.production_order;
    if (this.steps.has(order)) {
      const isFifo = this.isFifoStep(item[order], stage);
      return { stage, node: isFifo ? this.steps.opening(item[order], stage) : node };
    }
    if (!this.isFifo(order, stage)) return { stage, node };
    return { stage, node: this.#nodes.opening(order, stage, () => this.#plan.node('opening', order, stage)) };
  }

  /**
   * The stage that the order's own conversion enters at an operation (0: none), by policy one per operation or cost centre, and
   * one for each element that is shared otherwise.
   *
   * @param element the code of what brings it; 0 where it brings several.
   */
  conversionStage(order: number, operation: number, element = 0): number {
    if (this.#isOneStage && !this.#rules.choices.anyApart) return this.#node(order, CONVERSION);
    const place = this.#conversionPlace(order, operation);
    const isApart = element !== 0 && this.#rules.choices.isApart(order, this.#centreOf(order, place), element);
    return this.#node(order, { kind: 'conversion', ...place, element: isApart ? element : 0 });
  }

  /** The operation that stands for all those whose conversion enters the same stage as this one's; 0 for all together. */
  conversionOperation(order: number, operation: number): number {
    if (this.#isOneStage) return 0;
    const { operation: own = 0, centre = 0 } = this.#conversionPlace(order, operation);
    if (centre === 0) return own;
    const { routing, firstOperation } = this.progress(order);
    // An order that reports no quantities has one operation, without a code; any of its routing stands for it.
    return routing.operations[routing.centres.indexOf(centre)] || firstOperation;
  }

  /** The text of that stage, whatever the element: parts of one order stand in its order. */
  conversionText(order: number, operation: number): string {
    return this.stages.text(this.stages.number({ kind: 'conversion', ...this.#conversionPlace(order, operation) }));
  }

  /** Whether an order's conversion has several stages, by operation or centre. */
  isApart(order: number): boolean {
    if (this.#isOneStage) return false;
    const { routing } = this.progress(order);
    const { method } = this.#rules.choices.of(order, routing.centre, 0);
    return this.#rules.policy.conversion_stages !== 'order' || method === 'flow';
  }

  /** Where a subcontractor's fee enters: with conversion, or by policy where only finished pieces bear it. */
  feeStage(order: number, operation: number, element: number): number {
    if (this.#rules.policy.subcontract_fee === 'in_process') return this.conversionStage(order, operation, element);
    return this.#node(order, { kind: 'fee' });
  }

  get standards(): OrderStandards {
    return this.#rules.standards;
  }

  /** Whether an element of conversion has stages of its own. */
  isElementApart(order: number, stage: number, element: number): boolean {
    return this.#rules.choices.isApart(order, this.#centreOf(order, this.stages.codes(stage)), element);
  }

  /** How work in process of a stage is valued. */
  wip(order: number, stage: number): Wip {
    const codes = this.stages.codes(stage);
    return this.#rules.choices.of(order, this.#centreOf(order, codes), codes.element);
  }

  /** Whether it takes apart what another order made, and gives back what that took. */
  givesBack(order: number): boolean {
    return this.#rules.givingBack.has(order);
  }

  /** Whether its material is taken by its bill of material, for good units alone. */
  isBackFlushed(order: number): boolean {
    return this.#rules.backFlushed.has(order);
  }

  isFifo(order: number, stage: number): boolean {
    const { kind } = this.stages.codes(stage);
    return kind !== 'fee' && kind !== 'spoilage' && this.wip(order, stage).method === 'fifo';
  }

  /** Whether an order of a step, an item by its code, shares a stage of it by FIFO. */
  isFifoStep(item: number, stage: number): boolean {
    const key = `${item} ${stage}`;
    let isFifo = this.#fifoSteps.get(key);
    if (isFifo === undefined) {
      const orders = this.steps.ordersOf(item);
      isFifo = orders.some((order) => this.#rules.isOfPeriod(order) && this.isFifo(order, stage));
      this.#fifoSteps.set(key, isFifo);
    }
    return isFifo;
  }

  /** The part of its own work that work in process at each operation of an order has had. */
  progressAt(order: number, element: number): Fraction[] {
    const { routing } = this.progress(order);
    return routing.centres.map((centre) => this.#rules.choices.of(order, centre, element).phi);
  }

  /** The stage that what is left of spoiled pieces is taken from: the order's material. */
  salvageStage(order: number): number {
    const wip = this.#rules.choices.of(order, this.#centreOf(order, {}), 0);
    const isEvenly = wip.material_entry === 'by_entry' && wip.entry_progress === '0.5';
    return this.#node(order, { kind: isEvenly ? 'evenly' : 'material' });
  }

  /** The stage by which good units bear what was spoiled. */
  spoilageStage(order: number): number {
    return this.#node(order, { kind: 'spoilage' });
  }

  /** The node that by-products take their value from: what was completed, else the order's material. */
  creditNode(order: number): number {
    // What a step completes has no value.
    const isBefore = this.steps.has(order) || this.joint.choice(order).credit_from === 'before_split';
    return (isBefore ? undefined : this.#completedNode.get(order)) ?? this.materialStage(order, 0);
  }

  /** What orders yield besides their own items, where that is laid down. */
  get joint(): JointOutputs {
    return this.#rules.joint;
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

  /** Notes a by-product that took its value out of an order. */
  yieldByProduct(order: number, item: number, quantity: number, row: number): void {
    const units = fraction(quantity, 10n ** BigInt(QUANTITY_SCALE));
    const { further } = this.joint.afterSplit(order, item, units);
    const key = `${order} ${item}`;
    this.#withByProducts.add(order);
    const present = this.#byProducts.get(key);
    this.#byProducts.set(key, {
      order,
      item,
      rows: [...(present?.rows ?? []), row],
      quantity: add(present?.quantity ?? ZERO, units),
      value: undefined,
      further: add(present?.further ?? ZERO, further),
    });
  }

  /** The node of what an order completed in the period; undefined where it received nothing. */
  completedNode(order: number): number | undefined {
    return this.#completedNode.get(order);
  }

  /** Orders that received something in the period. */
  withOutput(): IterableIterator<number> {
    return this.#completedNode.keys();
  }

  /** Whether anything entered a stage of an order. */
  hasStages(order: number): boolean {
    if (this.steps.has(order)) return this.steps.hasStages(this.#facts.production_order.item[order]);
    return this.#nodes.has(order);
  }

  /** All stages that something entered, but for those of steps. */
  all(): Generator<OrderStage> {
    return this.#nodes.all();
  }

  /** What orders yielded, for the table of joint cost. */
  get jointLines(): readonly JointLine[] {
    return [...this.#jointLines, ...this.#byProducts.values()];
  }

  /** Frees the room for more progress and units, once all orders were followed. */
  trim(): void {
    this.#progress.trim();
    this.units.trim();
  }

  /** Adds the edges by which what was completed is shared between the receipts. */
  shareReceipts(scope: Scope, report: Report): void {
    for (const [order, receipts] of this.#receipts) {
      const from = this.#completedNode.get(order) as number;
      const own = this.#facts.production_order.item[order];
      if (receipts.every(({ item }) => item === own) && !this.#withByProducts.has(order)) {
        for (const { to, row, quantity } of receipts) this.#plan.share(from, to, quantity, 'movement', row);
        continue;
      }
      const split = splitJointly(this.#facts, this.joint, order, receipts, { amountScale: scope.amountScale, report });
      for (const line of split.lines) this.#jointLines.push(line);
      const place = this.joint.furtherElement(order);
      for (const [r, { to, row }] of receipts.entries()) {
        const back = Number(split.givenBack?.[r] ?? 0n);
        if (back !== 0) {
          const amounts = new Float64Array(scope.elements.length);
          amounts[place] = -back;
          this.#plan.fixed(from, to, amounts, 'movement', row);
        }
        this.#plan.share(from, to, split.weights[r], 'movement', row);
      }
      const { joint: rounding = this.#rules.policy.rate_rounding.default } = this.#rules.policy.rate_rounding;
      if (split.lines.length > 1) this.#plan.roundRate(from, rounding, split.unit);
    }
  }

  /** @param of the code of the order or item. */
  #namedStage(of: number, text: string, report: Report): StageCodes {
    const codes = this.stages.read(text);
    if (codes !== undefined) return codes;
    const code = this.#facts.symbols.text(of);
    report('stage_must_be_known', 'opening_wip', `${code} · ${text}`, { order: code, stage: text });
    return CONVERSION;
  }

  /** Operation or centre of the conversion stage; neither where there is one for the order. */
  #conversionPlace(order: number, operation: number): { readonly operation?: number; readonly centre?: number } {
    if (operation === 0 || this.#isOneStage) return {};
    const centre = this.#centreOf(order, { operation });
    const { method } = this.#rules.choices.of(order, centre, 0);
    if (this.#rules.policy.conversion_stages === 'operation' || method === 'flow') return { operation };
    return this.#rules.policy.conversion_stages === 'centre' ? { centre } : {};
  }

  /** The centre of a stage: its own, that of its operation, or that of all operations where they have one. */
  #centreOf(order: number, { operation = 0, centre = 0 }: Partial<StageCodes>): number {
    if (centre !== 0) return centre;
    const { routing } = this.progress(order);
    if (operation === 0) return routing.centre;
    const place = routing.operations.indexOf(operation);
    return place < 0 ? routing.centre : routing.centres[place];
  }

  #node(order: number, codes: StageCodes): number {
    const stage = this.stages.number(codes);
    if (this.steps.has(order)) return this.steps.node(this.#facts.production_order.item[order], stage);
    return this.#nodes.node(order, stage, () => this.#plan.node('order', order, stage));
  }
}

const CONVERSION: StageCodes = { kind: 'conversion' };
