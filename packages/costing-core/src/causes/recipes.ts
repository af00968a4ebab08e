import { QUANTITY_SCALE } from '@millrace/exact';
import { TABLES } from '@millrace/facts';
import { NODE } from '../compile/flow-kinds.js';
import { TYPE } from '../compile/movements/kinds.js';
import { DIRECTION } from '../compile/stock/events.js';
import { OUTSIDE } from '../network/network.js';
import { bucketOfNode } from '../results/bucket-of-node.js';
import type { Outcome } from '../results/outcome.js';
import { causeOf } from './cause.js';
import { addTimes, type Fixed, fixed, ONE, times, type Vector } from './fixed-point.js';
import type { Gathered, Gathering } from './gather.js';
import type { SharedByNode } from './shared-by-node.js';

/** Where what enters a stage of an order ends up: a recipe, and the part of it that gets there. */
export interface Destination {
  readonly recipe: Gathered;
  readonly part: Fixed;
}

/** What came into stock from orders: from what, to which node of the network. */
interface Receipt {
  readonly from: Gathered;
  readonly to: number;
  readonly quantity: Fixed;
  readonly amounts: Vector;
}

/**
 * What orders completed, as recipes: one for each item, plant and type of order, in units received. A stage gives its recipe the part
 * of what entered it that was completed (κ), times the part of the order's completed cost that this output bears.
 */
export class Recipes {
  readonly #outcome: Outcome;
  readonly #shared: SharedByNode;
  readonly #gathering: Gathering;
  /** Rows of movements that share what their order completed, with where each comes to. */
  readonly receipts = new Map<number, Receipt>();
  /** By node of a stage or of what was completed. */
  readonly #destinations = new Map<number, Destination[]>();

  constructor(outcome: Outcome, shared: SharedByNode, gathering: Gathering) {
    this.#outcome = outcome;
    this.#shared = shared;
    this.#gathering = gathering;
    const { nodeKind } = outcome.compiled.plan;
    const cameIn = quantitiesIn(outcome);
    for (let node = 0; node < nodeKind.length; node++) {
      if (nodeKind[node] === NODE.completed) this.#addReceipts(node, cameIn);
    }
    for (let node = 0; node < nodeKind.length; node++) {
      if (STAGES.has(nodeKind[node])) this.#addStage(node);
    }
  }

  /** Of the node of a stage, or of what an order completed. */
  of(node: number): readonly Destination[] {
    return this.#destinations.get(node) ?? [];
  }

  /** What an output gives back to the others before they share (further cost after the split), or gets. */
  giveBack(row: number, order: number, to: number, amounts: Vector): void {
    const recipe = this.#receiving(order, row, to);
    recipe.hold(0n, amounts);
    recipe.bear(causeOf('credit', recipe.place), amounts);
    const receipt = this.receipts.get(row) as Receipt;
    addTimes(receipt.amounts, amounts);
    if (receipt.from === recipe) return;
    receipt.from.hold(0n, amounts);
    const cause = causeOf('mix_made', recipe.place);
    receipt.from.take(recipe, { quantity: 0n, without: 0n, amounts, cause }, ONE);
  }

  /** The recipe that a receipt belongs to, by the node that it enters. */
  #receiving(order: number, row: number, to: number): Gathered {
    const { facts, compiled } = this.#outcome;
    const { symbols, production_order, movement } = facts;
    const { plant, item } = compiled.events.buckets[bucketOfNode(compiled.plan, to)];
    const type = ORDER_TYPES[production_order.type[order]];
    const role = movement.type[row] === TYPE.completion ? '' : 'by_product';
    return this.#gathering.node('recipe', { plant: symbols.text(plant), key: symbols.text(item) }, [type, role]);
  }

  #addReceipts(node: number, cameIn: Float64Array): void {
    const { facts, compiled } = this.#outcome;
    for (const { edge, to, ref: row } of this.#shared.edges(node)) {
      const recipe = this.#receiving(compiled.plan.nodeRef[node], row, to);
      const amounts = this.#shared.carried(edge);
      const quantity = fixed(cameIn[row], UNIT);
      recipe.hold(quantity, amounts);
      recipe.flows += 1;
      this.#roundedRate(node, edge, recipe, ONE);
      this.#add(node, recipe, this.#shared.part(node, edge));
      if (facts.movement.type[row] !== TYPE.completion) {
        this.receipts.set(row, { from: recipe, to, quantity, amounts });
        continue;
      }
      const made = this.#gathering.node('made', recipe.place);
      made.hold(quantity, amounts);
      made.take(recipe, { quantity, without: quantity, amounts, cause: causeOf('mix_made', recipe.place) }, ONE);
      this.receipts.set(row, { from: made, to, quantity, amounts });
    }
  }

  #addStage(node: number): void {
    const { nodeKind } = this.#outcome.compiled.plan;
    for (const { edge, to } of this.#shared.edges(node)) {
      if (to === OUTSIDE || nodeKind[to] !== NODE.completed) continue;
      const completed = this.#shared.part(node, edge);
      for (const { recipe, part } of this.of(to)) {
        recipe.flows += 1;
        this.#roundedRate(node, edge, recipe, part);
        this.#add(node, recipe, times(part, completed));
      }
    }
  }

  /** What a rate that the policy rounds moved is no rounding of flows. */
  #roundedRate(node: number, edge: number, recipe: Gathered, part: Fixed): void {
    if (!this.#outcome.settled.network.rounding.has(node)) return;
    recipe.bear(causeOf('rounded_rate', recipe.place), this.#shared.rounded(node, edge), part);
  }

  #add(node: number, recipe: Gathered, part: Fixed): void {
    const present = this.#destinations.get(node) ?? [];
    const others = present.filter((of) => of.recipe !== recipe);
    const own = present.find((of) => of.recipe === recipe);
    this.#destinations.set(node, [...others, { recipe, part: (own?.part ?? 0n) + part }]);
  }
}

/** By movement row: what it brought into stock. */
function quantitiesIn({ facts, compiled: { events } }: Outcome): Float64Array {
  const quantities = new Float64Array(facts.movement.rowCount);
  for (let event = 0; event < events.row.length; event++) {
    if (events.row[event] >= 0 && events.direction[event] === DIRECTION.in) {
      quantities[events.row[event]] += events.quantity[event];
    }
  }
  return quantities;
}

const UNIT = 10 ** QUANTITY_SCALE;
/** Nodes that give what they hold to what orders completed. */
const STAGES: ReadonlySet<number> = new Set([NODE.order, NODE.opening, NODE.step, NODE.step_opening]);
const ORDER_TYPES = TABLES.production_order.columns.type.choices;
