import type { Fraction } from '@millrace/exact';
import { FLOWS, type FlowKind } from '../compile/flow-kinds.js';
import { exactWeight } from '../network/network.js';
import type { Outcome } from '../results/outcome.js';
import { type Fixed, fixed, ONE, type Vector } from './fixed-point.js';

/** A share edge: where it stands, where it leads, why. */
interface ShareEdge {
  readonly edge: number;
  readonly to: number;
  readonly kind: FlowKind;
  readonly ref: number;
}

/** What each node of a settled network had to share, and each share edge's part of it; in currency. */
export class SharedByNode {
  readonly #outcome: Outcome;
  readonly #width: number;
  readonly #unit: bigint;
  /** What the smallest amount is in numbers of the model: whole, so that what is known is only multiplied. */
  readonly #smallest: Fixed;
  /** By position of an edge: its number. */
  readonly #number: Uint32Array;
  readonly #weight: bigint[];
  readonly #held: bigint[];

  constructor(outcome: Outcome) {
    this.#outcome = outcome;
    const { network, carried } = outcome.settled;
    const { nodeCount, firstEdge, edgePosition, elementCount: width } = network;
    this.#width = width;
    this.#unit = 10n ** BigInt(outcome.scope.amountScale);
    this.#smallest = fixed(1, this.#unit);
    this.#number = new Uint32Array(edgePosition.length);
    for (let number = 0; number < edgePosition.length; number++) this.#number[edgePosition[number]] = number;
    this.#weight = Array<bigint>(nodeCount).fill(0n);
    this.#held = Array<bigint>(nodeCount * width).fill(0n);
    for (let node = 0; node < nodeCount; node++) {
      for (let edge = firstEdge[node]; edge < firstEdge[node + 1]; edge++) {
        this.#weight[node] += exactWeight(network, edge);
        for (let e = 0; e < width; e++) {
          const amount = carried[edge * width + e];
          if (amount !== 0) this.#held[node * width + e] += BigInt(amount);
        }
      }
    }
  }

  *edges(node: number): Generator<ShareEdge> {
    const { settled, compiled } = this.#outcome;
    const { firstEdge, edgeTo } = settled.network;
    const { kind, ref } = compiled.plan.shares;
    for (let edge = firstEdge[node]; edge < firstEdge[node + 1]; edge++) {
      const number = this.#number[edge];
      yield { edge, to: edgeTo[edge], kind: FLOWS[kind[number]], ref: ref[number] };
    }
  }

  /** The part of its node that an edge takes. */
  part(node: number, edge: number): Fixed {
    const whole = this.#weight[node];
    return whole === 0n ? 0n : fixed(exactWeight(this.#outcome.settled.network, edge), whole);
  }

  /** Weight of an edge in units of which `unit` weighs one; without it, as a part of its node. */
  quantity(node: number, edge: number, unit: Fraction | undefined): Fixed {
    if (unit === undefined) return this.part(node, edge);
    return fixed(exactWeight(this.#outcome.settled.network, edge) * unit.denominator, unit.numerator);
  }

  /** All weights of a node likewise. */
  units(node: number, unit: Fraction | undefined): Fixed {
    const whole = this.#weight[node];
    if (unit === undefined) return whole === 0n ? 0n : ONE;
    return fixed(whole * unit.denominator, unit.numerator);
  }

  /** What an edge would carry if nothing were rounded. */
  exact(node: number, edge: number): Vector {
    const weight = exactWeight(this.#outcome.settled.network, edge);
    if (weight === this.#weight[node] && weight !== 0n) return this.held(node);
    const whole = this.#weight[node] * this.#unit;
    return this.#vector((e) => (whole === 0n ? 0n : fixed(this.#held[node * this.#width + e] * weight, whole)));
  }

  /** What it carried. */
  carried(edge: number): Vector {
    return this.amounts(this.#outcome.settled.carried, edge);
  }

  /** What rounding gave an edge. */
  rounded(node: number, edge: number): Vector {
    const exact = this.exact(node, edge);
    return this.carried(edge).map((amount, e) => amount - exact[e]);
  }

  /** All that a node shared. */
  held(node: number): Vector {
    return this.#vector((e) => this.#held[node * this.#width + e] * this.#smallest);
  }

  /** The vector that stands at `place` among others. */
  amounts(of: ArrayLike<number>, place = 0): Vector {
    return this.#vector((e) => {
      const amount = of[place * this.#width + e];
      return amount === 0 ? 0n : BigInt(amount) * this.#smallest;
    });
  }

  #vector(amount: (element: number) => Fixed): Vector {
    const vector: Vector = [];
    for (let e = 0; e < this.#width; e++) vector.push(amount(e));
    return vector;
  }
}
