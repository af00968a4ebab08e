import { NODE_MEANINGS } from '../compile/flow-kinds.js';
import type { Plan } from '../compile/plan.js';
import { OUTSIDE } from '../network/network.js';

/** The bucket that a node's value belongs to; −1 for orders, pools, cost centres and the outside. */
export function bucketOfNode({ nodeKind, nodeRef }: Pick<Plan, 'nodeKind' | 'nodeRef'>, node: number): number {
  return node !== OUTSIDE && IS_STOCK[nodeKind[node]] ? nodeRef[node] : -1;
}

const IS_STOCK = NODE_MEANINGS.map(({ of }) => of === 'bucket');
