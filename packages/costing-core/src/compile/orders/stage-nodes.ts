import { GrowingArray } from '@millrace/exact';

/** A stage of an order with its node; under FIFO what opened it has a node of its own. */
export interface OrderStage {
  readonly order: number;
  /** Its number in the table of stages. */
  readonly stage: number;
  readonly node: number;
  readonly opening: number | undefined;
}

/** The nodes of orders' stages: one column a property, and for each order a chain of its few stages. */
export class StageNodes {
  /** By order: the place of its newest stage in the columns below, and 1; 0 for none. */
  readonly #newest: Int32Array;
  readonly #order = new GrowingArray(Int32Array);
  readonly #stage = new GrowingArray(Int32Array);
  readonly #node = new GrowingArray(Int32Array);
  /** −1 for none. */
  readonly #opening = new GrowingArray(Int32Array);
  /** The place of the order's stage before, and 1. */
  readonly #before = new GrowingArray(Int32Array);

  constructor(orderCount: number) {
    this.#newest = new Int32Array(orderCount);
  }

  /** The node of a stage; `make` makes it where there is none. */
  node(order: number, stage: number, make: () => number): number {
    const place = this.#find(order, stage) ?? this.#add(order, stage, make());
    return this.#node.values[place];
  }

  /** The node of what opened a stage that has a node. */
  opening(order: number, stage: number, make: () => number): number {
    const place = this.#find(order, stage) as number;
    if (this.#opening.values[place] < 0) this.#opening.values[place] = make();
    return this.#opening.values[place];
  }

  /** Whether something entered a stage of an order. */
  has(order: number): boolean {
    return this.#newest[order] !== 0;
  }

  /** All stages in the order in which they were entered first; also those that come while they are gone through. */
  *all(): Generator<OrderStage> {
    for (let place = 0; place < this.#order.length; place++) {
      const { [place]: opening } = this.#opening.values;
      yield {
        order: this.#order.values[place],
        stage: this.#stage.values[place],
        node: this.#node.values[place],
        opening: opening < 0 ? undefined : opening,
      };
    }
  }

  #find(order: number, stage: number): number | undefined {
    for (let place = this.#newest[order]; place !== 0; place = this.#before.values[place - 1]) {
      if (this.#stage.values[place - 1] === stage) return place - 1;
    }
    return undefined;
  }

  #add(order: number, stage: number, node: number): number {
    this.#before.push(this.#newest[order]);
    this.#order.push(order);
    this.#node.push(node);
    this.#opening.push(-1);
    this.#newest[order] = this.#order.length;
    return this.#stage.push(stage);
  }
}
