import { type Facts, PLACES, type Place, rowOf, TABLES } from '@millrace/facts';
import { NODES } from '../compile/flow-kinds.js';
import { OUTSIDE } from '../network/network.js';
import { bucketOfNode } from '../results/bucket-of-node.js';
import type { Flow } from '../results/flows.js';
import type { Outcome } from '../results/outcome.js';

/** What an account may be kept by (辅助核算). */
export const DIMENSIONS = ['plant', 'item', 'category', 'lot', 'project', 'order', 'centre', 'element'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Where value stands, for an account to be found for it: codes, 0 for none. */
export interface Standing extends Readonly<Record<Exclude<Dimension, 'element'>, number>> {
  /** The place of its name in PLACES. */
  readonly place: number;
}

/**
 * What stands at each node, and beside it outside. What comes from outside or goes there is of what it enters or leaves; the centre and
 * order that a movement names are its own.
 */
export class Standings {
  readonly #outcome: Outcome;
  readonly #itemRow: (code: number) => number;
  readonly #centreRow: (code: number) => number;
  readonly #known = new Map<number, Standing>();

  constructor(outcome: Outcome) {
    const { item, cost_centre } = outcome.facts;
    this.#outcome = outcome;
    this.#itemRow = rowOf(item.item);
    this.#centreRow = rowOf(cost_centre.centre);
  }

  at(node: number): Standing {
    let standing = this.#known.get(node);
    if (standing === undefined) {
      standing = this.#read(node);
      this.#known.set(node, standing);
    }
    return standing;
  }

  /** @param inside the node on the other side of the flow. @param movement its row, −1 for none. @param item that it is of, 0 for none. */
  outside(inside: number, movement: number, item = 0): Standing {
    const at = this.at(inside);
    const { facts } = this.#outcome;
    if (item !== 0) return this.#standing('outside', { plant: at.plant, centre: at.centre, item });
    const order = movement < 0 ? 0 : facts.movement.order[movement];
    const centre = movement < 0 ? 0 : facts.movement.centre[movement];
    return { ...at, place: OUTSIDE_PLACE, order: order || at.order, centre: centre || at.centre };
  }

  #read(node: number): Standing {
    const { facts, compiled } = this.#outcome;
    const { plan } = compiled;
    const bucket = bucketOfNode(plan, node);
    if (bucket >= 0) {
      const { inTransit, ...at } = compiled.events.buckets[bucket];
      return this.#standing(inTransit === 0 ? 'stock' : 'in_transit', at);
    }
    const ref = plan.nodeRef[node];
    const kind = NODES[plan.nodeKind[node]];
    switch (kind) {
      case 'order':
      case 'opening':
      case 'wip_balance':
        return this.#ofOrder('order', ref, compiled.orders.stages.codes(plan.nodePart[node]).centre);
      case 'step':
      case 'step_opening':
      case 'step_balance':
        return this.#standing('order', { item: ref, centre: compiled.orders.stages.codes(plan.nodePart[node]).centre });
      case 'loss':
        return this.#ofOrder('loss', ref, 0);
      case 'completed':
        return this.#ofOrder('order', ref, 0);
      case 'pool':
        return this.#ofCentre(facts.cost_pool.centre[ref]);
      default:
        return this.#ofCentre(ref);
    }
  }

  #ofOrder(place: Place, row: number, centre: number): Standing {
    const { order, plant, item } = this.#outcome.facts.production_order;
    return this.#standing(place, { order: order[row], plant: plant[row], item: item[row], centre });
  }

  #ofCentre(centre: number): Standing {
    const { cost_centre } = this.#outcome.facts;
    const row = this.#centreRow(centre);
    return this.#standing(PLACE_OF_CENTRE[CENTRE_KINDS[cost_centre.kind[row]]], {
      centre,
      plant: cost_centre.plant[row],
    });
  }

  #standing(place: Place, at: Partial<Standing>): Standing {
    const item = at.item ?? 0;
    const category = item === 0 ? 0 : this.#outcome.facts.item.category[this.#itemRow(item)];
    return { ...NOTHING, ...at, category, place: PLACES.indexOf(place) };
  }
}

/** Where the two ends of a flow stand. */
export function ends(standings: Standings, { from, to }: Pick<Flow, 'from' | 'to'>, movement: number, item = 0) {
  return {
    from: from === OUTSIDE ? standings.outside(to, movement, item) : standings.at(from),
    to: to === OUTSIDE ? standings.outside(from, movement, item) : standings.at(to),
  };
}

/** The texts of a standing that an account kept by these dimensions has; empty for the others. */
export function dimensionTexts(
  { symbols }: Facts,
  standing: Standing,
  element: number,
  dimensions: readonly Dimension[],
): Readonly<Record<Dimension, string>> {
  const text = (name: Dimension) => symbols.text(name === 'element' ? element : standing[name]);
  const named = DIMENSIONS.map((name) => [name, dimensions.includes(name) ? text(name) : '']);
  return Object.fromEntries(named) as Record<Dimension, string>;
}

const NOTHING = { plant: 0, item: 0, category: 0, lot: 0, project: 0, order: 0, centre: 0 };
const OUTSIDE_PLACE = PLACES.indexOf('outside');
const CENTRE_KINDS = TABLES.cost_centre.columns.kind.choices;
const PLACE_OF_CENTRE = {
  production: 'overhead',
  service: 'service',
  administration: 'administration',
} as const satisfies Record<(typeof CENTRE_KINDS)[number], Place>;
