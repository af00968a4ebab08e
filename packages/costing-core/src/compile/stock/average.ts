import { checked } from '../../network/amounts.js';
import { DIRECTION, type StockEvents, takesQuantity } from './events.js';
import { CARRY, CLOSING, type StockFlows } from './flows.js';
import type { LateDifferences } from './late-difference.js';
import { Waiting } from './waiting.js';

/**
 * The averages: stock is cut into pieces by time, each with one price. A piece takes over what the one before carries,
 * adds what comes in, serves what goes out and carries on what is left. One piece for the whole period is the periodic
 * average (全月一次加权平均), one a day the daily average; the moving average (移动加权平均) begins a piece with every
 * inflow, value adjustment and return.
 *
 * 2 go out and 1 goes back to the vendor for 4.00 before 4 come in for 40.00. The older outflow takes 20.00; then the
 * return begins a piece of its own, which takes over 2 for 20.00, gives 4.00 and keeps 1 for 16.00.
 *
 * Within a piece all that comes in is there for all that goes out. An outflow that finds nothing waits for the next
 * inflow, and is served before younger ones; what waits at the end is short (rules.md 23, 24). Value that comes without
 * quantity while there is nothing on hand waits for the next inflow too.
 */
export interface Cutting {
  startsPiece(event: number, previous: number): boolean;
  /**
   * Whether late value meets the stock of its instant, or (one piece for the period) what there was at its opening: then
   * only value that refers to an earlier period is late.
   */
  readonly byInstant: boolean;
  /** Whether a return that had to wait begins a piece when it is served, as one does that finds its stock. */
  readonly returnsBegin: boolean;
  /** Whether late value that stock bears whole goes into closing stock by an edge of its own, past what was issued. */
  readonly closesApart: boolean;
}

export function matchAverage(
  events: StockEvents,
  bucket: number,
  { startsPiece, byInstant, returnsBegin, closesApart }: Cutting,
  late: LateDifferences,
  flows: StockFlows,
): void {
  const { first, direction, quantity, row } = events;
  const end = first[bucket + 1];
  const waiting = new Waiting(flows);
  let opening = 0;
  let onHand = 0;
  let piece = -1;
  let valueWaiting: number[] = [];

  for (let from = first[bucket], to = from; from < end; from = to) {
    do to++;
    while (to < end && !startsPiece(to, to - 1));

    let comesIn = 0;
    let begins = false;
    for (let event = from; event < to; event++) {
      if (direction[event] === DIRECTION.in) comesIn = checked(comesIn + quantity[event]);
      if (direction[event] === DIRECTION.in && row[event] < 0) opening += quantity[event];
      if (direction[event] !== DIRECTION.out) begins = true;
    }
    if (begins && onHand + comesIn > 0) {
      const next = flows.piece(bucket, from);
      if (onHand > 0) flows.take(piece, CARRY, onHand, next);
      piece = next;
      onHand = checked(onHand + comesIn);
      for (const event of valueWaiting) flows.entered[event] = piece;
      valueWaiting = [];
    }
    for (let event = from; event < to; event++) {
      if (direction[event] === DIRECTION.value) noteLate(event);
      if (direction[event] !== DIRECTION.in && direction[event] !== DIRECTION.value) continue;
      if (onHand > 0) flows.entered[event] = piece;
      else valueWaiting.push(event);
    }
    waiting.olderThanNow();
    serveWaiting();
    for (let event = from; event < to; event++) {
      if (!takesQuantity(direction[event])) continue;
      if (waiting.isEmpty && quantity[event] <= onHand) {
        flows.take(piece, event, quantity[event]);
        onHand -= quantity[event];
        continue;
      }
      waiting.add(event, quantity[event]);
      serveWaiting();
    }
  }

  if (onHand > 0) flows.take(piece, CLOSING, onHand);
  waiting.leaveShort();
  if (valueWaiting.length > 0) {
    const nothing = flows.piece(bucket, valueWaiting[0]);
    for (const event of valueWaiting) flows.entered[event] = nothing;
  }

  function serveWaiting(): void {
    const served = piece;
    while (onHand > 0 && !waiting.isEmpty) {
      const isReturn = direction[waiting.next] !== DIRECTION.out;
      if (returnsBegin && isReturn && flows.pieceStart.values[piece] !== waiting.next) {
        const next = flows.piece(bucket, waiting.next, served);
        flows.take(piece, CARRY, onHand, next);
        piece = next;
      }
      onHand = waiting.serveNext(piece, onHand);
    }
  }

  function noteLate(event: number): void {
    const share =
      byInstant || !late.isOfThisPeriod(event) ? late.share(event, byInstant ? onHand : opening) : undefined;
    if (share !== undefined) flows.late.set(event, { ...share, closing: share.closing && closesApart });
  }
}

/** One piece for the whole period. */
export const WHOLE_PERIOD: Cutting = {
  startsPiece: () => false,
  byInstant: false,
  returnsBegin: false,
  closesApart: true,
};

/** The same at standard cost: closing stock is worth its standard, and a late value is a difference. */
export const AT_STANDARD: Cutting = { ...WHOLE_PERIOD, closesApart: false };

/** A piece begins with all that isn't a plain outflow. Met at its instant, all stock is there: no edge of its own. */
export function everyInflow({ direction }: StockEvents): Cutting {
  return {
    startsPiece: (event) => direction[event] !== DIRECTION.out,
    byInstant: true,
    returnsBegin: true,
    closesApart: false,
  };
}

/** A piece begins with each day. */
export function everyDay(dayOf: (event: number) => number): Cutting {
  return {
    startsPiece: (event, previous) => dayOf(event) !== dayOf(previous),
    byInstant: true,
    returnsBegin: false,
    closesApart: false,
  };
}
