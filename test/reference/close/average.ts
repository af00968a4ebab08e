import type { Bucket, StockEvent } from './bucket.js';
import { type Fraction, sum, ZERO } from './fraction.js';
import type { LateDifferences } from './late.js';
import { type Matched, type Piece, Waiting } from './matched.js';

/** Which events share one price. */
type Cut = 'period' | 'day' | 'event';

/**
 * The averages. Time is cut into stretches with one price each: the period, a day, or whatever begins a new price
 * under the moving average, which is all but a plain outflow (rules.md 24). A stretch in which something comes begins
 * a piece of stock, which takes over what the one before carries. Within it, what was waiting is served first, then
 * the outflows in their order; what is left is carried on, and closing stock in the end.
 *
 * Value that comes with nothing on hand waits for the next piece; if there is none it is left with a piece of its own
 * that leads nowhere.
 */
export function matchAverage(bucket: Bucket, cut: Cut, late: LateDifferences): Matched {
  const matched: Matched = { lands: new Map(), takes: [], short: [], late: new Map(), landsAfter: new Map() };
  const waiting = new Waiting();
  let piece: Piece | undefined;
  let onHand = ZERO;
  let valuesWaiting: StockEvent[] = [];

  for (const stretch of stretches(bucket.events, cut)) {
    const comesIn = sum(stretch.filter(({ does }) => does === 'in').map(({ quantity }) => quantity));
    const there = onHand.plus(comesIn);
    if (stretch.some(({ does }) => does !== 'out') && there.sign > 0) {
      const next: Piece = { name: stretch[0].name, start: stretch[0] };
      if (piece !== undefined && onHand.sign > 0) matched.takes.push({ from: piece, by: next, quantity: onHand });
      piece = next;
    }
    onHand = there;
    for (const event of stretch) {
      if (event.does === 'value') noteLate(event);
      if (event.does === 'in' || event.does === 'value') valuesWaiting.push(event);
    }
    if (piece !== undefined && onHand.sign > 0) {
      for (const event of valuesWaiting) matched.lands.set(event, piece);
      valuesWaiting = [];
    }

    for (const event of stretch) {
      if (event.does !== 'in' && event.does !== 'value') waiting.add(event, event.quantity);
    }
    if (piece !== undefined) [piece, onHand] = serve(piece, onHand);
  }
  if (piece !== undefined && onHand.sign > 0) matched.takes.push({ from: piece, by: 'closing', quantity: onHand });
  waiting.leave(matched);
  const [first] = valuesWaiting;
  for (const event of valuesWaiting) matched.lands.set(event, { name: first.name, start: first });
  return matched;

  /**
   * Those who wait take in their turn. Under the moving average a return begins a piece that takes over what is there, also
   * when it had to wait for it: it is named after the return and the piece that served it.
   */
  function serve(from: Piece, quantity: Fraction): [Piece, Fraction] {
    let [current, rest] = [from, quantity];
    for (let next = waiting.next; next !== undefined && rest.sign > 0; next = waiting.next) {
      if (cut === 'event' && next.does !== 'out' && current.start !== next) {
        const own: Piece = { name: `${next.name}/${from.name}`, start: next };
        matched.takes.push({ from: current, by: own, quantity: rest });
        current = own;
      }
      rest = waiting.takeNext(current, rest, matched);
    }
    return [current, rest];
  }

  /** The averages of an instant meet the stock of that instant; the average of the period what it opened with. */
  function noteLate(event: StockEvent): void {
    if (cut === 'period') {
      if (late.refersToThisPeriod(event)) return;
      const opened = bucket.events.filter(({ does, movement }) => does === 'in' && movement === '');
      const share = late.share(event, sum(opened.map(({ quantity }) => quantity)));
      // At standard cost closing stock is worth its standard, whatever comes.
      const toClosing = share?.toClosing === true && bucket.valuation.method !== 'standard';
      if (share !== undefined) matched.late.set(event, { ...share, toClosing });
      return;
    }
    const share = late.share(event, onHand);
    if (share !== undefined) matched.late.set(event, { ...share, toClosing: false });
  }
}

function stretches(events: readonly StockEvent[], cut: Cut): StockEvent[][] {
  const stretches: StockEvent[][] = [];
  for (const event of events) {
    const last = stretches.at(-1);
    const goesOn =
      last !== undefined &&
      (cut === 'period' || (cut === 'day' && last[0].day === event.day) || (cut === 'event' && event.does === 'out'));
    if (goesOn) last.push(event);
    else stretches.push([event]);
  }
  return stretches;
}
