import type { Outcome } from '../results/outcome.js';
import { type CauseKind, causeOf, type Place } from './cause.js';
import { type Fixed, fixed, ONE, ratio, times, type Vector } from './fixed-point.js';
import { type Gathered, Gathering } from './gather.js';
import { RateNodes } from './rate-nodes.js';
import { Recipes } from './recipes.js';
import { SharedByNode } from './shared-by-node.js';
import { StockNodes } from './stock-nodes.js';
import { TotalNodes } from './total-nodes.js';
import { Yields } from './yields.js';

/** Something taken out of a node of the model, on its way into a node of the network. */
export interface Delivery {
  readonly from: Gathered;
  readonly quantity: Fixed;
  /** What it is before rounding; undefined where it is the quantity at the rate of what it is taken from. */
  readonly exact: Vector | undefined;
  readonly carried: Vector;
  /** Of a rate: what it is spread by, and the centre whose work that is. */
  readonly work?: { readonly driver: string; readonly centre: Place };
}

/** Where flows of a settled period go in the comparison model, by the node of the network that they enter. */
export class GatheredFlows {
  readonly outcome: Outcome;
  readonly gathering: Gathering;
  readonly shared: SharedByNode;
  readonly recipes: Recipes;
  readonly stock: StockNodes;
  readonly rates: RateNodes;
  readonly totals: TotalNodes;
  readonly #yields: Yields;

  constructor(outcome: Outcome) {
    const { facts, scope } = outcome;
    this.outcome = outcome;
    this.gathering = new Gathering(
      scope.elements.map((code) => facts.symbols.text(code)),
      fixed(1, 10n ** BigInt(scope.amountScale)),
    );
    this.shared = new SharedByNode(outcome);
    this.recipes = new Recipes(outcome, this.shared, this.gathering);
    this.stock = new StockNodes(outcome, this.gathering, (row) => this.recipes.receipts.has(row));
    this.rates = new RateNodes(outcome, this.gathering, this.shared);
    this.totals = new TotalNodes(this.gathering);
    this.#yields = new Yields(outcome);
  }

  /** Brings what was taken to where it goes: stock, a rate, or the recipes that a stage of an order ends up in. */
  deliver(to: number, delivery: Delivery): void {
    const { from, quantity, exact, carried, work } = delivery;
    const stock = this.stock.at(to);
    if (stock !== undefined) {
      stock.flows += 1;
      stock.hold(0n, carried);
      const cause = causeOf('mix', stock.place);
      stock.take(from, { quantity, without: quantity, amounts: exact, cause }, ONE);
      return;
    }
    const subject = work?.centre ?? from.place;
    const kind = work === undefined ? 'usage' : 'hours';
    const rate = this.rates.at(to);
    if (rate !== undefined) {
      rate.flows += 1;
      const cause = causeOf(kind, subject, this.rates.centre(to), work?.driver);
      rate.take(from, { quantity, without: quantity, amounts: exact, cause }, ONE);
      return;
    }
    for (const { recipe, part } of this.recipes.of(to)) {
      recipe.flows += 1;
      const without = ratio(quantity, this.#yields.of(to, work));
      const cause = causeOf(kind, subject, recipe.place, work?.driver);
      recipe.take(from, { quantity, without, amounts: exact, cause }, part);
    }
  }

  /** Notes what an order took in earlier periods that was still in process when this one opened. */
  tookEarlier(to: number, from: Gathered, quantity: Fixed, work?: Delivery['work']): void {
    for (const { recipe, part } of this.recipes.of(to)) {
      const without = ratio(quantity, this.#yields.of(to, work));
      const kind = work === undefined ? 'usage' : 'hours';
      const cause = causeOf(kind, work?.centre ?? from.place, recipe.place, work?.driver);
      recipe.tookEarlier(from, cause, times(quantity, part), times(without, part));
    }
  }

  /** Makes what a node of the network ends up in bear an amount of its own. */
  bear(to: number, kind: CauseKind, amounts: Vector, subject?: Place): void {
    const stock = this.stock.at(to);
    if (stock !== undefined) {
      stock.hold(0n, amounts);
      stock.bear(causeOf(kind, subject ?? stock.place), amounts);
      return;
    }
    const rate = this.rates.at(to);
    if (rate !== undefined) rate.bear(causeOf(kind, subject ?? rate.place), amounts);
    for (const { recipe, part } of this.recipes.of(to))
      recipe.bear(causeOf(kind, subject ?? recipe.place), amounts, part);
  }

  toTotal(total: Gathered, { from, quantity, exact, carried }: Delivery): void {
    total.flows += 1;
    total.hold(quantity, carried);
    total.take(from, { quantity, without: quantity, amounts: exact, cause: causeOf('mix', total.place) }, ONE);
  }

  /** What is sold though it isn't there. */
  sellShort(from: Gathered, quantity: Fixed, carried: Vector): void {
    this.toTotal(this.totals.of('cost_of_sales', from), { from, quantity, exact: carried, carried });
  }
}
