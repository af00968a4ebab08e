import { type Fraction, fraction } from '@millrace/exact';
import { NODES, type NodeKind } from '../compile/flow-kinds.js';
import { exactWeight, OUTSIDE } from '../network/network.js';
import { type Flow, flowsOf } from '../results/flows.js';
import type { Outcome } from '../results/outcome.js';

/** What a flow is to who asks where value came from: its beginning, and what part of that it took. */
export interface Inflow extends Flow {
  /** The part of what its node handed on by shares; undefined for amounts that were known beforehand. */
  readonly part: Fraction | undefined;
}

/** The flows of a settled period by the node that they reach: the network read backwards. */
export class Inflows {
  readonly #outcome: Outcome;
  readonly #into = new Map<number, Inflow[]>();

  /** The flows of the movement that is asked for, also where they leave the ledger. */
  readonly ofMovement: Inflow[] = [];

  /** @param movement the row of a movement that is asked for. */
  constructor(outcome: Outcome, movement?: number) {
    this.#outcome = outcome;
    const { plan } = outcome.compiled;
    const { settled } = outcome;
    const totals = new Map<number, bigint>();
    const width = settled.network.elementCount;
    for (const flow of flowsOf(plan, settled)) {
      const isAsked = flow.kind === 'movement' && flow.ref === movement;
      if (flow.to === OUTSIDE && !isAsked) continue;
      const part = flow.amounts === settled.carried ? this.#part(flow, flow.at / width, totals) : undefined;
      const inflow = { ...flow, part };
      if (isAsked) this.ofMovement.push(inflow);
      if (flow.to === OUTSIDE) continue;
      const present = this.#into.get(flow.to);
      if (present === undefined) this.#into.set(flow.to, [inflow]);
      else present.push(inflow);
    }
  }

  into(node: number): readonly Inflow[] {
    return this.#into.get(node) ?? [];
  }

  kindOf(node: number): NodeKind {
    return NODES[this.#outcome.compiled.plan.nodeKind[node]];
  }

  #part({ from }: Flow, position: number, totals: Map<number, bigint>): Fraction | undefined {
    const { network } = this.#outcome.settled;
    let total = totals.get(from);
    if (total === undefined) {
      total = 0n;
      for (let edge = network.firstEdge[from]; edge < network.firstEdge[from + 1]; edge++) {
        total += exactWeight(network, edge);
      }
      totals.set(from, total);
    }
    return total === 0n ? undefined : fraction(exactWeight(network, position), total);
  }
}
