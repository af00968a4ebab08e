import { GrowingArray } from '@millrace/exact';
import { components } from '../../network/components.js';
import { NetworkBuilder } from '../../network/network.js';
import { DIRECTION, type StockEvents } from './events.js';
import { type Spread, StockFlows } from './flows.js';

/**
 * A transfer into layered stock brings as many layers as it took from: one per (transfer line, source layer), so that age
 * and cost of each stay apart (rules.md 25). Matching sees it as one block; here each such block is cut into its layers,
 * source before target, and what was taken from the block is taken from them in turn.
 *
 * 4 of a layer at 10.00 and 6 of one at 20.00 are transferred as a block of 10, of which 5 are used: the layer of 4 and 1
 * of the other, 60.00. What goes back is taken from the latest of the layers.
 *
 * Transfers that consist of each other (matching forward can make them so) stay one layer each, and the loop is solved.
 */
export function cutTransferredLayers(
  events: StockEvents,
  flows: StockFlows,
  layering: (bucket: number) => 'oldest_first' | 'youngest_first' | undefined,
): StockFlows {
  const blocks = new Set<number>();
  for (let piece = 0; piece < flows.pieceBucket.length; piece++) {
    const start = flows.pieceStart.values[piece];
    const isTransferred = events.other[start] >= 0 && flows.entered[start] === piece;
    if (isTransferred && layering(flows.pieceBucket.values[piece]) !== undefined) blocks.add(piece);
  }
  return blocks.size === 0 ? flows : new Cutter(events, flows, layering, blocks).cut();
}

interface Layer {
  readonly piece: number;
  readonly quantity: number;
}

class Cutter {
  readonly #events: StockEvents;
  readonly #old: StockFlows;
  readonly #new: StockFlows;
  readonly #layering: (bucket: number) => 'oldest_first' | 'youngest_first' | undefined;
  readonly #blocks: ReadonlySet<number>;
  readonly #takesFrom: number[][];
  /** By outflow event: the new takes, with the old take that each comes from. */
  readonly #takesBy = new Map<number, { old: number; take: number }[]>();
  /** By new take: the old one that it is part of. */
  readonly #oldTake = new GrowingArray(Uint32Array);
  /** By outflow event: the layer that the part of it goes to which is short. */
  readonly #shortTo = new Map<number, number>();
  /** By old piece: the layers that it is now. */
  readonly #layersOf = new Map<number, readonly Layer[]>();
  /** By old piece that was cut: what was taken of its layers, each with the old take that it is a part of. */
  readonly #takenOf = new Map<number, { readonly old: number; readonly layer: number; readonly quantity: number }[]>();

  constructor(
    events: StockEvents,
    flows: StockFlows,
    layering: (bucket: number) => 'oldest_first' | 'youngest_first' | undefined,
    blocks: ReadonlySet<number>,
  ) {
    this.#events = events;
    this.#old = flows;
    this.#new = new StockFlows(events.row.length);
    this.#layering = layering;
    this.#blocks = blocks;
    this.#takesFrom = Array.from({ length: flows.pieceBucket.length }, () => []);
    for (let take = 0; take < flows.takenBy.length; take++) this.#takesFrom[flows.takenFrom.values[take]].push(take);
  }

  cut(): StockFlows {
    const pieces = this.#old.pieceBucket;
    for (let piece = 0; piece < pieces.length; piece++) if (!this.#blocks.has(piece)) this.#keep(piece);
    for (let piece = 0; piece < pieces.length; piece++) if (!this.#blocks.has(piece)) this.#copyTakes(piece);
    const order = this.#inOrder();
    for (let c = 0; c < order.count; c++) {
      const members = order.nodes.subarray(order.start[c], order.start[c + 1]);
      const isLoop = members.length > 1 || this.#feedsItself(members[0]);
      for (const block of members) {
        if (isLoop) this.#keep(block);
        else this.#cutBlock(block);
      }
      if (isLoop) for (const block of members) this.#copyTakes(block);
    }
    this.#inOldOrder();
    this.#moveValues();
    for (const short of this.#old.short) {
      const to = this.#shortTo.get(short.event);
      this.#new.short.push(to === undefined ? short : { ...short, to });
    }
    for (const early of this.#old.early) this.#new.early.push(early);
    for (const [event, share] of this.#old.late) this.#new.late.set(event, share);
    return this.#new;
  }

  /** Blocks in the order in which they feed each other; nodes of other pieces stand apart. */
  #inOrder() {
    const builder = new NetworkBuilder(0);
    for (let piece = 0; piece < this.#old.pieceBucket.length; piece++) builder.node();
    for (const block of this.#blocks) {
      for (const take of this.#takesOfOutflow(block)) builder.share(this.#old.takenFrom.values[take], block, 1);
    }
    const found = components(builder.build());
    const nodes = found.nodes.filter((piece) => this.#blocks.has(piece));
    const start: number[] = [];
    let at = 0;
    for (let c = 0; c < found.count; c++) {
      const size = found.nodes.subarray(found.start[c], found.start[c + 1]).filter((p) => this.#blocks.has(p)).length;
      if (size > 0) start.push(at);
      at += size;
    }
    return { nodes, start: [...start, at], count: start.length };
  }

  #takesOfOutflow(block: number): number[] {
    const outflow = this.#events.other[this.#old.pieceStart.values[block]];
    return this.#oldTakesBy().get(outflow) ?? [];
  }

  #takesByEvent: Map<number, number[]> | undefined;

  #oldTakesBy(): Map<number, number[]> {
    if (this.#takesByEvent === undefined) {
      this.#takesByEvent = new Map();
      for (let take = 0; take < this.#old.takenBy.length; take++) {
        const event = this.#old.takenBy.values[take];
        if (event < 0 || this.#events.other[event] < 0) continue;
        const takes = this.#takesByEvent.get(event);
        if (takes === undefined) this.#takesByEvent.set(event, [take]);
        else takes.push(take);
      }
    }
    return this.#takesByEvent;
  }

  #feedsItself(block: number): boolean {
    return this.#takesOfOutflow(block).some((take) => this.#old.takenFrom.values[take] === block);
  }

  #keep(piece: number): void {
    const { pieceBucket, pieceStart, pieceOrigin } = this.#old;
    // A piece that a return began came of one that is kept already.
    const origin = this.#layersOf.get(pieceOrigin.values[piece])?.[0].piece;
    const kept = this.#new.piece(pieceBucket.values[piece], pieceStart.values[piece], origin);
    this.#layersOf.set(piece, [{ piece: kept, quantity: Number.POSITIVE_INFINITY }]);
  }

  #copyTakes(piece: number): void {
    const [{ piece: kept }] = this.#layersOf.get(piece) as readonly Layer[];
    for (const take of this.#takesFrom[piece]) this.#take(kept, take, this.#old.takenQuantity.values[take]);
  }

  #take(from: number, old: number, quantity: number): void {
    const event = this.#old.takenBy.values[old];
    const next = this.#old.takenTo.values[old];
    const to = next < 0 ? -1 : (this.#layersOf.get(next)?.[0].piece ?? -1);
    const take = this.#new.takenBy.length;
    this.#new.take(from, event, quantity, to);
    this.#oldTake.push(old);
    if (event < 0 || this.#events.other[event] < 0) return;
    const takes = this.#takesBy.get(event);
    if (takes === undefined) this.#takesBy.set(event, [{ old, take }]);
    else takes.push({ old, take });
  }

  #cutBlock(block: number): void {
    const bucket = this.#old.pieceBucket.values[block];
    const start = this.#old.pieceStart.values[block];
    const outflow = this.#events.other[start];
    const layers: Layer[] = [];
    const sources = [...(this.#takesBy.get(outflow) ?? [])].sort((a, b) => a.old - b.old || a.take - b.take);
    for (const { take } of sources) {
      const piece = this.#new.piece(bucket, start, this.#new.takenFrom.values[take]);
      this.#new.takenTo.values[take] = piece;
      layers.push({ piece, quantity: this.#new.takenQuantity.values[take] });
    }
    for (const { event, quantity } of this.#old.short) {
      if (event !== outflow) continue;
      const piece = this.#new.piece(bucket, start);
      this.#shortTo.set(event, piece);
      layers.push({ piece, quantity });
    }
    this.#layersOf.set(block, layers);

    const oldestFirst = Array.from(layers.keys());
    const youngestFirst = oldestFirst.toReversed();
    const inTurn = this.#layering(bucket) === 'youngest_first' ? youngestFirst : oldestFirst;
    const left = layers.map(({ quantity }) => quantity);
    const takenOf: { old: number; layer: number; quantity: number }[] = [];
    for (const take of this.#takesFrom[block]) {
      let missing = this.#old.takenQuantity.values[take];
      for (const layer of this.#goesBack(take) ? youngestFirst : inTurn) {
        const quantity = Math.min(missing, left[layer]);
        if (quantity === 0) continue;
        this.#take(layers[layer].piece, take, quantity);
        takenOf.push({ old: take, layer, quantity });
        missing -= quantity;
        left[layer] -= quantity;
      }
    }
    this.#takenOf.set(block, takenOf);
  }

  /** Whether a take is that of a return: of layers that came together, it takes the latest. */
  #goesBack(take: number): boolean {
    const event = this.#old.takenBy.values[take];
    return event >= 0 && this.#events.direction[event] !== DIRECTION.out;
  }

  /** Takes stand in the order in which matching made them: what goes back at a known value is split in that order. */
  #inOldOrder(): void {
    const old = this.#oldTake.trimmed();
    const next = new Uint32Array(this.#old.takenBy.length + 1);
    for (const take of old) next[take + 1]++;
    for (let take = 1; take < next.length; take++) next[take] += next[take - 1];
    const place = old.map((take) => next[take]++);
    const { takenBy, takenFrom, takenQuantity, takenTo } = this.#new;
    for (const column of [takenBy, takenFrom, takenQuantity, takenTo]) {
      const before = column.trimmed().slice();
      for (let take = 0; take < before.length; take++) column.values[place[take]] = before[take];
    }
  }

  /** Values that entered a block now go over its layers, by quantity. */
  #moveValues(): void {
    for (let event = 0; event < this.#old.entered.length; event++) {
      const piece = this.#old.entered[event];
      if (piece < 0) continue;
      const layers = this.#layersOf.get(piece) as readonly Layer[];
      if (layers.length === 1) this.#new.entered[event] = layers[0].piece;
      else this.#new.spread.set(event, spreadOver(layers));
    }
    for (const [event, { pieces, quantities, takes }] of this.#old.spread) {
      const parts = pieces.flatMap((piece, i) => this.#leftOf(piece, quantities[i], takes));
      this.#new.spread.set(event, spreadOver(parts));
    }
  }

  /** The layers that are left of a piece after a number of takes, in the order in which they are used. */
  #leftOf(piece: number, quantity: number, takes: number): readonly Layer[] {
    const layers = this.#layersOf.get(piece) as readonly Layer[];
    const taken = this.#takenOf.get(piece);
    if (taken === undefined) return [{ piece: layers[0].piece, quantity }];
    const left = layers.map((layer) => layer.quantity);
    for (const part of taken) if (part.old < takes) left[part.layer] -= part.quantity;
    const rest = layers.map((layer, i) => ({ ...layer, quantity: left[i] })).filter((layer) => layer.quantity > 0);
    return this.#layering(this.#old.pieceBucket.values[piece]) === 'youngest_first' ? rest.toReversed() : rest;
  }
}

function spreadOver(layers: readonly Layer[]): Spread {
  // Takes don't matter any more: layers are cut.
  return { pieces: layers.map((layer) => layer.piece), quantities: layers.map((layer) => layer.quantity), takes: 0 };
}
