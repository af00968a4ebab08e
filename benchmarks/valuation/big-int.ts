import { type Contender, inMemory } from './contender.js';
import type { StockColumns } from './workload.js';

/**
 * What one would write first without a network: state by item, movements as they come, in BigInt, with the engine's
 * rounding: what shares a layer, or stock between two receipts, takes R(amount·taken/quantity) of it together, R half
 * away from zero (nothing is negative here), and each what is new in that.
 */
export const bigInt: Contender = (columns, method) => {
  const quantity = inBigInt(columns.quantity);
  const amount = inBigInt(columns.amount);
  return inMemory(columns, () => VALUED[method](columns, quantity, amount));
};

type Valued = (columns: StockColumns, quantity: BigInt64Array, amount: BigInt64Array) => BigInt64Array;

const fifo: Valued = ({ bucketCount, bucket, isReceipt, elementCount }, quantity, amount) => {
  const oldest = new Int32Array(bucketCount).fill(NONE);
  const youngest = new Int32Array(bucketCount);
  const next = new Int32Array(bucket.length).fill(NONE);
  const taken = new BigInt64Array(bucket.length);
  const given = new BigInt64Array(amount.length);
  const issued = new BigInt64Array(amount.length);
  for (let row = 0; row < bucket.length; row++) {
    const item = bucket[row];
    if (isReceipt[row] === 1) {
      if (oldest[item] === NONE) oldest[item] = row;
      else next[youngest[item]] = row;
      youngest[item] = row;
      continue;
    }
    let missing = quantity[row];
    while (missing > 0n) {
      const layer = oldest[item];
      const left = quantity[layer] - taken[layer];
      const part = missing < left ? missing : left;
      taken[layer] += part;
      missing -= part;
      for (let e = 0; e < elementCount; e++) {
        const at = layer * elementCount + e;
        const upTo = (2n * amount[at] * taken[layer] + quantity[layer]) / (2n * quantity[layer]);
        issued[row * elementCount + e] += upTo - given[at];
        given[at] = upTo;
      }
      if (part === left) oldest[item] = next[layer];
    }
  }
  return issued;
};

const movingAverage: Valued = ({ bucketCount, bucket, isReceipt, elementCount }, quantity, amount) => {
  const received = new BigInt64Array(bucketCount);
  const taken = new BigInt64Array(bucketCount);
  const held = new BigInt64Array(bucketCount * elementCount);
  const given = new BigInt64Array(bucketCount * elementCount);
  const issued = new BigInt64Array(amount.length);
  for (let row = 0; row < bucket.length; row++) {
    const item = bucket[row];
    if (isReceipt[row] === 1) {
      received[item] += quantity[row] - taken[item];
      taken[item] = 0n;
    } else taken[item] += quantity[row];
    for (let e = 0; e < elementCount; e++) {
      const at = item * elementCount + e;
      if (isReceipt[row] === 1) {
        held[at] += amount[row * elementCount + e] - given[at];
        given[at] = 0n;
      } else {
        const upTo = (2n * held[at] * taken[item] + received[item]) / (2n * received[item]);
        issued[row * elementCount + e] = upTo - given[at];
        given[at] = upTo;
      }
    }
  }
  return issued;
};

const VALUED = { fifo, moving_average: movingAverage };
const NONE = -1;

function inBigInt(column: Float64Array): BigInt64Array {
  const result = new BigInt64Array(column.length);
  for (let i = 0; i < column.length; i++) result[i] = BigInt(column[i]);
  return result;
}
