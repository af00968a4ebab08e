import { divRound } from '@millrace/exact';
import { NODE } from '../compile/flow-kinds.js';
import { OUTSIDE } from '../network/network.js';
import { flowsOf } from '../results/flows.js';
import type { Outcome } from '../results/outcome.js';
import type { Difference } from './order-variances.js';

/** The differences of a centre, whose code this is, and of what: the driver of a planned rate, or a pool. */
export interface OfCentre {
  readonly centre: number;
  readonly rows: Difference[];
}

/**
 * Why overhead was not absorbed (formulas.md 12): spending = actual − the month's budget, volume = budget − applied; without a
 * budget `other`; what earlier periods handed on is `carried`; at the actual rate idle capacity is `capacity`. They are the residuals `unabsorbed` and `idle_capacity`.
 *
 * 20,600.00 for a budget of 20,000.00 of which 18,200.00 was applied: spending 600.00, volume 1,800.00.
 */
export function centreVariances({ facts, scope, compiled, settled }: Outcome): OfCentre[] {
  const { nodeKind, nodeRef, nodePart } = compiled.plan;
  const { cost_pool, symbols } = facts;
  const width = scope.elements.length;
  const held = new Map<number, bigint[]>();
  const carried = new Map<number, bigint[]>();
  const left = new Map<number, { readonly kind: 'unabsorbed' | 'idle_capacity'; readonly amounts: bigint[] }>();
  for (const { from, to, kind, amounts, at } of flowsOf(compiled.plan, settled)) {
    const own = Array.from({ length: width }, (_, e) => BigInt(amounts[at + e]));
    if (kind === 'opening_absorption') carried.set(to, own);
    else if (to !== OUTSIDE && (nodeKind[to] === NODE.pool || nodeKind[to] === NODE.rate)) {
      held.set(
        to,
        own.map((amount, e) => amount + (held.get(to)?.[e] ?? 0n)),
      );
    }
    if (kind === 'unabsorbed' || kind === 'idle_capacity') left.set(from, { kind, amounts: own });
  }
  return [...left].map(([node, { kind, amounts }]) => {
    const isPool = nodeKind[node] === NODE.pool;
    const centre = isPool ? cost_pool.centre[nodeRef[node]] : nodeRef[node];
    const driver = isPool ? cost_pool.driver[nodeRef[node]] : nodePart[node];
    const component = symbols.text(isPool ? cost_pool.pool[nodeRef[node]] : driver);
    const budgets = compiled.drivers.rates.budgets.ofMonth(centre, symbols.text(driver));
    const rows = amounts.flatMap((whole, element): Difference[] => {
      const row = { component, element, quantity: undefined };
      const before = carried.get(node)?.[element] ?? 0n;
      const amount = whole - before;
      if (kind === 'idle_capacity') return [{ ...row, kind: 'capacity', amount }];
      const budget = budgets.get(element);
      const earlier = { ...row, kind: 'carried', amount: before } as const;
      if (budget === undefined) return [earlier, { ...row, kind: 'other', amount }];
      const { numerator, denominator } = budget;
      const actual = held.get(node)?.[element] ?? 0n;
      const spending = actual - divRound(numerator * 10n ** BigInt(scope.amountScale), denominator);
      return [
        earlier,
        { ...row, kind: 'spending', amount: spending },
        { ...row, kind: 'volume', amount: amount - spending },
      ];
    });
    return { centre, rows: rows.filter(({ amount }) => amount !== 0n) };
  });
}
