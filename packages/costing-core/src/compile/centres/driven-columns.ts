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

/** How parts stand in order that have the same position, and the same kind of target. */
export interface PartOrder {
  readonly targets: (kind: Driven['kind'], a: number, b: number) => number;
  /** Between operations of one order. */
  readonly operations: (order: number, a: number, b: number) => number;
}

/** Collects parts; one target and operation may have several. */
export class DrivenBuilder {
  #length = 0;
  #kind = new Uint8Array(64);
  #ref = new Int32Array(64);
  #operation = new Int32Array(64);
  #position = new Float64Array(64);
  #quantity = new Float64Array(64);
  /** By place: quantities that are no whole millionths. */
  readonly #fractions = new Map<number, Millionths>();

  /** @param position its place among the targets; NaN for none. */
  add(kind: Driven['kind'], ref: number, operation: number, quantity: Millionths, position: number): void {
    const place = this.#length;
    if (place === this.#kind.length) this.#grow();
    this.#kind[place] = RANK[kind];
    this.#ref[place] = ref;
    this.#operation[place] = operation;
    this.#position[place] = position;
    if (typeof quantity === 'number') this.#quantity[place] = quantity;
    else this.#fractions.set(place, quantity);
    this.#length = place + 1;
  }

  #grow(): void {
    const room = 2 * this.#length;
    this.#kind = moved(this.#kind, new Uint8Array(room));
    this.#ref = moved(this.#ref, new Int32Array(room));
    this.#operation = moved(this.#operation, new Int32Array(room));
    this.#position = moved(this.#position, new Float64Array(room));
    this.#quantity = moved(this.#quantity, new Float64Array(room));
  }

  /**
   * One part per target and operation that is above zero, at the first of their positions, in their order.
   *
   * @param tell is told what is below zero, and left out.
   */
  merged(tell: (part: Driven) => void, order: PartOrder): DrivenColumns {
    const length = this.#length;
    const kind = this.#kind.subarray(0, length);
    const ref = this.#ref.subarray(0, length);
    const operation = this.#operation.subarray(0, length);
    const { of, first } = groupRows(length, [kind, ref, operation]);
    const position = gather(this.#position, first);
    const quantity = gather(this.#quantity, first);
    const fractions = new Map<number, Millionths>();
    for (const [i, part] of this.#fractions) if (first[of[i]] === i) fractions.set(of[i], part);
    const isWhole = this.#fractions.size === 0;
    const at = (group: number): Millionths => (isWhole ? quantity[group] : (fractions.get(group) ?? quantity[group]));
    for (let i = 0; first.length < length && i < length; i++) {
      const group = of[i];
      if (i === first[group]) continue;
      const sum = plus(at(group), this.#fractions.get(i) ?? this.#quantity[i]);
      if (typeof sum === 'number') quantity[group] = sum;
      else fractions.set(group, sum);
      if (compareOrEmpty(this.#position[i], position[group]) < 0) position[group] = this.#position[i];
    }
    const groups = new Int32Array(first.length);
    let count = 0;
    for (let group = 0; group < first.length; group++) {
      const sign = signOf(at(group));
      const i = first[group];
      if (sign > 0) groups[count++] = group;
      else if (sign < 0) tell({ kind: BEARERS[kind[i]], ref: ref[i], operation: operation[i], quantity: at(group) });
    }
    const kept = groups.subarray(0, count);
    sortUnlessSorted(kept, (left, right) => {
      const [a, b] = [first[left], first[right]];
      return (
        compareOrEmpty(position[left], position[right]) ||
        kind[a] - kind[b] ||
        order.targets(BEARERS[kind[a]], ref[a], ref[b]) ||
        (kind[a] === RANK.order ? order.operations(ref[a], operation[a], operation[b]) : 0)
      );
    });
    const rows = kept.map((group) => first[group]);
    return new DrivenColumns(
      gather(kind, rows),
      gather(ref, rows),
      gather(operation, rows),
      isWhole ? gather(quantity, kept) : Array.from(kept, at),
    );
  }
}

function moved<T extends Uint8Array | Int32Array | Float64Array>(from: T, into: T): T {
  into.set(from);
  return into;
}

function gather<T extends Uint8Array | Int32Array | Float64Array>(values: T, places: Int32Array): T {
  const gathered = values.slice(0, places.length) as T;
  for (let i = 0; i < places.length; i++) gathered[i] = values[places[i]];
  return gathered;
}

function sortUnlessSorted(places: Int32Array, compare: (a: number, b: number) => number): void {
  for (let i = 1; i < places.length; i++) {
    if (compare(places[i - 1], places[i]) > 0) {
      places.sort(compare);
      return;
    }
  }
}

/** Empty first (rules.md 3). */
export function compareOrEmpty(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(b)) - Number(Number.isNaN(a));
  return a - b;
}

const BEARERS = ['order', 'centre', 'nobody'] as const;

/** The order of targets whose position is the same: by their nodes' keys, what goes nowhere last. */
const RANK = { order: 0, centre: 1, nobody: 2 } as const;
