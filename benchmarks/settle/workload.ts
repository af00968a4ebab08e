import { type Network, NetworkBuilder, OUTSIDE } from '@millrace/costing-core';
import { mulberry32 } from '../random/mulberry32.js';

export const ELEMENTS = 4;

export interface Workload {
  readonly network: Network;
  /** The nodes in an order in which they can be settled: the baselines are given it, the engine finds its own. */
  readonly order: Uint32Array;
}

/**
 * A layered network of about `edges` share edges: ten edges a node, one in ten of the nodes a source of up to
 * 10,000,000.00 per element, edges to random later nodes, what is left at the end leaves for the outside. Weights are
 * quantities of up to 1,000 with 3 decimals, which facts hold at 6 decimals.
 *
 * Nodes are numbered in the order of the flow, as pieces of stock are, or at random. Repeatable: the stream is mulberry32
 * with a fixed seed.
 */
export function workload(edges: number, shuffled: boolean): Workload {
  const nodes = edges / 10;
  const draw = mulberry32(7);
  const order = Uint32Array.from({ length: nodes }, (_, node) => node);
  if (shuffled) {
    for (let i = nodes - 1; i > 0; i--) {
      const j = draw() % (i + 1);
      [order[i], order[j]] = [order[j], order[i]];
    }
  }
  const builder = new NetworkBuilder(ELEMENTS);
  for (let node = 0; node < nodes; node++) builder.node();
  for (let i = 0; i < nodes / 10; i++) {
    builder.source(
      order[i],
      Array.from({ length: ELEMENTS }, () => draw() % 1_000_000_000),
    );
  }
  for (let i = 0; i < nodes; i++) {
    for (let edge = 0; edge < 10; edge++) {
      const later = i + 1 + (draw() % Math.ceil(nodes / 8));
      builder.share(order[i], later < nodes ? order[later] : OUTSIDE, 1_000 * (1 + (draw() % 1_000_000)));
    }
  }
  return { network: builder.build(), order };
}

/** Σ amount·(i mod 1009 + 1) mod 2^64 over all edges and elements: a faster wrong answer shows. */
export function checksum(carried: ArrayLike<number | bigint>): string {
  let sum = 0n;
  for (let i = 0; i < carried.length; i++) {
    if (carried[i] !== 0) sum += BigInt(carried[i]) * BigInt((i % 1009) + 1);
    if (i % 65_536 === 0) sum = BigInt.asUintN(64, sum);
  }
  return String(BigInt.asUintN(64, sum));
}
