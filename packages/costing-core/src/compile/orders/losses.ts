import { type Fraction, fraction, multiply, QUANTITY_SCALE, roundFraction, safe } from '@millrace/exact';
import { APPROVED, type Facts, rowOf, TABLES } from '@millrace/facts';
import type { Scope } from '../../period/scope.js';
import type { Policy } from '../../policy.js';
import type { Vector } from '../amounts.js';
import { TYPE } from '../movements/kinds.js';
import type { Movements } from '../movements/select.js';
import { OUTSIDE, type PlanBuilder } from '../plan.js';
import { type NormalLoss, normalLosses } from './normal-loss.js';
import type { Orders } from './orders.js';
import { type LossOfRow, type OrderLoss, spoiledUnits } from './spoiled-units.js';
import { below } from './stage-table.js';

/** What is left of spoiled pieces, received into stock. */
interface Salvage {
  readonly row: number;
  readonly to: number;
  readonly amounts: Vector;
}

/**
 * The losses of orders (废品损失; formulas.md 14). An order's loss has a node of its own: the abnormal units come into it, and
 * R(normal units × scrap price) from the order's material, so that this is all that normal units leave to the good ones; salvage
 * leaves it; the rest is expense, or by policy borne by the good units.
 *
 *     500 in, 50 of them lost as a rule at 2.00, 430 good; 9,100.00: (9,100 − 100) / 450 = 20.00, output 8,600.00, abnormal
 *     400.00. The loss holds 500.00, of which 140.00 were sold: 360.00.
 */
export class Losses {
  readonly #facts: Facts;
  readonly #scope: Scope;
  readonly #policy: Policy;
  readonly #orders: Orders;
  readonly #plan: PlanBuilder;
  readonly #rowsOf: (order: number) => readonly NormalLoss[];
  readonly #posted = new Map<number, Map<number, number>>();
  readonly #units = new Map<number, OrderLoss>();
  readonly #nodes = new Map<number, number>();
  readonly #salvage = new Map<number, Salvage[]>();
  readonly #movements: Movements;
  readonly #itemRow: (code: number) => number;

  constructor(
    { facts, scope, policy, plan }: { facts: Facts; scope: Scope; policy: Policy; plan: PlanBuilder },
    movements: Movements,
    orders: Orders,
  ) {
    this.#facts = facts;
    this.#scope = scope;
    this.#policy = policy;
    this.#plan = plan;
    this.#orders = orders;
    this.#rowsOf = normalLosses(facts, scope);
    this.#movements = movements;
    this.#itemRow = rowOf(facts.item.item);
    const { rows, quantity } = movements;
    const { movement } = facts;
    for (const row of rows) {
      const order = orders.row(movement.order[row]);
      if (order < 0 || movement.type[row] !== TYPE.operation_scrap) continue;
      const byOperation = below(this.#posted, order);
      byOperation.set(movement.operation[row], (byOperation.get(movement.operation[row]) ?? 0) + quantity[row]);
    }
  }

  /** What an order lost in the period. */
  of(order: number): OrderLoss {
    const losses = this.#rowsOf(order);
    const posted = this.#posted.get(order);
    // Most orders lose nothing, and needn't be remembered.
    if (losses.length === 0 && posted === undefined) return NO_LOSS;
    let units = this.#units.get(order);
    if (units === undefined) {
      units = this.#unitsOf(order, losses, posted ?? new Map());
      this.#units.set(order, units);
    }
    return units;
  }

  /** Whether posted scrap of an order is a loss, by a row of `normal_loss` or by policy. */
  isLoss(order: number): boolean {
    return this.#policy.operation_scrap === 'abnormal' || this.#rowsOf(order).length > 0;
  }

  /** The node of an order's loss. */
  node(order: number): number {
    let node = this.#nodes.get(order);
    if (node === undefined) {
      node = this.#plan.node('loss', order);
      this.#nodes.set(order, node);
    }
    return node;
  }

  /**
   * The value of a salvage receipt by the scrap price of its order's normal loss: of the operation at which the pieces were spoiled,
   * else of the row that holds for all, else the first. Undefined where no row has a price for it.
   */
  salvageValue(row: number, quantity: number): Vector | undefined {
    const { movement } = this.#facts;
    const item = movement.item[row];
    const priced = this.#rowsOf(this.#orders.row(movement.order[row])).filter(
      ({ scrapItem, scrapPrice }) => scrapPrice !== undefined && (scrapItem === 0 || scrapItem === item),
    );
    if (priced.length === 0) return undefined;
    const scrapped = this.#scrapOf(row);
    const operation = movement.operation[row] || (scrapped < 0 ? 0 : movement.operation[scrapped]);
    const loss = priced.find((of) => of.operation === operation) ?? priced[0];
    return this.#worth(loss, fraction(quantity, UNIT), item);
  }

  /** Whether what is received is left of scrap of an earlier period, whose value has left the ledger. */
  isOfEarlierScrap(row: number): boolean {
    if (this.#facts.movement.refers_to[row] === 0) return false;
    const scrapped = this.#scrapOf(row);
    return scrapped < 0 || this.#facts.movement.posted_at[scrapped] < this.#scope.start;
  }

  /** The row of the scrap that a salvage receipt refers to; −1 where it refers to none of its order. */
  #scrapOf(row: number): number {
    const { movement } = this.#facts;
    const { rowOf: rows, quantity } = this.#movements;
    const named = movement.refers_to[row] === 0 ? -1 : rows[movement.refers_to[row]];
    const isScrap = named >= 0 && movement.type[named] === TYPE.operation_scrap && !Number.isNaN(quantity[named]);
    return isScrap && movement.order[named] === movement.order[row] ? named : -1;
  }

  /** Notes what was received of spoiled pieces. */
  salvaged(order: number, salvage: Salvage): void {
    const present = this.#salvage.get(order);
    if (present === undefined) this.#salvage.set(order, [salvage]);
    else present.push(salvage);
  }

  /** Takes salvage out of the material of orders: what normal units are worth, and where scrap is no loss all of it. */
  takeFromMaterial(): void {
    for (const [order, salvage] of this.#salvage) {
      if (this.isLoss(order)) continue;
      for (const { to, amounts, row } of salvage) {
        this.#plan.fixed(this.#orders.salvageStage(order), to, amounts, 'movement', row);
      }
    }
    // Of all orders that count, whatever they bear: which stages there are is a matter of what was asked for.
    const { rowCount } = this.#facts.production_order;
    for (let order = 0; order < rowCount; order++) {
      if (!this.#counts(order)) continue;
      for (const { loss, normal } of this.of(order).rows) {
        if (loss.scrapPrice === undefined || normal.numerator === 0n) continue;
        const amounts = this.#worth(loss, normal, loss.scrapItem);
        this.#plan.fixed(this.#orders.salvageStage(order), this.node(order), amounts, 'normal_salvage', order);
      }
      if (this.#isBorne(order) && this.#hasLoss(order)) this.#orders.spoilageStage(order);
    }
  }

  /** Lets salvage and the rest out of the losses. */
  close(): void {
    for (const [order, salvage] of this.#salvage) {
      if (!this.isLoss(order)) continue;
      for (const { to, amounts, row } of salvage) this.#plan.fixed(this.node(order), to, amounts, 'movement', row);
    }
    for (const [order, node] of this.#nodes) {
      if (!this.#salvage.has(order)) for (const row of this.of(order).rows) this.#sell(order, row);
      if (this.#isBorne(order)) this.#plan.share(node, this.#orders.spoilageStage(order), 1, 'spoilage', order);
      else this.#plan.share(node, OUTSIDE, 1, 'scrap_loss', order);
    }
  }

  #counts(order: number): boolean {
    const { status, plant, opened_on } = this.#facts.production_order;
    const isOwn = this.#scope.plants.has(plant[order]) && opened_on[order] <= this.#scope.lastDay;
    return status[order] === APPROVED && isOwn;
  }

  /** Whether the good units of an order bear its loss; of a closed order that made nothing there are none. */
  #isBorne(order: number): boolean {
    if (this.#policy.spoilage.loss !== 'good') return false;
    return this.#orders.completedNode(order) !== undefined || !this.#orders.progress(order).closed;
  }

  #hasLoss(order: number): boolean {
    const { units, rows } = this.of(order);
    const isSalvaged = this.isLoss(order) && this.#salvage.has(order);
    const isThere = ({ numerator }: Fraction) => numerator !== 0n;
    return isSalvaged || rows.some(({ normal }) => isThere(normal)) || units.some(({ abnormal }) => isThere(abnormal));
  }

  /** Where nobody posted what spoiled pieces came to, they leave the ledger at the scrap price. */
  #sell(order: number, { loss, spoiled }: LossOfRow): void {
    if (loss.scrapPrice === undefined || spoiled.numerator === 0n) return;
    const amounts = this.#worth(loss, spoiled, loss.scrapItem);
    this.#plan.fixed(this.node(order), OUTSIDE, amounts, 'scrap_value', order);
  }

  #unitsOf(order: number, losses: readonly NormalLoss[], posted: ReadonlyMap<number, number>): OrderLoss {
    const { closed_on } = this.#facts.production_order;
    return spoiledUnits({
      progress: this.#orders.progress(order),
      losses,
      posted,
      closes: closed_on[order] >= this.#scope.firstDay && closed_on[order] <= this.#scope.lastDay,
      isAbnormal: this.#policy.operation_scrap === 'abnormal',
    });
  }

  /** R(units × scrap price) in the scrap item's own element, else in the first of class material. */
  #worth({ scrapPrice }: NormalLoss, units: Fraction, item: number): Vector {
    const { cost_element, item: items } = this.#facts;
    const amounts = new Float64Array(this.#scope.elements.length);
    const row = item === 0 ? -1 : this.#itemRow(item);
    const own = row < 0 ? 0 : items.element[row];
    const isMaterial = (element: number) => cost_element.class[cost_element.element.indexOf(element)] === MATERIAL;
    const element = own === 0 ? (this.#scope.elements.find(isMaterial) ?? this.#scope.elements[0]) : own;
    const worth = multiply(units, scrapPrice as Fraction);
    amounts[this.#scope.elementPlace.get(element) as number] = safe(roundFraction(worth, this.#scope.amountScale));
    return amounts;
  }
}

const NO_LOSS: OrderLoss = { units: [], rows: [] };
const UNIT = 10n ** BigInt(QUANTITY_SCALE);
const MATERIAL = TABLES.cost_element.columns.class.choices.indexOf('material');
