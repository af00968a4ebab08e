import type { MovementType } from '@millrace/costing-core';
import type { Place } from './bucket.js';
import type { Counted, Movement } from './counted.js';
import { type Fraction, smaller, sum, ZERO } from './fraction.js';
import { arrivalOf, placeOf } from './places.js';

/** What a return takes back. */
export const RETURNED: Partial<Record<MovementType, readonly MovementType[]>> = {
  issue_return: ['issue'],
  sale_return: ['sale'],
  purchase_return: ['purchase_receipt', 'purchase_estimate'],
  purchase_estimate_reversal: ['purchase_estimate'],
  completion_reversal: ['completion'],
};

/** A return, or a part of one, that reduces no movement of the period. */
export interface FixedReturn {
  readonly movement: Movement;
  readonly quantity: Fraction;
  /** What it takes back more than whole, and how much of that came back before. */
  readonly exceeds?: { readonly original: Movement; readonly before: Fraction };
}

/** A receipt that takes the place of an estimate of an earlier period, which this period reverses (rules.md 21). */
interface Correction {
  readonly receipt: Movement;
  readonly reversal: Movement;
  readonly quantity: Fraction;
  /** How much of the reversal other receipts correct before. */
  readonly before: Fraction;
}

export interface Netted {
  /** What is left of a movement of the period after its returns. */
  readonly net: (movement: Movement) => Fraction;
  /** What has been returned of a movement, never more than it moved. */
  readonly returned: (movement: Movement) => Fraction;
  readonly fixed: readonly FixedReturn[];
  readonly corrections: readonly Correction[];
  /** Of a movement, what is corrected or corrects: it moves no stock. */
  readonly corrected: (movement: Movement) => Fraction;
}

export function isReturn(movement: Movement): boolean {
  return RETURNED[movement.is] !== undefined || isUnvaluedGain(movement);
}

/**
 * Sets returns off against what they return (rules.md 21 and 22): first those linked to a movement of the period,
 * then the others against the latest like outflows; what is left of them is a fixed flow.
 */
export function netReturns({ movements }: Counted, bucketOf: (place: Place) => string): Netted {
  const left = new Map(movements.map((movement) => [movement, movement.quantity]));
  const net = (movement: Movement) => left.get(movement) ?? ZERO;
  const fixed: FixedReturn[] = [];
  const take = (from: Movement, quantity: Fraction) => {
    const taken = smaller(net(from), quantity);
    left.set(from, net(from).minus(taken));
    return quantity.minus(taken);
  };

  const returns = movements.filter(isReturn);
  const originalOf = ({ refersTo }: Movement) => movements.find(({ movement }) => movement === refersTo);
  const cameBack = new Map<Movement, Fraction>();
  const exceeds = new Map<Movement, { original: Movement; before: Fraction }>();
  const back = new Map(returns.map((movement) => [movement, movement.quantity]));
  const rest = (movement: Movement) => back.get(movement) ?? ZERO;
  for (const movement of returns) {
    left.set(movement, ZERO);
    const original = originalOf(movement);
    if (original === undefined || !takesBack(movement, original)) continue;
    const excess = take(original, movement.quantity);
    back.set(movement, excess);
    const cumulated = (cameBack.get(original) ?? ZERO).plus(movement.quantity);
    cameBack.set(original, cumulated);
    if (excess.sign > 0) exceeds.set(movement, { original, before: cumulated.minus(excess) });
  }
  // What happens again takes back the return that it names.
  for (const again of movements) {
    const returned = originalOf(again);
    if (returned === undefined || !back.has(returned) || !happensAgain(again, returned)) continue;
    if (bucketOf(placeOf(again)) !== bucketOf(placeOf(returned))) continue;
    const quantity = rest(returned);
    back.set(returned, take(again, quantity));
  }
  for (const movement of returns) {
    if (originalOf(movement) === undefined || rest(movement).sign === 0) continue;
    const beyond = exceeds.get(movement);
    fixed.push({ movement, quantity: rest(movement), ...(beyond && { exceeds: beyond }) });
  }
  for (const movement of returns) {
    if (originalOf(movement) !== undefined) continue;
    let quantity = rest(movement);
    if (movement.refersTo === '') {
      const alike = movements.filter(
        (other) => isLikeOutflow(movement, other) && bucketOf(placeOf(other)) === bucketOf(placeOf(movement)),
      );
      for (const other of alike.reverse()) quantity = take(other, quantity);
    }
    if (quantity.sign > 0) fixed.push({ movement, quantity });
  }

  const corrections: Correction[] = [];
  const corrected = (movement: Movement) =>
    sum(corrections.filter((of) => [of.receipt, of.reversal].includes(movement)).map(({ quantity }) => quantity));
  const reversals = fixed.filter(
    ({ movement }) =>
      ['purchase_estimate_reversal', 'purchase_return'].includes(movement.is) &&
      movement.refersTo !== '' &&
      originalOf(movement) === undefined,
  );
  for (const receipt of movements) {
    if (receipt.refersTo === '' || !['purchase_receipt', 'purchase_estimate'].includes(receipt.is)) continue;
    for (const { movement: reversal, quantity: whole } of reversals) {
      if (!isNamed(reversal, receipt) || bucketOf(placeOf(reversal)) !== bucketOf(arrivalOf(receipt))) continue;
      const before = corrected(reversal);
      const quantity = smaller(whole.minus(before), net(receipt).minus(corrected(receipt)));
      if (quantity.sign > 0) corrections.push({ receipt, reversal, quantity, before });
    }
  }
  /** A reversal of an estimate is named by what it reverses too, or by another reversal of that. */
  function isNamed(reversal: Movement, { refersTo }: Movement): boolean {
    if (reversal.type !== 'purchase_estimate_reversal') return refersTo === reversal.movement;
    const named = reversals.find(({ movement }) => movement.movement === refersTo)?.movement;
    const estimate = named?.type === 'purchase_estimate_reversal' ? named.refersTo : refersTo;
    return reversal.refersTo === estimate;
  }

  return {
    net,
    returned: (movement) => movement.quantity.minus(net(movement)),
    fixed,
    corrections,
    corrected,
  };
}

/** Of a sale, issue or completion: whether it does again what a return of the same order or centre took back. */
function happensAgain(again: Movement, returned: Movement): boolean {
  const brings = ['purchase_receipt', 'purchase_estimate'].includes(again.is);
  const isSame = again.order === returned.order && again.centre === returned.centre;
  return !brings && isSame && takesBack(returned, again);
}

function takesBack(movement: Movement, original: Movement): boolean {
  const types = RETURNED[movement.is] ?? [];
  const [came, left] = [arrivalOf(original), placeOf(movement)];
  return types.includes(original.is) && came.plant === left.plant && came.item === left.item;
}

/** A count gain for which no amount is given. */
function isUnvaluedGain({ type, amounts }: Movement): boolean {
  return type === 'count_gain' && amounts === undefined;
}

/** Vendor returns reduce no outflow: they are one. */
function isLikeOutflow(movement: Movement, other: Movement): boolean {
  const types: Partial<Record<MovementType, MovementType>> = {
    issue_return: 'issue',
    sale_return: 'sale',
    completion_reversal: 'completion',
    count_gain: 'count_loss',
  };
  return (
    other.is === types[movement.is] &&
    other.order === movement.order &&
    (movement.order !== '' || other.centre === movement.centre)
  );
}
