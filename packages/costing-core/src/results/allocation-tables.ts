import {
  divide,
  divRound,
  type Fraction,
  fraction,
  multiply,
  printFixed,
  QUANTITY_SCALE,
  RATE_SCALE,
  roundFraction,
} from '@millrace/exact';
import { asFraction, type Millionths, plus } from '../compile/centres/driver.js';
import { NODE } from '../compile/flow-kinds.js';
import { exactWeight, OUTSIDE } from '../network/network.js';
import { compareKeys, KeyedTotals } from './flow-tables.js';
import type { Flow } from './flows.js';
import type { Outcome } from './outcome.js';
import type { Cells } from './tables.js';

/** What a part of a spread cost was charged for: how much of which driver, at which rates. */
interface Basis {
  readonly driver: string;
  readonly quantity: Millionths;
  /** Currency for one of the driver's own unit, by the element's place. */
  rate(element: number): Fraction | undefined;
}

/** Reads off a settled network by what a flow was spread. */
class Bases {
  readonly #outcome: Outcome;
  /** By node and element, what its share edges carried; and their weights in all. */
  readonly #shared = new Map<number, { readonly amounts: bigint[]; readonly weight: bigint }>();

  constructor(outcome: Outcome) {
    this.#outcome = outcome;
  }

  of({ from, amounts, at }: Flow): Basis | undefined {
    const { compiled, settled, scope } = this.#outcome;
    const { network } = settled;
    const width = scope.elements.length;
    if (amounts === network.fixedAmount) {
      const charged = compiled.spreads.charged.get(at / width);
      return charged && { ...charged, rate: (element) => charged.rates?.get(element) };
    }
    const shared = compiled.spreads.shared.get(from);
    if (amounts !== settled.carried || shared === undefined) return undefined;
    const weight = exactWeight(network, at / width);
    const quantity = divide(multiply(fraction(weight), MILLION), shared.unit);
    return {
      driver: shared.driver,
      quantity: quantity.denominator === 1n ? Number(quantity.numerator) : quantity,
      rate: (element) => this.#rateOf(from, element, shared.unit),
    };
  }

  /** What the node shared ÷ the driver in all; rounded where the policy rounds it. */
  #rateOf(node: number, element: number, unit: Fraction): Fraction | undefined {
    const { settled, scope } = this.#outcome;
    const { network, carried } = settled;
    const width = scope.elements.length;
    let whole = this.#shared.get(node);
    if (whole === undefined) {
      const amounts = scope.elements.map(() => 0n);
      let weight = 0n;
      for (let edge = network.firstEdge[node]; edge < network.firstEdge[node + 1]; edge++) {
        weight += exactWeight(network, edge);
        for (let e = 0; e < width; e++) amounts[e] += BigInt(carried[edge * width + e]);
      }
      whole = { amounts, weight };
      this.#shared.set(node, whole);
    }
    if (whole.weight === 0n) return undefined;
    const rounding = network.rounding.get(node);
    if (rounding?.of === 'rate' && !settled.loops.some(({ nodes }) => nodes.includes(node))) {
      const { numerator, denominator } = rounding.steps;
      const steps = divRound(whole.amounts[element] * numerator, whole.weight * denominator);
      // A rate of so many steps per unit and weight: one step is 1/steps of the smallest unit.
      return inCurrency(multiply(divide(fraction(steps), rounding.steps), unit), scope.amountScale);
    }
    return inCurrency(multiply(fraction(whole.amounts[element], whole.weight), unit), scope.amountScale);
  }
}

function inCurrency(value: Fraction, amountScale: number): Fraction {
  return divide(value, fraction(10n ** BigInt(amountScale)));
}

interface Line {
  readonly key: readonly string[];
  readonly basis: Basis | undefined;
  quantity: Millionths;
}

/** Amounts by key and element, beside the driver's quantity and the rate: accountants check books by rates. */
class SpreadTotals {
  readonly #outcome: Outcome;
  readonly #bases: Bases;
  readonly #lines = new Map<string, Line>();
  readonly #totals: KeyedTotals;

  constructor(outcome: Outcome) {
    this.#outcome = outcome;
    this.#bases = new Bases(outcome);
    this.#totals = new KeyedTotals(outcome);
  }

  add(key: readonly string[], flow: Flow): void {
    this.#totals.add(key, flow.amounts, flow.at);
    const basis = this.#bases.of(flow);
    const joined = key.join('\0');
    const present = this.#lines.get(joined);
    if (present === undefined) this.#lines.set(joined, { key, basis, quantity: basis?.quantity ?? 0 });
    else if (basis !== undefined) present.quantity = plus(present.quantity, basis.quantity);
  }

  /** Key, element, driver, quantity, rate, amount. */
  *rows(): Generator<{
    key: readonly string[];
    element: string;
    driver: string;
    quantity: string;
    rate: string;
    amount: string;
  }> {
    const { facts, scope } = this.#outcome;
    for (const { key, totals } of this.#totals.entries()) {
      const { basis, quantity } = this.#lines.get(key.join('\0')) as Line;
      for (const [e, amount] of totals.all.entries()) {
        if (amount === 0n) continue;
        const rate = basis?.rate(e);
        yield {
          key,
          element: facts.symbols.text(scope.elements[e]),
          driver: basis?.driver ?? '',
          quantity: basis === undefined ? '' : printFixed(roundFraction(asFraction(quantity)), QUANTITY_SCALE),
          rate: rate === undefined ? '' : printFixed(roundFraction(rate, RATE_SCALE), RATE_SCALE),
          amount: printFixed(amount, scope.amountScale),
        };
      }
    }
  }
}

/** Pools, and what centres used or were served with, by what they were spread over: driver, quantity, rate, amount. */
export class PoolAllocation {
  readonly #outcome: Outcome;
  readonly #totals: SpreadTotals;

  constructor(outcome: Outcome) {
    this.#outcome = outcome;
    this.#totals = new SpreadTotals(outcome);
  }

  add(flow: Flow): void {
    const { facts, compiled } = this.#outcome;
    const { nodeKind, nodeRef, nodePart } = compiled.plan;
    if (flow.from === OUTSIDE || !SPREADING.has(nodeKind[flow.from])) return;
    // What a centre gives back to stock is no allocation.
    if (flow.to !== OUTSIDE && !BEARING.has(nodeKind[flow.to])) return;
    const { symbols, cost_pool, production_order } = facts;
    const ref = nodeRef[flow.from];
    const pool = symbols.text(nodeKind[flow.from] === NODE.pool ? cost_pool.pool[ref] : ref);
    if (flow.to === OUTSIDE) this.#totals.add([pool, flow.kind, ''], flow);
    else if (nodeKind[flow.to] !== NODE.order) this.#totals.add([pool, symbols.text(nodeRef[flow.to]), ''], flow);
    else {
      const order = symbols.text(production_order.order[nodeRef[flow.to]]);
      this.#totals.add([pool, order, compiled.orders.stages.text(nodePart[flow.to])], flow);
    }
  }

  *rows(): Generator<Cells> {
    for (const { key, element, driver, quantity, rate, amount } of this.#totals.rows()) {
      yield [...key, element, driver, quantity, rate, amount];
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
    this.#totals = new SpreadTotals(outcome);
    this.#rates = new SpreadTotals(outcome);
  }

  add(flow: Flow): void {
    const { facts, compiled, settled } = this.#outcome;
    const { nodeKind, nodeRef, nodePart } = compiled.plan;
    if (flow.from === OUTSIDE || nodeKind[flow.from] !== NODE.department) return;
    const { symbols } = facts;
    const from = symbols.text(nodeRef[flow.from]);
    const isPlanned = flow.amounts === settled.network.fixedAmount;
    const charged = compiled.spreads.charged.get(flow.at / this.#outcome.scope.elements.length);
    // What is given back to stock is a fixed flow too, but no service.
    if (isPlanned && charged === undefined) return;
    const round = isPlanned ? 'planned' : symbols.text(nodePart[flow.from]);
    const service = isPlanned ? (charged?.driver ?? '') : '';
    this.#totals.add([from, ...this.#targetOf(flow), round, service], flow);
    if (isPlanned || compiled.spreads.shared.has(flow.from)) this.#rates.add([from, round, service], flow);
  }

  /** Kind and key of whom a flow reaches; a department's own second round is itself. */
  #targetOf({ to, kind }: Flow): [string, string] {
    if (to === OUTSIDE) return [kind, ''];
    const { facts, compiled } = this.#outcome;
    const { nodeKind, nodeRef } = compiled.plan;
    const isOrder = nodeKind[to] === NODE.order;
    return isOrder
      ? ['order', facts.symbols.text(facts.production_order.order[nodeRef[to]])]
      : ['centre', facts.symbols.text(nodeRef[to])];
  }

  *allocation(): Generator<Cells> {
    for (const { key, element, quantity, amount } of this.#totals.rows()) yield [...key, element, quantity, amount];
  }

  *rates(): Generator<Cells> {
    const rows = [...this.#rates.rows()].sort((a, b) => compareKeys([...a.key, a.element], [...b.key, b.element]));
    for (const { key, element, driver, quantity, rate, amount } of rows) {
      yield [...key, element, driver, amount, quantity, rate];
    }
  }
}

const SPREADING: ReadonlySet<number> = new Set([NODE.pool, NODE.centre, NODE.received]);
const BEARING: ReadonlySet<number> = new Set([NODE.order, NODE.department, NODE.received]);
const MILLION = fraction(10 ** QUANTITY_SCALE);
