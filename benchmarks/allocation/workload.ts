import { type Network, NetworkBuilder, OUTSIDE } from '@millrace/costing-core';
import { mulberry32 } from '../random/mulberry32.js';

/** How what is left over after whole cents is dealt out. */
export type Method = 'cumulative' | 'largest_remainder';

/** Pools and the rows that share them, as columns in memory. */
export interface Workload {
  /** By pool, in cents. */
  readonly amount: Float64Array;
  /** By row: its pool, and its weight in thousandths. */
  readonly pool: Uint32Array;
  readonly weight: Float64Array;
}

const POOLS = 1_000;

/**
 * 1,000 pools of up to 10,000,000.00, shared by rows with weights of up to 1,000 at 3 decimals. Rows are in no order; pools of low
 * numbers have more of them. Repeatable: the stream is mulberry32 with a fixed seed.
 */
export function workload(rows: number): Workload {
  const draw = mulberry32(3);
  const amount = Float64Array.from({ length: POOLS }, () => 1 + (draw() % 1_000_000_000));
  const pool = new Uint32Array(rows);
  const weight = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const a = draw() % POOLS;
    const b = draw() % POOLS;
    pool[row] = Math.min(a, b);
    weight[row] = 1 + (draw() % 1_000_000);
  }
  return { amount, pool, weight };
}

/** Σ share_i·(i mod 1009 + 1) mod 2^64 over the rows: a faster wrong answer shows. */
export function checksum(shares: ArrayLike<number | bigint>): string {
  let sum = 0n;
  for (let row = 0; row < shares.length; row++) {
    sum += BigInt(shares[row]) * BigInt((row % 1009) + 1);
    if (row % 65_536 === 0) sum = BigInt.asUintN(64, sum);
  }
  return String(BigInt.asUintN(64, sum));
}

/** What every exact allocation comes to, published with the workload. */
export function knownChecksum(rows: number, method: Method): string | undefined {
  return CHECKSUMS[rows]?.[method];
}

const CHECKSUMS: Readonly<Record<number, Readonly<Record<Method, string>>>> = {
  1000000: { cumulative: '245257753679613', largest_remainder: '245257753784335' },
  10000000: { cumulative: '245618106964028', largest_remainder: '245618106623492' },
};

/** What departments that serve each other come to, by how many there are and how many each serves; the same since they were first settled. */
export function knownLoop(count: number, receivers: number): string | undefined {
  return LOOP_CHECKSUMS[`${count} ${receivers}`];
}

const LOOP_CHECKSUMS: Readonly<Record<string, string>> = {
  '100 99': '11719747827750',
  '300 5': '1778835272611',
  '300 299': '96606130048723',
  '5000 5': '29943978032271',
  '1000 999': '1027948974795692',
};

/**
 * Departments that serve each other: each gives to `receivers` others, drawn at random (to all others, where there are no more), to
 * the next one, so that it is one loop, and to outsiders. Quantities of up to 1,000 at 6 decimals, 4 elements, cost of up to
 * 10,000.00 each.
 */
export function departments(count: number, receivers: number): Network {
  const draw = mulberry32(5);
  const elements = 4;
  const builder = new NetworkBuilder(elements);
  for (let node = 0; node < count; node++) builder.node();
  const quantity = () => 1_000 * (1 + (draw() % 1_000_000));
  for (let node = 0; node < count; node++) {
    builder.source(
      node,
      Array.from({ length: elements }, () => draw() % 1_000_000),
    );
    if (receivers >= count - 1) {
      for (let to = 0; to < count; to++) if (to !== node) builder.share(node, to, quantity());
    } else {
      builder.share(node, (node + 1) % count, quantity());
      for (let i = 1; i < receivers; i++) {
        const to = draw() % count;
        if (to !== node) builder.share(node, to, quantity());
      }
    }
    builder.share(node, OUTSIDE, quantity());
  }
  return builder.build();
}
