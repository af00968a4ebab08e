import {
  divide,
  divRound,
  type Fraction,
  fraction,
  GrowingArray,
  multiply,
  printFixed,
  QUANTITY_SCALE,
  RATE_SCALE,
  roundFraction,
} from '@millrace/exact';
import { asFraction, type Millionths, plus } from '../compile/centres/driver.js';
import { NODE } from '../compile/flow-kinds.js';
import { Totals } from '../network/amounts.js';
import { exactWeight, OUTSIDE } from '../network/network.js';
import { nodeName } from './flow-tables.js';
import type { Flow } from './flows.js';
import { inOrder, ranksOf } from './key-order.js';
import type { Outcome } from './outcome.js';
import type { RowWriter } from './row-writer.js';

/** What parts of a spread cost were charged for: which driver, and its rates in currency, printed, by element. */
interface Basis {
  readonly driver: string;
  rate(element: number): string;
}

/** Reads off a settled network by what a flow was spread. */
class Bases {
  readonly #outcome: Outcome;
  /** By node that shares. */
  readonly #shared = new Map<number, Basis & { readonly perWeight: Fraction }>();

  constructor(outcome: Outcome) {
    this.#outcome = outcome;
  }

  /** By what a share edge at a position was spread, or a fixed edge; undefined for what wasn't spread. */
  of(from: number, position: number, isFixed: boolean): Basis | undefined {
    const { shared, charged } = this.#outcome.compiled.spreads;
    if (isFixed) {
      const of = charged.get(position);
      return of && { driver: of.driver, rate: (element) => printed(of.rates?.get(element)) };
    }
    const present = this.#shared.get(from);
    const node = shared.get(from);
    if (present !== undefined || node === undefined) return present;
    const perWeight = divide(MILLION, node.unit);
    const whole = this.#sharedBy(from);
    const basis = {
      driver: node.driver,
      perWeight,
      rate: cached((element) => printed(this.#rateOf(from, element, node.unit, whole))),
    };
    this.#shared.set(from, basis);
    return basis;
  }

  /** How much of the driver it was spread for. */
  quantity(from: number, position: number, isFixed: boolean): Millionths {
    if (isFixed) return this.#outcome.compiled.spreads.charged.get(position)?.quantity ?? 0;
    const perWeight = this.#shared.get(from)?.perWeight ?? fraction(0n);
    const { network } = this.#outcome.settled;
    const weight = network.edgeWeight[position];
    if (perWeight.denominator === 1n) {
      const quantity = weight * Number(perWeight.numerator);
      if (Number.isSafeInteger(quantity)) return quantity;
    }
    const quantity = multiply(fraction(exactWeight(network, position)), perWeight);
    return quantity.denominator === 1n ? Number(quantity.numerator) : quantity;
  }

  /** What a node shared in all, by element, and the weights of its edges. */
  #sharedBy(node: number): { readonly amounts: Totals; readonly weight: bigint } {
    const { settled, scope } = this.#outcome;
    const { network, carried } = settled;
    const width = scope.elements.length;
    const amounts = new Totals(width);
    const weight = new Totals(1);
    for (let edge = network.firstEdge[node]; edge < network.firstEdge[node + 1]; edge++) {
      const own = network.edgeWeight[edge];
      weight.addAll(0, Number.isSafeInteger(own) ? own : exactWeight(network, edge));
      for (let e = 0; e < width; e++) amounts.add(e, carried[edge * width + e]);
    }
    return { amounts, weight: weight.at(0) };
  }

  /** What the node shared ÷ the driver in all; rounded where the policy rounds it. */
  #rateOf(
    node: number,
    element: number,
    unit: Fraction,
    { amounts, weight }: { readonly amounts: Totals; readonly weight: bigint },
  ): Fraction | undefined {
    const { settled, scope } = this.#outcome;
    if (weight === 0n) return undefined;
    const rounding = settled.network.rounding.get(node);
    if (rounding?.of === 'rate' && !settled.loops.some(({ nodes }) => nodes.includes(node))) {
      const { numerator, denominator } = rounding.steps;
      const steps = divRound(amounts.at(element) * numerator, weight * denominator);
      // A rate of so many steps per unit and weight: one step is 1/steps of the smallest unit.
      return inCurrency(multiply(divide(fraction(steps), rounding.steps), unit), scope.amountScale);
    }
    return inCurrency(multiply(fraction(amounts.at(element), weight), unit), scope.amountScale);
  }
}

function inCurrency(value: Fraction, amountScale: number): Fraction {
  return divide(value, fraction(10n ** BigInt(amountScale)));
}

function printed(rate: Fraction | undefined): string {
  return rate === undefined ? '' : printFixed(roundFraction(rate, RATE_SCALE), RATE_SCALE);
}

function cached(make: (element: number) => string): (element: number) => string {
  const made: string[] = [];
  return (element) => {
    made[element] ??= make(element);
    return made[element];
  };
}

/** Amounts that were spread, with the driver's quantity and the rate beside them: accountants check books by rates. */
class SpreadTotals {
  readonly #outcome: Outcome;
  readonly #bases: Bases;
  /** By flow: the codes of its key, column by column; the node it leaves, and its place among fixed or share edges. */
  readonly #key: readonly GrowingArray<Int32Array>[];
  readonly #from = new GrowingArray(Int32Array);
  readonly #position = new GrowingArray(Int32Array);
  readonly #isFixed = new GrowingArray(Uint8Array);

  constructor(outcome: Outcome, bases: Bases, columns: number) {
    this.#outcome = outcome;
    this.#bases = bases;
    this.#key = Array.from({ length: columns }, () => new GrowingArray(Int32Array));
  }

  /** @param key codes, one per column; it may be used again for the next flow. */
  add(key: ArrayLike<number>, { from, amounts, at }: Flow): void {
    const { scope, settled } = this.#outcome;
    for (let c = 0; c < this.#key.length; c++) this.#key[c].push(key[c]);
    this.#from.push(from);
    this.#position.push(at / scope.elements.length);
    this.#isFixed.push(amounts === settled.network.fixedAmount ? 1 : 0);
  }

  /** Writes a row per key, in their order; nothing where all amounts are 0. */
  write(rows: RowWriter, columns: (line: SpreadLine) => void): void {
    const { facts, scope, settled } = this.#outcome;
    const { symbols } = facts;
    const width = scope.elements.length;
    const { length } = this.#from;
    const key = this.#key.map((column) => column.trimmed());
    const order = inOrder(
      length,
      key.map((codes) => {
        const rank = ranksOf(symbols, codes);
        return { of: codes.map((code) => rank[code]), size: symbols.size };
      }),
    );
    const totals = new Totals(width);
    const rates = scope.elements.map(() => '');
    let basis: Basis | undefined;
    let quantity: Millionths = 0;
    for (let i = 0; i < length; i++) {
      const flow = order[i];
      const [from, position, isFixed] = [
        this.#from.values[flow],
        this.#position.values[flow],
        this.#isFixed.values[flow] === 1,
      ];
      const own = this.#bases.of(from, position, isFixed);
      const amounts = isFixed ? settled.network.fixedAmount : settled.carried;
      for (let e = 0; e < width; e++) {
        const amount = amounts[position * width + e];
        if (amount === 0) continue;
        totals.add(e, amount);
        if (own !== undefined && rates[e] === '') rates[e] = own.rate(e);
      }
      if (own !== undefined) {
        basis ??= own;
        quantity = plus(quantity, this.#bases.quantity(from, position, isFixed));
      }
      const next = order[i + 1];
      if (i + 1 < length && key.every((codes) => codes[next] === codes[flow])) continue;
      if (!totals.areZero()) {
        for (const codes of key) rows.text(symbols.text(codes[flow]));
        columns({ driver: basis?.driver ?? '', quantity: basis && quantity, rates, totals });
        rows.end();
      }
      totals.clear();
      rates.fill('');
      basis = undefined;
      quantity = 0;
    }
  }
}

/** A key's amounts; undefined quantity where they were not spread by a driver. */
interface SpreadLine {
  readonly driver: string;
  readonly quantity: Millionths | undefined;
  readonly rates: readonly string[];
  readonly totals: Totals;
}

function writeQuantity(rows: RowWriter, quantity: Millionths | undefined): void {
  if (quantity === undefined) rows.nothing();
  else if (typeof quantity === 'number') rows.number(quantity, QUANTITY_SCALE);
  else rows.number(roundFraction(asFraction(quantity)), QUANTITY_SCALE);
}

/** Pools, and what centres used or were served with, by what they were spread over: driver, quantity, rate, amount. */
export class PoolAllocation {
  readonly #outcome: Outcome;
  readonly #totals: SpreadTotals;
  /** Pool, target, stage. */
  readonly #key = new Int32Array(3);

  constructor(outcome: Outcome) {
    this.#outcome = outcome;
    this.#totals = new SpreadTotals(outcome, new Bases(outcome), this.#key.length);
  }

  add(flow: Flow): void {
    const { from, to, kind } = flow;
    const { facts, compiled } = this.#outcome;
    const { nodeKind, nodeRef, nodePart } = compiled.plan;
    if (from === OUTSIDE || !SPREADING.has(nodeKind[from])) return;
    // What a centre gives back to stock is no allocation.
    if (to !== OUTSIDE && !BEARING.has(nodeKind[to])) return;
    const { symbols, cost_pool, production_order } = facts;
    const isOrder = to !== OUTSIDE && nodeKind[to] === NODE.order;
    const key = this.#key;
    // Pools at one planned rate are named by their centre and driver.
    const nameOf = (node: number) =>
      nodeKind[node] === NODE.rate ? symbols.code(nodeName(this.#outcome, node)[1]) : nodeRef[node];
    key[0] = nodeKind[from] === NODE.pool ? cost_pool.pool[nodeRef[from]] : nameOf(from);
    if (to === OUTSIDE) key[1] = symbols.code(kind);
    else key[1] = isOrder ? production_order.order[nodeRef[to]] : nameOf(to);
    key[2] = isOrder ? symbols.code(compiled.orders.stages.text(nodePart[to])) : 0;
    this.#totals.add(key, flow);
  }

  write(rows: RowWriter): void {
    const { elements, amountScale } = this.#outcome.scope;
    this.#totals.write(rows, ({ driver, quantity, rates, totals }) => {
      rows.text(driver);
      writeQuantity(rows, quantity);
      rows.printedAmounts(rates);
      rows.amounts(totals, 0, elements.length, amountScale);
    });
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
    const isOrder = to !== OUTSIDE && nodeKind[to] === NODE.order;
    const toKind = to === OUTSIDE ? kind : isOrder ? 'order' : 'centre';
    const target = to === OUTSIDE ? 0 : isOrder ? production_order.order[nodeRef[to]] : nodeRef[to];
    this.#totals.add([nodeRef[from], symbols.code(toKind), target, round, service], flow);
    if (isPlanned || compiled.spreads.shared.has(from)) this.#rates.add([nodeRef[from], round, service], flow);
  }

  writeAllocation(rows: RowWriter): void {
    const { elements, amountScale } = this.#outcome.scope;
    this.#totals.write(rows, ({ quantity, totals }) => {
      writeQuantity(rows, quantity);
      rows.amounts(totals, 0, elements.length, amountScale);
    });
  }

  writeRates(rows: RowWriter): void {
    const { elements, amountScale } = this.#outcome.scope;
    this.#rates.write(rows, ({ driver, quantity, rates, totals }) => {
      rows.text(driver);
      writeQuantity(rows, quantity);
      rows.amounts(totals, 0, elements.length, amountScale);
      rows.printedAmounts(rates);
    });
  }
}

const SPREADING: ReadonlySet<number> = new Set([NODE.pool, NODE.centre, NODE.received, NODE.rate]);
const BEARING: ReadonlySet<number> = new Set([NODE.order, NODE.department, NODE.received, NODE.rate]);
const MILLION = fraction(10 ** QUANTITY_SCALE);
