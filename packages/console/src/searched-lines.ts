/** Lines made ready to be searched and sorted: the text of each, and each order, is found once. */
export class SearchedLines<Line> {
  readonly #lines: readonly Line[];
  readonly #textOf: (line: Line) => string;
  readonly #comparing: (sort: string) => ((a: Line, b: Line) => number) | undefined;
  readonly #orders = new Map<string, Int32Array>();
  #texts: readonly string[] | undefined;

  /**
   * @param textOf what a search looks at.
   * @param comparing how lines are sorted; undefined for the order that they are given in.
   */
  constructor(
    lines: readonly Line[],
    textOf: (line: Line) => string,
    comparing: (sort: string) => ((a: Line, b: Line) => number) | undefined,
  ) {
    this.#lines = lines;
    this.#textOf = textOf;
    this.#comparing = comparing;
  }

  /** The lines in which all words of a search are found, in an order. */
  find(search: string, sort: string, down: boolean, wanted: (line: Line) => boolean = () => true): Line[] {
    const words = search
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    if (words.length > 0) this.#texts ??= this.#lines.map((line) => this.#textOf(line).toLowerCase());
    const texts = this.#texts ?? [];
    const order = this.#order(sort);
    const found: Line[] = [];
    for (let at = 0; at < order.length; at++) {
      const place = order[down ? order.length - 1 - at : at];
      if (!wanted(this.#lines[place])) continue;
      if (words.every((word) => texts[place].includes(word))) found.push(this.#lines[place]);
    }
    return found;
  }

  #order(sort: string): Int32Array {
    const present = this.#orders.get(sort);
    if (present !== undefined) return present;
    const places = Int32Array.from(this.#lines.keys());
    const compare = this.#comparing(sort);
    if (compare !== undefined) places.sort((a, b) => compare(this.#lines[a], this.#lines[b]) || a - b);
    this.#orders.set(sort, places);
    return places;
  }
}
