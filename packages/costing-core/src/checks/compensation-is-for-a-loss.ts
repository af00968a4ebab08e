import { printFixed } from '@millrace/exact';
import { FLOWS, NODES } from '../compile/flow-kinds.js';
import { TYPE } from '../compile/movements/kinds.js';
import type { Report } from '../findings.js';
import type { Outcome } from '../results/outcome.js';

/** What is paid for spoiled pieces is no more than these cost: else nobody posted what was spoiled, or that was in another period. */
export function compensationIsForALoss({ facts, scope, compiled, settled }: Outcome, report: Report): void {
  const { movement, production_order, symbols } = facts;
  if (!movement.type.includes(TYPE.compensation)) return;
  const { nodeKind, nodeRef, nodePart, fixed } = compiled.plan;
  const { elementCount, fixedFrom, fixedAmount } = settled.network;
  const paid = new Map<number, bigint>();
  for (let edge = 0; edge < fixedFrom.length; edge++) {
    const node = fixedFrom[edge];
    // What is paid for scrap of earlier periods has a node of its own, into which nothing comes.
    if (NODES[nodeKind[node]] !== 'loss' || nodePart[node] !== 0 || FLOWS[fixed.kind[edge]] !== 'movement') continue;
    if (movement.type[fixed.ref[edge]] !== TYPE.compensation) continue;
    paid.set(node, (paid.get(node) ?? 0n) + totalOf(fixedAmount, edge * elementCount));
  }
  for (const [node, amount] of paid) {
    const loss = totalOf(settled.held, node * elementCount);
    if (amount <= loss) continue;
    const order = symbols.text(production_order.order[nodeRef[node]]);
    report('compensation_exceeds_its_loss', 'production_order', order, {
      order,
      found: printFixed(amount, scope.amountScale),
      expected: printFixed(loss, scope.amountScale),
    });
  }

  function totalOf(amounts: Float64Array, from: number): bigint {
    return amounts.subarray(from, from + elementCount).reduce((sum, amount) => sum + BigInt(amount), 0n);
  }
}
