import { mulberry32 } from '../random/mulberry32.js';

/**
 * Workload A: a catalogue of N items on 10 levels, 9 lines a made item, item numbers shuffled, a component possibly
 * twice under one parent. Defined so that any engine in any language can make it again and check itself: item i of
 * the cost has the checksum Σ cost_i · (i mod 1009 + 1) modulo 2^64, costs counted in units of 10^-6.
 */
export interface Workload {
  readonly items: number;
  readonly parent: Int32Array;
  readonly component: Int32Array;
  /** Thousandths. */
  readonly quantity: Int32Array;
  /** Units of 10^-6 for bought items, NaN for made ones. */
  readonly price: Float64Array;
}

const LEVELS = 10;

/** What every exact engine comes to. */
export const PUBLISHED: Readonly<Record<number, { lines: number; rollUp: bigint }>> = {
  10000: { lines: 89_596, rollUp: 2224104456786407893n },
  100000: { lines: 900_143, rollUp: 14290172385189461440n },
  1000000: { lines: 8_997_436, rollUp: 9435864285939873341n },
};

export function generate(items: number): Workload {
  const random = mulberry32(1);
  const shuffled = Int32Array.from({ length: items }, (_, i) => i);
  for (let i = items - 1; i >= 1; i--) {
    const j = random() % (i + 1);
    [shuffled[i], shuffled[j]] = [shuffled[j], shuffled[i]];
  }
  const numberOf = new Int32Array(items);
  for (let item = 0; item < items; item++) numberOf[shuffled[item]] = item;
  const base = (level: number) => Math.ceil((level * items) / LEVELS);
  const parent = new Int32Array(items * 11);
  const component = new Int32Array(items * 11);
  const quantity = new Int32Array(items * 11);
  const price = new Float64Array(items).fill(Number.NaN);
  let lines = 0;
  for (let item = 0; item < items; item++) {
    const level = Math.floor((shuffled[item] * LEVELS) / items);
    if (level === LEVELS - 1) {
      price[item] = (1 + (random() % 999_999)) * 100;
      continue;
    }
    const count = 5 + (random() % 11);
    for (let k = 0; k < count; k++) {
      let target = level + 1;
      if (k > 0 && random() % 10 >= 8) target = level + 1 + (random() % (LEVELS - 1 - level));
      parent[lines] = item;
      component[lines] = numberOf[base(target) + (random() % (base(target + 1) - base(target)))];
      quantity[lines++] = 1 + (random() % 999);
    }
  }
  const columns = [parent, component, quantity].map((column) => column.slice(0, lines));
  return { items, parent: columns[0], component: columns[1], quantity: columns[2], price };
}

/** The prices of 4 elements: the workload's own, and a half, a third and a quarter of it, cut to 10^-6. */
export function fourElements({ price }: Workload): Float64Array[] {
  return [1, 2, 3, 4].map((part) => price.map((of) => Math.floor(of / part)));
}

export function checksum(values: ArrayLike<number>): bigint {
  let sum = 0n;
  for (let i = 0; i < values.length; i++) sum += BigInt(values[i]) * BigInt((i % 1009) + 1);
  return BigInt.asUintN(64, sum);
}
