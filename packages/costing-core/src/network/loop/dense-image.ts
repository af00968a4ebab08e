import type { Weights } from './sent.js';

/** What a correction d makes of the equations, W_j·d_j − Σ_i w_ij·d_i, exactly; and the correction that this is of. */
export type Image = (correction: readonly bigint[]) => {
  readonly applied: readonly bigint[];
  readonly image: readonly bigint[];
};

/**
 * The image of a correction where nearly every node feeds nearly every other: a million products of long integers a round otherwise.
 *
 * A correction needs only the digits that it gets right. It is cut to 40 bits of its largest member, and that and the weights are
 * split into limbs of 20 bits: a product of limbs is below 2^40, so 2^13 of them add up exactly in a double.
 *
 * Where nodes differ by many orders of magnitude the small ones lose what they need, and corrections stop helping.
 *
 * @returns undefined where a weight is longer than two limbs, or there are too many nodes.
 */
export function denseImage({ sent, onward }: Weights): Image | undefined {
  const count = sent.nodeCount;
  if (count > MOST_NODES || sent.weight.some((weight) => weight >= LARGEST_WEIGHT)) return undefined;
  const rows = onward.map((_, node) => {
    const [low, high] = [new Float64Array(count), new Float64Array(count)];
    for (let at = sent.firstAt[node]; at < sent.firstAt[node + 1]; at++) {
      const target = sent.to[at];
      high[target] = Math.floor(sent.weight[at] / LIMB);
      low[target] = sent.weight[at] - high[target] * LIMB;
    }
    return { low, high };
  });
  return (correction) => {
    const longest = correction.reduce((most, of) => Math.max(most, (of < 0n ? -of : of).toString(2).length), 0);
    const cut = BigInt(Math.max(longest - 2 * LIMB_BITS, 0));
    const digits = correction.map((of) => Number(of >> cut));
    /** By target: the sums of products of low limbs, of a low and a high one, of high ones. */
    const lows = new Float64Array(count);
    const middles = new Float64Array(count);
    const highs = new Float64Array(count);
    for (let node = 0; node < count; node++) {
      const high = Math.floor(digits[node] / LIMB);
      const low = digits[node] - high * LIMB;
      const of = rows[node];
      for (let target = 0; target < count; target++) {
        lows[target] += low * of.low[target];
        middles[target] += low * of.high[target] + high * of.low[target];
        highs[target] += high * of.high[target];
      }
    }
    const image = digits.map((own, node) => {
      const received =
        BigInt(lows[node]) +
        (BigInt(middles[node]) << BigInt(LIMB_BITS)) +
        (BigInt(highs[node]) << BigInt(2 * LIMB_BITS));
      return (onward[node] * BigInt(own) - received) << cut;
    });
    return { applied: digits.map((own) => BigInt(own) << cut), image };
  };
}

const LIMB_BITS = 20;
const LIMB = 2 ** LIMB_BITS;
const LARGEST_WEIGHT = LIMB ** 2;
/** The middle sums have two products a node. */
const MOST_NODES = 4_096;
