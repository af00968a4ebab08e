import { divRound, type Fraction, printFixed, printFraction, QUANTITY_SCALE } from '@millrace/exact';
import { compareText } from '@millrace/facts';
import { NODE } from '../compile/flow-kinds.js';
import { FLOW_OF } from '../compile/orders/share-step.js';
import type { StepShare } from '../compile/orders/step-stages.js';
import { Totals } from '../network/amounts.js';
import { sumOf } from '../production/split.js';
import type { Flow } from './flows.js';
import type { Outcome } from './outcome.js';
import type { Filling, RowWriter } from './row-writer.js';

/** A row of the table while it is gathered. */
interface Line {
  readonly share: StepShare['share'] | 'credit';
  readonly target: string;
  readonly units: Fraction | undefined;
  readonly quantity: Fraction | undefined;
  readonly amounts: Totals;
}

/**
 * What became of the cost of steps in parallel: a step's stage shared it between finished products, what left otherwise, what was lost and
 * all units that are in no finished product. What was taken out beforehand, for salvage and by-products, has no quantity.
 */
export class StepShares {
  readonly #outcome: Outcome;
  /** By share what it came to; shares by node and what the flow is. */
  readonly #amounts = new Map<string, Totals>();
  /** By node of a stage what it shared by weight, without what opened it under FIFO. */
  readonly #weighed = new Map<number, Totals>();
  /** The node of the stage, by that of what opened it. */
  readonly #stageOf = new Map<number, number>();
  readonly #credits = new Map<number, Map<string, Totals>>();

  constructor(outcome: Outcome) {
    this.#outcome = outcome;
    for (const { node, opening = node, share, ref } of outcome.compiled.orders.steps.shares) {
      this.#stageOf.set(node, node);
      this.#stageOf.set(opening, node);
      this.#amounts.set(keyOf(node, FLOW_OF[share], ref), this.#nothing());
    }
    if (this.#stageOf.size === 0) return;
    // What balances give to units that wait stays with the rest of their cost.
    const { nodeKind, nodeRef, nodePart } = outcome.compiled.plan;
    const nodes = new Map(
      Array.from(outcome.compiled.orders.steps.all(), ({ item, stage, node }) => [`${item} ${stage}`, node]),
    );
    for (const [from, kind] of nodeKind.entries()) {
      if (kind === NODE.step_balance)
        this.#stageOf.set(from, nodes.get(`${nodeRef[from]} ${nodePart[from]}`) as number);
    }
  }

  add(flow: Flow): void {
    const { from, kind, ref } = flow;
    const { settled, facts } = this.#outcome;
    const node = this.#stageOf.get(from);
    if (node === undefined) return;
    // Shares may have known values, too.
    const share = keyOf(node, kind, kind === 'step_wip' ? -1 : ref);
    if (this.#amounts.has(share)) {
      this.#addTo(this.#amounts, share, flow);
      if (from === node && flow.amounts === settled.carried) this.#addTo(this.#weighed, node, flow);
      return;
    }
    const { symbols, movement, production_order } = facts;
    const of = kind === 'movement' ? movement.movement[ref] : production_order.order[ref];
    const credits = this.#credits.get(from) ?? new Map<string, Totals>();
    this.#credits.set(from, credits);
    this.#addTo(credits, symbols.text(of), flow);
  }

  *write(rows: RowWriter): Filling {
    const { facts, scope, compiled } = this.#outcome;
    const { stages, steps } = compiled.orders;
    const byNode = Map.groupBy(steps.shares, ({ node }) => node);
    const sorted = [...byNode.values()].sort(
      ([a], [b]) => facts.symbols.compare(a.item, b.item) || compareText(stages.text(a.stage), stages.text(b.stage)),
    );
    for (const shares of sorted) {
      const [{ item, stage, node }] = shares;
      const lines = [...shares.map((share) => this.#line(share)), ...this.#credited(node)];
      const rates = this.#rates(shares);
      lines.sort((a, b) => compareText(a.share, b.share) || compareText(a.target, b.target));
      for (const { share, target, units, quantity, amounts } of lines) {
        const isNothing = (units?.numerator ?? 0n) === 0n && (quantity?.numerator ?? 0n) === 0n;
        if (isNothing && amounts.areZero()) continue;
        rows.code(facts.symbols, item);
        rows.text(stages.text(stage));
        rows.text(share);
        rows.text(target);
        for (const each of [units, quantity])
          rows.printed(each === undefined ? '' : printFraction(each, QUANTITY_SCALE));
        if (quantity === undefined) rows.noAmounts();
        else rows.printedAmounts(rates);
        if (amounts.areZero()) rows.noAmounts();
        else rows.amounts(amounts, 0, scope.elements.length, scope.amountScale);
        if (rows.end()) yield;
      }
    }
  }

  #line({ node, share, ref, units, equivalents }: StepShare): Line {
    const { symbols, movement, production_order } = this.#outcome.facts;
    const target =
      ref < 0 ? '' : symbols.text((share === 'elsewhere' ? movement.movement : production_order.order)[ref]);
    const amounts = this.#amounts.get(keyOf(node, FLOW_OF[share], ref)) as Totals;
    return { share, target, units, quantity: equivalents, amounts };
  }

  #credited(node: number): Line[] {
    return [...(this.#credits.get(node) ?? [])].map(([target, amounts]) => {
      return { share: 'credit', target, units: undefined, quantity: undefined, amounts };
    });
  }

  /** Currency per equivalent unit, under FIFO of the period, by element; none where nothing weighs. */
  #rates(shares: readonly StepShare[]): string[] {
    const { scope, policy } = this.#outcome;
    const { numerator, denominator } = sumOf(shares.map(({ weight }) => weight));
    const amounts = this.#weighed.get(shares[0].node);
    return scope.elements.map((_, e) => {
      const amount = amounts?.at(e) ?? 0n;
      if (numerator === 0n || amount === 0n) return '';
      const perUnit = divRound(
        amount * denominator * 10n ** BigInt(policy.unit_cost_scale),
        numerator * 10n ** BigInt(scope.amountScale),
      );
      return printFixed(perUnit, policy.unit_cost_scale);
    });
  }

  #addTo<K>(into: Map<K, Totals>, key: K, { amounts, at }: Flow): void {
    const totals = into.get(key) ?? this.#nothing();
    into.set(key, totals);
    for (let e = 0; e < this.#outcome.scope.elements.length; e++) totals.add(e, amounts[at + e]);
  }

  #nothing(): Totals {
    return new Totals(this.#outcome.scope.elements.length);
  }
}

function keyOf(node: number, kind: Flow['kind'], ref: number): string {
  return `${node} ${kind} ${ref}`;
}
