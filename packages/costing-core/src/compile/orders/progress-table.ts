import { GrowingArray } from '@millrace/exact';
import type { OrderProgress } from './order-progress.js';
import type { Routing } from './routings.js';

/** How far each order has come, by its row, as columns: a month has hundreds of thousands of orders. */
export class ProgressTable {
  readonly routing: Routing[] = [];
  readonly flags: Uint8Array;
  readonly completed: Float64Array;
  readonly received: Float64Array;
  readonly firstOperation: Int32Array;
  /** Where the quantities of an order begin: operation by operation, one sequence after the other. */
  readonly #begin: Int32Array;
  readonly #quantities = new GrowingArray(Float64Array);

  constructor(orderCount: number) {
    this.flags = new Uint8Array(orderCount);
    this.completed = new Float64Array(orderCount);
    this.received = new Float64Array(orderCount);
    this.firstOperation = new Int32Array(orderCount);
    this.#begin = new Int32Array(orderCount);
  }

  /** Frees the room for more. */
  trim(): void {
    this.#quantities.kept();
  }

  has(order: number): boolean {
    return this.flags[order] !== 0;
  }

  set(order: number, progress: OrderProgress): void {
    const { closed, finished, hasScrap } = progress;
    this.flags[order] = KNOWN | (closed ? CLOSED : 0) | (finished ? FINISHED : 0) | (hasScrap ? SCRAPPED : 0);
    this.routing[order] = progress.routing;
    this.completed[order] = progress.completed;
    this.received[order] = progress.received;
    this.firstOperation[order] = progress.firstOperation;
    this.#begin[order] = this.#quantities.length;
    for (const name of SEQUENCES) for (const quantity of progress[name]) this.#quantities.push(quantity);
  }

  /** The progress of an order that was set: what is asked of it is read from the columns. */
  at(order: number): OrderProgress {
    return new ProgressOf(this, order);
  }

  /** The quantities of an order by operation. */
  quantities(order: number, name: (typeof SEQUENCES)[number]): number[] {
    const count = this.routing[order].operations.length;
    const begin = this.#begin[order] + SEQUENCES.indexOf(name) * count;
    const length = name === 'inProcess' ? count + 1 : count;
    return Array.from({ length }, (_, k) => this.#quantities.values[begin + k]);
  }
}

class ProgressOf implements OrderProgress {
  readonly order: number;
  readonly #table: ProgressTable;

  constructor(table: ProgressTable, order: number) {
    this.#table = table;
    this.order = order;
  }

  get routing(): Routing {
    return this.#table.routing[this.order];
  }

  get completed(): number {
    return this.#table.completed[this.order];
  }

  get received(): number {
    return this.#table.received[this.order];
  }

  get firstOperation(): number {
    return this.#table.firstOperation[this.order];
  }

  get closed(): boolean {
    return (this.#table.flags[this.order] & CLOSED) !== 0;
  }

  get finished(): boolean {
    return (this.#table.flags[this.order] & FINISHED) !== 0;
  }

  get hasScrap(): boolean {
    return (this.#table.flags[this.order] & SCRAPPED) !== 0;
  }

  get entered(): readonly number[] {
    return this.#table.quantities(this.order, 'entered');
  }

  get scrapped(): readonly number[] {
    return this.#table.quantities(this.order, 'scrapped');
  }

  get good(): readonly number[] {
    return this.#table.quantities(this.order, 'good');
  }

  get scrap(): readonly number[] {
    return this.#table.quantities(this.order, 'scrap');
  }

  get inProcess(): readonly number[] {
    return this.#table.quantities(this.order, 'inProcess');
  }
}

/** What is kept by operation; work in process, which has one more, comes last. */
const SEQUENCES = ['entered', 'scrapped', 'good', 'scrap', 'inProcess'] as const;

const KNOWN = 1;
const CLOSED = 2;
const FINISHED = 4;
const SCRAPPED = 8;
