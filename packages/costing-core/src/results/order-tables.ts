import { printFixed } from '@millrace/exact';
import { compareText } from '@millrace/facts';
import { flowMeaning, NODE_MEANINGS } from '../compile/flow-kinds.js';
import { Totals } from '../network/amounts.js';
import { OUTSIDE } from '../network/network.js';
import type { Flow } from './flows.js';
import type { Outcome } from './outcome.js';
import type { Cells } from './tables.js';

const COLUMNS = ['opening_wip', 'input', 'completed', 'scrap', 'residual', 'closing_wip'] as const;

/** Adds up the stages of orders: opening work in process + input = completed + scrap + residual + closing. */
export class OrderTables {
  readonly #outcome: Outcome;
  readonly #width: number;
  /** By order and stage, which under FIFO has two nodes. */
  readonly #totals = new Map<number, { readonly order: number; readonly stage: number; readonly totals: Totals }>();

  constructor(outcome: Outcome) {
    this.#outcome = outcome;
    this.#width = outcome.scope.elements.length;
  }

  add(flow: Flow): void {
    const { order } = flowMeaning(flow.kind);
    if (this.#isStage(flow.to)) this.#addTo(flow.to, order?.in ?? 'input', flow);
    if (!this.#isStage(flow.from)) return;
    // What flows back to stock was part of the input.
    if (order?.out === undefined) this.#addTo(flow.from, 'input', flow, -1);
    else this.#addTo(flow.from, order.out, flow);
  }

  /** Value trapped in a stage leaves it as a residual. */
  addStranded(node: number, amounts: readonly number[]): void {
    if (this.#isStage(node)) this.#addTo(node, 'residual', { amounts, at: 0 });
  }

  /** One column in total, by order. */
  byOrder(column: (typeof COLUMNS)[number]): Map<number, bigint> {
    const sums = new Map<number, bigint>();
    const start = COLUMNS.indexOf(column) * this.#width;
    for (const { order, totals } of this.#totals.values()) {
      let sum = sums.get(order) ?? 0n;
      for (let e = 0; e < this.#width; e++) sum += totals.at(start + e);
      sums.set(order, sum);
    }
    return sums;
  }

  *orderCost(): Generator<Cells> {
    const { facts, scope, compiled } = this.#outcome;
    const { symbols, production_order } = facts;
    const textOf = (stage: number) => compiled.orders.stages.text(stage);
    const stages = [...this.#totals.values()].sort(
      (a, b) =>
        symbols.compare(production_order.order[a.order], production_order.order[b.order]) ||
        compareText(textOf(a.stage), textOf(b.stage)),
    );
    for (const { order, stage, totals } of stages) {
      for (let e = 0; e < this.#width; e++) {
        const amounts = COLUMNS.map((_, c) => totals.at(c * this.#width + e));
        if (amounts.every((amount) => amount === 0n)) continue;
        yield [
          symbols.text(production_order.order[order]),
          textOf(stage),
          symbols.text(scope.elements[e]),
          ...amounts.map((amount) => printFixed(amount, scope.amountScale)),
        ];
      }
    }
  }

  #isStage(node: number): boolean {
    if (node === OUTSIDE) return false;
    const { plan } = this.#outcome.compiled;
    return NODE_MEANINGS[plan.nodeKind[node]].isStage === true;
  }

  #addTo(node: number, column: (typeof COLUMNS)[number], { amounts, at }: Amounts, sign = 1): void {
    const { nodeRef, nodePart } = this.#outcome.compiled.plan;
    const key = nodeRef[node] * STAGES + nodePart[node];
    let entry = this.#totals.get(key);
    if (entry === undefined) {
      entry = { order: nodeRef[node], stage: nodePart[node], totals: new Totals(COLUMNS.length * this.#width) };
      this.#totals.set(key, entry);
    }
    const start = COLUMNS.indexOf(column) * this.#width;
    for (let e = 0; e < this.#width; e++) entry.totals.add(start + e, sign * amounts[at + e]);
  }
}

/** More than there are different stages. */
const STAGES = 2 ** 20;

interface Amounts {
  readonly amounts: ArrayLike<number>;
  readonly at: number;
}
