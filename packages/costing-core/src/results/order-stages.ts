import { GrowingArray } from '@millrace/exact';
import { compareText } from '@millrace/facts';
import { NODE_MEANINGS } from '../compile/flow-kinds.js';
import type { KeyColumn } from './key-order.js';
import type { Outcome } from './outcome.js';

/** The stages of all orders, numbered; under FIFO the opening and the current part of one are two. */
export interface OrderStages {
  readonly count: number;
  /** By node: the number of the stage; −1 for what is none. */
  readonly at: Int32Array;
  /** By stage: its node. */
  readonly node: Int32Array;
}

export function orderStages({ compiled }: Outcome): OrderStages {
  const { nodeKind } = compiled.plan;
  const at = new Int32Array(nodeKind.length).fill(-1);
  const node = new GrowingArray(Int32Array);
  for (let n = 0; n < nodeKind.length; n++) {
    if (NODE_MEANINGS[nodeKind[n]].isStage === true) at[n] = node.push(n);
  }
  return { count: node.length, at, node: node.trimmed() };
}

/** Stages of orders, by their numbers, in the order of their texts. */
export function keyOfStages({ compiled }: Outcome, stages: Int32Array): KeyColumn {
  const { stages: table } = compiled.orders;
  const numbers = [...new Set(stages)];
  const rank = new Int32Array(1 + numbers.reduce((most, number) => Math.max(most, number), 0));
  numbers.sort((a, b) => compareText(table.text(a), table.text(b)));
  for (const [place, number] of numbers.entries()) rank[number] = place;
  return { of: stages.map((number) => rank[number]), size: numbers.length };
}
