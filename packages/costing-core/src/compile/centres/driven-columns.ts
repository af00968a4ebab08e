import { GrowingArray } from '@millrace/exact';
import { groupRows } from '@millrace/facts';
import { type Driven, type Millionths, plus, signOf, sumOf } from './driver.js';

/**
 * What a centre spreads by a driver, as columns: millions of reports come to as many parts, and pools of the same centre ask for
 * them again.
 */
export class DrivenColumns implements Iterable<Driven> {
  readonly length: number;
  /** Millionths of the driver's own unit, in all. */
  readonly total: Millionths;
  readonly #kind: Uint8Array;
  readonly #ref: Int32Array;
  readonly #operation: Int32Array;
  readonly #quantity: ArrayLike<Millionths>;

  constructor(kind: Uint8Array, ref: Int32Array, operation: Int32Array, quantity: ArrayLike<Millionths>) {
    this.length = kind.length;
    this.#kind = kind;
    this.#ref = ref;
    this.#operation = operation;
    this.#quantity = quantity;
    this.total = sumOf(this);
  }

  *[Symbol.iterator](): Generator<Driven> {
    for (let i = 0; i < this.length; i++) {
      yield {
        kind: BEARERS[this.#kind[i]],
        ref: this.#ref[i],
        operation: this.#operation[i],
        quantity: this.#quantity[i],
      };
    }
  }
}

/** Collects parts; one target and operation may have several. */
export class DrivenBuilder {
  readonly #kind = new GrowingArray(Uint8Array);
  readonly #ref = new GrowingArray(Int32Array);
  readonly #operation = new GrowingArray(Int32Array);
  readonly #position = new GrowingArray(Float64Array);
  readonly #quantity = new GrowingArray(Float64Array);
  /** By place: quantities that are no whole millionths. */
  readonly #fractions = new Map<number, Millionths>();

  /** @param position its place among the targets; NaN for none. */
  add(kind: Driven['kind'], ref: number, operation: number, quantity: Millionths, position: number): void {
    this.#kind.push(RANK[kind]);
    this.#ref.push(ref);
    this.#operation.push(operation);
    this.#position.push(position);
    const place = this.#quantity.push(typeof quantity === 'number' ? quantity : Number.NaN);
    if (typeof quantity !== 'number') this.#fractions.set(place, quantity);
  }

  /**
   * One part per target and operation that is above zero, at the first of their positions, in their order.
   *
   * @param tell is told what is below zero, and left out.
   * @param compare decides between parts at the same position.
   */
  merged(tell: (part: Driven) => void, compare: (a: Driven, b: Driven) => number): DrivenColumns {
    const kind = this.#kind.trimmed();
    const ref = this.#ref.trimmed();
    const operation = this.#operation.trimmed();
    const { of, first } = groupRows(kind.length, [kind, ref, operation]);
    const position = Float64Array.from(first, (i) => this.#position.values[i]);
    const quantity = Float64Array.from(first, (i) => this.#quantity.values[i]);
    const fractions = new Map<number, Millionths>();
    for (const [i, part] of this.#fractions) if (first[of[i]] === i) fractions.set(of[i], part);
    const at = (group: number): Millionths => fractions.get(group) ?? quantity[group];
    for (let i = 0; i < of.length; i++) {
      const group = of[i];
      if (i === first[group]) continue;
      const sum = plus(at(group), this.#fractions.get(i) ?? this.#quantity.values[i]);
      if (typeof sum === 'number') quantity[group] = sum;
      else fractions.set(group, sum);
      if (compareOrEmpty(this.#position.values[i], position[group]) < 0) position[group] = this.#position.values[i];
    }
    const part = (group: number): Driven => {
      const i = first[group];
      return { kind: BEARERS[kind[i]], ref: ref[i], operation: operation[i], quantity: at(group) };
    };
    const groups = Int32Array.from(first.keys()).filter((group) => {
      const sign = signOf(at(group));
      if (sign < 0) tell(part(group));
      return sign > 0;
    });
    const inOrder = (a: number, b: number) => compareOrEmpty(position[a], position[b]) || compare(part(a), part(b));
    for (let i = 1; i < groups.length; i++) {
      if (inOrder(groups[i - 1], groups[i]) <= 0) continue;
      groups.sort(inOrder);
      break;
    }
    return new DrivenColumns(
      Uint8Array.from(groups, (group) => kind[first[group]]),
      Int32Array.from(groups, (group) => ref[first[group]]),
      Int32Array.from(groups, (group) => operation[first[group]]),
      fractions.size === 0 ? Float64Array.from(groups, (group) => quantity[group]) : Array.from(groups, at),
    );
  }
}

/** Empty first (rules.md 3). */
export function compareOrEmpty(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(b)) - Number(Number.isNaN(a));
  return a - b;
}

const BEARERS = ['order', 'centre', 'nobody'] as const;

/** The order of targets whose position is the same: by their nodes' keys, what goes nowhere last. */
export const RANK = { order: 0, centre: 1, nobody: 2 } as const;
