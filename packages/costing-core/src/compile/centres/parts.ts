import { type Fraction, GrowingArray } from '@millrace/exact';
import { FLOW, FLOWS, type FlowKind } from '../flow-kinds.js';
import type { PlanBuilder } from '../plan.js';
import { type Millionths, weightsOf } from './driver.js';

/** Where a part of what a node shares goes, and for how much of the driver. */
export interface Part {
  readonly to: number;
  readonly kind: FlowKind;
  readonly ref: number;
  readonly quantity: Millionths;
}

/** The parts that a node is shared in, as columns. */
export class Parts implements Iterable<Part> {
  readonly #to = new GrowingArray(Int32Array);
  readonly #kind = new GrowingArray(Uint8Array);
  readonly #ref = new GrowingArray(Int32Array);
  readonly #quantity: Millionths[] = [];

  get length(): number {
    return this.#quantity.length;
  }

  add(to: number, kind: FlowKind, ref: number, quantity: Millionths): void {
    this.#to.push(to);
    this.#kind.push(FLOW[kind]);
    this.#ref.push(ref);
    this.#quantity.push(quantity);
  }

  addAll(parts: Iterable<Part>): void {
    for (const { to, kind, ref, quantity } of parts) this.add(to, kind, ref, quantity);
  }

  /**
   * Adds a share edge for each part, by its quantity; returns the weight that stands for one of the driver's own unit.
   *
   * @param kind what the flows are, where it isn't what each part says; with what they refer to.
   */
  shareFrom(node: number, plan: PlanBuilder, as?: { readonly kind: FlowKind; readonly ref: number }): Fraction {
    const { weights, unit } = weightsOf(this.#quantity);
    for (let i = 0; i < this.length; i++) {
      const kind = as?.kind ?? FLOWS[this.#kind.values[i]];
      plan.share(node, this.#to.values[i], weights[i], kind, as?.ref ?? this.#ref.values[i]);
    }
    return unit;
  }

  *[Symbol.iterator](): Generator<Part> {
    for (let i = 0; i < this.length; i++) {
      yield {
        to: this.#to.values[i],
        kind: FLOWS[this.#kind.values[i]],
        ref: this.#ref.values[i],
        quantity: this.#quantity[i],
      };
    }
  }
}
