import { printFixed } from '@millrace/exact';
import type { Report } from '../findings.js';
import { exactWeight } from '../network/network.js';
import { nodeName } from '../results/flow-tables.js';
import type { Outcome } from '../results/outcome.js';

/**
 * Where a rate is rounded, the last receiver takes what the others leave (尾差倒挤): that should be little, and of the sign of the
 * whole. By largest remainder none takes more than a unit. A node in a loop is shared exactly.
 */
export function roundedRatesAreKept(outcome: Outcome, report: Report): void {
  const { network, loops, carried } = outcome.settled;
  if (network.rounding.size === 0) return;
  const inLoop = new Set(loops.flatMap(({ nodes }) => [...nodes]));
  const width = network.elementCount;
  for (const [node, { of }] of network.rounding) {
    const [kind, key] = nodeName(outcome, node);
    if (inLoop.has(node)) {
      report('rate_in_a_loop_was_not_rounded', kind, key);
      continue;
    }
    if (of === 'remainder') continue;
    const first = network.firstEdge[node];
    let last = network.firstEdge[node + 1] - 1;
    while (last > first && exactWeight(network, last) === 0n) last--;
    for (let e = 0; e < width; e++) {
      let whole = 0;
      for (let edge = first; edge < network.firstEdge[node + 1]; edge++) whole += carried[edge * width + e];
      const part = last < first ? 0 : carried[last * width + e];
      if (whole === 0 || part * whole >= 0) continue;
      const print = (amount: number) => printFixed(amount, outcome.scope.amountScale);
      report('last_part_has_the_other_sign', kind, key, { found: print(part), amount: print(whole) });
    }
  }
}
