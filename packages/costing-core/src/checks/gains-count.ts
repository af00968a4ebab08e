import type { Report } from '../findings.js';
import { nodeName } from '../results/flow-tables.js';
import type { Outcome } from '../results/outcome.js';

/** What was lost less than is the rule is a gain, unless its order's cost goes round in a loop (rules.md 10). */
export function gainsCount(outcome: Outcome, report: Report): void {
  for (const node of outcome.settled.lostGains) {
    report('gain_in_a_loop_does_not_count', ...nodeName(outcome, node));
  }
}
