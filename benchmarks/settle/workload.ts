import { type Network, NetworkBuilder, OUTSIDE } from '@millrace/costing-core';

export const ELEMENTS = 4;

/**
 * A layered network of about `edges` share edges: ten edges a node, one in ten of the nodes a source of up to
 * 10,000,000.00 per element, edges to random later nodes, what is left at the end leaves for the outside. Repeatable:
 * the stream is mulberry32 with a fixed seed.
 */
export function workload(edges: number): Network {
  const nodes = edges / 10;
  const draw = mulberry32(7);
  const builder = new NetworkBuilder(ELEMENTS);
  for (let node = 0; node < nodes; node++) builder.node();
  for (let node = 0; node < nodes / 10; node++) {
    builder.source(
      node,
      Array.from({ length: ELEMENTS }, () => draw() % 1_000_000_000),
    );
  }
  for (let node = 0; node < nodes; node++) {
    for (let edge = 0; edge < 10; edge++) {
      const later = node + 1 + (draw() % (nodes / 8));
      builder.share(node, later < nodes ? later : OUTSIDE, 1 + (draw() % 1_000_000));
    }
  }
  return builder.build();
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

function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
}
