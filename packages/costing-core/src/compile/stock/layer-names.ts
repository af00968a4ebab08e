import type { Facts } from '@millrace/facts';
import { localDay } from '@millrace/facts';
import type { Scope } from '../../period/scope.js';
import type { StockEvents } from './events.js';
import type { StockFlows } from './flows.js';

/** What a piece of stock is called and how old it is. */
export interface LayerNames {
  /**
   * The movement that began it, or the name that it opened with; a transferred layer has the transfer's before its own,
   * `T-7/R-3`, so that it is the only one of that name in its bucket. What was transferred though it was not there is
   * `T-7/short`. One of several events of a movement has what it refers to behind its own, `F-2/R-3`.
   */
  name(piece: number): string;
  /** The day on which it was first received as a layer, in days since 1970; NaN where that isn't known. */
  receivedOn(piece: number): number;
}

export function layerNames(
  { movement, opening_stock, symbols }: Facts,
  { timeZone }: Scope,
  events: StockEvents,
  { pieceStart, pieceBucket, pieceOrigin, short }: StockFlows,
  isLayered: (bucket: number) => boolean,
): LayerNames {
  const wasNotThere = new Set(short.map(({ to }) => to));
  const names: string[] = [];
  const received = new Float64Array(pieceStart.length);
  const isKnown = new Uint8Array(pieceStart.length);

  /** Origins first: a layer may have been transferred several times. */
  function learn(piece: number): void {
    const chain: number[] = [];
    for (let at = piece; at >= 0 && isKnown[at] === 0; at = pieceOrigin.values[at]) chain.push(at);
    for (const at of chain.reverse()) {
      const row = events.row[pieceStart.values[at]];
      const origin = pieceOrigin.values[at];
      if (row < 0) {
        names[at] = symbols.text(opening_stock.layer[-1 - row]);
        received[at] = opening_stock.received_on[-1 - row];
      } else {
        const own = symbols.text(movement.movement[row]);
        const part = events.part[pieceStart.values[at]];
        const before = wasNotThere.has(at) ? 'short' : origin >= 0 ? names[origin] : symbols.text(part);
        names[at] = before === '' ? own : `${own}/${before}`;
        // Stock at an average has no age that a transfer could hand on.
        const hasAge = origin >= 0 && isLayered(pieceBucket.values[origin]);
        received[at] = hasAge ? received[origin] : localDay(movement.posted_at[row], timeZone);
      }
      isKnown[at] = 1;
    }
  }
  return {
    name(piece) {
      learn(piece);
      return names[piece];
    },
    receivedOn(piece) {
      learn(piece);
      return received[piece];
    },
  };
}
