type TypedArray = Uint8Array | Int32Array | Uint32Array | Float64Array;

/** A typed array that grows as values are added. */
export class GrowingArray<T extends TypedArray> {
  values: T;
  length = 0;
  readonly #make: new (
    length: number,
  ) => T;

  /** @param room how many values are expected, so that they needn't be moved. */
  constructor(make: new (length: number) => T, room = 64) {
    this.#make = make;
    this.values = new make(Math.max(room, 1));
  }

  /** Adds a value; returns its place. */
  push(value: number): number {
    if (this.length === this.values.length) this.reserve(2 * this.length);
    this.values[this.length] = value;
    return this.length++;
  }

  /** Makes room for so many values in all. */
  reserve(room: number): void {
    if (room <= this.values.length) return;
    const grown = new this.#make(room);
    grown.set(this.values);
    this.values = grown;
  }

  /** The values, without the room to grow: a view, not a copy. */
  trimmed(): T {
    return this.values.subarray(0, this.length) as T;
  }

  /** The values as they are now, as an array of just that length, so that the room is free again. More can be added. */
  kept(): T {
    if (this.length < this.values.length) this.values = this.values.slice(0, Math.max(this.length, 1)) as T;
    return this.trimmed();
  }

  /** Hands the values over for good: nothing is left here, so that nothing is held twice. */
  taken(): T {
    const taken = this.kept();
    this.values = new this.#make(1);
    this.length = 0;
    return taken;
  }
}
