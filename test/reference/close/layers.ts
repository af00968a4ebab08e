import type { MovementType } from '@millrace/costing-core';
import type { Bucket, StockEvent } from './bucket.js';
import { type Fraction, smaller } from './fraction.js';
import type { LateDifferences } from './late.js';
import { type Matched, type Piece, Waiting } from './matched.js';
import { RETURNED } from './returns.js';

/** A layer with what is left of it. */
interface Layer {
  readonly piece: Piece;
  left: Fraction;
}

/**
 * FIFO and LIFO (rules.md 23). Every inflow with a quantity is a layer. An outflow takes the oldest layers, or the
 * youngest; where there are none it waits and takes from the next ones that come, before anyone younger. Cumulative:
 * all that comes in the period is there before anything goes out.
 *
 * A value that refers to a layer of this period goes into that layer, whenever either of them comes; one that names
 * a layer that the period opened with goes into that, as far as it isn't late; any other goes over the layers with
 * quantity left, or waits for the next layer. What is given back at a known value comes from the opening layer that it
 * names, else from the latest layers of the period of the kind that it takes back, then from opening layers.
 */
export function matchLayers(bucket: Bucket, late: LateDifferences): Matched {
  const { events, valuation } = bucket;
  const matched: Matched = { lands: new Map(), takes: [], short: [], late: new Map(), landsAfter: new Map() };
  const layers: Layer[] = [];
  const waiting = new Waiting();
  let valuesWaiting: StockEvent[] = [];

  const isOutflow = ({ does }: StockEvent) => does !== 'in' && does !== 'value';
  const inOrder =
    valuation.layer_order === 'cumulative'
      ? [...events.filter((event) => !isOutflow(event)), ...events.filter(isOutflow)]
      : events;
  for (const event of inOrder) {
    if (event.does === 'in' && event.quantity.sign > 0) receive(event);
    else if (isOutflow(event)) takeOut(event);
    else addValue(event);
  }
  for (const { piece, left } of layers)
    if (left.sign > 0) matched.takes.push({ from: piece, by: 'closing', quantity: left });
  waiting.leave(matched);
  const [first] = valuesWaiting;
  for (const event of valuesWaiting) matched.lands.set(event, { name: first.name, start: first });
  for (const event of events) {
    const own = event.does === 'value' ? ownLayer(event.refersTo) : undefined;
    const piece = own && matched.lands.get(own);
    if (piece !== undefined) matched.lands.set(event, piece);
  }
  return matched;

  function receive(event: StockEvent): void {
    const piece: Piece = { name: event.name, start: event };
    for (const landing of [event, ...valuesWaiting]) matched.lands.set(landing, piece);
    valuesWaiting = [];
    layers.push({ piece, left: waiting.takeFrom(piece, event.quantity, matched) });
  }

  function takeOut(event: StockEvent): void {
    const oldestFirst = layers.filter(({ left }) => left.sign > 0);
    let turn = valuation.method === 'lifo' ? oldestFirst.reverse() : oldestFirst;
    if (event.does !== 'out') {
      const youngestFirst = layers.filter(({ left }) => left.sign > 0).reverse();
      turn = [0, 1, 2, 3].flatMap((rank) => youngestFirst.filter((layer) => rankFor(event, layer) === rank));
    }
    let missing = event.quantity;
    for (const layer of turn) {
      const taken = smaller(missing, layer.left);
      if (taken.sign === 0) continue;
      matched.takes.push({ from: layer.piece, by: event, quantity: taken });
      layer.left = layer.left.minus(taken);
      missing = missing.minus(taken);
    }
    waiting.add(event, missing);
  }

  function rankFor({ refersTo, type }: StockEvent, { piece: { start } }: Layer): number {
    const isOpening = start.movement === '';
    if (isOpening && refersTo !== '' && start.name === refersTo) return 0;
    const takenBack: readonly (MovementType | undefined)[] = (type && RETURNED[type]) ?? [];
    if (takenBack.includes(start.type)) return 1;
    return isOpening ? 2 : 3;
  }

  function addValue(event: StockEvent): void {
    if (event.does === 'value' && ownLayer(event.refersTo) !== undefined) return;
    const named = openingLayer(event.refersTo);
    if (!late.refersToThisPeriod(event)) {
      const share = late.share(event, named?.quantity ?? noQuantity(event));
      if (share !== undefined) matched.late.set(event, { ...share, toClosing: false });
    }
    const landed = named && matched.lands.get(named);
    const left = layers.filter((layer) => layer.left.sign > 0);
    if (landed !== undefined) matched.lands.set(event, landed);
    else if (left.length === 0) valuesWaiting.push(event);
    else {
      matched.lands.set(
        event,
        left.map(({ piece, left: quantity }) => ({ piece, quantity })),
      );
      matched.landsAfter.set(event, matched.takes.length);
    }
  }

  /** The receipt of this bucket and period that a reference names. */
  function ownLayer(refersTo: string): StockEvent | undefined {
    if (refersTo === '') return undefined;
    return events.find(({ does, movement, quantity }) => does === 'in' && quantity.sign > 0 && movement === refersTo);
  }

  function openingLayer(refersTo: string): StockEvent | undefined {
    if (refersTo === '') return undefined;
    const isLayer = ({ does, movement, quantity }: StockEvent) => does === 'in' && movement === '' && quantity.sign > 0;
    return events.find((event) => isLayer(event) && event.name === refersTo);
  }
}

function noQuantity({ quantity }: StockEvent): Fraction {
  return quantity.minus(quantity);
}
