import { printFraction, QUANTITY_SCALE, ZERO } from '@millrace/exact';
import { type FlowKind, NODE } from '../compile/flow-kinds.js';
import { TYPE } from '../compile/movements/kinds.js';
import { Totals } from '../network/amounts.js';
import { OUTSIDE } from '../network/network.js';
import type { Flow } from './flows.js';
import type { Outcome } from './outcome.js';
import type { Filling, RowWriter } from './row-writer.js';

/** The columns of the account: what came into the loss, what was recovered of it, what is left. */
const COLUMNS = ['irreparable', 'normal_salvage', 'repair', 'salvage', 'compensation', 'net'] as const;
type ColumnName = (typeof COLUMNS)[number];

/** Who bears what is left: expense, or the good units of the order. */
const BEARERS = ['expense', 'good'] as const;

/**
 * 废品损失 of orders: how many units were spoiled, as a rule and beyond it, and the account of their loss by cost element:
 * irreparable + normal_salvage + repair − salvage − compensation = net.
 */
export class Spoilage {
  readonly #outcome: Outcome;
  readonly #width: number;
  /** By node of a loss; what is paid for earlier scrap has one of its own. */
  readonly #accounts = new Map<number, Totals>();
  readonly #borneByGood = new Set<number>();

  constructor(outcome: Outcome) {
    this.#outcome = outcome;
    this.#width = outcome.scope.elements.length;
  }

  add({ from, to, kind, ref, amounts, at }: Flow): void {
    const { nodeKind } = this.#outcome.compiled.plan;
    if (to !== OUTSIDE && nodeKind[to] === NODE.loss) this.#addTo(to, kind as ColumnName, amounts, at);
    if (from === OUTSIDE || nodeKind[from] !== NODE.loss) return;
    if (kind === 'spoilage') this.#borneByGood.add(from);
    this.#addTo(from, this.#leavesAs(kind, ref), amounts, at);
  }

  *write(rows: RowWriter): Filling {
    const { facts, scope, compiled } = this.#outcome;
    const { symbols, production_order } = facts;
    const { nodeRef, nodePart } = compiled.plan;
    const nodesOf = new Map<number, number[]>();
    for (const order of compiled.losses.spoiling()) nodesOf.set(order, []);
    for (const node of this.#accounts.keys()) {
      const nodes = nodesOf.get(nodeRef[node]);
      if (nodes === undefined) nodesOf.set(nodeRef[node], [node]);
      else nodes.push(node);
    }
    const totals = new Totals(COLUMNS.length * this.#width);
    const sorted = [...nodesOf].sort(([a], [b]) =>
      symbols.compare(production_order.order[a], production_order.order[b]),
    );
    for (const [order, nodes] of sorted) {
      const bearerOf = (node: number) => (this.#borneByGood.has(node) ? 'good' : 'expense');
      const own = nodes.find((node) => nodePart[node] === 0);
      const spoiled = compiled.losses.spoiled(order);
      for (const bearer of BEARERS) {
        // Without a loss, good units bear what was spoiled as a rule.
        const isOwn = bearer === (own === undefined ? 'good' : bearerOf(own));
        const { normal, abnormal } = isOwn ? spoiled : NOTHING;
        totals.clear();
        for (const node of nodes) if (bearerOf(node) === bearer) this.#gather(node, totals);
        const isWorthless = totals.areZero();
        if (isWorthless && normal.numerator === 0n && abnormal.numerator === 0n) continue;
        rows.code(symbols, production_order.order[order]);
        rows.text(bearer);
        rows.code(symbols, production_order.item[order]);
        for (const units of [normal, abnormal]) rows.printed(printFraction(units, QUANTITY_SCALE));
        for (let column = 0; column < COLUMNS.length; column++) {
          if (isWorthless && column === 0) rows.noAmounts();
          else rows.amounts(totals, column * this.#width, this.#width, scope.amountScale);
        }
        if (rows.end()) yield;
      }
    }
  }

  /** What leaves a loss: to who received or paid for something, or to who bears it. */
  #leavesAs(kind: FlowKind, ref: number): ColumnName {
    if (kind === 'scrap_loss' || kind === 'spoilage') return 'net';
    const isPaid = kind === 'movement' && this.#outcome.facts.movement.type[ref] === TYPE.compensation;
    return isPaid ? 'compensation' : 'salvage';
  }

  #addTo(node: number, column: ColumnName, amounts: Float64Array, at: number): void {
    let totals = this.#accounts.get(node);
    if (totals === undefined) {
      totals = new Totals(COLUMNS.length * this.#width);
      this.#accounts.set(node, totals);
    }
    const first = COLUMNS.indexOf(column) * this.#width;
    for (let e = 0; e < this.#width; e++) totals.add(first + e, amounts[at + e]);
  }

  #gather(node: number, into: Totals): void {
    const own = this.#accounts.get(node) as Totals;
    for (let place = 0; place < COLUMNS.length * this.#width; place++) into.addAll(place, own.valueAt(place));
  }
}

const NOTHING = { normal: ZERO, abnormal: ZERO };
