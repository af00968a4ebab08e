import { printFixed, RATE_SCALE } from '@millrace/exact';
import { TABLES } from '@millrace/facts';
import { flowMeaning, NODE, NODES } from '../compile/flow-kinds.js';
import type { Plan } from '../compile/plan.js';
import { OUTSIDE } from '../network/network.js';
import { nodeName } from './flow-tables.js';
import type { Flow } from './flows.js';
import type { Outcome } from './outcome.js';
import type { Filling, RowWriter } from './row-writer.js';
import { Bases, type SpreadLine, SpreadTotals, writeQuantity } from './spread-totals.js';

/**
 * What spread its cost, by the kind of its node (a pool, pools of a centre at one rate, what was issued to a centre, what it
 * received; a pool may be called like a centre), and what it is called.
 */
function spreaderOf(outcome: Outcome, { from, amounts }: Flow): [object: number, name: number] | undefined {
  const { facts, compiled, settled } = outcome;
  const { nodeKind, nodeRef } = compiled.plan;
  if (from === OUTSIDE || !SPREADING.has(nodeKind[from])) return undefined;
  const isDifference = compiled.spreads.differences.has(from) && amounts === settled.carried;
  const object = facts.symbols.code(isDifference ? 'difference' : NODES[nodeKind[from]]);
  if (nodeKind[from] === NODE.pool) return [object, facts.cost_pool.pool[nodeRef[from]]];
  return [object, nameOfCentre(outcome, from)];
}

/** Pools at one rate are named by their centre and driver, shared material by its centre and item. */
function nameOfCentre(outcome: Outcome, node: number): number {
  const { nodeKind, nodeRef, nodePart } = outcome.compiled.plan;
  const isOfTwo = ABSORBING.has(nodeKind[node]) || (nodeKind[node] === NODE.centre && nodePart[node] !== 0);
  return isOfTwo ? outcome.facts.symbols.code(nodeName(outcome, node)[1]) : nodeRef[node];
}

/** Pools, and what centres used or were served with, by what they were spread over; driver and rates are those of `PoolRates`. */
export class PoolAllocation {
  readonly #outcome: Outcome;
  readonly #totals: SpreadTotals;

  constructor(outcome: Outcome) {
    this.#outcome = outcome;
    this.#totals = new SpreadTotals(outcome, new Bases(outcome), 4);
  }

  add(flow: Flow): void {
    const { to } = flow;
    const { facts, compiled } = this.#outcome;
    const { nodeKind, nodePart } = compiled.plan;
    const spreader = spreaderOf(this.#outcome, flow);
    // What a centre gives back to stock is no allocation.
    if (spreader === undefined || (to !== OUTSIDE && !BEARING.has(nodeKind[to]))) return;
    const { symbols, production_order } = facts;
    const isOrder = to !== OUTSIDE && ORDERS.has(nodeKind[to]);
    const target = isOrder ? production_order.order[orderOf(flow, compiled.plan)] : this.#targetOf(flow);
    const stage = isOrder ? symbols.code(compiled.orders.stages.text(nodePart[to])) : 0;
    this.#totals.add([...spreader, target, stage], flow);
  }

  /** What is no order: a centre, stock, an item that was sold, or why it left. */
  #targetOf({ to, kind, ref }: Flow): number {
    const { symbols } = this.#outcome.facts;
    if (to === OUTSIDE) {
      return symbols.code(flowMeaning(kind).of === 'item' ? `${kind} · ${symbols.text(ref)}` : kind);
    }
    const { [to]: into } = this.#outcome.compiled.plan.nodeKind;
    const isBalance = into === NODE.stock_balance || into === NODE.step_balance;
    return isBalance ? symbols.code(nodeName(this.#outcome, to)[1]) : nameOfCentre(this.#outcome, to);
  }

  write(rows: RowWriter): Filling {
    const { elements, amountScale } = this.#outcome.scope;
    return this.#totals.write(rows, ({ quantity, totals }) => {
      writeQuantity(rows, quantity);
      rows.amounts(totals, 0, elements.length, amountScale);
    });
  }
}

/** At which rate pools and centres spread what they had, beside the rate of the month before. */
export class PoolRates {
  readonly #outcome: Outcome;
  readonly #totals: SpreadTotals;
  /** By kind, name, driver and element: the rate of the month before, printed. */
  readonly #last = new Map<string, string>();

  constructor(outcome: Outcome) {
    this.#outcome = outcome;
    this.#totals = new SpreadTotals(outcome, new Bases(outcome), 2);
    const { last_rate: last, symbols } = outcome.facts;
    for (let row = 0; row < last.rowCount; row++) {
      const key = [OBJECTS[last.object[row]], symbols.text(last.pool[row]), symbols.text(last.driver[row])];
      const place = outcome.scope.elementPlace.get(last.element[row]) as number;
      this.#last.set([...key, place].join('\0'), printFixed(last.rate[row], RATE_SCALE));
    }
  }

  add(flow: Flow): void {
    const spreader = spreaderOf(this.#outcome, flow);
    if (spreader === undefined) return;
    const { shared, differences, charged } = this.#outcome.compiled.spreads;
    const isFixed = flow.amounts === this.#outcome.settled.network.fixedAmount;
    const isSpread = isFixed
      ? charged.has(flow.at / this.#outcome.scope.elements.length)
      : shared.has(flow.from) || differences.has(flow.from);
    if (isSpread) this.#totals.add(spreader, flow);
  }

  /** What each spread, with the rates per element of this month and of the one before; empty where there is none. */
  *lines(): Generator<SpreadLine & { readonly lastRates: readonly string[] }> {
    const { scope, facts } = this.#outcome;
    for (const line of this.#totals.lines()) {
      const name = line.key.map((code) => facts.symbols.text(code));
      const lastRates = scope.elements.map((_, e) => this.#last.get([...name, line.driver, e].join('\0')) ?? '');
      yield { ...line, lastRates };
    }
  }

  *write(rows: RowWriter): Filling {
    const { scope, facts } = this.#outcome;
    for (const { key, driver, quantity, rates, totals, lastRates } of this.lines()) {
      for (const code of key) rows.code(facts.symbols, code);
      rows.text(driver);
      writeQuantity(rows, quantity);
      rows.amounts(totals, 0, scope.elements.length, scope.amountScale);
      rows.printedAmounts(rates);
      rows.printedAmounts(lastRates.map((rate, e) => (rates[e] === '' ? '' : rate)));
      if (rows.end()) yield;
    }
  }
}

/** What departments gave, to whom, and the rates at which they did (辅助生产费用分配表). */
export class ServiceTables {
  readonly #outcome: Outcome;
  readonly #totals: SpreadTotals;
  readonly #rates: SpreadTotals;

  constructor(outcome: Outcome) {
    this.#outcome = outcome;
    const bases = new Bases(outcome);
    this.#totals = new SpreadTotals(outcome, bases, 5);
    this.#rates = new SpreadTotals(outcome, bases, 3);
  }

  add(flow: Flow): void {
    const { facts, compiled, settled } = this.#outcome;
    const { nodeKind, nodeRef, nodePart } = compiled.plan;
    const { from, to, kind } = flow;
    if (from === OUTSIDE || nodeKind[from] !== NODE.department) return;
    const { symbols, production_order } = facts;
    const isPlanned = flow.amounts === settled.network.fixedAmount;
    const charged = compiled.spreads.charged.get(flow.at / this.#outcome.scope.elements.length);
    // What is given back to stock is a fixed flow too, but no service.
    if (isPlanned && charged === undefined) return;
    const round = isPlanned ? symbols.code('planned') : nodePart[from];
    const service = isPlanned ? symbols.code(charged?.driver ?? '') : 0;
    // A department's own second round is a service to itself.
    const isOrder = to !== OUTSIDE && ORDERS.has(nodeKind[to]);
    const toKind = to === OUTSIDE ? kind : isOrder ? 'order' : 'centre';
    const target = to === OUTSIDE ? 0 : isOrder ? production_order.order[orderOf(flow, compiled.plan)] : nodeRef[to];
    this.#totals.add([nodeRef[from], symbols.code(toKind), target, round, service], flow);
    if (isPlanned || compiled.spreads.shared.has(from)) this.#rates.add([nodeRef[from], round, service], flow);
  }

  writeAllocation(rows: RowWriter): Filling {
    const { elements, amountScale } = this.#outcome.scope;
    return this.#totals.write(rows, ({ quantity, totals }) => {
      writeQuantity(rows, quantity);
      rows.amounts(totals, 0, elements.length, amountScale);
    });
  }

  writeRates(rows: RowWriter): Filling {
    const { elements, amountScale } = this.#outcome.scope;
    return this.#rates.write(rows, ({ driver, quantity, rates, totals }) => {
      rows.text(driver);
      writeQuantity(rows, quantity);
      rows.amounts(totals, 0, elements.length, amountScale);
      rows.printedAmounts(rates);
    });
  }
}

/** The row of the order that a flow is for: a step in parallel is given what was spread to its orders. */
function orderOf({ to, ref }: Flow, { nodeKind, nodeRef }: Pick<Plan, 'nodeKind' | 'nodeRef'>): number {
  return nodeKind[to] === NODE.step ? ref : nodeRef[to];
}

const OBJECTS = TABLES.last_rate.columns.object.choices;
const ABSORBING: ReadonlySet<number> = new Set([NODE.rate, NODE.item_difference]);
const SPREADING: ReadonlySet<number> = new Set([NODE.pool, NODE.centre, NODE.received, ...ABSORBING]);
const ORDERS: ReadonlySet<number> = new Set([NODE.order, NODE.wip_balance, NODE.step]);
const BEARING: ReadonlySet<number> = new Set([
  ...ORDERS,
  NODE.stock_balance,
  NODE.step_balance,
  NODE.department,
  NODE.received,
  ...ABSORBING,
]);
