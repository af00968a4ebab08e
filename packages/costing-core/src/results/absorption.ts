import { add, type Fraction, fraction, QUANTITY_SCALE, roundFraction } from '@millrace/exact';
import { keyOf } from '../compile/centres/absorption-rates.js';
import { asFraction } from '../compile/centres/driver.js';
import { NODE } from '../compile/flow-kinds.js';
import { Totals } from '../network/amounts.js';
import { flowsOf } from './flows.js';
import type { Outcome } from './outcome.js';
import type { Filling, RowWriter } from './row-writer.js';

/** What a centre absorbed by a driver in the year so far. */
interface InYear {
  readonly amounts: Totals;
  readonly differences: Totals;
  quantity: Fraction;
  /** What was applied, by the item's code. */
  readonly applied: Map<number, Totals>;
}

/** What centres absorbed by a driver in the year so far, what of the difference is carried on, and what was applied to each item. */
export function* writeAbsorption(outcome: Outcome, rows: RowWriter): Filling {
  const { facts, scope, compiled } = outcome;
  const { symbols } = facts;
  const { nodeRef, nodePart } = compiled.plan;
  const width = scope.elements.length;
  const none = new Totals(width);
  for (const [node, { amounts, differences, quantity: exact, applied }] of absorbedInYear(outcome)) {
    const quantity = roundFraction(exact);
    const isNothing = amounts.areZero() && differences.areZero();
    if (!isNothing || quantity !== 0n) {
      write(node, 0, quantity, { amounts, applied: none, differences });
      if (rows.end()) yield;
    }
    for (const [item, of] of [...applied].sort(([a], [b]) => symbols.compare(a, b))) {
      if (of.areZero()) continue;
      write(node, item, 0n, { amounts: none, applied: of, differences: none });
      if (rows.end()) yield;
    }
  }

  function write(
    node: number,
    item: number,
    quantity: bigint,
    of: Record<'amounts' | 'applied' | 'differences', Totals>,
  ) {
    for (const code of [nodeRef[node], nodePart[node], item]) rows.code(symbols, code);
    rows.number(quantity, QUANTITY_SCALE);
    if (Object.values(of).every((totals) => totals.areZero())) rows.noAmounts();
    else rows.amounts(of.amounts, 0, width, scope.amountScale);
    rows.amounts(of.applied, 0, width, scope.amountScale);
    rows.amounts(of.differences, 0, width, scope.amountScale);
    rows.text(String(scope.endsYear));
  }
}

/** By node of a rate, in the order of their keys. */
function absorbedInYear(outcome: Outcome): ReadonlyMap<number, InYear> {
  const { facts, scope, compiled, settled } = outcome;
  const { symbols, production_order } = facts;
  const { nodeKind, nodeRef, nodePart } = compiled.plan;
  const width = scope.elements.length;
  const nodes = Array.from(nodeKind.keys()).filter((node) => nodeKind[node] === NODE.rate);
  nodes.sort((a, b) => symbols.compare(nodeRef[a], nodeRef[b]) || symbols.compare(nodePart[a], nodePart[b]));
  const absorbed = new Map(nodes.map((node) => [node, before(node)]));
  if (nodes.length === 0) return absorbed;
  for (const { from, to, kind, ref, amounts, at } of flowsOf(compiled.plan, settled)) {
    const charging = absorbed.get(from);
    const charged = amounts === settled.network.fixedAmount ? compiled.spreads.charged.get(at / width) : undefined;
    if (charging !== undefined && charged !== undefined) {
      charging.quantity = add(charging.quantity, asFraction(charged.quantity));
      if (kind === 'driven') addAll(appliedTo(charging, production_order.item[ref]), amounts, at);
    }
    if (kind === 'pooled') addAll(absorbed.get(to)?.amounts, amounts, at);
    else if (kind === 'absorption_carried') addAll(charging?.differences, amounts, at);
  }
  return absorbed;

  function before(node: number): InYear {
    const of = compiled.drivers.rates.before.get(keyOf(nodeRef[node], symbols.text(nodePart[node])));
    const amounts = new Totals(width);
    addAll(amounts, of?.amounts ?? [], 0);
    const inYear = {
      amounts,
      differences: new Totals(width),
      quantity: fraction(of?.quantity ?? 0),
      applied: new Map(),
    };
    for (const [item, applied] of of?.applied ?? []) addAll(appliedTo(inYear, item), applied, 0);
    return inYear;
  }

  function appliedTo({ applied }: InYear, item: number): Totals {
    const totals = applied.get(item) ?? new Totals(width);
    applied.set(item, totals);
    return totals;
  }

  function addAll(totals: Totals | undefined, amounts: ArrayLike<number>, at: number): void {
    for (let e = 0; totals !== undefined && at + e < amounts.length && e < width; e++) totals.add(e, amounts[at + e]);
  }
}
