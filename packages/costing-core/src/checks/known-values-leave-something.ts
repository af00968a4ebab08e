import { printFixed } from '@millrace/exact';
import { NODES } from '../compile/flow-kinds.js';
import type { Report } from '../findings.js';
import { Totals } from '../network/amounts.js';
import { nodeName } from '../results/flow-tables.js';
import type { Outcome } from '../results/outcome.js';

/**
 * What leaves a node at a value known beforehand (returns, by-products) is no more than the node holds. Settlement never
 * caps such an edge: the node is left negative, conserved as it is, and said (rules.md 9).
 */
export function knownValuesLeaveSomething(outcome: Outcome, report: Report): void {
  const { network, held } = outcome.settled;
  const { nodeKind } = outcome.compiled.plan;
  const { elementCount, fixedFrom, fixedAmount } = network;
  const given = new Map<number, Totals>();
  for (let edge = 0; edge < fixedFrom.length; edge++) {
    const node = fixedFrom[edge];
    if (!REAL.has(NODES[nodeKind[node]])) continue;
    let totals = given.get(node);
    if (totals === undefined) {
      totals = new Totals(1);
      given.set(node, totals);
    }
    for (let e = 0; e < elementCount; e++) totals.add(0, fixedAmount[edge * elementCount + e]);
  }
  for (const [node, totals] of given) {
    let left = -totals.at(0);
    for (let e = 0; e < elementCount; e++) left += BigInt(held[node * elementCount + e]);
    if (left >= 0n) continue;
    const amount = printFixed(left, outcome.scope.amountScale);
    report('value_must_not_turn_negative', ...nodeName(outcome, node), { amount });
  }
}

/** Nodes of goods and orders; debts, late values and price differences are below zero by their nature. */
const REAL: ReadonlySet<string> = new Set(['stock', 'order', 'opening', 'step', 'step_opening', 'completed', 'centre']);
