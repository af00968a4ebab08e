import { mulberry32 } from '../random/mulberry32.js';

/** Movements as columns, in the order in which they came. */
export interface StockColumns {
  readonly bucketCount: number;
  readonly bucket: Int32Array;
  /** 1 for a receipt, 0 for an issue. */
  readonly isReceipt: Uint8Array;
  /** Integers, in thousandths. */
  readonly quantity: Float64Array;
  readonly elementCount: number;
  /** What receipts bring: element e of row i at i·elementCount + e, integers in the smallest unit. */
  readonly amount: Float64Array;
}

/** Items of the workload. */
const ITEMS = 10_000;

/** Decimals of amounts: 7 with one element, 2 with four. */
export type Scale = 7 | 2;

/**
 * Receipts and issues of 10,000 items, never below zero: four receipts in ten movements, quantities with 3 decimals,
 * prices with 4, amounts exact at 7 (scale 7), or rounded to 2 decimals and split over four elements (scale 2).
 */
export function workload(movements: number, scale: Scale): StockColumns {
  const draw = mulberry32(2);
  const base = Int32Array.from({ length: ITEMS }, () => 10_000 + (draw() % 990_000));
  const onHand = new Float64Array(ITEMS);
  const elementCount = scale === 7 ? 1 : 4;
  const bucket = new Int32Array(movements);
  const isReceipt = new Uint8Array(movements);
  const quantity = new Float64Array(movements);
  const amount = new Float64Array(movements * elementCount);
  for (let row = 0; row < movements; row++) {
    const item = draw() % ITEMS;
    const turn = draw() % 100;
    bucket[row] = item;
    if (turn < 40 || onHand[item] === 0) {
      const received = 1 + (draw() % 100_000);
      const price = Math.floor((base[item] * (9000 + (draw() % 2001))) / 10_000);
      isReceipt[row] = 1;
      quantity[row] = received;
      onHand[item] += received;
      if (scale === 7) amount[row] = received * price;
      else for (let e = 0; e < 4; e++) amount[row * 4 + e] = Math.round((received * price * (4 - e)) / 1_000_000);
    } else {
      quantity[row] = Math.min(1 + (draw() % 72_000), onHand[item]);
      onHand[item] -= quantity[row];
    }
  }
  return { bucketCount: ITEMS, bucket, isReceipt, quantity, elementCount, amount };
}

/** Σ value_i·(i mod 1009 + 1) mod 2^64 over issue rows, all elements of a row added up. */
export function checksum({ isReceipt, elementCount }: StockColumns, amount: ArrayLike<number | bigint>): bigint {
  let sum = 0n;
  for (let row = 0; row < isReceipt.length; row++) {
    if (isReceipt[row] === 1) continue;
    let value = 0n;
    for (let e = 0; e < elementCount; e++) value += BigInt(amount[row * elementCount + e]);
    sum += value * BigInt((row % 1009) + 1);
    if (row % 65_536 === 0) sum = BigInt.asUintN(64, sum);
  }
  return BigInt.asUintN(64, sum);
}

/**
 * What every exact valuation comes to, where it is known. At 7 decimals the figures are published with the workload (FIFO
 * is exact there, the moving average rounds together since the last receipt); at 2 decimals they are the BigInt baseline's.
 */
export function knownChecksum(movements: number, scale: Scale, method: 'fifo' | 'moving_average'): string | undefined {
  return CHECKSUMS[scale][movements]?.[method];
}

const CHECKSUMS: Readonly<Record<Scale, Readonly<Record<number, { fifo: string; moving_average: string }>>>> = {
  7: {
    100000: { fifo: '374593721923500404', moving_average: '374627421171113660' },
    1000000: { fifo: '4802248287606486737', moving_average: '4802051934316043403' },
    10000000: { fifo: '14823044632200571689', moving_average: '14822271225897238697' },
  },
  2: {
    100000: { fifo: '3745937253506', moving_average: '3746274303375' },
    1000000: { fifo: '48022483057867', moving_average: '48020519727172' },
    10000000: { fifo: '517165328091266', moving_average: '517157593948345' },
  },
};
