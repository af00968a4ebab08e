import type { Policy } from '@millrace/costing-core';
import { absorptionRates } from './absorption-rates.js';
import { type Counted, found, type Order, text } from './counted.js';
import { listedPrice } from './fallback.js';
import { Fraction, ONE, sum, ZERO } from './fraction.js';
import { compareText } from './order-of-rows.js';
import { placeOf } from './places.js';
import { operationsOf, progressOf } from './progress.js';
import type { Netted } from './returns.js';
import { componentsOf } from './structures.js';

/** What the driver of a closing is read from. */
export interface Drivers {
  readonly counted: Counted;
  readonly policy: Policy;
  readonly netted: Netted;
}

/** What bears a part of what a centre spreads: an order's stage, a centre, or nobody. */
export interface Driven {
  readonly kind: 'order' | 'centre' | 'nobody';
  readonly target: string;
  readonly stage: string;
  /** The operation at which it is reported or stated. */
  readonly operation: string;
  readonly quantity: Fraction;
}

interface Target {
  readonly kind: 'order' | 'item' | 'centre';
  readonly target: string;
  readonly operation: string;
  /** −1 for none. */
  readonly position: number;
  readonly quantity: Fraction;
}

const REPORTED = ['hours_machine', 'hours_labour', 'quantity_good', 'cycles'];
const QUOTA = ['quota_hours_machine', 'quota_hours_labour'];

export function isDriver({ rows }: Counted, driver: string): boolean {
  return [...REPORTED, ...QUOTA].includes(driver) || (rows.driver ?? []).some((row) => row.driver === driver);
}

/**
 * What a centre spreads by a driver (formulas.md 10): one part per order and stage, per centre, and one for items that no order
 * made; by position, then by the target's key. What is net below zero counts as nothing.
 */
export function driversOf(of: Drivers, centre: string, driver: string): Driven[] {
  const parts: (Driven & { position: number })[] = [];
  for (const { kind, target, operation, position, quantity } of targetsOf(of, centre, driver)) {
    if (kind === 'centre') parts.push({ kind, target, stage: '', operation: '', quantity, position });
    else if (kind === 'order') {
      const at = operationFor(of, target, operation, centre);
      parts.push({ kind, target, stage: stageFor(of, target, at), operation: at, quantity, position });
    } else {
      const orders = overOrders(of, target, quantity);
      for (const { order, part } of orders) {
        const at = operationFor(of, order, operation, centre);
        const stage = stageFor(of, order, at);
        parts.push({ kind: 'order', target: order, stage, operation: at, quantity: part, position });
      }
      if (orders.length === 0) parts.push({ kind: 'nobody', target: '', stage: '', operation: '', quantity, position });
    }
  }
  const keys = [...new Set(parts.map(({ kind, target, stage }) => `${kind}\0${target}\0${stage}`))];
  const rank = { order: 0, centre: 1, nobody: 2 };
  return keys
    .map((key) => {
      const own = parts.filter(({ kind, target, stage }) => `${kind}\0${target}\0${stage}` === key);
      return {
        ...own[0],
        quantity: sum(own.map(({ quantity }) => quantity)),
        position: Math.min(...own.map((part) => part.position)),
      };
    })
    .filter(({ quantity }) => quantity.sign > 0)
    .sort(
      (a, b) =>
        a.position - b.position ||
        rank[a.kind] - rank[b.kind] ||
        compareText(a.target, b.target) ||
        compareText(a.stage, b.stage),
    );
}

/** An item's part over its orders by the good quantity of the period, else by what was received. */
export function overOrders(of: Drivers, item: string, quantity: Fraction): { order: string; part: Fraction }[] {
  const own = [...of.counted.orders.values()].filter((order) => order.item === item);
  const made = own
    .map((order) => ({ order: order.order, good: goodAtLast(of, order) }))
    .filter(({ good }) => good.sign > 0);
  const whole = sum(made.map(({ good }) => good));
  return made.map(({ order, good }) => ({ order, part: quantity.times(good).over(whole) }));
}

/** The operation that is stated; without one, where stages are kept apart, the order's last in the centre, else its last. */
function operationFor({ counted, policy }: Drivers, order: string, operation: string, centre: string): string {
  const row = found([...counted.orders.values()], (of) => of.order === order);
  if (operation !== '' || !progressOf(counted, policy, row).isApart) return operation;
  const { operations, routing } = operationsOf(counted, row);
  const isHere = (code: string) =>
    routing.some((of) => text(of.operation) === code && centreOf(counted, text(of.work_centre)) === centre);
  const reports = counted.reports.filter((report) => report.order === order);
  const isCounted = reports.some(({ good, scrap }) => good.sign > 0 || scrap.sign > 0);
  return operations.findLast(isHere) ?? (routing.length > 0 || isCounted ? operations.at(-1) : undefined) ?? '';
}

/** The stage of an order that conversion at an operation enters, of an element where it is kept apart. */
export function stageFor({ counted, policy }: Drivers, order: string, operation: string, element = ''): string {
  const row = found([...counted.orders.values()], (of) => of.order === order);
  return progressOf(counted, policy, row).conversionStage(operation, element);
}

/** The stage of what is given to an order at no operation. */
export function stageOf(of: Drivers, order: string, operation: string, centre: string): string {
  return stageFor(of, order, operationFor(of, order, operation, centre));
}

export function targetsOf(of: Drivers, centre: string, driver: string): Target[] {
  if (REPORTED.includes(driver)) return reported(of, centre, driver);
  if (QUOTA.includes(driver)) return quota(of, centre, driver);
  if (driver.startsWith('quota:')) return neededOf(of, driver.slice('quota:'.length));
  const row = (of.counted.rows.driver ?? []).find((each) => each.driver === driver);
  if (row === undefined) return [];
  if (row.kind === 'even') return even(targetsOf(of, centre, text(row.of)));
  if (row.kind === 'value') return valueBy(of, text(row.of));
  if (row.kind === 'formula') return byFormula(of, centre, text(row.formula));
  return stated(of, centre, driver);
}

/** What orders need of an item, by their bills of material, for what was good at their last operation. */
function neededOf(of: Drivers, item: string): Target[] {
  return [...of.counted.orders.values()].map((order): Target => {
    const lines = componentsOf(of.counted, order).filter((line) => line.item === item);
    const quantity = goodAtLast(of, order).times(sum(lines.map((line) => line.quantity)));
    return { kind: 'order', target: order.order, operation: '', position: -1, quantity };
  });
}

/** Whether a centre is in a plant of the ledger: what one elsewhere took is counted in its own ledger. */
export function isOfLedger({ rows, plants }: Counted, centre: string): boolean {
  return (rows.cost_centre ?? []).some((row) => row.centre === centre && plants.has(text(row.plant)));
}

function stated({ counted }: Drivers, centre: string, driver: string): Target[] {
  const rows = (counted.rows.driver_quantity ?? []).filter(
    (row) => row.driver === driver && row.period === counted.period && row.status === 'approved',
  );
  const own = rows.filter((row) => text(row.centre) === centre);
  return (own.length > 0 ? own : rows.filter((row) => text(row.centre) === ''))
    .filter((row) => row.target_kind !== 'order' || counted.orders.has(text(row.target)))
    .filter((row) => row.target_kind !== 'centre' || (row.target !== centre && isOfLedger(counted, text(row.target))))
    .map((row) => ({
      kind: row.target_kind as Target['kind'],
      target: text(row.target),
      operation: text(row.operation),
      position: Number(text(row.position) || '-1'),
      quantity: Fraction.of(text(row.quantity)),
    }));
}

function even(targets: readonly Target[]): Target[] {
  return targets.flatMap((target) => {
    const alike = targets.filter((other) => other.kind === target.kind && other.target === target.target);
    const whole = sum(alike.map(({ quantity }) => quantity));
    return whole.sign > 0 ? [{ ...target, quantity: target.quantity.over(whole) }] : [];
  });
}

/** By value (formulas.md 10): of a pool, of a cost element, or of all of them. */
function valueBy(of: Drivers, name: string): Target[] {
  const { counted } = of;
  const scale = new Fraction(10n ** BigInt(counted.amountScale));
  const isByValue = (driver: string) =>
    (counted.rows.driver ?? []).some((row) => row.driver === driver && row.kind === 'value');
  const isElement = counted.elements.includes(name);
  const pools = counted.pools.filter(
    (row) =>
      !isByValue(text(row.driver)) &&
      (name === 'direct_cost' || (isElement ? row.element === name : row.pool === name)),
  );
  const targets = pools.flatMap((row) => {
    const driven = driversOf(of, text(row.centre), text(row.driver));
    const actual = sum(driven.map(({ quantity }) => quantity));
    const normal = Fraction.of((row.behaviour === 'fixed' && text(row.normal_driver)) || '0');
    const whole = normal.compare(actual) > 0 ? normal : actual;
    return driven
      .filter(({ kind }) => kind !== 'nobody')
      .map(({ kind, target, operation, quantity }): Target => {
        const ofPool = { centre: text(row.centre), driver: text(row.driver) };
        const laidDown = absorptionRates(counted, of.policy, ofPool, driven);
        const rate =
          text(row.rate) !== ''
            ? Fraction.of(text(row.rate))
            : (laidDown?.[counted.elements.indexOf(text(row.element))] ?? Fraction.of(text(row.amount)).over(whole));
        return { kind: kind as 'order' | 'centre', target, operation, position: -1, quantity: rate.times(quantity) };
      });
  });
  if (name !== 'direct_cost' && !isElement) return targets;
  for (const movement of counted.movements) {
    const { type, order, operation, quantity, item, amounts } = movement;
    if (!counted.orders.has(order)) continue;
    const add = (value: Fraction) => {
      if (value.sign !== 0) targets.push({ kind: 'order', target: order, operation, position: -1, quantity: value });
    };
    if (type === 'subcontract_fee') {
      const paid = (amounts ?? []).filter((_, e) => name === 'direct_cost' || counted.elements[e] === name);
      add(sum(paid.map((amount) => new Fraction(amount))).over(scale));
    } else if (type === 'issue' || type === 'issue_return') {
      const element = text(found(counted.rows.item, (row) => row.item === item).element);
      if (isElement && element !== name) continue;
      const price = sum(listedPrice(counted, placeOf(movement), 'standard') ?? []).over(scale);
      add(price.times(type === 'issue' ? quantity : quantity.negated));
    }
  }
  return targets;
}

/** The formulas that the random factories use, worked out by hand; undefined where one gives nothing. */
const FORMULAS: Readonly<Record<string, (name: (of: string) => Fraction | undefined) => Fraction | undefined>> = {
  'mould_cost * kwh / life': (name) => {
    const [cost, life] = [name('mould_cost'), name('life')];
    if (cost === undefined || life === undefined || life.sign === 0) return undefined;
    return cost.times(name('kwh') as Fraction).over(life);
  },
  'mould_cost * cycles / mould_shots': (name) => {
    const [cost, shots] = [name('mould_cost'), name('mould_shots')];
    if (cost === undefined || shots === undefined || shots.sign === 0) return undefined;
    return cost.times(name('cycles') as Fraction).over(shots);
  },
  'hours_labour > 1.5 ? hours_labour - 0.5 * cycles : hours_machine / 3': (name) => {
    const [hours, cycles, machine] = ['hours_labour', 'cycles', 'hours_machine'].map((of) => name(of) as Fraction);
    if (hours.compare(Fraction.of('1.5')) > 0) return hours.minus(Fraction.of('0.5').times(cycles));
    return machine.over(Fraction.of('3'));
  },
};

/** For the orders that the centre reported or that the statistic names; rounded to 6 decimals, once. */
function byFormula(of: Drivers, centre: string, formula: string): Target[] {
  const { counted } = of;
  const reports = counted.reports.filter((report) => report.inPeriod && report.centre === centre);
  const kwh = stated(of, centre, 'kwh').flatMap(({ kind, target, quantity }) => {
    if (kind === 'centre') return [];
    return kind === 'order' ? [{ order: target, part: quantity }] : overOrders(of, target, quantity);
  });
  const usesKwh = formula.includes('kwh');
  const orders = new Set([
    ...reports.map(({ order }) => order),
    ...(usesKwh ? kwh.filter(({ part }) => part.sign !== 0).map(({ order }) => order) : []),
  ]);
  return [...orders].flatMap((order): Target[] => {
    const own = reports.filter((report) => report.order === order);
    const { item } = found([...counted.orders.values()], (row) => row.order === order);
    const attribute = (name: string) => {
      const rows = (counted.rows.attribute ?? []).filter((row) => row.name === name);
      const row =
        rows.find((each) => each.owner_kind === 'order' && each.owner === order) ??
        rows.find((each) => each.owner_kind === 'item' && each.owner === item);
      return row && Fraction.of(text(row.value));
    };
    const added = (quantity: (report: (typeof own)[number]) => Fraction) =>
      sum(own.map((report) => report.sign.times(quantity(report))));
    const value = FORMULAS[formula]((name) => {
      if (name === 'kwh') return sum(kwh.filter((part) => part.order === order).map(({ part }) => part));
      if (name === 'hours_labour') return added((report) => report.hoursLabour);
      if (name === 'cycles') return added((report) => report.cycles);
      if (name === 'hours_machine') return added((report) => report.hoursMachine);
      return attribute(name);
    });
    if (value === undefined) return [];
    return [{ kind: 'order', target: order, operation: '', position: -1, quantity: value.roundedTo(6) }];
  });
}

function reported({ counted }: Drivers, centre: string, driver: string): Target[] {
  const reports = counted.reports.filter((report) => report.inPeriod && report.centre === centre);
  return [...new Set(reports.map(({ order }) => order))].flatMap((order) => {
    let own = reports.filter((report) => report.order === order);
    if (driver === 'quantity_good') {
      const last = lastGood(counted, order, own);
      own = own.filter(({ operation }) => operation === last);
    }
    return own.map((report): Target => {
      const quantity = {
        hours_machine: report.hoursMachine,
        hours_labour: report.hoursLabour,
        quantity_good: report.good,
        cycles: report.cycles,
      }[driver as 'cycles'];
      const { operation } = report;
      return { kind: 'order', target: order, operation, position: -1, quantity: report.sign.times(quantity) };
    });
  });
}

function lastGood(counted: Counted, order: string, reports: Counted['reports']): string | undefined {
  const { operations } = operationsOf(
    counted,
    found([...counted.orders.values()], (row) => row.order === order),
  );
  return operations.findLast((code) => reports.some(({ operation, good }) => operation === code && good.sign > 0));
}

function goodAtLast(of: Drivers, { order }: Order): Fraction {
  const { counted } = of;
  const reports = counted.reports.filter((report) => report.inPeriod && report.order === order);
  if (!reports.some(({ good }) => good.sign > 0)) return received(of, order);
  const last = lastGood(counted, order, reports);
  const good = sum(
    reports.filter(({ operation }) => operation === last).map((report) => report.sign.times(report.good)),
  );
  return good.sign > 0 ? good : ZERO;
}

/** Received in the period of the order's own item. */
export function received({ counted, netted }: Drivers, order: string): Fraction {
  const { item } = found([...counted.orders.values()], (row) => row.order === order);
  return sum(
    counted.movements
      .filter((movement) => movement.type === 'completion' && movement.order === order && movement.item === item)
      .map(netted.net),
  );
}

function quota(of: Drivers, centre: string, driver: string): Target[] {
  const { counted } = of;
  const number = (cell: unknown) => Fraction.of(text(cell) || '0');
  return [...counted.orders.values()].flatMap((order) => {
    const { routing } = operationsOf(counted, order);
    const reports = counted.reports.filter((report) => report.order === order.order);
    const isCounted = reports.some(({ good, scrap }) => good.sign > 0 || scrap.sign > 0);
    return routing
      .filter((row) => centreOf(counted, text(row.work_centre)) === centre)
      .map((row): Target => {
        const operation = text(row.operation);
        const own = reports.filter((report) => report.inPeriod && report.operation === operation);
        const good = isCounted ? sum(own.map((report) => report.sign.times(report.good))) : received(of, order.order);
        const hours = number(driver === 'quota_hours_machine' ? row.run_hours_machine : row.run_hours_labour);
        const quantity = good.times(hours).over(row.base_quantity ? number(row.base_quantity) : ONE);
        return { kind: 'order', target: order.order, operation, position: -1, quantity };
      });
  });
}

function centreOf({ rows }: Counted, workCentre: string): string {
  return text(found(rows.work_centre, (row) => row.work_centre === workCentre).centre);
}
