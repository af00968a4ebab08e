import { jointOutputsInForce, listedPrices, type PriceKind } from '@millrace/bom';
import {
  add,
  divide,
  type Fraction,
  fraction,
  multiply,
  QUANTITY_SCALE,
  RATE_SCALE,
  subtract,
  ZERO,
} from '@millrace/exact';
import { type Facts, rowOf, TABLES } from '@millrace/facts';
import type { Scope } from '../../period/scope.js';
import { chosenFor, type JointChoice, type Policy } from '../../policy.js';
import { TYPE } from '../movements/kinds.js';
import type { NetMovements } from '../movements/returns.js';
import type { Movements } from '../movements/select.js';
import type { Structures } from './structures.js';

/** What an order yields besides its main product, and how cost is split between them. */
export interface JointOutput {
  /** The part of the cost that all pieces of it take together; undefined where it goes by its value. */
  readonly share: Fraction | undefined;
  /** Per piece; undefined for 1. */
  readonly weight: Fraction | undefined;
  /** Sales price per unit; undefined for that of the price list. */
  readonly price: Fraction | undefined;
}

/** What an output costs after the split-off, in currency: of what an order received of it in the period. */
interface AfterSplit {
  /** Processing it further (可归属成本). */
  readonly further: Fraction;
  readonly selling: Fraction;
}

/**
 * What orders yield, and what is laid down for it. For each output the first of these decides: the row of `joint_output` for the
 * order itself; the cost share of its line in the bill of material that the order follows; the row of `joint_output` for
 * plant and item. Rows count that are in force on the period's last day.
 */
export class JointOutputs {
  readonly #facts: Facts;
  readonly #scope: Scope;
  readonly #policy: Policy;
  readonly #structures: Structures;
  readonly #inForce: ReturnType<typeof jointOutputsInForce>;
  readonly #whatCounts: { readonly movements: Movements; readonly net: NetMovements };
  readonly #prices: ReturnType<typeof listedPrices>;
  #known: ReadonlyMap<number, bigint> | undefined;

  constructor(
    facts: Facts,
    scope: Scope,
    policy: Policy,
    structures: Structures,
    whatCounts: { readonly movements: Movements; readonly net: NetMovements },
  ) {
    this.#facts = facts;
    this.#scope = scope;
    this.#policy = policy;
    this.#structures = structures;
    this.#inForce = jointOutputsInForce(facts, scope.lastDay);
    this.#whatCounts = whatCounts;
    this.#prices = listedPrices(facts, scope.lastDay);
  }

  /** How the cost of an order is split; what its item's choice leaves out is as the ledger's. */
  choice(order: number): JointChoice {
    const { joint, joint_by_item } = this.#policy;
    const { method, by_product, credit_from, further_element } =
      chosenFor(joint_by_item, this.#facts.symbols.text(this.#facts.production_order.item[order])) ?? {};
    return {
      method: method ?? joint.method,
      by_product: by_product ?? joint.by_product,
      credit_from: credit_from ?? joint.credit_from,
      further_element: further_element ?? joint.further_element,
    };
  }

  /** What is laid down for an output of an order; undefined for nothing. */
  output(order: number, item: number): JointOutput | undefined {
    const { joint_output: table, bom_line } = this.#facts;
    const row = this.#row(order, item);
    const line = this.#structures.output(order, item);
    if (row === undefined && line === undefined) return undefined;
    const ofRow = row === undefined ? undefined : asFraction(table.share[row]);
    const isOfOrder = row !== undefined && table.order[row] !== 0;
    const ofLine = line === undefined ? undefined : asFraction(bom_line.cost_share[line]);
    return {
      share: isOfOrder ? ofRow : (ofLine ?? ofRow),
      weight: row === undefined ? undefined : asFraction(table.weight[row]),
      price: row === undefined ? undefined : asFraction(table.price[row]),
    };
  }

  /** Whether an output takes a share of the cost that is laid down for it, which only some methods know. */
  takesShare(order: number, item: number): boolean {
    const { method } = this.choice(order);
    return (method === 'weight' || method === 'share') && this.output(order, item)?.share !== undefined;
  }

  /** What a quantity of an output costs after the split-off: its part of the period's cost, and its rate per unit. */
  afterSplit(order: number, item: number, quantity: Fraction): AfterSplit {
    const { joint_output: table } = this.#facts;
    const row = this.#row(order, item);
    if (row === undefined || quantity.numerator === 0n) return { further: ZERO, selling: ZERO };
    const part = divide(quantity, fraction(this.#quantities().get(row) ?? 0n, UNIT));
    const cost = (cell: number, units: Fraction) => multiply(asFraction(cell) ?? ZERO, units);
    return {
      further: add(cost(table.further_cost[row], part), cost(table.further_rate[row], quantity)),
      selling: cost(table.selling_cost[row], part),
    };
  }

  /** The price at which a unit is sold: what is laid down for the output, else the price list's; undefined for none. */
  salesPrice(order: number, item: number): Fraction | undefined {
    return this.output(order, item)?.price ?? this.#priced(order, item, 'sale');
  }

  standardCost(order: number, item: number): Fraction | undefined {
    return this.#priced(order, item, 'standard');
  }

  /** What a quantity of an output brings less further and selling cost, at a price per unit; in currency, also below 0. */
  realisable(order: number, item: number, quantity: Fraction, price: Fraction): Fraction {
    const { further, selling } = this.afterSplit(order, item, quantity);
    return subtract(multiply(quantity, price), add(further, selling));
  }

  /** The place of the element of what processing further costs. */
  furtherElement(order: number): number {
    const { cost_element, symbols } = this.#facts;
    const { further_element: name } = this.choice(order);
    const named = this.#scope.elements.findIndex((code) => symbols.text(code) === name);
    if (name !== '' && named >= 0) return named;
    const classOf = (code: number) => cost_element.class[cost_element.element.indexOf(code)];
    const first = this.#scope.elements.findIndex((code) => classOf(code) === CONVERSION);
    return Math.max(first, 0);
  }

  /** By row of `joint_output`: what all orders that it holds for received in the period, 6 decimals. */
  #quantities(): ReadonlyMap<number, bigint> {
    if (this.#known !== undefined) return this.#known;
    const { movement, production_order } = this.#facts;
    const orderRow = rowOf(production_order.order);
    const known = new Map<number, bigint>();
    for (const row of this.#whatCounts.movements.rows) {
      const order = orderRow(movement.order[row]);
      const isOutput = movement.type[row] === TYPE.completion || movement.type[row] === TYPE.by_product_receipt;
      const decides = order >= 0 && isOutput ? this.#row(order, movement.item[row]) : undefined;
      if (decides === undefined) continue;
      known.set(decides, (known.get(decides) ?? 0n) + BigInt(this.#whatCounts.net.quantity[row]));
    }
    this.#known = known;
    return known;
  }

  #row(order: number, item: number): number | undefined {
    const { production_order: orders } = this.#facts;
    const [plant, main] = [orders.plant[order], orders.item[order]];
    return this.#inForce.ofOrder(plant, main, orders.order[order], item) ?? this.#inForce.ofItem(plant, main, item);
  }

  /** A listed price of all elements together. */
  #priced(order: number, item: number, kind: PriceKind): Fraction | undefined {
    const price = this.#prices(this.#facts.production_order.plant[order], item, kind);
    return price && [...price.values()].reduce(add, ZERO);
  }
}

/** A cell of 9 decimals; undefined for an empty one. */
function asFraction(cell: number): Fraction | undefined {
  return Number.isNaN(cell) ? undefined : fraction(cell, ONE_RATE);
}

const ONE_RATE = 10n ** BigInt(RATE_SCALE);
const UNIT = 10n ** BigInt(QUANTITY_SCALE);
const CONVERSION = TABLES.cost_element.columns.class.choices.indexOf('conversion');
