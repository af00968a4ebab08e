import { type Fraction, fraction } from '@millrace/exact';
import { NODES, type NodeKind } from '../compile/flow-kinds.js';
import { exactWeight, OUTSIDE } from '../network/network.js';
import { type Flow, flowsOf } from '../results/flows.js';
import type { Outcome } from '../results/outcome.js';
import { MovedQuantities } from './moved-quantities.js';

/** What a flow is to who asks where value came from: its beginning, and what part of that it took. */
export interface Inflow extends Flow {
  /** The part of what its node handed on by shares; undefined for amounts that were known beforehand. */
  readonly part: Fraction | undefined;
  /** What it was by element where it arrived as one; `amounts` is as it arrived. */
  readonly before: readonly bigint[] | undefined;
  /** The quantity that came with it; undefined where value alone did. */
  readonly moved: Fraction | undefined;
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
    const reclassified: Flow[] = [];
    const quantities = new MovedQuantities(outcome);
    for (const flow of flowsOf(plan, settled)) {
      if (flow.kind === 'reclassified') {
        reclassified.push({ ...flow });
        continue;
      }
      const isAsked = flow.kind === 'movement' && flow.ref === movement;
      if (flow.to === OUTSIDE && !isAsked) continue;
      const part = flow.amounts === settled.carried ? this.#part(flow, flow.at / width, totals) : undefined;
      const inflow = { ...flow, part, before: undefined, moved: quantities.of(flow) };
      if (isAsked) this.ofMovement.push(inflow);
      if (flow.to === OUTSIDE) continue;
      const present = this.#into.get(flow.to);
      if (present === undefined) this.#into.set(flow.to, [inflow]);
      else present.push(inflow);
    }
    for (const flow of reclassified) this.#arrivesAsOne(flow, width);
  }

  /** Makes what an order was given what it arrived as. What an order gave back came into none. */
  #arrivesAsOne(more: Flow, width: number): void {
    const present = this.#into.get(more.to) ?? [];
    const at = present.findIndex(({ kind, ref, before }) => kind === 'movement' && ref === more.ref && !before);
    if (at < 0) return;
    const flow = present[at];
    const amounts = new Float64Array(width);
    for (let e = 0; e < width; e++) amounts[e] = flow.amounts[flow.at + e] + more.amounts[more.at + e];
    const before = Array.from({ length: width }, (_, e) => BigInt(flow.amounts[flow.at + e]));
    present[at] = { ...flow, amounts, at: 0, before };
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
