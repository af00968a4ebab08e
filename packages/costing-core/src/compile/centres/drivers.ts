import { divide, type Fraction, fraction, multiply, printFixed, QUANTITY_SCALE, roundFraction } from '@millrace/exact';
import { APPROVED, compareText, rowOf, TABLES } from '@millrace/facts';
import { needOf } from '../orders/components.js';
import { type Routing, readRoutings } from '../orders/routings.js';
import { AbsorptionRates } from './absorption-rates.js';
import type { CentreInput } from './centre-input.js';
import { DrivenBuilder, type DrivenColumns, type PartOrder } from './driven-columns.js';
import {
  asFraction,
  BUILT_IN_DRIVERS,
  type Driven,
  isBuiltIn,
  type Millionths,
  plus,
  quotaItem,
  type REPORTED_QUANTITIES,
  signOf,
  type Target,
} from './driver.js';
import { type Evaluated, FormulaTargets } from './formula-targets.js';
import { ReportTargets } from './report-targets.js';
import { ValueTargets } from './value-targets.js';

/**
 * One interface for all drivers: what a centre spreads by a driver, per order and operation, added up once for each centre and
 * driver (formulas.md 10).
 *
 * 900.00 over machines that used 40, 0, 25 and 10 kWh: by the statistic 480.00, 300.00, 120.00; `even` gives each that used
 * any the same, 300.00.
 */
export class Drivers {
  /** The rates that are laid down, and those of the year. */
  readonly rates: AbsorptionRates;
  readonly #input: CentreInput;
  readonly #reports: ReportTargets;
  readonly #routingOf: (order: number) => Routing | undefined;
  readonly #values: ValueTargets;
  readonly #formulas: FormulaTargets;
  readonly #row: (code: number) => number;
  readonly #statistics = new Map<number, Map<number, number[]>>();
  readonly #driven = new Map<string, DrivenColumns>();
  readonly #targets = new Map<string, Target[]>();
  readonly #notMade = new Set<string>();
  readonly #partOrder: PartOrder;
  #ordersOfItem: Map<number, number[]> | undefined;

  constructor(input: CentreInput) {
    this.#input = input;
    const { facts, scope, orders } = input;
    const routings = readRoutings(facts);
    const { production_order } = facts;
    this.#routingOf = (order) =>
      routings(production_order.plant[order], production_order.item[order], input.structures.alternative(order));
    this.#reports = new ReportTargets(facts, scope, orders, this.#routingOf);
    this.rates = new AbsorptionRates(input, this);
    this.#values = new ValueTargets(input, this);
    this.#formulas = new FormulaTargets(input, this);
    this.#row = rowOf(facts.driver.driver);
    const { symbols } = facts;
    const { order: codes } = production_order;
    this.#partOrder = {
      targets: (kind, a, b) => (kind === 'order' ? symbols.compare(codes[a], codes[b]) : symbols.compare(a, b)),
      operations: (order, a, b) =>
        a === b ? 0 : compareText(orders.conversionText(order, a), orders.conversionText(order, b)),
    };
    const { driver_quantity: table } = facts;
    const period = symbols.find(scope.period);
    for (let row = 0; row < table.rowCount; row++) {
      if (table.status[row] !== APPROVED || table.period[row] !== period) continue;
      let byCentre = this.#statistics.get(table.driver[row]);
      if (byCentre === undefined) {
        byCentre = new Map();
        this.#statistics.set(table.driver[row], byCentre);
      }
      const present = byCentre.get(table.centre[row]);
      if (present === undefined) byCentre.set(table.centre[row], [row]);
      else present.push(row);
    }
  }

  /** Centres that reported something in the period. */
  centres(): number[] {
    return this.#reports.centres();
  }

  isKnown(driver: string): boolean {
    const item = this.#input.facts.symbols.find(quotaItem(driver) ?? '');
    const isQuota = item !== undefined && this.#input.facts.item.item.includes(item);
    return isBuiltIn(driver) || isQuota || this.#rowNamed(driver) >= 0;
  }

  /** All the names that a pool may choose from. */
  names(): string[] {
    const { driver, symbols } = this.#input.facts;
    return [...BUILT_IN_DRIVERS, ...Array.from(driver.driver, (code) => symbols.text(code)).sort(compareText)];
  }

  /** What a `value` driver is of; undefined for any other driver. */
  valueOf(driver: string): string | undefined {
    const row = this.#rowNamed(driver);
    const { driver: table, symbols } = this.#input.facts;
    return row >= 0 && table.kind[row] === VALUE ? symbols.text(table.of[row]) : undefined;
  }

  /**
   * What a centre's cost is spread over, each target with what is above zero, in the order of rules.md 8: by position, then
   * by the target's key.
   */
  read(centre: number, driver: string): DrivenColumns {
    const key = `${centre} ${driver}`;
    let driven = this.#driven.get(key);
    if (driven === undefined) {
      driven = this.#spread(centre, driver);
      this.#driven.set(key, driven);
    }
    return driven;
  }

  /** The targets of a driver as they are stated or reported, per target and operation; what is below zero among them. */
  targets(centre: number, driver: string): Target[] {
    // Millions of reports come to as many targets, which are asked for once.
    if (isBuiltIn(driver)) return this.#reports.targets(centre, driver);
    const key = `${centre} ${driver}`;
    let targets = this.#targets.get(key);
    if (targets === undefined) {
      targets = this.#compute(centre, driver);
      this.#targets.set(key, targets);
    }
    return targets;
  }

  /** Run hours of a piece over the operations that an item's routing has in a centre. */
  quotaOfItem(centre: number, item: number, kind: 'machine' | 'labour'): Millionths {
    return this.#reports.quotaOfItem(centre, item, kind);
  }

  /** Run hours of a piece, by a row of `routing_operation`. */
  runHours(row: number, kind: 'machine' | 'labour'): Fraction {
    return this.#reports.runHours(row, kind);
  }

  /** What formulas read: orders that a centre reported, what it reported of them, a statistic of them. */
  reportedOrders(centre: number): Set<number> {
    return this.#reports.ordersOf(centre);
  }

  reported(centre: number, name: (typeof REPORTED_QUANTITIES)[number]) {
    return this.#reports.reported(centre, name);
  }

  overOrdersOf(centre: number, statistic: string): { readonly ref: number; readonly quantity: Millionths }[] {
    return this.targets(centre, statistic).flatMap(({ kind, ref, quantity }) => {
      if (kind === 'centre') return [];
      return kind === 'order' ? [{ ref, quantity }] : this.overOrders(ref, quantity, centre);
    });
  }

  /** What a driver of the kind `formula` comes to for each order of a centre; nothing for another. */
  evaluated(centre: number, driver: string): Evaluated[] {
    const row = this.#rowNamed(driver);
    const { driver: table, symbols } = this.#input.facts;
    if (row < 0 || KINDS[table.kind[row]] !== 'formula') return [];
    return this.#formulas.evaluate(centre, symbols.text(table.formula[row]));
  }

  #compute(centre: number, driver: string): Target[] {
    const row = this.#rowNamed(driver);
    if (row < 0) return this.#quotaOfMaterial(quotaItem(driver) ?? '');
    const { driver: table, symbols } = this.#input.facts;
    const of = symbols.text(table.of[row]);
    switch (KINDS[table.kind[row]]) {
      case 'even':
        return this.#even(centre, of);
      case 'value':
        return this.#values.targets(of);
      case 'formula':
        return this.#formulas.targets(centre, table.driver[row], symbols.text(table.formula[row]));
      default:
        return this.#stated(centre, table.driver[row]);
    }
  }

  /** What orders need of an item for what they made in the period: good at the last operation × bill of material, scrap rate in. */
  #quotaOfMaterial(name: string): Target[] {
    const { facts, orders } = this.#input;
    const item = facts.symbols.find(name);
    const targets: Target[] = [];
    for (let ref = 0; item !== undefined && ref < facts.production_order.rowCount; ref++) {
      if (!this.#isOfLedger(ref)) continue;
      const need = needOf(orders.standards.components(ref), item);
      const good = need.numerator === 0n ? 0 : this.#reports.goodAtLast(ref);
      if (good <= 0) continue;
      targets.push({
        kind: 'order',
        ref,
        operation: 0,
        position: Number.NaN,
        quantity: multiply(need, fraction(good)),
      });
    }
    return targets;
  }

  #rowNamed(driver: string): number {
    return this.#row(this.#input.facts.symbols.find(driver) ?? 0);
  }

  /** Rows of the pool's own centre; where the driver has none there, those without a centre. */
  #stated(centre: number, driver: number): Target[] {
    const byCentre = this.#statistics.get(driver);
    const rows = byCentre?.get(centre) ?? byCentre?.get(0) ?? [];
    const { driver_quantity: table } = this.#input.facts;
    const targets: Target[] = [];
    for (const row of rows) {
      const kind = TARGET_KINDS[table.target_kind[row]];
      const ref = kind === 'order' ? this.#input.orders.row(table.target[row]) : table.target[row];
      if (kind === 'order' && !this.#isOfLedger(ref)) continue;
      // What a centre spreads never comes back to it.
      if (kind === 'centre' && ref === centre) continue;
      const { [row]: position } = table.position;
      targets.push({ kind, ref, operation: table.operation[row], position, quantity: table.quantity[row] });
    }
    return targets;
  }

  /** Each target that another driver has something of counts as one, split over its operations in proportion to that driver. */
  #even(centre: number, of: string): Target[] {
    const whole = new Map<string, Millionths>();
    const targets = this.targets(centre, of);
    for (const target of targets) whole.set(keyOf(target), plus(whole.get(keyOf(target)) ?? 0, target.quantity));
    return targets.flatMap((target) => {
      const all = whole.get(keyOf(target)) ?? 0;
      // A total below 0 counts as 0; it stays a target, so that it is reported.
      if (signOf(all) < 0 && whole.delete(keyOf(target))) return [{ ...target, quantity: all }];
      if (signOf(all) <= 0) return [];
      const quantity = multiply(divide(asFraction(target.quantity), asFraction(all)), fraction(ONE_UNIT));
      return [{ ...target, quantity: quantity.denominator === 1n ? Number(quantity.numerator) : quantity }];
    });
  }

  #spread(centre: number, driver: string): DrivenColumns {
    const parts = new DrivenBuilder();
    if (isBuiltIn(driver)) {
      this.#reports.each(centre, driver, (order, operation, quantity) => {
        parts.add('order', order, this.stageOf(order, operation, centre), quantity, Number.NaN);
      });
    } else this.#addTargets(parts, centre, driver);
    return parts.merged((part) => this.#tellBelowZero(part, centre, driver), this.#partOrder);
  }

  #addTargets(parts: DrivenBuilder, centre: number, driver: string): void {
    const isEven = KINDS[this.#input.facts.driver.kind[this.#rowNamed(driver)]] === 'even';
    const targets = this.targets(centre, driver);
    const below = isEven ? targetsBelowZero(targets) : undefined;
    for (const target of targets) {
      const { kind, ref, operation, position, quantity } = target;
      // A target of `even` that is below zero in all is none; that is told, and takes nothing from what else an order counts for.
      const isNone = below?.has(keyOf(target));
      const add = (part: Driven) => {
        if (!isNone) parts.add(part.kind, part.ref, part.operation, part.quantity, position);
        else if (signOf(part.quantity) < 0) this.#tellBelowZero(part, centre, driver);
      };
      if (kind === 'order') {
        add({ kind, ref, operation: target.isPlaced ? operation : this.stageOf(ref, operation, centre), quantity });
      } else if (kind === 'centre') add({ kind, ref, operation: 0, quantity });
      else {
        const orders = this.overOrders(ref, quantity, centre, operation);
        for (const part of orders) add(part);
        if (orders.length > 0) continue;
        add({ kind: 'nobody', ref: 0, operation: 0, quantity });
        this.tellNotMade(ref, quantity, centre, driver);
      }
    }
  }

  #tellBelowZero({ kind, ref, quantity }: Driven, centre: number, driver: string): void {
    const { symbols, production_order } = this.#input.facts;
    const [table, key] = kind === 'order' ? ['production_order', production_order.order[ref]] : ['cost_centre', ref];
    this.#input.report('driver_of_an_order_must_not_be_negative', table as string, symbols.text(key as number), {
      driver,
      centre: symbols.text(centre),
      found: printFixed(roundFraction(asFraction(quantity)), QUANTITY_SCALE),
    });
  }

  /** Of an item that no order made there is nobody to bear what falls to it. */
  tellNotMade(item: number, quantity: Millionths, centre: number, driver: string): void {
    const { symbols } = this.#input.facts;
    const key = `${centre} ${item} ${driver}`;
    if (signOf(quantity) <= 0 || this.#notMade.has(key)) return;
    this.#notMade.add(key);
    this.#input.report('driven_item_must_be_made', 'item', symbols.text(item), {
      item: symbols.text(item),
      centre: symbols.text(centre),
      driver,
      found: printFixed(roundFraction(asFraction(quantity)), QUANTITY_SCALE),
    });
  }

  /** An item's part over its orders: by the period's good quantity at each one's last operation, else by what was received. */
  overOrders(item: number, quantity: Millionths, centre: number, operation = 0): Driven[] {
    const good = (this.#ordersOf().get(item) ?? [])
      .map((order) => ({ order, made: this.#reports.goodAtLast(order) }))
      .filter(({ made }) => made > 0);
    const whole = good.reduce((sum, { made }) => sum + made, 0);
    return good.map(({ order, made }) => {
      const part = multiply(asFraction(quantity), fraction(made, whole));
      return { kind: 'order', ref: order, operation: this.stageOf(order, operation, centre), quantity: part };
    });
  }

  /** An item's orders by what was received of it in the period. */
  overReceived(item: number, centre: number): Driven[] {
    return (this.#ordersOf().get(item) ?? [])
      .map((order) => ({ order, quantity: this.#input.orders.progress(order).completed }))
      .filter(({ quantity }) => quantity > 0)
      .map(({ order, quantity }) => {
        return { kind: 'order', ref: order, operation: this.stageOf(order, 0, centre), quantity };
      });
  }

  #ordersOf(): Map<number, number[]> {
    if (this.#ordersOfItem !== undefined) return this.#ordersOfItem;
    this.#ordersOfItem = new Map();
    const { production_order: table } = this.#input.facts;
    for (let order = 0; order < table.rowCount; order++) {
      if (!this.#isOfLedger(order)) continue;
      const present = this.#ordersOfItem.get(table.item[order]);
      if (present === undefined) this.#ordersOfItem.set(table.item[order], [order]);
      else present.push(order);
    }
    // By their codes: in which order their rows came decides nothing.
    const { symbols } = this.#input.facts;
    for (const orders of this.#ordersOfItem.values()) {
      orders.sort((a, b) => symbols.compare(table.order[a], table.order[b]));
    }
    return this.#ordersOfItem;
  }

  #isOfLedger(order: number): boolean {
    const { production_order: table } = this.#input.facts;
    return order >= 0 && table.status[order] === APPROVED && this.#input.scope.plants.has(table.plant[order]);
  }

  /**
   * The operation whose stage a part enters: the one reported or stated; without one, where stages are kept apart, the
   * order's last operation in the centre, else its last. 0 where there is one stage per order.
   */
  stageOf(order: number, operation: number, centre: number): number {
    const { orders } = this.#input;
    if (operation !== 0) return orders.conversionOperation(order, operation);
    if (!orders.isApart(order)) return 0;
    const own = this.#routingOf(order);
    const inCentre = own?.rows.findLast((row) => this.#reports.centreOf(row) === centre);
    const { operations } = own ?? orders.progress(order).routing;
    const last = operations[operations.length - 1] ?? 0;
    const stands = inCentre === undefined ? last : this.#input.facts.routing_operation.operation[inCentre];
    return orders.conversionOperation(order, stands);
  }
}

function keyOf({ kind, ref }: Target): string {
  return `${kind} ${ref}`;
}

function targetsBelowZero(targets: readonly Target[]): ReadonlySet<string> {
  const whole = new Map<string, Millionths>();
  for (const target of targets) whole.set(keyOf(target), plus(whole.get(keyOf(target)) ?? 0, target.quantity));
  return new Set([...whole].filter(([, quantity]) => signOf(quantity) < 0).map(([key]) => key));
}

const KINDS = TABLES.driver.columns.kind.choices;
const VALUE = KINDS.indexOf('value');
const TARGET_KINDS = TABLES.driver_quantity.columns.target_kind.choices as readonly Target['kind'][];

/** One, in millionths. */
const ONE_UNIT = 10 ** QUANTITY_SCALE;
