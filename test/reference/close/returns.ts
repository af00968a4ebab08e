import type { MovementType } from '@millrace/costing-core';
import type { Counted, Movement } from './counted.js';
import { type Fraction, smaller, ZERO } from './fraction.js';

/** What a return takes back. */
export const RETURNED: Partial<Record<MovementType, readonly MovementType[]>> = {
  issue_return: ['issue'],
  sale_return: ['sale'],
  purchase_return: ['purchase_receipt', 'purchase_estimate'],
  purchase_estimate_reversal: ['purchase_estimate'],
  completion_reversal: ['completion'],
};

/** A return, or a part of one, that reduces no movement of the period: a flow of its own at the original value. */
export interface FixedReturn {
  readonly movement: Movement;
  readonly quantity: Fraction;
}

export interface Netted {
  /** What is left of a movement of the period after its returns. */
  readonly net: (movement: Movement) => Fraction;
  /** What has been returned of a movement, never more than it moved. */
  readonly returned: (movement: Movement) => Fraction;
  readonly fixed: readonly FixedReturn[];
}

export function isReturn(movement: Movement): boolean {
  return RETURNED[movement.type] !== undefined || isUnvaluedGain(movement);
}

/**
 * Sets returns off against what they return (rules.md 21 and 22): first those linked to a movement of the period,
 * then the others against the latest like outflows; what is left of them is a fixed flow.
 */
export function netReturns({ movements }: Counted, bucketOf: (movement: Movement) => string): Netted {
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
  for (const movement of returns) {
    left.set(movement, ZERO);
    const original = originalOf(movement);
    if (original === undefined) continue;
    if (!takesBack(movement, original)) {
      fixed.push({ movement, quantity: movement.quantity });
      continue;
    }
    const excess = take(original, movement.quantity);
    if (excess.sign > 0) fixed.push({ movement, quantity: excess });
  }
  for (const movement of returns) {
    if (originalOf(movement) !== undefined) continue;
    let quantity = movement.quantity;
    if (movement.refersTo === '') {
      const alike = movements.filter(
        (other) => isLikeOutflow(movement, other) && bucketOf(other) === bucketOf(movement),
      );
      for (const other of alike.reverse()) quantity = take(other, quantity);
    }
    if (quantity.sign > 0) fixed.push({ movement, quantity });
  }
  return { net, returned: (movement) => movement.quantity.minus(net(movement)), fixed };
}

function takesBack(movement: Movement, original: Movement): boolean {
  const types = RETURNED[movement.type] ?? [];
  return types.includes(original.type) && original.plant === movement.plant && original.item === movement.item;
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
    other.type === types[movement.type] &&
    other.order === movement.order &&
    (movement.order !== '' || other.centre === movement.centre)
  );
}
