import { Decimal } from 'decimal.js';
import { type Contender, inMemory } from './contender.js';
import type { StockColumns } from './workload.js';

/** The same as in BigInt, in decimal.js. 38 digits hold every quotient here exactly, or far enough from a half. */
export const decimalJs: Contender = (columns, method) => {
  const quantity = Array.from(columns.quantity, (of) => new Exact(of));
  const amount = Array.from(columns.amount, (of) => new Exact(of));
  return inMemory(columns, () => VALUED[method](columns, quantity, amount).map((of) => of.toNumber()));
};

const Exact = Decimal.clone({ precision: 38, rounding: Decimal.ROUND_HALF_UP, defaults: true });
const ZERO = new Exact(0);

type Valued = (columns: StockColumns, quantity: readonly Decimal[], amount: readonly Decimal[]) => Decimal[];

const fifo: Valued = ({ bucketCount, bucket, isReceipt, elementCount }, quantity, amount) => {
  const layers: number[][] = Array.from({ length: bucketCount }, () => []);
  const taken = quantity.map(() => ZERO);
  const given = amount.map(() => ZERO);
  const issued = amount.map(() => ZERO);
  for (let row = 0; row < bucket.length; row++) {
    const open = layers[bucket[row]];
    if (isReceipt[row] === 1) {
      open.push(row);
      continue;
    }
    let missing = quantity[row];
    while (missing.gt(0)) {
      const [layer] = open;
      const left = quantity[layer].minus(taken[layer]);
      const part = Exact.min(missing, left);
      taken[layer] = taken[layer].plus(part);
      missing = missing.minus(part);
      for (let e = 0; e < elementCount; e++) {
        const at = layer * elementCount + e;
        const upTo = amount[at].times(taken[layer]).dividedBy(quantity[layer]).round();
        issued[row * elementCount + e] = issued[row * elementCount + e].plus(upTo).minus(given[at]);
        given[at] = upTo;
      }
      if (part.eq(left)) open.shift();
    }
  }
  return issued;
};

const movingAverage: Valued = ({ bucketCount, bucket, isReceipt, elementCount }, quantity, amount) => {
  const received = new Array<Decimal>(bucketCount).fill(ZERO);
  const taken = new Array<Decimal>(bucketCount).fill(ZERO);
  const held = new Array<Decimal>(bucketCount * elementCount).fill(ZERO);
  const given = new Array<Decimal>(bucketCount * elementCount).fill(ZERO);
  const issued = amount.map(() => ZERO);
  for (let row = 0; row < bucket.length; row++) {
    const item = bucket[row];
    if (isReceipt[row] === 1) {
      received[item] = received[item].plus(quantity[row]).minus(taken[item]);
      taken[item] = ZERO;
    } else taken[item] = taken[item].plus(quantity[row]);
    for (let e = 0; e < elementCount; e++) {
      const at = item * elementCount + e;
      if (isReceipt[row] === 1) {
        held[at] = held[at].plus(amount[row * elementCount + e]).minus(given[at]);
        given[at] = ZERO;
      } else {
        const upTo = held[at].times(taken[item]).dividedBy(received[item]).round();
        issued[row * elementCount + e] = upTo.minus(given[at]);
        given[at] = upTo;
      }
    }
  }
  return issued;
};

const VALUED = { fifo, moving_average: movingAverage };
