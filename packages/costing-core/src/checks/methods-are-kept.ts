import type { Facts } from '@millrace/facts';
import type { Report } from '../findings.js';
import type { Scope } from '../period/scope.js';
import { chosenFor, type Policy } from '../policy.js';
import type { VersionRows } from '../results/version.js';

/**
 * A category is valued as it was before, unless a new year begins or the change was approved (计价方法一经确定，不得随意变更).
 */
export function methodsAreKept(
  { item, symbols }: Facts,
  scope: Scope,
  policy: Policy,
  previous: VersionRows,
  report: Report,
): void {
  if (previous.identity.period.slice(0, 4) !== scope.period.slice(0, 4)) return;
  const used = new Set(Array.from(item.category, (category) => symbols.text(category)));
  for (const { category, method, bucket } of previous.rows('valuation')) {
    const now = chosenFor(policy.valuation_by_category, category) ?? policy.valuation;
    const isApproved = policy.method_changes.some((c) => c.category === category && c.period === scope.period);
    if (!used.has(category) || isApproved || (now.method === method && now.bucket === bucket)) continue;
    report('valuation_method_must_not_change_within_a_year', 'item', category, {
      expected: `${method}, ${bucket}`,
      found: `${now.method}, ${now.bucket}`,
    });
  }
}
