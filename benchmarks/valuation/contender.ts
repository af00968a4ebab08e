import { checksum, type StockColumns } from './workload.js';

/** Methods that the workload is valued by. */
export type Method = 'fifo' | 'moving_average';

/** A way of valuing the workload: loads it, untimed. */
export type Contender = (columns: StockColumns, method: Method) => Loaded | Promise<Loaded>;

/** The workload where it is to be valued, once or several times. */
export interface Loaded {
  /** What is timed. */
  value(): void | Promise<void>;
  /** Of what was valued last. */
  checksum(): bigint | Promise<bigint>;
  /** Memory held elsewhere than in this process. */
  readonly peakMegabytes?: () => number;
  readonly close?: () => void;
}

/** Columns in memory, valued by a function that returns amounts by row and element. */
export function inMemory(columns: StockColumns, value: () => ArrayLike<number | bigint>): Loaded {
  let amount: ArrayLike<number | bigint> = [];
  return {
    value: () => {
      amount = value();
    },
    checksum: () => checksum(columns, amount),
  };
}
