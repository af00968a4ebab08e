import type { StockEvent } from './bucket.js';
import { smaller, sum } from './fraction.js';
import type { Matched, Part, Piece, Short, Take } from './matched.js';

/**
 * A transfer into layers makes one layer per (transfer line, source layer) (rules.md 25). Matching has seen it as one
 * block. Think of a block as a row of layers in the order in which they are used: what was taken from it is taken from
 * them one after the other. What goes back takes the latest of them first (rules.md 23).
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
      const own = buckets.find((matched) => matched.landsAfter.has(event));
      const before = own?.takes.slice(0, own.landsAfter.get(event)) ?? [];
      lands.set(
        event,
        landed.flatMap((part) => leftOf(part, before)),
      );
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
    landsAfter: new Map(),
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
      const taken = isCut(from) ? (unitsOf(from).get(take) ?? []) : [{ piece: from, quantity }];
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

  /** Of which layers of a block each take is. */
  function unitsOf(block: Piece): Map<Take, Part[]> {
    const left = layersOf(block).map(({ piece, quantity }) => ({ piece, quantity }));
    const taken = new Map<Take, Part[]>();
    for (const take of takes.filter(({ from }) => from === block)) {
      const { by, quantity } = take;
      const goesBack = by !== 'closing' && 'does' in by && by.does !== 'out';
      const isLifo = block.start.bucket.valuation.method === 'lifo';
      let missing = quantity;
      const parts: Part[] = [];
      for (const layer of isLifo || goesBack ? left.toReversed() : left) {
        const part = smaller(missing, layer.quantity);
        if (part.sign === 0) continue;
        parts.push({ piece: layer.piece, quantity: part });
        layer.quantity = layer.quantity.minus(part);
        missing = missing.minus(part);
      }
      taken.set(take, parts);
    }
    return taken;
  }

  /** What is left of a block after some takes, in the order in which it is used. */
  function leftOf(part: Part, before: readonly Take[]): readonly Part[] {
    const block = part.piece;
    if (!isCut(block)) return [part];
    const taken = [...unitsOf(block)].flatMap(([take, parts]) => (before.includes(take) ? parts : []));
    const left = layersOf(block).map(({ piece, quantity }) => ({
      piece,
      quantity: quantity.minus(sum(taken.filter((of) => of.piece === piece).map((of) => of.quantity))),
    }));
    const there = left.filter(({ quantity }) => quantity.sign > 0);
    return block.start.bucket.valuation.method === 'lifo' ? there.toReversed() : there;
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
