import { TABLES } from '@millrace/facts';
import { NODE, NODES } from '../compile/flow-kinds.js';
import type { Outcome } from '../results/outcome.js';
import { type Cause, causeOf, NOWHERE, type Place } from './cause.js';
import { type Fixed, ONE } from './fixed-point.js';
import type { Gathered, Gathering } from './gather.js';
import type { SharedByNode } from './shared-by-node.js';

/**
 * Pools, departments and what centres hold, as rates: one unit is one of the driver that it is spread by. Of a fixed pool amount and
 * driver are causes apart; a variable one moves with its driver, so its rate is one cause.
 */
export class RateNodes {
  readonly #outcome: Outcome;
  readonly #gathering: Gathering;
  readonly #shared: SharedByNode;
  readonly #nodes = new Map<number, Gathered>();

  constructor(outcome: Outcome, gathering: Gathering, shared: SharedByNode) {
    this.#outcome = outcome;
    this.#gathering = gathering;
    this.#shared = shared;
    const { nodeKind } = outcome.compiled.plan;
    for (let node = 0; node < nodeKind.length; node++) {
      if (!RATES.has(nodeKind[node])) continue;
      const rate = this.#rate(node);
      rate.hold(shared.units(node, this.#unit(node)), shared.held(node));
      this.#nodes.set(node, rate);
    }
  }

  /** The rate that a node of the network belongs to; undefined for nodes of other kinds. */
  at(node: number): Gathered | undefined {
    return this.#nodes.get(node);
  }

  /** How many units of the driver a share edge is. */
  quantity(node: number, edge: number): Fixed {
    return this.#shared.quantity(node, edge, this.#unit(node));
  }

  /** What a node is spread by; empty where it is handed on as a whole. */
  driver(node: number): string {
    return this.#outcome.compiled.spreads.shared.get(node)?.driver ?? '';
  }

  centre(node: number): Place {
    const { plan } = this.#outcome.compiled;
    const { cost_pool, symbols } = this.#outcome.facts;
    const ref = plan.nodeRef[node];
    return { plant: '', key: symbols.text(plan.nodeKind[node] === NODE.pool ? cost_pool.centre[ref] : ref) };
  }

  /** A pool's own amount. */
  addPool(node: number, amounts: readonly Fixed[]): void {
    const rate = this.#nodes.get(node) as Gathered;
    rate.bear(
      causeOf(rate.volume === undefined ? 'pool_rate' : 'pool_amount', rate.place, NOWHERE, this.driver(node)),
      amounts,
    );
  }

  /** What earlier periods absorbed too little, and was handed on. */
  addCarried(node: number, amounts: readonly Fixed[]): void {
    this.#nodes.get(node)?.bear(causeOf('pool_rate', this.centre(node), NOWHERE, this.driver(node)), amounts);
  }

  /** What was charged at a rate laid down is no part of what is left to share. */
  charge(node: number, driver: string, amounts: readonly Fixed[]): void {
    this.#nodes.get(node)?.bear(causeOf('pool_rate', this.centre(node), NOWHERE, driver), amounts, -ONE);
  }

  /** A rate laid down beforehand: what was charged at it, for how many units. */
  planned(node: number, driver: string, quantity: Fixed, amounts: readonly Fixed[]): Gathered {
    const place = this.centre(node);
    const leaf = this.#gathering.node('leaf', place, ['planned', driver, this.#pool(node)]);
    leaf.hold(quantity, amounts);
    leaf.bear(causeOf('pool_rate', place, NOWHERE, driver), amounts, ONE);
    return leaf;
  }

  #rate(node: number): Gathered {
    const { plan } = this.#outcome.compiled;
    const { cost_pool, symbols } = this.#outcome.facts;
    const kind = NODES[plan.nodeKind[node]];
    const driver = this.driver(node);
    if (kind !== 'pool') {
      const place = this.centre(node);
      const isOfTwo = kind === 'department' || kind === 'centre' || kind === 'item_difference';
      const round = isOfTwo ? symbols.text(plan.nodePart[node]) : '';
      return this.#gathering.node('rate', place, [kind, round, driver], volumeOf(place, driver));
    }
    const row = plan.nodeRef[node];
    const place = { plant: '', key: symbols.text(cost_pool.pool[row]) };
    const isVariable = cost_pool.behaviour[row] !== FIXED && this.#unit(node) !== undefined;
    const volume = isVariable ? undefined : volumeOf(place, driver);
    const own = [
      kind,
      this.#pool(node),
      symbols.text(cost_pool.centre[row]),
      driver,
      isVariable ? 'variable' : 'fixed',
    ];
    return this.#gathering.node('rate', place, own, volume);
  }

  /** What tells pools of one name apart. */
  #pool(node: number): string {
    const { plan } = this.#outcome.compiled;
    const { cost_pool, symbols } = this.#outcome.facts;
    return plan.nodeKind[node] === NODE.pool ? symbols.text(cost_pool.element[plan.nodeRef[node]]) : '';
  }

  #unit(node: number) {
    return this.#outcome.compiled.spreads.shared.get(node)?.unit;
  }
}

function volumeOf(place: Place, driver: string): Cause {
  return causeOf('pool_volume', place, NOWHERE, driver);
}

const RATES: ReadonlySet<number> = new Set([
  NODE.pool,
  NODE.rate,
  NODE.item_difference,
  NODE.department,
  NODE.received,
  NODE.centre,
]);
const FIXED = TABLES.cost_pool.columns.behaviour.choices.indexOf('fixed');
