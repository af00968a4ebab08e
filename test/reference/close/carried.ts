import type { Policy } from '@millrace/costing-core';
import { type Counted, text } from './counted.js';
import { type Fraction, sum, ZERO } from './fraction.js';
import type { ReferenceNetwork, Vector } from './network.js';
import { loopsOf } from './solve.js';

/** The element as which an item enters an order (综合结转); '' where it enters element by element. */
export function carriedAs({ rows }: Counted, policy: Policy, item: string): string {
  const row = rows.item?.find((of) => of.item === item);
  const category = text(row?.category);
  const { carry } = Object.hasOwn(policy.step_costing_by_category, category)
    ? policy.step_costing_by_category[category]
    : policy.step_costing;
  return carry === 'combined' ? text(row?.semi_element) : '';
}

/** All of it in one element. */
export function asOne(elements: readonly string[], element: string, amounts: Vector): Vector {
  const whole = amounts.reduce((total, amount) => total + amount, 0n);
  return elements.map((of) => (of === element ? whole : 0n));
}

/** A price likewise. */
export function priceAsOne(elements: readonly string[], element: string, price: readonly Fraction[]): Fraction[] {
  return elements.map((of) => (of === element ? sum(price) : ZERO));
}

/**
 * Makes what is issued to orders, and comes back from them, arrive there as the element of its item. What is known beforehand is
 * reclassified beforehand; in a loop it stays as it is, where it is a share.
 */
export function combineSteps(network: ReferenceNetwork, counted: Counted, policy: Policy): void {
  const { elements } = network;
  const loops = loopsOf(network);
  const elementOf = (kind: string, movement: string) => {
    const row = kind === 'movement' ? counted.movements.find((of) => of.movement === movement) : undefined;
    const isIssue = row !== undefined && ['issue', 'issue_return'].includes(String(row.type)) && row.order !== '';
    return isIssue ? carriedAs(counted, policy, row.item) : '';
  };
  const isStage = (name: string) => name.startsWith('order ') || name.startsWith('step ');
  for (const node of [...network.nodes.values()]) {
    for (const [i, edge] of node.shares.entries()) {
      const element = elementOf(edge.kind, edge.movement);
      const inLoop = loops.some((loop) => loop.has(node.name) && loop.has(edge.to));
      if (element !== '' && isStage(edge.to) && !inLoop) node.shares[i] = { ...edge, arrivesAs: element };
    }
    for (const { to, kind, movement, amounts } of node.fixed) {
      const element = elementOf(kind, movement);
      if (element === '') continue;
      const more = asOne(elements, element, amounts).map((amount, e) => amount - amounts[e]);
      if (isStage(to)) network.source(to, 'reclassified', movement, more);
      if (!isStage(node.name)) continue;
      const back = more.map((amount) => -amount);
      network.source(node.name, 'reclassified', movement, back);
    }
  }
}
