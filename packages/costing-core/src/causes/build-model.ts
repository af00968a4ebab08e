import type { Outcome } from '../results/outcome.js';
import { addEarlierInput } from './earlier-input.js';
import type { Gathering } from './gather.js';
import { GatheredFlows } from './gathered-flows.js';
import { addKnown } from './known-flows.js';
import { addReceipts, addShares, addStranded } from './share-flows.js';

/** A settled period's flows, gathered by node of the comparison model: each flow once, in the order of the network. */
export function gatherFlows(outcome: Outcome): Gathering {
  const flows = new GatheredFlows(outcome);
  addShares(flows);
  addKnown(flows);
  addReceipts(flows);
  addStranded(flows);
  addEarlierInput(flows);
  flows.stock.addLeaves();
  flows.totals.add();
  return flows.gathering;
}
