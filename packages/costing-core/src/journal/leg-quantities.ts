import { takesQuantity } from '../compile/stock/events.js';
import type { Outcome } from '../results/outcome.js';
import type { Side } from './moves.js';

/** A movement's way into a bucket of stock, or out of it. */
interface Leg {
  readonly row: number;
  readonly bucket: number;
  readonly side: Side;
}

/** What each leg of a movement moved, once, for the line on which its value is; nothing where its value is on several lines. */
export class LegQuantities<Line> {
  readonly #buckets: number;
  readonly #moved = new Map<number, bigint>();
  readonly #lines = new Map<number, Line | 'several'>();

  constructor({ compiled: { events } }: Outcome) {
    this.#buckets = events.buckets.length;
    for (let bucket = 0; bucket < events.buckets.length; bucket++) {
      for (let event = events.first[bucket]; event < events.first[bucket + 1]; event++) {
        if (events.row[event] < 0) continue;
        const side = takesQuantity(events.direction[event]) ? 'credit' : 'debit';
        const leg = this.#number({ row: events.row[event], bucket, side });
        this.#moved.set(leg, (this.#moved.get(leg) ?? 0n) + BigInt(events.quantity[event]));
      }
    }
  }

  add(line: Line, of: Leg): void {
    const leg = this.#number(of);
    const known = this.#lines.get(leg);
    this.#lines.set(leg, known === undefined || known === line ? line : 'several');
  }

  writeTo(add: (line: Line, quantity: bigint) => void): void {
    for (const [leg, line] of this.#lines) {
      const quantity = this.#moved.get(leg);
      if (quantity !== undefined && quantity !== 0n && line !== 'several') add(line, quantity);
    }
  }

  #number({ row, bucket, side }: Leg): number {
    return (row * this.#buckets + bucket) * 2 + (side === 'debit' ? 1 : 0);
  }
}
