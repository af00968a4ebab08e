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
import { Totals } from '../network/amounts.js';
import { exactWeight } from '../network/network.js';
import type { Flow } from './flows.js';
import { inOrder, keyOfTexts } from './key-order.js';
import type { Outcome } from './outcome.js';
import type { Filling, RowWriter } from './row-writer.js';

/** What parts of a spread cost were charged for: which driver, and its rates in currency, printed, by element. */
interface Basis {
  readonly driver: string;
  rate(element: number): string;
}

/** Reads off a settled network by what a flow was spread. */
export class Bases {
  readonly #outcome: Outcome;
  /** By node that shares. */
  readonly #shared = new Map<number, Basis & { readonly perWeight: Fraction }>();
  /** By node of a loop what it passes on per unit of weight, as solved: its flows were made whole, and are not what the rate says. */
  readonly #solved = new Map<number, (element: number) => Fraction>();

  constructor(outcome: Outcome) {
    this.#outcome = outcome;
    for (const { nodes, perWeight } of outcome.settled.loops) {
      if (perWeight === undefined) continue;
      for (const [place, node] of nodes.entries()) this.#solved.set(node, (element) => perWeight(place, element));
    }
  }

  /** By what a share edge at a position was spread, or a fixed edge; undefined for what wasn't spread. */
  of(from: number, position: number, isFixed: boolean): Basis | undefined {
    const { shared, differences, charged } = this.#outcome.compiled.spreads;
    if (isFixed) {
      const of = charged.get(position);
      return of && { driver: of.driver, rate: (element) => printed(of.rates?.get(element)) };
    }
    const present = this.#shared.get(from);
    const node = shared.get(from) ?? differences.get(from);
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
    const solved = this.#solved.get(node);
    if (solved !== undefined) return inCurrency(multiply(solved(element), unit), scope.amountScale);
    const rounding = settled.network.rounding.get(node);
    if (rounding?.of === 'rate') {
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
export class SpreadTotals {
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
  *write(rows: RowWriter, columns: (line: SpreadLine) => void): Filling {
    const { symbols } = this.#outcome.facts;
    for (const line of this.lines()) {
      for (const code of line.key) rows.code(symbols, code);
      columns(line);
      if (rows.end()) yield;
    }
  }

  /** A line per key, in their order; none where all amounts are 0. Rates and totals hold until the next is asked for. */
  *lines(): Generator<SpreadLine> {
    const { facts, scope, settled } = this.#outcome;
    const { symbols } = facts;
    const width = scope.elements.length;
    const { length } = this.#from;
    const key = this.#key.map((column) => column.trimmed());
    const order = inOrder(
      length,
      key.map((codes) => keyOfTexts(symbols, codes)),
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
        const codes = key.map((column) => column[flow]);
        yield { key: codes, driver: basis?.driver ?? '', quantity: basis && quantity, rates, totals };
      }
      totals.clear();
      rates.fill('');
      basis = undefined;
      quantity = 0;
    }
  }
}

/** A key's amounts; undefined quantity where they were not spread by a driver. */
export interface SpreadLine {
  /** Codes, one per column of the key. */
  readonly key: readonly number[];
  readonly driver: string;
  readonly quantity: Millionths | undefined;
  readonly rates: readonly string[];
  readonly totals: Totals;
}

export function writeQuantity(rows: RowWriter, quantity: Millionths | undefined): void {
  if (quantity === undefined) rows.nothing();
  else if (typeof quantity === 'number') rows.number(quantity, QUANTITY_SCALE);
  else rows.number(roundFraction(asFraction(quantity)), QUANTITY_SCALE);
}

const MILLION = fraction(10 ** QUANTITY_SCALE);
