import { divRound, printFixed } from '@millrace/exact';
import { NODE, NODE_MEANINGS } from '../compile/flow-kinds.js';
import { MOVEMENT_KINDS } from '../compile/movements/kinds.js';
import { OUTSIDE } from '../network/network.js';
import { compareKeys } from './flow-tables.js';
import type { Flow } from './flows.js';
import type { Outcome } from './outcome.js';
import type { Cells } from './tables.js';

/**
 * What completions consist of, one level down. An order's stages know what entered them (components, pools, work in
 * process from before, fees); what they completed is made up in the same proportions, by cumulative rounding, so that
 * the parts add up to the completed amount of every element.
 */
export class ComponentTable {
  readonly #outcome: Outcome;
  /** By stage node: what entered it, by origin. */
  readonly #inputs = new Map<number, Map<string, bigint[]>>();
  /** By completed node: what each of its stages brought. */
  readonly #stages = new Map<number, { stage: number; amounts: bigint[] }[]>();
  /** By bucket: what came from completed nodes. */
  readonly #receipts = new Map<number, Map<number, bigint[]>>();

  constructor(outcome: Outcome) {
    this.#outcome = outcome;
  }

  add(flow: Flow): void {
    if (this.#isStage(flow.to)) {
      const inputs = getOrAdd(this.#inputs, flow.to, () => new Map<string, bigint[]>());
      addVector(
        getOrAdd(inputs, this.#origin(flow).join('\0'), () => this.#nothing()),
        flow,
      );
    }
    if (this.#isStage(flow.from) && flow.kind === 'movement') this.#takeBack(flow);
    if (this.#isStage(flow.from) && flow.kind === 'completed') {
      const amounts = this.#nothing();
      addVector(amounts, flow);
      getOrAdd(this.#stages, flow.to, () => []).push({ stage: flow.from, amounts });
    }
    if (flow.kind === 'movement' && this.#isCompletion(flow)) {
      const receipts = getOrAdd(this.#receipts, this.#outcome.compiled.plan.nodeRef[flow.to], () => new Map());
      addVector(
        getOrAdd(receipts, flow.from, () => this.#nothing()),
        flow,
      );
    }
  }

  /** What flows back to stock was part of a component. */
  #takeBack(flow: Flow): void {
    const inputs = getOrAdd(this.#inputs, flow.from, () => new Map<string, bigint[]>());
    const { amounts, at } = flow;
    const origin = this.#origin({ ...flow, from: flow.to }).join('\0');
    const sum = getOrAdd(inputs, origin, () => this.#nothing());
    for (let e = 0; e < sum.length; e++) sum[e] -= BigInt(amounts[at + e]);
  }

  *rows(): Generator<Cells> {
    const { facts, scope, compiled } = this.#outcome;
    const { symbols } = facts;
    const components = new Map<number, Map<string, bigint[]>>();
    for (const bucket of [...this.#receipts.keys()].sort((a, b) => a - b)) {
      const parts = new Map<string, bigint[]>();
      for (const [made, amounts] of this.#receipts.get(bucket) as Map<number, bigint[]>) {
        const whole = getOrAdd(components, made, () => this.#components(made));
        for (const [origin, part] of split(amounts, whole)) {
          const sum = getOrAdd(parts, origin, () => this.#nothing());
          for (const [e, amount] of part.entries()) sum[e] += amount;
        }
      }
      const { plant, item, lot, project } = compiled.events.buckets[bucket];
      const key = [plant, item, lot, project].map((code) => symbols.text(code));
      const origins = [...parts.keys()].map((origin) => origin.split('\0')).sort(compareKeys);
      for (const origin of origins) {
        for (const [e, amount] of (parts.get(origin.join('\0')) as bigint[]).entries()) {
          if (amount === 0n) continue;
          yield [...key, ...origin, symbols.text(scope.elements[e]), printFixed(amount, scope.amountScale)];
        }
      }
    }
  }

  /** What an order completed, by origin: each stage's part in the proportions of what entered it. */
  #components(made: number): Map<string, bigint[]> {
    const components = new Map<string, bigint[]>();
    for (const { stage, amounts } of this.#stages.get(made) ?? []) {
      for (const [origin, part] of split(amounts, this.#inputs.get(stage) ?? new Map())) {
        const sum = getOrAdd(components, origin, () => this.#nothing());
        for (const [e, amount] of part.entries()) sum[e] += amount;
      }
    }
    return components;
  }

  #origin({ from, kind, ref }: Flow): string[] {
    const { facts, compiled } = this.#outcome;
    const { symbols } = facts;
    const { nodeKind, nodeRef } = compiled.plan;
    if (kind === 'opening_wip') return ['opening_wip', '', ''];
    if (from === OUTSIDE) {
      const isFee = kind === 'movement' && MOVEMENT_KINDS[facts.movement.type[ref]].type === 'subcontract_fee';
      return isFee ? ['subcontract_fee', '', ''] : OTHER;
    }
    switch (nodeKind[from]) {
      case NODE.pool:
        return ['pool', '', symbols.text(facts.cost_pool.pool[nodeRef[from]])];
      case NODE.centre:
      case NODE.department:
      case NODE.received:
        return ['centre', '', symbols.text(nodeRef[from])];
      default: {
        const { plant, item } = compiled.events.buckets[nodeRef[from]];
        return ['component', symbols.text(plant), symbols.text(item)];
      }
    }
  }

  #isStage(node: number): boolean {
    if (node === OUTSIDE) return false;
    const { plan } = this.#outcome.compiled;
    return NODE_MEANINGS[plan.nodeKind[node]].isStage === true;
  }

  #isCompletion({ from, to }: Flow): boolean {
    const { plan } = this.#outcome.compiled;
    return from !== OUTSIDE && to !== OUTSIDE && plan.nodeKind[from] === NODE.completed;
  }

  #nothing(): bigint[] {
    return this.#outcome.scope.elements.map(() => 0n);
  }
}

const OTHER = ['other', '', ''];

/**
 * `amounts` in the proportions of `whole`, element by element, by cumulative rounding in the order of the origins. An
 * amount of which nothing is known (a unit that a loop rounded up) has the origin `other`.
 */
function split(amounts: readonly bigint[], whole: ReadonlyMap<string, readonly bigint[]>): Map<string, bigint[]> {
  const origins = [...whole.keys()].sort((a, b) => compareKeys(a.split('\0'), b.split('\0')));
  const parts = new Map(origins.map((origin) => [origin, amounts.map(() => 0n)]));
  amounts.forEach((amount, e) => {
    const total = origins.reduce((sum, origin) => sum + (whole.get(origin) as bigint[])[e], 0n);
    if (total === 0n && amount !== 0n) {
      getOrAdd(parts, OTHER.join('\0'), () => amounts.map(() => 0n))[e] += amount;
      return;
    }
    let cumulative = 0n;
    let before = 0n;
    for (const origin of origins) {
      cumulative += (whole.get(origin) as bigint[])[e];
      const upTo = total === 0n ? 0n : divRound(amount * cumulative, total);
      (parts.get(origin) as bigint[])[e] = upTo - before;
      before = upTo;
    }
  });
  return parts;
}

function addVector(sum: bigint[], { amounts, at }: Flow): void {
  for (let e = 0; e < sum.length; e++) sum[e] += BigInt(amounts[at + e]);
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
