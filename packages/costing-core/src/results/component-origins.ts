import { compareText } from '@millrace/facts';
import { NODE_MEANINGS } from '../compile/flow-kinds.js';
import { MOVEMENT_KINDS } from '../compile/movements/kinds.js';
import { OUTSIDE } from '../network/network.js';
import type { Flow } from './flows.js';
import type { Outcome } from './outcome.js';
import type { RowWriter } from './row-writer.js';

/** Where something that entered an order came from. Plant and key are codes. */
interface Origin {
  readonly source: 'component' | 'pool' | 'centre' | 'opening_wip' | 'subcontract_fee' | 'other';
  readonly plant: number;
  readonly key: number;
}

/** What has entered orders, by number. */
export class ComponentOrigins {
  readonly #outcome: Outcome;
  readonly #origins: Origin[] = [
    { source: 'other', plant: 0, key: 0 },
    { source: 'opening_wip', plant: 0, key: 0 },
    { source: 'subcontract_fee', plant: 0, key: 0 },
  ];
  readonly #numbers = new Map<string, Map<number, number>>();
  /** By node: its origin's number; −1 where nothing has come from it yet. */
  readonly #ofNode: Int32Array;

  constructor(outcome: Outcome) {
    this.#outcome = outcome;
    this.#ofNode = new Int32Array(outcome.compiled.plan.nodeKind.length).fill(-1);
  }

  get count(): number {
    return this.#origins.length;
  }

  /** The origin of a flow that has come from `from`. */
  of({ kind, ref }: Flow, from: number): number {
    if (kind === 'opening_wip') return OPENING_WIP;
    // A loss that good units bear, or what normal units leave to it, is of no component.
    if (kind === 'spoilage' || kind === 'normal_salvage') return OTHER;
    if (kind === 'reclassified') {
      const { facts, compiled } = this.#outcome;
      const key = facts.movement.item[ref];
      const plant = compiled.valuation(key).bucket === 'item' ? 0 : facts.movement.plant[ref];
      return this.#number({ source: 'component', plant, key });
    }
    if (from === OUTSIDE) {
      const isFee = kind === 'movement' && MOVEMENT_KINDS[this.#outcome.facts.movement.type[ref]].type === FEE;
      return isFee ? SUBCONTRACT_FEE : OTHER;
    }
    if (this.#ofNode[from] < 0) this.#ofNode[from] = this.#number(this.#originOf(from));
    return this.#ofNode[from];
  }

  /** The place of each origin among all by their texts, and the origins in that order. */
  ranked(): { readonly rank: Int32Array; readonly order: readonly number[] } {
    const { symbols } = this.#outcome.facts;
    const order = [...this.#origins.keys()].sort((i, j) => {
      const [a, b] = [this.#origins[i], this.#origins[j]];
      return compareText(a.source, b.source) || symbols.compare(a.plant, b.plant) || symbols.compare(a.key, b.key);
    });
    const rank = new Int32Array(order.length);
    for (const [place, origin] of order.entries()) rank[origin] = place;
    return { rank, order };
  }

  write(rows: RowWriter, origin: number): void {
    const { source, plant, key } = this.#origins[origin];
    const { symbols } = this.#outcome.facts;
    rows.text(source);
    rows.code(symbols, plant);
    rows.code(symbols, key);
  }

  #originOf(node: number): Origin {
    const { facts, compiled } = this.#outcome;
    const { nodeKind, nodeRef } = compiled.plan;
    const ref = nodeRef[node];
    const { of } = NODE_MEANINGS[nodeKind[node]];
    if (of === 'cost_pool') return { source: 'pool', plant: 0, key: facts.cost_pool.pool[ref] };
    if (of === 'item') return { source: 'component', plant: 0, key: ref };
    if (of === 'cost_centre') return { source: 'centre', plant: 0, key: ref };
    const { plant, item } = compiled.events.buckets[ref];
    return { source: 'component', plant, key: item };
  }

  #number(origin: Origin): number {
    const kind = `${origin.source} ${origin.plant}`;
    let numbers = this.#numbers.get(kind);
    if (numbers === undefined) {
      numbers = new Map();
      this.#numbers.set(kind, numbers);
    }
    let number = numbers.get(origin.key);
    if (number === undefined) {
      number = this.#origins.push(origin) - 1;
      numbers.set(origin.key, number);
    }
    return number;
  }
}

/** An amount of which nothing is known, as a unit that a loop rounded up. */
export const OTHER = 0;
const OPENING_WIP = 1;
const SUBCONTRACT_FEE = 2;
const FEE = 'subcontract_fee';
