import { everyInflow, matchAverage, WHOLE_PERIOD } from '../compile/stock/average.js';
import { DIRECTION, type StockEvents } from '../compile/stock/events.js';
import { CARRY, CLOSING, StockFlows } from '../compile/stock/flows.js';
import type { LateDifferences } from '../compile/stock/late-difference.js';
import { type LayerRule, matchLayers } from '../compile/stock/layers.js';
import { layOut, type Network, OUTSIDE } from '../network/network.js';
import { settle } from '../network/settle.js';

/** Movements as columns, in event order: millions of rows without an object each. */
export interface StockColumns {
  readonly bucketCount: number;
  readonly bucket: Int32Array;
  /** 1 for a receipt, 0 for an issue. */
  readonly isReceipt: Uint8Array;
  /** Safe integers in any one unit. */
  readonly quantity: Float64Array;
  readonly elementCount: number;
  /** What receipts bring: element e of row i at i·elementCount + e, integers in the smallest unit. */
  readonly amount: Float64Array;
}

export interface ValuedColumns {
  /** By row and element: what receipts brought and issues took. */
  readonly amount: Float64Array;
  /** By bucket and element: what is left. */
  readonly closing: Float64Array;
}

/**
 * Values columns of receipts and issues through the network: the matching and settlement of a close, without its
 * documents and findings. What is taken though it isn't there is not valued: an error.
 *
 * @throws RangeError for an issue that finds nothing.
 */
export function valueColumns(
  columns: StockColumns,
  method: 'periodic_average' | 'moving_average' | 'fifo',
): ValuedColumns {
  const { bucketCount, elementCount } = columns;
  const events = eventsByBucket(columns);
  const flows = new StockFlows(events.row.length);
  const cutting = method === 'moving_average' ? everyInflow(events) : WHOLE_PERIOD;
  for (let bucket = 0; bucket < bucketCount; bucket++) {
    if (method === 'fifo') matchLayers(events, bucket, PLAIN_LAYERS, NOT_LATE, flows);
    else matchAverage(events, bucket, cutting, NOT_LATE, flows);
  }
  if (flows.short.length > 0) {
    throw new RangeError(`row ${events.row[flows.short[0].event]}: more is taken than there is`);
  }

  const { takenBy, takenFrom, takenQuantity, takenTo } = flows;
  const edgeTo = new Uint32Array(takenBy.length).fill(OUTSIDE);
  for (let take = 0; take < takenBy.length; take++) {
    if (takenBy.values[take] === CARRY) edgeTo[take] = takenTo.values[take];
  }
  const network = layOut({
    elementCount,
    nodeCount: flows.pieceBucket.length,
    ...sourcesOf(columns, events, flows),
    ...NOTHING_FIXED,
    edgeFrom: takenFrom.trimmed(),
    edgeTo,
    edgeWeight: takenQuantity.trimmed(),
    hugeWeight: new Map(),
  });
  const { carried } = settle(network);

  return {
    amount: issuedAmounts(columns, events, flows, network, carried),
    closing: closingAmounts(columns, flows, network, carried),
  };
}

/**
 * By row: what receipts brought, and what issues took. Rows are walked in their own order: what is read then lies in one
 * stream per bucket, which caches follow, where writing row by row of each bucket would meet a cold page every time.
 */
function issuedAmounts(
  { amount, isReceipt, elementCount }: StockColumns,
  { row, eventOf }: EventsByBucket,
  { takenBy }: StockFlows,
  { edgePosition }: Network,
  carried: Float64Array,
): Float64Array {
  const result = amount.slice();
  const events = takenBy.values;
  const count = takenBy.length;
  /** By event: its first part. The parts of one issue stand together as a rule; `later` are those that don't. */
  const firstPart = new Int32Array(row.length).fill(-1);
  const later: number[] = [];
  for (let take = 0, before = -1; take < count; take++) {
    const event = events[take];
    if (event >= 0 && event !== before) {
      if (firstPart[event] < 0) firstPart[event] = take;
      else later.push(take);
    }
    before = event;
  }
  for (let at = 0; at < isReceipt.length; at++) if (isReceipt[at] === 0) addParts(firstPart[eventOf[at]]);
  for (const take of later) addParts(take);
  return result;

  function addParts(first: number): void {
    if (first < 0) return;
    const event = events[first];
    const at = row[event] * elementCount;
    for (let take = first; take < count && events[take] === event; take++) {
      const from = edgePosition[take] * elementCount;
      for (let e = 0; e < elementCount; e++) result[at + e] += carried[from + e];
    }
  }
}

function closingAmounts(
  { bucketCount, elementCount }: StockColumns,
  { takenBy, takenFrom, pieceBucket }: StockFlows,
  { edgePosition }: Network,
  carried: Float64Array,
): Float64Array {
  const closing = new Float64Array(bucketCount * elementCount);
  for (let take = 0; take < takenBy.length; take++) {
    if (takenBy.values[take] !== CLOSING) continue;
    const bucket = pieceBucket.values[takenFrom.values[take]];
    for (let e = 0; e < elementCount; e++) {
      closing[bucket * elementCount + e] += carried[edgePosition[take] * elementCount + e];
    }
  }
  return closing;
}

/** What receipts bring, where it enters; in the order of the rows, as above. */
function sourcesOf(
  { amount, isReceipt, elementCount }: StockColumns,
  { eventOf }: EventsByBucket,
  { entered }: StockFlows,
) {
  let count = 0;
  for (let event = 0; event < entered.length; event++) if (entered[event] >= 0) count++;
  const sourceNode = new Uint32Array(count);
  const sourceAmount = new Float64Array(count * elementCount);
  let source = 0;
  for (let row = 0; row < isReceipt.length; row++) {
    if (isReceipt[row] === 0) continue;
    const node = entered[eventOf[row]];
    if (node < 0) continue;
    sourceNode[source] = node;
    for (let e = 0; e < elementCount; e++) sourceAmount[source * elementCount + e] = amount[row * elementCount + e];
    source++;
  }
  return { sourceNode, sourceAmount };
}

/** Events, with the way back from a row to its event. */
interface EventsByBucket extends StockEvents {
  readonly eventOf: Int32Array;
}

/** The rows of each bucket together, in their order (a counting sort). */
function eventsByBucket({ bucketCount, bucket, isReceipt, quantity }: StockColumns): EventsByBucket {
  const count = bucket.length;
  const first = new Uint32Array(bucketCount + 1);
  for (let row = 0; row < count; row++) first[bucket[row] + 1]++;
  for (let b = 0; b < bucketCount; b++) first[b + 1] += first[b];
  const next = first.slice();
  const rows = new Int32Array(count);
  const eventOf = new Int32Array(count);
  const directions = new Uint8Array(count);
  const quantities = new Float64Array(count);
  for (let row = 0; row < count; row++) {
    const event = next[bucket[row]]++;
    rows[event] = row;
    eventOf[row] = event;
    directions[event] = isReceipt[row] === 1 ? DIRECTION.in : DIRECTION.out;
    quantities[event] = quantity[row];
  }
  const buckets = Array.from({ length: bucketCount }, () => NOWHERE);
  const none = new Int32Array(0);
  return {
    buckets,
    first,
    direction: directions,
    quantity: quantities,
    row: rows,
    reference: none,
    part: none,
    other: none,
    eventOf,
  };
}

const NOTHING_FIXED = {
  fixedFrom: new Uint32Array(0),
  fixedTo: new Uint32Array(0),
  fixedAmount: new Float64Array(0),
};
const NOWHERE = { plant: 0, item: 0, lot: 0, project: 0, inTransit: 0 };
const NOT_LATE: LateDifferences = {
  isOfThisPeriod: () => false,
  receipt: () => -1,
  reference: () => 0,
  share: () => undefined,
};
const PLAIN_LAYERS: LayerRule = {
  youngestFirst: false,
  cumulative: false,
  openingLayer: () => -1,
  takesBack: () => true,
};
