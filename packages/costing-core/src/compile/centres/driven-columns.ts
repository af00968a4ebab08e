import { groupRows } from '@millrace/facts';
import { type Driven, type Millionths, plus } from './driver.js';

/** What a centre spreads by a driver, kept as columns: pools of the same centre ask for it again. */
export class DrivenColumns {
  readonly #kind: Uint8Array;
  readonly #ref: Int32Array;
  readonly #operation: Int32Array;
  readonly #quantity: ArrayLike<Millionths>;

  constructor(driven: readonly Driven[]) {
    this.#kind = Uint8Array.from(driven, ({ kind }) => RANK[kind]);
    this.#ref = Int32Array.from(driven, ({ ref }) => ref);
    this.#operation = Int32Array.from(driven, ({ operation }) => operation);
    const quantities = driven.map(({ quantity }) => quantity);
    const areNumbers = quantities.every((quantity) => typeof quantity === 'number');
    this.#quantity = areNumbers ? Float64Array.from(quantities) : quantities;
  }

  rows(): Driven[] {
    return Array.from(this.#kind, (kind, i) => ({
      kind: BEARERS[kind],
      ref: this.#ref[i],
      operation: this.#operation[i],
      quantity: this.#quantity[i],
    }));
  }
}

/** What bears a part, at its place among the others; NaN for none. */
export interface Placed {
  part: Driven;
  position: number;
}

/** One part per target and operation, at the first of their positions. */
export function mergeDriven(parts: readonly Driven[], positions: readonly number[]): Placed[] {
  const { of, first } = groupRows(parts.length, [
    Uint8Array.from(parts, ({ kind }) => RANK[kind]),
    Int32Array.from(parts, ({ ref }) => ref),
    Int32Array.from(parts, ({ operation }) => operation),
  ]);
  const merged = Array.from(first, (i): Placed => ({ part: parts[i], position: positions[i] }));
  for (const [i, part] of parts.entries()) {
    if (i === first[of[i]]) continue;
    const into = merged[of[i]];
    into.part = { ...part, quantity: plus(into.part.quantity, part.quantity) };
    if (compareOrEmpty(positions[i], into.position) < 0) into.position = positions[i];
  }
  return merged;
}

/** Empty first (rules.md 3). */
export function compareOrEmpty(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(b)) - Number(Number.isNaN(a));
  return a - b;
}

const BEARERS = ['order', 'centre', 'nobody'] as const;

/** The order of targets whose position is the same: by their nodes' keys, what goes nowhere last. */
export const RANK = { order: 0, centre: 1, nobody: 2 } as const;
