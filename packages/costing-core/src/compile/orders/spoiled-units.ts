import { add, divide, type Fraction, fraction, multiply, QUANTITY_SCALE, subtract, ZERO } from '@millrace/exact';
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
  /** Lost beyond that; below 0: so many fewer were lost than is the rule, a gain. */
  readonly abnormal: Fraction;
}

/** What a row of `normal_loss` comes to. */
export interface LossOfRow {
  readonly loss: NormalLoss;
  readonly spoiled: Fraction;
  readonly normal: Fraction;
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
}

/**
 * Splits what was spoiled into normal and abnormal, operation by operation. Spoiled is what was posted, else what was reported; of an
 * order closed in the period that never had either, what was in process. Inspected is what is good and what was spoiled there; the
 * row without an operation holds for all that no other row does, and inspects what was received.
 *
 * 850 good and 150 spoiled at a normal 10 % of 1,000: 100 normal, 50 abnormal.
 */
export function spoiledUnits(given: SpoiledGiven): OrderLoss {
  const { progress, losses, posted, isAbnormal } = given;
  const { routing } = progress;
  const own = routing.isVirtual
    ? losses
    : losses.filter(({ operation }) => operation === 0 || routing.operations.includes(operation));
  const spoiled = spoiledAt(given, own);
  const general = own.find(({ operation }) => operation === 0);
  const special = new Map(own.filter((of) => of !== general).map((of) => [of.operation, of]));
  const placeOf = (operation: number) =>
    routing.isVirtual || !routing.operations.includes(operation)
      ? routing.operations.length - 1
      : routing.operations.indexOf(operation);
  const goodAt = (operation: number) => fraction(progress.good[placeOf(operation)], UNIT);
  const received = fraction(Math.max(0, progress.completed), UNIT);

  const rows: LossOfRow[] = [];
  const units: SpoiledUnits[] = [];
  for (const loss of special.values()) {
    const lost = spoiled.get(loss.operation) ?? ZERO;
    const good = goodAt(loss.operation);
    const normal = normalUnits(loss, add(good, lost), good);
    rows.push({ loss, spoiled: lost, normal });
    const { operation } = loss;
    units.push({ place: placeOf(operation), operation, normal, abnormal: subtract(lost, normal) });
  }
  const others = [...spoiled].filter(([operation]) => !special.has(operation));
  if (general !== undefined) {
    const lost = sumOf(others.map(([, quantity]) => quantity));
    const normal = normalUnits(general, add(received, lost), received);
    rows.push({ loss: general, spoiled: lost, normal });
    // In proportion to what was spoiled; where nothing was, at the last operation.
    const parts = lost.numerator === 0n ? [] : others;
    const last = routing.operations[routing.operations.length - 1];
    const rest = parts.length > 0 ? [] : [{ operation: last, part: fraction(1n) }];
    for (const { operation, part } of [
      ...parts.map(([operation, quantity]) => ({ operation, part: divide(quantity, lost) })),
      ...rest,
    ]) {
      const abnormal = multiply(subtract(lost, normal), part);
      units.push({ place: placeOf(operation), operation, normal: multiply(normal, part), abnormal });
    }
  } else if (isAbnormal) {
    for (const [operation] of others) {
      const quantity = posted.get(operation) ?? 0;
      units.push({ place: placeOf(operation), operation, normal: ZERO, abnormal: fraction(quantity, UNIT) });
    }
  }
  const elsewhere = routing.isVirtual
    ? []
    : [...given.posted].filter(([operation]) => !routing.operations.includes(operation));
  for (const [operation, quantity] of elsewhere) spoiled.set(operation, fraction(quantity, UNIT));
  return { units, rows, spoiled: sumOf([...spoiled.values()]), byOperation: spoiled };
}

/** By the code of the operation; what was posted at an operation that the order doesn't have is borne by the good units. */
function spoiledAt({ progress, posted, closes }: SpoiledGiven, rows: readonly NormalLoss[]): Map<number, Fraction> {
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
