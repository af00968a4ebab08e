import { printFraction, QUANTITY_SCALE, subtract, ZERO } from '@millrace/exact';
import { type FlowKind, NODE, NODE_MEANINGS } from '../compile/flow-kinds.js';
import { TYPE } from '../compile/movements/kinds.js';
import { Totals } from '../network/amounts.js';
import { OUTSIDE } from '../network/network.js';
import type { Flow } from './flows.js';
import type { Outcome } from './outcome.js';
import type { Filling, RowWriter } from './row-writer.js';

/** The columns of the account: what came into the loss, what was recovered of it, what is left. */
const COLUMNS = ['irreparable', 'normal_salvage', 'repair', 'salvage', 'compensation', 'net'] as const;
type ColumnName = (typeof COLUMNS)[number];

/** Who bears what is left: expense, the good units of the order, or the overhead of a centre. */
const BEARERS = ['expense', 'good', 'overhead'] as const;

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
  /** By order: what the overhead of centres bears of it. */
  readonly #overhead = new Map<number, Totals>();

  constructor(outcome: Outcome) {
    this.#outcome = outcome;
    this.#width = outcome.scope.elements.length;
  }

  add(flow: Flow): void {
    const { from, to, kind, ref } = flow;
    const { nodeKind } = this.#outcome.compiled.plan;
    const isOfLoss = to !== OUTSIDE && nodeKind[to] === NODE.loss;
    if (isOfLoss) this.#addTo(this.#accounts, to, kind as ColumnName, flow);
    else if (kind === 'irreparable') this.#bears(ref, 'irreparable', flow, 1);
    const isOfCentre = from !== OUTSIDE && NODE_MEANINGS[nodeKind[from]].of === 'cost_centre';
    if (kind === 'normal_salvage' && isOfCentre) this.#bears(ref, 'salvage', flow, -1);
    if (from === OUTSIDE || nodeKind[from] !== NODE.loss) return;
    if (kind === 'spoilage') this.#borneByGood.add(from);
    this.#addTo(this.#accounts, from, this.#leavesAs(kind, ref), flow);
  }

  *write(rows: RowWriter): Filling {
    const { facts, scope, compiled } = this.#outcome;
    const { symbols, production_order } = facts;
    const { nodeRef, nodePart } = compiled.plan;
    const nodesOf = new Map<number, number[]>();
    for (const order of compiled.losses.spoiling()) nodesOf.set(order, []);
    for (const order of this.#overhead.keys()) if (!nodesOf.has(order)) nodesOf.set(order, []);
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
      const { normal: all, abnormal } = compiled.losses.spoiled(order);
      const common = compiled.losses.common(order);
      const spoiled = { normal: subtract(all, common), abnormal };
      for (const bearer of BEARERS) {
        // Without a loss, good units bear what was spoiled as a rule.
        const isOwn = bearer === (own === undefined ? 'good' : bearerOf(own));
        const isCommon = bearer === 'overhead';
        const { normal, abnormal } = isCommon ? { normal: common, abnormal: ZERO } : isOwn ? spoiled : NOTHING;
        totals.clear();
        for (const node of nodes) if (bearerOf(node) === bearer) this.#gather(this.#accounts.get(node), totals);
        if (isCommon) this.#gather(this.#overhead.get(order), totals);
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

  /** What the overhead of a centre bears of an order's units, or has back for them. */
  #bears(order: number, column: ColumnName, flow: Flow, sign: number): void {
    this.#addTo(this.#overhead, order, column, flow);
    this.#addTo(this.#overhead, order, 'net', flow, sign);
  }

  #addTo(
    into: Map<number, Totals>,
    key: number,
    column: ColumnName,
    { amounts, at }: Pick<Flow, 'amounts' | 'at'>,
    sign = 1,
  ): void {
    let totals = into.get(key);
    if (totals === undefined) {
      totals = new Totals(COLUMNS.length * this.#width);
      into.set(key, totals);
    }
    const first = COLUMNS.indexOf(column) * this.#width;
    for (let e = 0; e < this.#width; e++) totals.add(first + e, sign * amounts[at + e]);
  }

  #gather(own: Totals | undefined, into: Totals): void {
    if (own === undefined) return;
    for (let place = 0; place < COLUMNS.length * this.#width; place++) into.addAll(place, own.valueAt(place));
  }
}

const NOTHING = { normal: ZERO, abnormal: ZERO };
