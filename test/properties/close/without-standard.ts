import type { Policy } from '@millrace/costing-core';

/**
 * The policy with periodic average instead of standard cost: at standard, stock is what a price list says, whatever was
 * paid, and what is right of costs that are paid is not right of it.
 */
export function withoutStandard(policy: Policy): Policy {
  const other = (valuation: Policy['valuation']): Policy['valuation'] =>
    valuation.method === 'standard' ? { ...valuation, method: 'periodic_average' } : valuation;
  return {
    ...policy,
    valuation: other(policy.valuation),
    valuation_by_category: Object.fromEntries(
      Object.entries(policy.valuation_by_category).map(([category, valuation]) => [category, other(valuation)]),
    ),
  };
}
