import {
  add,
  compare,
  divide,
  type Fraction,
  fraction,
  multiply,
  ONE,
  QUANTITY_SCALE,
  subtract,
  ZERO,
} from '@millrace/exact';
import { sumOf } from '../../production/split.js';
import { type NormalLoss, normalUnits } from './normal-loss.js';
import type { OrderProgress } from './order-progress.js';

/** Units of an order that were spoiled in the period, by the operation that they had last. */
export interface SpoiledUnits {
  /** The operation's place in the routing, and its code. */
  readonly place: number;
  readonly operation: number;
  /** Lost as a rule; 0 where no row says so. */
  readonly normal: Fraction;
  /** Lost beyond that; below 0: so many fewer were lost than is the rule, a gain. With a centre those that it bears. */
  readonly abnormal: Fraction;
  /** The centre whose overhead bears what is lost as a rule and common to all orders; 0: they are the loss of the order. */
  readonly centre: number;
}

/** What a row of `normal_loss` comes to. */
export interface LossOfRow {
  readonly loss: NormalLoss;
  readonly spoiled: Fraction;
  readonly normal: Fraction;
  /** The centre whose overhead bears the normal ones; 0: the good units of the order. */
  readonly centre: number;
}

export interface OrderLoss {
  readonly units: readonly SpoiledUnits[];
  readonly rows: readonly LossOfRow[];
  /** All that was spoiled, also where good units bear it; and by the code of the operation. */
  readonly spoiled: Fraction;
  readonly byOperation: ReadonlyMap<number, Fraction>;
}

/** What is known of an order's spoiled units in the period. */
export interface SpoiledGiven {
  readonly progress: OrderProgress;
  readonly losses: readonly NormalLoss[];
  /** Posted as `operation_scrap` in the period, by the code of the operation; 6 decimals. */
  readonly posted: ReadonlyMap<number, number>;
  /** The order was closed in the period. */
  readonly closes: boolean;
  /** Posted scrap at an operation without a row is a loss. */
  readonly isAbnormal: boolean;
  /** Whether the overhead of a centre may bear what is lost as a rule. */
  bears(centre: number): boolean;
  /** What all orders inspected to which a row applies. */
  inspectedByAll(loss: NormalLoss): Fraction;
}

/** What is looked at by a row, and where it was spoiled. */
interface Inspection {
  readonly loss: NormalLoss;
  readonly spoiled: Fraction;
  readonly good: Fraction;
  /** By operation, where the row holds for several; undefined: it holds for its own. */
  readonly at: readonly (readonly [operation: number, spoiled: Fraction])[] | undefined;
}

/**
 * Splits what was spoiled into normal and abnormal, operation by operation. Spoiled is what was posted, else what was reported; of an
 * order closed in the period that never had either, what was in process. Inspected is what is good and what was spoiled there; the
 * row without an operation holds for all that no other row does, and inspects what was received.
 *
 * 850 good and 150 spoiled at a normal 10 % of 1,000: 100 normal, 50 abnormal.
 *
 * What is common to all orders of a centre is no rule that good units have paid for: it is at most what was spoiled, so no gain.
 */
export function spoiledUnits(given: SpoiledGiven): OrderLoss {
  const { progress, posted, isAbnormal } = given;
  const { routing } = progress;
  const { spoiled, inspections, others } = inspected(given);
  const rows: LossOfRow[] = [];
  const units: SpoiledUnits[] = [];
  const lose = (operation: number, normal: Fraction, abnormal: Fraction, centre = 0) => {
    units.push({ place: placeOf(routing, operation), operation, normal, abnormal, centre });
  };
  for (const { loss, spoiled: lost, good, at } of inspections) {
    const rule = normalUnits(loss, add(good, lost), good, () => given.inspectedByAll(loss));
    const centre = given.bears(loss.centre) ? loss.centre : 0;
    const normal = centre === 0 ? rule : between(rule, lost);
    rows.push({ loss, spoiled: lost, normal, centre });
    const abnormal = subtract(lost, normal);
    // In proportion to what was spoiled; where nothing was, at the last operation.
    const anywhere = [[routing.operations[routing.operations.length - 1], ONE]] as const;
    const parts =
      at === undefined
        ? ([[loss.operation, ONE]] as const)
        : lost.numerator === 0n
          ? anywhere
          : at.map(([operation, quantity]) => [operation, divide(quantity, lost)] as const);
    for (const [operation, part] of parts) {
      lose(operation, centre === 0 ? multiply(normal, part) : ZERO, multiply(abnormal, part));
      if (centre !== 0) lose(operation, ZERO, multiply(normal, part), centre);
    }
  }
  if (isAbnormal && inspections.every(({ at }) => at === undefined)) {
    for (const [operation] of others) lose(operation, ZERO, fraction(posted.get(operation) ?? 0, UNIT));
  }
  const elsewhere = routing.isVirtual
    ? []
    : [...given.posted].filter(([operation]) => !routing.operations.includes(operation));
  for (const [operation, quantity] of elsewhere) spoiled.set(operation, fraction(quantity, UNIT));
  return { units, rows, spoiled: sumOf([...spoiled.values()]), byOperation: spoiled };
}

/** What an order inspected by a row in the period: good and spoiled. */
export function inspectedBy(given: Omit<SpoiledGiven, 'inspectedByAll'>, loss: NormalLoss): Fraction {
  const { inspections } = inspected(given);
  const found = inspections.find((of) => of.loss === loss);
  return found === undefined ? ZERO : add(found.good, found.spoiled);
}

function inspected(given: Omit<SpoiledGiven, 'inspectedByAll'>) {
  const { progress, losses } = given;
  const { routing } = progress;
  const own = routing.isVirtual
    ? losses
    : losses.filter(({ operation }) => operation === 0 || routing.operations.includes(operation));
  const spoiled = spoiledAt(given, own);
  const general = own.find(({ operation }) => operation === 0);
  const special = new Map(own.filter((of) => of !== general).map((of) => [of.operation, of]));
  const others = [...spoiled].filter(([operation]) => !special.has(operation));
  const inspections: Inspection[] = [...special.values()].map((loss) => ({
    loss,
    spoiled: spoiled.get(loss.operation) ?? ZERO,
    good: fraction(progress.good[placeOf(routing, loss.operation)], UNIT),
    at: undefined,
  }));
  if (general !== undefined) {
    const lost = sumOf(others.map(([, quantity]) => quantity));
    const good = fraction(Math.max(0, progress.completed), UNIT);
    inspections.push({ loss: general, spoiled: lost, good, at: others });
  }
  return { spoiled, inspections, others };
}

function placeOf({ isVirtual, operations }: OrderProgress['routing'], operation: number): number {
  const place = isVirtual ? -1 : operations.indexOf(operation);
  return place < 0 ? operations.length - 1 : place;
}

/** At least 0 and at most `most`. */
function between(value: Fraction, most: Fraction): Fraction {
  if (value.numerator < 0n || most.numerator < 0n) return ZERO;
  return compare(value, most) > 0 ? most : value;
}

/** By the code of the operation; what was posted at an operation that the order doesn't have is borne by the good units. */
function spoiledAt(
  { progress, posted, closes }: Omit<SpoiledGiven, 'inspectedByAll'>,
  rows: readonly NormalLoss[],
): Map<number, Fraction> {
  const { routing, scrap, inProcess, hasScrap } = progress;
  const found = new Map<number, number>();
  if (routing.isVirtual) for (const [operation, quantity] of posted) found.set(operation, quantity);
  else
    for (const [k, operation] of routing.operations.entries()) found.set(operation, posted.get(operation) || scrap[k]);
  if (rows.length > 0 && closes && !hasScrap) {
    const last = routing.operations.length - 1;
    // Nobody knows where: the row without an operation holds, else the last one.
    const anywhere = rows[0].operation === 0 ? 0 : rows[rows.length - 1].operation;
    for (const [k, operation] of routing.operations.entries()) {
      found.set(routing.isVirtual ? anywhere : operation, inProcess[k] + (k === last ? inProcess[last + 1] : 0));
    }
  }
  return new Map([...found].map(([operation, quantity]) => [operation, fraction(quantity, UNIT)]));
}

const UNIT = 10n ** BigInt(QUANTITY_SCALE);
