import { divRound, largestRemainder, largestRemainderExactly, safe } from '@millrace/exact';
import { addTo, remainder } from './amounts.js';
import { elementAtArrival } from './combined.js';
import { exactWeight, type Network, type NodeRounding, OUTSIDE, type RateRounding } from './network.js';
import { type Settling, strand } from './stranded.js';

/**
 * Settles a node whose rate is rounded (分配率保留位数, 尾差倒挤; rules.md 10), or that shares by largest remainder (最大余额法).
 * 10,000.00 over 300, 500 and 700 at a rate of two decimals: 6.67, so 2,001.00 and 3,335.00, and the last takes the rest,
 * 4,664.00. By largest remainder 2,000.00, 3,333.33 and 4,666.67.
 */
export function settleAsRounded(network: Network, node: number, { held, given, carried, stranded }: Settling): void {
  const { elementCount, firstEdge, edgeTo, edgeWeight } = network;
  const first = firstEdge[node];
  const rest = remainder(held, given, node, elementCount);
  const weights = edgeWeight.subarray(first, firstEdge[node + 1]);
  if (weights.every((weight) => weight === 0)) {
    strand(stranded, node, 'no_weight', rest);
    return;
  }
  const partsOf = split(network, node, weights);
  for (const [e, amount] of rest.entries()) {
    if (amount === 0) continue;
    const parts = partsOf(amount);
    for (let i = 0; i < parts.length; i++) {
      const edge = first + i;
      carried[edge * elementCount + e] = parts[i];
      if (edgeTo[edge] !== OUTSIDE) {
        addTo(held, edgeTo[edge] * elementCount + elementAtArrival(network, edge, e), parts[i]);
      }
    }
  }
}

/** How the node splits an amount over its edges. */
function split(network: Network, node: number, weights: Float64Array): (amount: number) => ArrayLike<number> {
  const rounding = network.rounding.get(node) as NodeRounding;
  if (rounding.of === 'remainder' && weights.every((weight) => weight >= 0 && Number.isFinite(weight))) {
    return (amount) => largestRemainder(amount, weights);
  }
  const first = network.firstEdge[node];
  const exact = Array.from(weights, (_, i) => exactWeight(network, first + i));
  return rounding.of === 'remainder'
    ? (amount) => largestRemainderExactly(BigInt(amount), exact).map(safe)
    : (amount) => partsAtRoundedRate(BigInt(amount), exact, rounding).map(safe);
}

/** The parts of `amount` at a rounded rate; the last of positive weight takes what the others leave. */
export function partsAtRoundedRate(amount: bigint, weights: readonly bigint[], { of, steps }: RateRounding): bigint[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  const last = weights.findLastIndex((weight) => weight > 0n);
  const { numerator: p, denominator: q } = steps;
  const rate = of === 'rate' ? divRound(amount * p, total * q) : 0n;
  let rest = amount;
  const parts = weights.map((weight) => {
    const part =
      of === 'rate' ? divRound(rate * weight * q, p) : divRound(divRound(weight * p, total * q) * amount * q, p);
    rest -= part;
    return part;
  });
  if (last >= 0) parts[last] += rest;
  return parts;
}
