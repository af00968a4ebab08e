import type { Policy, Row } from '@millrace/costing-core';
import { type Counted, type Movement, type Order, text } from './counted.js';
import { Fraction, larger, ONE, smaller, sum, ZERO } from './fraction.js';
import type { Vector } from './network.js';
import { compareOperations } from './order-of-rows.js';
import { isStep } from './parallel-items.js';
import { type Progress, progressOf } from './progress.js';
import { repairedBy } from './repaired-by.js';
import type { Netted } from './returns.js';

/** Units that an order lost in the period at an operation: as a rule, and beyond it (below 0: a gain). */
interface Lost {
  readonly operation: string;
  readonly normal: Fraction;
  readonly abnormal: Fraction;
  /** Whose overhead bears units that are lost as a rule and common to all; they stand in `abnormal`, since good ones don't bear them. */
  readonly centre: string;
}

type LossRow = Row<'normal_loss'>;

export interface OrderLosses {
  readonly units: readonly Lost[];
  /** By row of `normal_loss`: what was spoiled where it holds, and what of that is normal. */
  readonly rows: readonly {
    readonly row: LossRow;
    readonly spoiled: Fraction;
    readonly normal: Fraction;
    readonly centre: string;
  }[];
  /** By operation: all that was spoiled there, as a rule or beyond it. */
  readonly spoiled: ReadonlyMap<string, Fraction>;
}

/** The rows that hold for an order: the last of each operation that began by the period's last day. */
export function lossRows({ rows, lastDay }: Counted, order: Order): LossRow[] {
  if (order.type === 'disassembly') return [];
  const begun = (rows.normal_loss ?? []).filter(
    (row) => row.plant === order.plant && row.item === order.item && String(row.valid_from) <= lastDay,
  );
  return begun
    .filter((row) => {
      return !begun.some(
        (other) => text(other.operation) === text(row.operation) && String(other.valid_from) > String(row.valid_from),
      );
    })
    .sort((a, b) => compareOperations(text(a.operation), text(b.operation)));
}

/** What of an order was spoiled in the period, normal and beyond (formulas.md 14). */
export function lossesOf(
  counted: Counted,
  policy: Policy,
  netted: Netted,
  order: Order,
  progress: Progress,
): OrderLosses {
  const { operations, reported } = progress;
  const last = operations[operations.length - 1];
  const held = lossRows(counted, order).filter((row) => {
    return !reported || text(row.operation) === '' || operations.includes(text(row.operation));
  });
  const own = counted.movements.filter((movement) => movement.order === order.order);
  const received = larger(
    ZERO,
    sum(own.filter(({ type, item }) => type === 'completion' && item === order.item).map((of) => netted.net(of))),
  );
  const postedAt = (operation: string) =>
    sum(
      own.filter((of) => of.type === 'operation_scrap' && of.operation === operation).map(({ quantity }) => quantity),
    );
  const closedOn = text((counted.rows.production_order ?? []).find((row) => row.order === order.order)?.closed_on);
  const closes = order.closed && closedOn >= counted.firstDay;
  /** Where something may have been spoiled. */
  const places = reported
    ? operations
    : [...new Set(own.filter(({ type }) => type === 'operation_scrap').map(({ operation }) => operation))];
  const vanished = held.length > 0 && closes && !progress.hasScrap;
  const hasGeneral = held.some((row) => text(row.operation) === '');
  const nowhere = hasGeneral ? '' : text(held.at(-1)?.operation);
  const spoiled = new Map<string, Fraction>();
  if (vanished && !reported) spoiled.set(nowhere, progress.leftAt(operations[0]));
  else {
    for (const operation of places) {
      const posted = postedAt(operation);
      const told = posted.sign > 0 ? posted : reported ? progress.scrapAt(operation) : ZERO;
      spoiled.set(operation, vanished ? progress.leftAt(operation) : told);
    }
  }

  const isOwn = (centre: string) =>
    counted.rows.cost_centre?.some((of) => of.centre === centre && counted.plants.has(text(of.plant))) === true;
  const centreOf = (row: LossRow) =>
    isOwn(text(row.centre)) && !isStep(counted, policy, order) ? text(row.centre) : '';
  const normalOf = (row: LossRow, lost: Fraction, good: Fraction): Fraction => {
    const rule = ruleOf(row, lost, good);
    if (centreOf(row) === '') return rule;
    // Nobody has paid for a rule that wasn't needed.
    return lost.sign <= 0 ? ZERO : smaller(rule, lost);
  };
  const ruleOf = (row: LossRow, lost: Fraction, good: Fraction): Fraction => {
    const rate = Fraction.of(text(row.rate));
    if (row.basis === 'units') {
      const inspected = lost.plus(good);
      if (inspected.sign <= 0) return ZERO;
      const all = [...counted.orders.values()]
        .filter((other) => other.plant === order.plant && other.item === order.item)
        .filter((other) => repairedBy(counted, policy, netted, other) === undefined)
        .map((other) => inspectedBy(counted, policy, netted, other, row))
        .filter(({ sign }) => sign > 0);
      return rate.times(inspected).over(sum(all));
    }
    if (row.basis === 'good') return rate.times(good);
    const part = rate.times(lost.plus(good));
    return row.basis === 'input' ? part : part.over(ONE.plus(rate));
  };
  const rows: { row: LossRow; spoiled: Fraction; normal: Fraction; centre: string }[] = [];
  const units: Lost[] = [];
  const lose = (row: LossRow, operation: string, normal: Fraction, lost: Fraction) => {
    const centre = centreOf(row);
    const abnormal = lost.minus(normal);
    if (centre === '') units.push({ operation, normal, abnormal, centre });
    else {
      units.push({ operation, normal: ZERO, abnormal, centre: '' });
      units.push({ operation, normal: ZERO, abnormal: normal, centre });
    }
  };
  const others = [...spoiled.keys()].filter((operation) => {
    return operation === '' || !held.some((row) => text(row.operation) === operation);
  });
  for (const row of held) {
    const operation = text(row.operation);
    if (operation !== '') {
      const lost = spoiled.get(operation) ?? ZERO;
      const normal = normalOf(row, lost, reported ? progress.goodAt(operation) : received);
      rows.push({ row, spoiled: lost, normal, centre: centreOf(row) });
      lose(row, operation, normal, lost);
      continue;
    }
    const lost = sum(others.map((other) => spoiled.get(other) ?? ZERO));
    const normal = normalOf(row, lost, received);
    rows.push({ row, spoiled: lost, normal, centre: centreOf(row) });
    if (lost.sign === 0) lose(row, last, normal, lost);
    for (const other of lost.sign === 0 ? [] : others) {
      const part = (spoiled.get(other) ?? ZERO).over(lost);
      lose(row, other, normal.times(part), lost.times(part));
    }
  }
  if (!hasGeneral && policy.operation_scrap === 'abnormal') {
    for (const operation of others) {
      units.push({ operation, normal: ZERO, abnormal: postedAt(operation), centre: '' });
    }
  }
  // What is posted at an operation that the order doesn't have is borne by good units.
  for (const { type, operation } of own) {
    if (type === 'operation_scrap' && !places.includes(operation)) spoiled.set(operation, postedAt(operation));
  }
  return { units, rows, spoiled };
}

/** What an order inspected by a row. The row is taken at a fixed rate here, since only good and spoiled are asked for. */
function inspectedBy(counted: Counted, policy: Policy, netted: Netted, order: Order, row: LossRow): Fraction {
  const all = counted.rows.normal_loss ?? [];
  const plain = all.map((of): LossRow => ({ ...of, basis: 'input', rate: '1', centre: '' }));
  const as = { ...counted, rows: { ...counted.rows, normal_loss: plain } };
  const { rows } = lossesOf(as, policy, netted, order, progressOf(counted, policy, order));
  return rows.find((of) => plain.indexOf(of.row) === all.indexOf(row))?.normal ?? ZERO;
}

/**
 * The part of an order's conversion that is lost by hours: those of its scrap over its own, at most 1, of which units lost as a rule
 * bear theirs; undefined where it is lost by equivalent units.
 */
export function lostByHours(
  counted: Counted,
  { spoilage }: Policy,
  { order }: Order,
  { units }: OrderLosses,
): Fraction | undefined {
  const abnormal = sum(units.map((of) => of.abnormal));
  if (spoilage.irreparable !== 'hours' || abnormal.sign <= 0) return undefined;
  const scraps = counted.movements.filter((of) => of.type === 'operation_scrap' && of.order === order);
  const spent = sum(
    (counted.rows.movement ?? [])
      .filter((row) => scraps.some(({ movement }) => movement === row.movement))
      .flatMap((row) => [row.hours_machine, row.hours_labour].map((cell) => Fraction.of(text(cell) || '0'))),
  );
  const worked = hoursWorked(counted, order);
  if (spent.sign === 0 || worked.sign <= 0) return undefined;
  const part = spent.over(worked);
  const isAll = part.compare(ONE) > 0;
  return (isAll ? ONE : part).times(abnormal).over(abnormal.plus(sum(units.map((of) => of.normal))));
}

/** Hours reported for an order in the period, machine plus labour. */
export function hoursWorked(counted: Counted, order: string): Fraction {
  return sum(
    counted.reports
      .filter((report) => report.order === order && report.inPeriod)
      .map(({ sign, hoursMachine, hoursLabour }) => sign.times(hoursMachine.plus(hoursLabour))),
  );
}

/** R(units × scrap price), in the scrap item's element or the first one of class material. */
export function scrapWorth(counted: Counted, row: LossRow, units: Fraction, item: string): Vector {
  const own = text(counted.rows.item?.find((of) => of.item === item)?.element);
  const isMaterial = (element: string) =>
    counted.rows.cost_element?.some((of) => of.element === element && of.class === 'material');
  const element = own !== '' ? own : (counted.elements.find(isMaterial) ?? counted.elements[0]);
  const worth = units.times(Fraction.of(text(row.scrap_price))).times(new Fraction(10n ** BigInt(counted.amountScale)));
  return counted.elements.map((of) => (of === element ? worth.rounded : 0n));
}

/** The row by whose price something is received that is left of spoiled pieces. */
export function salvageRow(counted: Counted, order: Order, movement: Movement): LossRow | undefined {
  const priced = lossRows(counted, order).filter(
    (row) => text(row.scrap_price) !== '' && ['', movement.item].includes(text(row.scrap_item)),
  );
  const named = scrapOf(counted, movement);
  const operation = movement.operation || (named?.operation ?? '');
  return priced.find((row) => text(row.operation) === operation) ?? priced[0];
}

/** Whether it is left of scrap of before the period. */
export function isOfEarlierScrap(counted: Counted, movement: Movement): boolean {
  const named = scrapOf(counted, movement);
  return movement.refersTo !== '' && !(named !== undefined && counted.movements.includes(named));
}

/** The scrap that a movement refers to, of its own order or of the one that this repairs. */
function scrapOf({ toDate, orders }: Counted, { refersTo, order }: Movement): Movement | undefined {
  const scrapped = toDate.find((of) => of.movement === refersTo && of.type === 'operation_scrap');
  return scrapped && [order, orders.get(order)?.refersTo].includes(scrapped.order) ? scrapped : undefined;
}
