import { add, fraction, QUANTITY_SCALE, roundFraction } from '@millrace/exact';
import { keyOf } from '../compile/centres/absorption-rates.js';
import { asFraction } from '../compile/centres/driver.js';
import { NODE } from '../compile/flow-kinds.js';
import { Totals } from '../network/amounts.js';
import { flowsOf } from './flows.js';
import type { Outcome } from './outcome.js';
import type { Filling, RowWriter } from './row-writer.js';

/** What centres absorbed by a driver in the year so far, and what of the difference is carried on. */
export function* writeAbsorption(outcome: Outcome, rows: RowWriter): Filling {
  const { facts, scope, compiled } = outcome;
  const { symbols } = facts;
  const { rates } = compiled.drivers;
  const { nodeKind, nodeRef, nodePart } = compiled.plan;
  const { network } = outcome.settled;
  const width = scope.elements.length;
  const nodes = Array.from(nodeKind.keys()).filter((node) => nodeKind[node] === NODE.rate);
  if (nodes.length === 0) return;
  nodes.sort((a, b) => symbols.compare(nodeRef[a], nodeRef[b]) || symbols.compare(nodePart[a], nodePart[b]));
  const absorbed = new Map(
    nodes.map((node) => {
      const before = rates.before.get(keyOf(nodeRef[node], symbols.text(nodePart[node])));
      const amounts = new Totals(width);
      for (const [e, amount] of (before?.amounts ?? []).entries()) amounts.add(e, amount);
      return [node, { amounts, differences: new Totals(width), quantity: fraction(before?.quantity ?? 0) }];
    }),
  );
  for (const { from, to, kind, amounts, at } of flowsOf(compiled.plan, outcome.settled)) {
    const charging = absorbed.get(from);
    const charged = amounts === network.fixedAmount ? compiled.spreads.charged.get(at / width) : undefined;
    if (charging !== undefined && charged !== undefined)
      charging.quantity = add(charging.quantity, asFraction(charged.quantity));
    const into =
      kind === 'pooled'
        ? absorbed.get(to)?.amounts
        : kind === 'absorption_carried'
          ? absorbed.get(from)?.differences
          : undefined;
    if (into !== undefined) for (let e = 0; e < width; e++) into.add(e, amounts[at + e]);
  }
  for (const [node, { amounts, differences, quantity: exact }] of absorbed) {
    const quantity = roundFraction(exact);
    const isNothing = amounts.areZero() && differences.areZero();
    if (isNothing && quantity === 0n) continue;
    for (const code of [nodeRef[node], nodePart[node]]) rows.code(symbols, code);
    rows.number(quantity, QUANTITY_SCALE);
    if (isNothing) rows.noAmounts();
    else rows.amounts(amounts, 0, width, scope.amountScale);
    rows.amounts(differences, 0, width, scope.amountScale);
    rows.text(String(scope.endsYear));
    if (rows.end()) yield;
  }
}
