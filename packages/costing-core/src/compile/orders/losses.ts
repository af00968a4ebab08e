import {
  add,
  type Fraction,
  fraction,
  multiply,
  QUANTITY_SCALE,
  roundFraction,
  safe,
  subtract,
  ZERO,
} from '@millrace/exact';
import { type Facts, rowOf, TABLES } from '@millrace/facts';
import type { Scope } from '../../period/scope.js';
import type { Policy } from '../../policy.js';
import { sumOf } from '../../production/split.js';
import type { Vector } from '../amounts.js';
import { TYPE } from '../movements/kinds.js';
import type { Movements } from '../movements/select.js';
import { OUTSIDE, type PlanBuilder } from '../plan.js';
import { type NormalLoss, normalLosses } from './normal-loss.js';
import { ordersWithScrap } from './order-progress.js';
import type { Orders } from './orders.js';
import { Repairs } from './repairs.js';
import { inspectedBy, type LossOfRow, type OrderLoss, type SpoiledGiven, spoiledUnits } from './spoiled-units.js';
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
  readonly #weights = new Map<number, Map<number, readonly Fraction[]>>();
  readonly #earlier = new Map<number, number>();
  /** By row of `normal_loss`: what all orders inspected to which it applies. */
  readonly #inspected = new Map<NormalLoss, Fraction>();
  /** Orders of which the period's reports name scrap. */
  readonly #reported: ReadonlySet<number>;
  /** Codes of the ledger's cost centres. */
  readonly #centres: ReadonlySet<number>;
  readonly #salvage = new Map<number, Salvage[]>();
  readonly #compensation = new Map<number, Omit<Salvage, 'to'>[]>();
  readonly #movements: Movements;
  readonly #itemRow: (code: number) => number;
  readonly repairs: Repairs;

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
    this.#centres = new Set(ownCentres(facts, scope));
    this.#reported = ordersWithScrap(facts, scope);
    this.#movements = movements;
    this.repairs = new Repairs(facts, scope, orders);
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

  /** What an order lost in the period; one that only repairs loses nothing itself. */
  of(order: number): OrderLoss {
    const losses = this.#rowsOf(order);
    const posted = this.#posted.get(order);
    // Most orders lose nothing, and needn't be remembered.
    if ((losses.length === 0 && posted === undefined) || this.repairs.isRepair(order)) return NO_LOSS;
    let units = this.#units.get(order);
    if (units === undefined) {
      units = this.#unitsOf(order);
      this.#units.set(order, units);
    }
    return units;
  }

  /** Orders that lose something as a rule, by a document or by a report, or are otherwise of interest; not those that only repair. */
  *spoiling(isOfInterest = (_: number) => false): Generator<number> {
    for (let order = 0; order < this.#facts.production_order.rowCount; order++) {
      if (!this.repairs.counts(order) || this.repairs.isRepair(order)) continue;
      if (isOfInterest(order) || this.#reported.has(order) || this.of(order) !== NO_LOSS) yield order;
    }
  }

  /** Follows them and all that bear something, once every stage is known: so what is found on the way is found first, whatever is read. */
  follow(): void {
    for (const order of this.spoiling((of) => this.#orders.hasStages(of))) this.#orders.progress(order);
  }

  /** What an order spoiled in the period: what good units bear, and what is lost beyond that; below 0 a gain. */
  spoiled(order: number): { readonly normal: Fraction; readonly abnormal: Fraction } {
    const of = this.of(order);
    const all = of === NO_LOSS ? fraction(this.#reportedOf(order), UNIT) : of.spoiled;
    const abnormal = sumOf(of.units.filter(({ centre }) => centre === 0).map((units) => units.abnormal));
    return { normal: subtract(all, abnormal), abnormal };
  }

  /** Units of an order that are lost as a rule and borne by the overhead of centres. */
  common(order: number): Fraction {
    return sumOf(this.of(order).units.map(({ centre, abnormal }) => (centre === 0 ? ZERO : abnormal)));
  }

  /** The centres whose overhead bears something of orders that the ledger counts. */
  *centres(): Generator<number> {
    const { rowCount, plant } = this.#facts.production_order;
    if (this.#facts.normal_loss.centre.every((centre) => centre === 0)) return;
    for (let order = 0; order < rowCount; order++) {
      if (!this.repairs.counts(order) || !this.#scope.plants.has(plant[order])) continue;
      for (const { centre } of this.of(order).units) if (centre !== 0) yield centre;
    }
  }

  /** The same by the code of the operation. */
  spoiledAt(order: number): Map<number, { normal: Fraction; abnormal: Fraction }> {
    const of = this.of(order);
    const { routing, scrap } = this.#orders.progress(order);
    const reported = () => routing.operations.map((operation, k) => [operation, fraction(scrap[k], UNIT)] as const);
    const found = new Map<number, { normal: Fraction; abnormal: Fraction }>();
    for (const [operation, normal] of of === NO_LOSS ? reported() : of.byOperation) {
      found.set(operation, { normal, abnormal: ZERO });
    }
    for (const { operation, abnormal, centre } of of.units) {
      if (centre !== 0) continue;
      const at = found.get(operation) ?? { normal: ZERO, abnormal: ZERO };
      found.set(operation, { normal: subtract(at.normal, abnormal), abnormal: add(at.abnormal, abnormal) });
    }
    return found;
  }

  /** Keeps the weights by which the operations share what a stage lost: one for each of the order's spoiled units. */
  weighs(order: number, stage: number, weights: readonly Fraction[]): void {
    below(this.#weights, order).set(stage, weights);
  }

  /**
   * The weights by which an order's spoiled units share what a stage lost: their equivalent units in that stage; where those are all 0,
   * the units themselves. What the overhead of a centre bears is no part of it.
   */
  weightsAt(order: number, stage: number): readonly Fraction[] {
    const { units } = this.of(order);
    const isOwn = (_: Fraction, i: number) => units[i].centre === 0;
    const own = (weights: readonly Fraction[]) => weights.map((weight, i) => (isOwn(weight, i) ? weight : ZERO));
    const known = own(this.#weights.get(order)?.get(stage) ?? []);
    return sumOf(known).numerator === 0n ? own(units.map(({ abnormal }) => abnormal)) : known;
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

  /** Whether what is received or paid is for scrap of an earlier period, whose value has left the ledger. */
  isOfEarlierScrap(row: number): boolean {
    if (this.#facts.movement.refers_to[row] === 0) return false;
    const scrapped = this.#scrapOf(row);
    return scrapped < 0 || this.#facts.movement.posted_at[scrapped] < this.#scope.start;
  }

  /** The row of the scrap that a movement refers to; −1 where it refers to none of its order, or of the one that this repairs. */
  #scrapOf(row: number): number {
    const { movement } = this.#facts;
    const { quantity } = this.#movements;
    const named = this.#movements.rowOf(movement.refers_to[row]);
    const isScrap = named >= 0 && movement.type[named] === TYPE.operation_scrap && !Number.isNaN(quantity[named]);
    const order = this.#orders.row(movement.order[row]);
    const isOwn = isScrap && movement.order[named] === movement.order[row];
    const isRepaired = isScrap && order >= 0 && movement.order[named] === this.#facts.production_order.refers_to[order];
    return isOwn || isRepaired ? named : -1;
  }

  /** Notes what was received of spoiled pieces. */
  salvaged(order: number, salvage: Salvage): void {
    const present = this.#salvage.get(order);
    if (present === undefined) this.#salvage.set(order, [salvage]);
    else present.push(salvage);
  }

  /** Notes what somebody pays for spoiled pieces (过失赔款). */
  compensated(order: number, row: number, amounts: Vector): void {
    if (this.isOfEarlierScrap(row)) {
      this.#plan.fixed(this.#earlierNode(order), OUTSIDE, amounts, 'movement', row);
      return;
    }
    const present = this.#compensation.get(order);
    if (present === undefined) this.#compensation.set(order, [{ row, amounts }]);
    else present.push({ row, amounts });
  }

  /** What is paid for scrap of earlier periods reduces expense: what that bore was decided then. */
  #earlierNode(order: number): number {
    let node = this.#earlier.get(order);
    if (node === undefined) {
      node = this.#plan.node('loss', order, EARLIER);
      this.#earlier.set(order, node);
      this.#plan.share(node, OUTSIDE, 1, 'scrap_loss', order);
    }
    return node;
  }

  /** Takes salvage out of the material of orders: what normal units are worth, and where scrap is no loss all of it. */
  takeFromMaterial(overhead: (centre: number) => number): void {
    for (const [order, salvage] of this.#salvage) {
      if (this.#isOfLoss(order)) continue;
      for (const { to, amounts, row } of salvage) {
        this.#plan.fixed(this.#orders.salvageStage(order), to, amounts, 'movement', row);
      }
    }
    // Of all orders that count, whatever they bear: which stages there are is a matter of what was asked for.
    const losing = new Set<number>();
    const { rowCount } = this.#facts.production_order;
    for (let order = 0; order < rowCount; order++) {
      if (!this.repairs.counts(order)) continue;
      const { rows, units } = this.of(order);
      for (const { loss, normal, centre } of rows) {
        if (loss.scrapPrice === undefined || normal.numerator === 0n) continue;
        const amounts = this.#worth(loss, normal, loss.scrapItem);
        const from = centre === 0 ? this.#orders.salvageStage(order) : overhead(centre);
        this.#plan.fixed(from, this.node(order), amounts, 'normal_salvage', order);
        losing.add(order);
      }
      if (rows.some(({ normal, centre }) => centre === 0 && isThere(normal))) losing.add(order);
      if (units.some(({ abnormal, centre }) => centre === 0 && isThere(abnormal))) losing.add(order);
    }
    for (const order of this.repairs.all()) {
      if (!this.#orders.hasStages(order)) continue;
      for (const { order: of } of this.repairs.of(order)) {
        this.node(of);
        losing.add(of);
      }
    }
    for (const order of this.#salvage.keys()) if (this.#isOfLoss(order)) losing.add(this.#bearer(order));
    for (const order of this.#compensation.keys()) losing.add(this.#bearer(order));
    for (const order of losing) if (this.#isBorne(order)) this.#orders.spoilageStage(order);
  }

  /** Lets salvage, compensation and the rest out of the losses. */
  close(): void {
    for (const [order, salvage] of this.#salvage) {
      if (!this.#isOfLoss(order)) continue;
      const node = this.node(this.#bearer(order));
      for (const { to, amounts, row } of salvage) this.#plan.fixed(node, to, amounts, 'movement', row);
    }
    for (const [order, paid] of this.#compensation) {
      const node = this.node(this.#bearer(order));
      for (const { amounts, row } of paid) this.#plan.fixed(node, OUTSIDE, amounts, 'movement', row);
    }
    for (const [order, node] of this.#nodes) {
      if (!this.#salvage.has(order)) for (const row of this.of(order).rows) this.#sell(order, row);
      if (this.#isBorne(order)) this.#plan.share(node, this.#orders.spoilageStage(order), 1, 'spoilage', order);
      else this.#plan.share(node, OUTSIDE, 1, 'scrap_loss', order);
    }
  }

  /** Whether salvage reduces a loss; else it reduces the material of its order. */
  #isOfLoss(order: number): boolean {
    return this.isLoss(order) || this.repairs.isRepair(order);
  }

  /** Whose loss salvage and compensation of an order reduce: of one that only repairs, that of the order repaired. */
  #bearer(order: number): number {
    if (!this.repairs.isRepair(order)) return order;
    const repaired = this.repairs.of(order);
    return repaired.length === 1 ? repaired[0].order : order;
  }

  /** Whether the good units of an order bear its loss; a closed order that made nothing has none, nor one that only repairs. */
  #isBorne(order: number): boolean {
    if (this.#policy.spoilage.loss !== 'good' || this.repairs.isRepair(order)) return false;
    return this.#orders.completedNode(order) !== undefined || !this.#orders.progress(order).closed;
  }

  /** Where nobody posted what spoiled pieces came to, they leave the ledger at the scrap price. */
  #sell(order: number, { loss, spoiled }: LossOfRow): void {
    if (loss.scrapPrice === undefined || spoiled.numerator === 0n) return;
    const amounts = this.#worth(loss, spoiled, loss.scrapItem);
    this.#plan.fixed(this.node(order), OUTSIDE, amounts, 'scrap_value', order);
  }

  #reportedOf(order: number): number {
    return this.#orders.progress(order).scrap.reduce((sum, quantity) => sum + quantity, 0);
  }

  #unitsOf(order: number): OrderLoss {
    return spoiledUnits({ ...this.#given(order), inspectedByAll: (loss) => this.#inspectedByAll(order, loss) });
  }

  #given(order: number): Omit<SpoiledGiven, 'inspectedByAll'> {
    const { closed_on } = this.#facts.production_order;
    return {
      progress: this.#orders.progress(order),
      losses: this.#rowsOf(order),
      posted: this.#posted.get(order) ?? new Map(),
      closes: closed_on[order] >= this.#scope.firstDay && closed_on[order] <= this.#scope.lastDay,
      isAbnormal: this.#policy.operation_scrap === 'abnormal',
      // Steps in parallel share what they hold with all that consists of them.
      bears: (centre) => this.#centres.has(centre) && !this.#orders.steps.has(order),
    };
  }

  /** What all orders of an item inspected by a row; those that only repair inspect nothing. */
  #inspectedByAll(order: number, loss: NormalLoss): Fraction {
    let all = this.#inspected.get(loss);
    if (all === undefined) {
      const { rowCount, plant, item } = this.#facts.production_order;
      all = ZERO;
      for (let other = 0; other < rowCount; other++) {
        if (plant[other] !== plant[order] || item[other] !== item[order]) continue;
        if (!this.repairs.counts(other) || this.repairs.isRepair(other)) continue;
        const own = inspectedBy(this.#given(other), loss);
        if (own.numerator > 0n) all = add(all, own);
      }
      this.#inspected.set(loss, all);
    }
    return all;
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

function* ownCentres({ cost_centre }: Facts, { plants }: Scope): Generator<number> {
  for (const [row, centre] of cost_centre.centre.entries()) if (plants.has(cost_centre.plant[row])) yield centre;
}

function isThere({ numerator }: Fraction): boolean {
  return numerator !== 0n;
}

/** The part of a loss that is of scrap of earlier periods. */
const EARLIER = 1;
const NO_LOSS: OrderLoss = { units: [], rows: [], spoiled: ZERO, byOperation: new Map() };
const UNIT = 10n ** BigInt(QUANTITY_SCALE);
const MATERIAL = TABLES.cost_element.columns.class.choices.indexOf('material');
