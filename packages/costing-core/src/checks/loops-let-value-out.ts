import { printFixed } from '@millrace/exact';
import type { Bucket } from '../compile/stock/valuation.js';
import type { Report } from '../findings.js';
import { bucketOfNode } from '../results/bucket-of-node.js';
import { bucketTexts, nodeName } from '../results/flow-tables.js';
import type { Outcome } from '../results/outcome.js';

/** Names the loops that were solved, and value that could not move on: trapped in a loop, or where no quantity is. */
export function loopsLetValueOut(outcome: Outcome, report: Report): void {
  const { settled, scope, policy } = outcome;
  const names = (nodes: readonly number[]) =>
    nodes
      .slice(0, NAMED)
      .map((node) => nodeName(outcome, node).join(' '))
      .join(', ');
  for (const { nodes, trapped } of settled.loops) {
    if (trapped) continue;
    report('loop_was_solved', ...nodeName(outcome, nodes[0]), { count: String(nodes.length), members: names(nodes) });
    for (const bucket of movingAverages(outcome, nodes)) {
      report('moving_average_is_in_a_loop', 'stock', bucketTexts(outcome.facts, bucket).join(' · '));
    }
  }
  for (const { node, reason, amounts } of settled.stranded) {
    const amount = printFixed(
      amounts.reduce((sum, value) => sum + value, 0),
      scope.amountScale,
    );
    if (reason === 'no_weight') {
      report('value_must_have_a_quantity', ...nodeName(outcome, node), { amount });
      continue;
    }
    const loop = settled.loops.find(({ nodes }) => nodes.includes(node));
    const code = policy.trapped_value === 'error' ? 'value_must_not_be_trapped' : 'trapped_value_was_expensed';
    report(code, ...nodeName(outcome, node), { amount, members: names(loop?.nodes ?? []) });
  }
}

/** What of a loop is valued by moving average, which is to follow the order of events: a loop has none. */
function movingAverages({ compiled }: Outcome, nodes: readonly number[]): Set<Bucket> {
  const { plan, events, valuation } = compiled;
  const buckets = nodes
    .map((node) => bucketOfNode(plan, node))
    .flatMap((bucket) => (bucket < 0 ? [] : [events.buckets[bucket]]));
  return new Set(buckets.filter(({ item }) => valuation(item).method === 'moving_average'));
}

/** Members of a loop that a finding names. */
const NAMED = 20;
