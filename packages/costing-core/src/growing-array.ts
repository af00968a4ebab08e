type TypedArray = Uint8Array | Int32Array | Uint32Array | Float64Array;

/** A typed array that grows as values are added. */
export class GrowingArray<T extends TypedArray> {
  values: T;
  length = 0;
  readonly #make: new (
    length: number,
  ) => T;

  constructor(make: new (length: number) => T) {
    this.#make = make;
    this.values = new make(64);
  }

  /** Adds a value; returns its place. */
  push(value: number): number {
    if (this.length === this.values.length) {
      const grown = new this.#make(2 * this.length);
      grown.set(this.values);
      this.values = grown;
    }
    this.values[this.length] = value;
    return this.length++;
  }

  /** The values, without the room to grow. */
  trimmed(): T {
    return this.values.slice(0, this.length) as T;
  }
}
