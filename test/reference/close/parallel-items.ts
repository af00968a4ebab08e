import type { Policy } from '@millrace/costing-core';
import { type Counted, type Order, text } from './counted.js';
import { sum, ZERO } from './fraction.js';

/** Whether no cost travels with an item (平行结转): what is only bought is no step. */
export function isParallel({ rows }: Counted, policy: Policy, item: string): boolean {
  const row = rows.item?.find((of) => of.item === item);
  const category = text(row?.category);
  const { carry } = Object.hasOwn(policy.step_costing_by_category, category)
    ? policy.step_costing_by_category[category]
    : policy.step_costing;
  return carry === 'parallel' && row?.supply !== 'purchased';
}

/** Whether what an order costs is its item's: not what is taken apart, only repairs, or was closed and never made anything. */
export function isStep(counted: Counted, policy: Policy, order: Order): boolean {
  if (!isParallel(counted, policy, order.item) || order.type === 'disassembly') return false;
  const made = counted.toDate
    .filter((of) => of.order === order.order && of.item === order.item)
    .map(({ type, quantity }) =>
      type === 'completion' ? quantity : type === 'completion_reversal' ? quantity.negated : ZERO,
    );
  return sum(made).sign > 0 || !(order.closed || (order.type === 'rework' && order.refersTo !== ''));
}
