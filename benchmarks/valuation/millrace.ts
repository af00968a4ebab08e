import {
  averagedAtEachInflow,
  CARRY,
  CLOSING,
  DIRECTION,
  type Matching,
  matchBucket,
  NetworkBuilder,
  OUTSIDE,
  type StockEvents,
  StockFlows,
  settle,
} from '@millrace/costing-core';
import { type Contender, inMemory, type Method } from './contender.js';
import type { StockColumns } from './workload.js';

/**
 * The engine: what a close does with stock, bucket by bucket. Movements become events in the order of their buckets, matching says
 * what is taken from which piece, pieces and what is taken from them become a network, which is settled and read by movement.
 * Documents, findings and results of the month are left out.
 */
export const millrace: Contender = (columns, method) => inMemory(columns, () => valued(columns, method));

function valued(columns: StockColumns, method: Method): Float64Array {
  const { bucketCount, elementCount } = columns;
  const { eventOf, ...events } = eventsByBucket(columns);
  const flows = new StockFlows(events.row.length);
  const matching = method === 'fifo' ? OLDEST_FIRST : averagedAtEachInflow(events);
  for (let bucket = 0; bucket < bucketCount; bucket++) matchBucket(events, bucket, matching, NEVER_LATE, flows);

  const builder = new NetworkBuilder(elementCount);
  for (let piece = 0; piece < flows.pieceBucket.length; piece++) builder.node();
  // In the order of the rows: what is read then lies in one stream per bucket, which caches follow.
  for (let row = 0; row < eventOf.length; row++) {
    const piece = flows.entered[eventOf[row]];
    if (piece < 0) continue;
    builder.source(piece, columns.amount.subarray(row * elementCount, (row + 1) * elementCount));
  }
  const { takenBy, takenFrom, takenQuantity, takenTo } = flows;
  for (let take = 0; take < takenBy.length; take++) {
    const to = takenBy.values[take] === CARRY ? takenTo.values[take] : OUTSIDE;
    builder.share(takenFrom.values[take], to, takenQuantity.values[take]);
  }
  const { network, carried } = settle(builder.build());

  const issued = new Float64Array(columns.amount.length);
  for (let take = 0; take < takenBy.length; take++) {
    const event = takenBy.values[take];
    if (event === CARRY || event === CLOSING) continue;
    const at = events.row[event] * elementCount;
    const from = network.edgePosition[take] * elementCount;
    for (let e = 0; e < elementCount; e++) issued[at + e] += carried[from + e];
  }
  return issued;
}

/** The rows of each bucket together, in their order (a counting sort), with the way back from a row to its event. */
function eventsByBucket(columns: StockColumns): StockEvents & { readonly eventOf: Int32Array } {
  const { bucketCount, bucket, isReceipt } = columns;
  const count = bucket.length;
  const first = new Uint32Array(bucketCount + 1);
  for (let row = 0; row < count; row++) first[bucket[row] + 1]++;
  for (let b = 0; b < bucketCount; b++) first[b + 1] += first[b];
  const next = first.slice();
  const row = new Int32Array(count);
  const eventOf = new Int32Array(count);
  const direction = new Uint8Array(count);
  const quantity = new Float64Array(count);
  for (let of = 0; of < count; of++) {
    const event = next[bucket[of]]++;
    row[event] = of;
    eventOf[of] = event;
    direction[event] = isReceipt[of] === 1 ? DIRECTION.in : DIRECTION.out;
    quantity[event] = columns.quantity[of];
  }
  const none = new Int32Array(0);
  const buckets = Array.from({ length: bucketCount }, () => SOMEWHERE);
  return { buckets, first, direction, quantity, row, reference: none, part: none, other: none, eventOf };
}

const SOMEWHERE = { plant: 0, item: 0, lot: 0, project: 0, inTransit: 0 };
const NEVER_LATE = {
  isOfThisPeriod: () => false,
  receipt: () => -1,
  reference: () => 0,
  share: () => undefined,
};
const OLDEST_FIRST: Matching = {
  youngestFirst: false,
  cumulative: false,
  openingLayer: () => -1,
  takesBack: () => true,
};
