import { flowMeaning } from '../compile/flow-kinds.js';
import { Totals } from '../network/amounts.js';
import { OUTSIDE } from '../network/network.js';
import type { Flow } from './flows.js';
import { inOrder, keyOfTexts } from './key-order.js';
import { keyOfStages, type OrderStages } from './order-stages.js';
import type { Outcome } from './outcome.js';
import type { Filling, RowWriter } from './row-writer.js';

const COLUMNS = ['opening_wip', 'input', 'completed', 'scrap', 'residual', 'closing_wip'] as const;
type ColumnName = (typeof COLUMNS)[number];
const COLUMN = Object.fromEntries(COLUMNS.map((name, place) => [name, place])) as Record<ColumnName, number>;

/** Adds up the stages of orders: opening work in process + input = completed + scrap + residual + closing. */
export class OrderTables {
  readonly #outcome: Outcome;
  readonly #stages: OrderStages;
  readonly #width: number;
  /** By stage: the first of its order and name, which under FIFO has two. */
  readonly #first: Int32Array;
  /** By such a stage, column and element. */
  readonly #totals: Totals;

  constructor(outcome: Outcome, stages: OrderStages) {
    this.#outcome = outcome;
    this.#stages = stages;
    this.#width = outcome.scope.elements.length;
    this.#first = firstOfEach(outcome, stages);
    this.#totals = new Totals(stages.count * COLUMNS.length * this.#width);
  }

  add({ from, to, kind, amounts, at }: Flow): void {
    const into = to === OUTSIDE ? -1 : this.#stages.at[to];
    const outOf = from === OUTSIDE ? -1 : this.#stages.at[from];
    if (into < 0 && outOf < 0) return;
    const { order } = flowMeaning(kind);
    if (into >= 0) this.#addTo(into, COLUMN[order?.in ?? 'input'], amounts, at, 1);
    if (outOf < 0) return;
    // What flows back to stock was part of the input.
    if (order?.out === undefined) this.#addTo(outOf, COLUMN.input, amounts, at, -1);
    else this.#addTo(outOf, COLUMN[order.out], amounts, at, 1);
  }

  /** Value trapped in a stage leaves it as a residual. */
  addStranded(node: number, amounts: readonly number[]): void {
    const stage = this.#stages.at[node];
    if (stage >= 0) this.#addTo(stage, COLUMN.residual, amounts, 0, 1);
  }

  /** One column in total, by the row of the order. */
  byOrder(column: 'residual' | 'completed' | 'closing_wip'): Totals {
    const { facts, compiled } = this.#outcome;
    const sums = new Totals(facts.production_order.rowCount);
    for (let stage = 0; stage < this.#stages.count; stage++) {
      const order = compiled.plan.nodeRef[this.#stages.node[stage]];
      const first = (stage * COLUMNS.length + COLUMN[column]) * this.#width;
      for (let e = 0; e < this.#width; e++) sums.addAll(order, this.#totals.valueAt(first + e));
    }
    return sums;
  }

  *write(rows: RowWriter): Filling {
    const { facts, scope, compiled } = this.#outcome;
    const { nodeRef, nodePart } = compiled.plan;
    const { symbols, production_order } = facts;
    const { count, node } = this.#stages;
    const order = Int32Array.from(node, (of) => production_order.order[nodeRef[of]]);
    const byStage = keyOfStages(
      this.#outcome,
      node.map((of) => nodePart[of]),
    );
    for (const stage of inOrder(count, [keyOfTexts(symbols, order), byStage])) {
      const first = stage * COLUMNS.length * this.#width;
      if (this.#totals.areZero(first, COLUMNS.length * this.#width)) continue;
      rows.code(symbols, order[stage]);
      rows.text(compiled.orders.stages.text(nodePart[node[stage]]));
      for (let c = 0; c < COLUMNS.length; c++) {
        rows.amounts(this.#totals, first + c * this.#width, this.#width, scope.amountScale);
      }
      if (rows.end()) yield;
    }
  }

  #addTo(stage: number, column: number, amounts: ArrayLike<number>, at: number, sign: 1 | -1): void {
    const first = (this.#first[stage] * COLUMNS.length + column) * this.#width;
    for (let e = 0; e < this.#width; e++) this.#totals.add(first + e, sign * amounts[at + e]);
  }
}

function firstOfEach({ compiled }: Outcome, { count, node }: OrderStages): Int32Array {
  const { nodeRef, nodePart } = compiled.plan;
  const firsts = new Map<number, number>();
  const first = new Int32Array(count);
  for (let stage = 0; stage < count; stage++) {
    const key = nodeRef[node[stage]] * STAGES + nodePart[node[stage]];
    const known = firsts.get(key);
    if (known === undefined) firsts.set(key, stage);
    first[stage] = known ?? stage;
  }
  return first;
}

/** More than there are different stages. */
const STAGES = 2 ** 20;
