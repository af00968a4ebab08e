import { divRound, Overflow, roundUnlessInDoubt, safe } from './mul-div-round.js';

/**
 * Splits `amount` in proportion to `weights` by cumulative rounding, in the order given:
 * share_i = R(amount·(w_1+…+w_i)/W) − R(amount·(w_1+…+w_{i−1})/W), W = Σw, R half away from zero.
 *
 * The shares add up to the amount exactly, each is less than one unit from its exact value, weight 0 gets 0,
 * and a negative amount splits like the positive one.
 *
 * Units: the amount in its smallest unit, weights in any one unit, all safe integers; weights not negative.
 * @throws RangeError when no weight is positive and the amount isn't 0, or a weight is negative.
 *
 * @example
 * apportion(1000, [1, 1, 1]) // [333, 334, 333]: 10.00 over three equal issues
 */
export function apportion(amount: number, weights: ArrayLike<number>): number[] {
  const total = totalWeight(amount, weights);
  const shares = new Array<number>(weights.length);
  let before = 0;
  if (total <= Number.MAX_SAFE_INTEGER) {
    const W = Number(total);
    const ratio = amount / W;
    let cumulative = 0;
    for (let i = 0; i < weights.length; i++) {
      cumulative += weights[i];
      const upTo = W === 0 ? 0 : roundUnlessInDoubt(ratio * cumulative, amount, cumulative, W);
      shares[i] = upTo - before;
      before = upTo;
    }
    return shares;
  }
  let cumulative = 0n;
  for (let i = 0; i < weights.length; i++) {
    cumulative += BigInt(weights[i]);
    const upTo = safe(divRound(BigInt(amount) * cumulative, total));
    shares[i] = upTo - before;
    before = upTo;
  }
  return shares;
}

function totalWeight(amount: number, weights: ArrayLike<number>): bigint {
  if (!Number.isSafeInteger(amount)) throw new Overflow(amount);
  let total = 0;
  let overflowed = 0n;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i];
    if (!(weight >= 0 && weight <= Number.MAX_SAFE_INTEGER)) throw new RangeError(`weight ${weight} of share ${i}`);
    if (total + weight > Number.MAX_SAFE_INTEGER) {
      overflowed += BigInt(total);
      total = 0;
    }
    total += weight;
  }
  const sum = overflowed + BigInt(total);
  if (sum === 0n && amount !== 0) throw new RangeError(`${amount} can't be split: no weight is positive`);
  return sum;
}
