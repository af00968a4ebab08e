import type { StockEvent } from './bucket.js';
import { type Fraction, larger, smaller, sum, ZERO } from './fraction.js';
import type { Matched, Part, Piece, Short, Take } from './matched.js';

/**
 * A transfer into layers makes one layer per (transfer line, source layer) (rules.md 25). Matching has seen it as one
 * block. Think of a block as a row of units in the order in which they are used: what was taken from it are stretches
 * of the row, one after the other, and so are its layers; where two stretches overlap is what was taken from a layer.
 *
 * Blocks that consist of each other, or of themselves, stay one layer.
 */
export function cutTransfers(buckets: readonly Matched[]): Matched {
  const takes = buckets.flatMap((matched) => matched.takes);
  const short = buckets.flatMap((matched) => matched.short);
  const cutTakes = new Map<Take, readonly Take[]>();
  const shortLayers = new Map<Short, Piece>();
  const cutBlocks = new Map<Piece, readonly Part[]>();

  const sourcesOf = (block: Piece) => takes.filter(({ by }) => by === block.start.other);
  const blocks = new Map<StockEvent | undefined, Piece>();
  for (const { from } of takes) if (isTransferred(from)) blocks.set(from.start, from);
  const isCut = (piece: Piece) => isTransferred(piece) && !consistsOfItself(piece, (of) => sourcesOf(of));
  const blockOf = (outflow: StockEvent | Piece | 'closing'): Piece | undefined => {
    const block = typeof outflow === 'object' && 'does' in outflow ? blocks.get(outflow.other) : undefined;
    return block !== undefined && isCut(block) ? block : undefined;
  };

  const lands = new Map<StockEvent, Piece | readonly Part[]>();
  for (const [event, landed] of buckets.flatMap((matched) => [...matched.lands])) {
    if ('start' in landed) {
      const layers = isCut(landed) ? layersOf(landed) : [];
      lands.set(event, layers.length > 1 ? layers : (layers[0]?.piece ?? landed));
    } else {
      lands.set(event, landed.flatMap(lastUnits));
    }
  }
  return {
    takes: takes.flatMap(partsOf),
    short: short.map((row) => {
      const block = blockOf(row.event);
      if (block !== undefined) layersOf(block);
      const to = shortLayers.get(row);
      return to === undefined ? row : { ...row, to };
    }),
    lands,
    late: new Map(buckets.flatMap((matched) => [...matched.late])),
  };

  /** The layers of a block: one for each that its transfer took from, and one for what was short. */
  function layersOf(block: Piece): readonly Part[] {
    let layers = cutBlocks.get(block);
    if (layers === undefined) {
      const fromSources = sourcesOf(block)
        .flatMap(partsOf)
        .map(({ to, quantity }) => ({ piece: to ?? block, quantity }));
      const fromNothing = short
        .filter(({ event }) => event === block.start.other)
        .map((row) => {
          const piece: Piece = { name: `${block.start.movement}/short`, start: block.start };
          shortLayers.set(row, piece);
          return { piece, quantity: row.quantity };
        });
      layers = [...fromSources, ...fromNothing];
      cutBlocks.set(block, layers);
    }
    return layers;
  }

  /** What a take is, layer by layer; taken by a transfer, each part becomes a layer elsewhere. */
  function partsOf(take: Take): readonly Take[] {
    let parts = cutTakes.get(take);
    if (parts === undefined) {
      const { from, by, quantity } = take;
      const own = takes.filter((other) => other.from === from);
      const before = sum(own.slice(0, own.indexOf(take)).map((other) => other.quantity));
      const taken = isCut(from) ? unitsOf(from, before, before.plus(quantity)) : [{ piece: from, quantity }];
      const block = blockOf(by);
      parts = taken.map((part) => ({
        from: part.piece,
        by,
        quantity: part.quantity,
        ...(block && { to: transferred(block.start, part.piece) }),
      }));
      cutTakes.set(take, parts);
    }
    return parts;
  }

  /** The layers of the units of a block from one place in its row to another. */
  function unitsOf(block: Piece, from: Fraction, upTo: Fraction): Part[] {
    const layers = layersOf(block);
    const row = block.start.bucket.valuation.method === 'lifo' ? [...layers].reverse() : layers;
    let at = ZERO;
    return row.flatMap(({ piece, quantity }) => {
      const end = at.plus(quantity);
      const overlap = smaller(end, upTo).minus(larger(at, from));
      at = end;
      return overlap.sign > 0 ? [{ piece, quantity: overlap }] : [];
    });
  }

  /** What is left of a block are its last units. */
  function lastUnits({ piece, quantity }: Part): readonly Part[] {
    if (!isCut(piece)) return [{ piece, quantity }];
    const whole = sum(layersOf(piece).map((layer) => layer.quantity));
    return unitsOf(piece, whole.minus(quantity), whole);
  }
}

function isTransferred({ start, name }: Piece): boolean {
  const isLayered = start.bucket.valuation.method === 'fifo' || start.bucket.valuation.method === 'lifo';
  return isLayered && start.does === 'in' && start.other !== undefined && name === start.movement;
}

function consistsOfItself(block: Piece, sourcesOf: (block: Piece) => readonly Take[]): boolean {
  const reached = new Set<Piece>();
  const open = [block];
  for (let piece = open.pop(); piece !== undefined; piece = open.pop()) {
    if (!isTransferred(piece)) continue;
    for (const { from } of sourcesOf(piece)) {
      if (from === block) return true;
      if (reached.has(from)) continue;
      reached.add(from);
      open.push(from);
    }
  }
  return false;
}

function transferred(start: StockEvent, { name }: Piece): Piece {
  return { name: name === '' ? start.movement : `${start.movement}/${name}`, start };
}
