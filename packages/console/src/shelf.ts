/** Things that took long to make, kept for who asks for them again: so many, and whoever was asked for last longest. */
export class Shelf {
  readonly #most: number;
  readonly #things = new Map<string, unknown>();

  constructor(most: number) {
    this.#most = most;
  }

  /** What `make` makes, or made before under the same key. */
  async of<T>(key: unknown, make: () => Promise<T>): Promise<T> {
    const name = JSON.stringify(key);
    const made = this.#things.has(name) ? (this.#things.get(name) as T) : await make();
    // Who was asked for last is at the end; the first is who waited longest.
    this.#things.delete(name);
    this.#things.set(name, made);
    if (this.#things.size > this.#most) this.#things.delete(this.#things.keys().next().value as string);
    return made;
  }
}
