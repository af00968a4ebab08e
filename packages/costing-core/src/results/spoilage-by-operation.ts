import { add, divide, divRound, type Fraction, fraction, printFraction, QUANTITY_SCALE, ZERO } from '@millrace/exact';
import { compareCode } from '@millrace/facts';
import { NODE } from '../compile/flow-kinds.js';
import { OUTSIDE } from '../network/network.js';
import { sumOf } from '../production/split.js';
import type { Flow } from './flows.js';
import type { Outcome } from './outcome.js';
import type { Filling, RowWriter } from './row-writer.js';

/**
 * What orders spoiled, operation by operation (废品按工序), and what a piece spoiled beyond the rule cost there. What a stage lost is
 * shared over the operations by the equivalent units that its pieces have of it, so a piece that is spoiled late costs more:
 *
 *     100.00 of material at the start, 64.00 of conversion, half of the work at each of two operations. 2 of 10 pieces are lost at the
 *     first and 2 at the second, 6 are good, so 9 equivalents: 10.00 + 64.00 / 9 / 2 = 13.56 a piece at the first, 17.11 at the second.
 *
 * By hours (`spoilage.irreparable`) conversion is shared by the hours of the scrap instead.
 */
export class SpoilageByOperation {
  readonly #outcome: Outcome;
  /** By order and stage: what left it as lost, all elements. */
  readonly #lost = new Map<number, Map<number, bigint>>();

  constructor(outcome: Outcome) {
    this.#outcome = outcome;
  }

  add({ from, to, kind, amounts, at }: Flow): void {
    const { plan } = this.#outcome.compiled;
    if (kind !== 'irreparable' || from === OUTSIDE || to === OUTSIDE || plan.nodeKind[to] !== NODE.loss) return;
    const order = plan.nodeRef[from];
    let total = 0n;
    for (let e = 0; e < this.#outcome.scope.elements.length; e++) total += BigInt(amounts[at + e]);
    const stages = this.#lost.get(order) ?? new Map<number, bigint>();
    this.#lost.set(order, stages);
    stages.set(plan.nodePart[from], (stages.get(plan.nodePart[from]) ?? 0n) + total);
  }

  *write(rows: RowWriter): Filling {
    const { facts, scope, policy, compiled } = this.#outcome;
    const { symbols, production_order } = facts;
    const orders = [...compiled.losses.spoiling((of) => this.#lost.has(of))].sort((a, b) =>
      symbols.compare(production_order.order[a], production_order.order[b]),
    );
    for (const order of orders) {
      const cost = this.#costOf(order);
      const spoiled = compiled.losses.spoiledAt(order);
      const operations = [...new Set([...spoiled.keys(), ...cost.keys()])].sort(symbols.compare);
      for (const operation of operations) {
        const { normal, abnormal } = spoiled.get(operation) ?? NOTHING;
        const amount = cost.get(operation) ?? 0n;
        if (normal.numerator === 0n && abnormal.numerator === 0n && amount === 0n) continue;
        rows.code(symbols, production_order.order[order]);
        rows.code(symbols, operation);
        rows.code(symbols, production_order.item[order]);
        for (const units of [normal, abnormal]) rows.printed(printFraction(units, QUANTITY_SCALE));
        rows.number(amount, scope.amountScale);
        const whole = fraction(amount, 10n ** BigInt(scope.amountScale));
        const each = abnormal.numerator === 0n ? undefined : divide(whole, abnormal);
        rows.printed(each === undefined ? '' : printFraction(each, policy.unit_cost_scale));
        if (rows.end()) yield;
      }
    }
  }

  /**
   * By operation: its part of what each stage lost, by cumulative rounding in the order of the operations. What an order without
   * output lost has none where nothing was spoiled.
   */
  #costOf(order: number): Map<number, bigint> {
    const { compiled, facts } = this.#outcome;
    const { losses } = compiled;
    const cost = new Map<number, bigint>();
    const { units } = losses.of(order);
    for (const [stage, amount] of this.#lost.get(order) ?? []) {
      const weights = losses.weightsAt(order, stage);
      if (sumOf(weights).numerator === 0n) cost.set(NOWHERE, (cost.get(NOWHERE) ?? 0n) + amount);
      const inOrder = [...units.keys()].sort((a, b) => {
        const [first, second] = [a, b].map((i) => facts.symbols.text(units[i].operation));
        return units[a].place - units[b].place || compareCode(first, second);
      });
      const parts = cumulative(
        amount,
        inOrder.map((i) => weights[i]),
      );
      for (const [at, part] of parts.entries()) {
        const { operation } = units[inOrder[at]];
        cost.set(operation, (cost.get(operation) ?? 0n) + part);
      }
    }
    return cost;
  }
}

function cumulative(amount: bigint, weights: readonly Fraction[]): bigint[] {
  const total = sumOf(weights);
  let reached: Fraction = ZERO;
  let before = 0n;
  return weights.map((weight) => {
    reached = add(reached, weight);
    const part = total.numerator === 0n ? ZERO : divide(reached, total);
    const upTo = divRound(amount * part.numerator, part.denominator);
    const own = upTo - before;
    before = upTo;
    return own;
  });
}

const NOTHING = { normal: ZERO, abnormal: ZERO };
/** The code of no operation. */
const NOWHERE = 0;
