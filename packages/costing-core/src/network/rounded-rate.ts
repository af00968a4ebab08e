import { divRound, safe } from '@millrace/exact';
import { addTo, remainder } from './amounts.js';
import { elementAtArrival } from './combined.js';
import { exactWeight, type Network, OUTSIDE, type RateRounding } from './network.js';
import { type Settling, strand } from './stranded.js';

/**
 * Settles a node whose rate is rounded (分配率保留位数, 尾差倒挤; rules.md 10). 10,000.00 over 300, 500 and 700 at a rate of two
 * decimals: 6.67, so 2,001.00 and 3,335.00, and the last takes the rest, 4,664.00.
 */
export function settleAtRoundedRate(
  network: Network,
  node: number,
  { held, given, carried, stranded }: Settling,
): void {
  const { elementCount, firstEdge, edgeTo } = network;
  const first = firstEdge[node];
  const weights: bigint[] = [];
  for (let edge = first; edge < firstEdge[node + 1]; edge++) weights.push(exactWeight(network, edge));
  const rest = remainder(held, given, node, elementCount);
  const rounding = network.rounding.get(node) as RateRounding;
  if (weights.every((weight) => weight === 0n)) {
    strand(stranded, node, 'no_weight', rest);
    return;
  }
  for (const [e, amount] of rest.entries()) {
    if (amount === 0) continue;
    for (const [i, part] of partsAtRoundedRate(BigInt(amount), weights, rounding).entries()) {
      const edge = first + i;
      carried[edge * elementCount + e] = safe(part);
      if (edgeTo[edge] !== OUTSIDE) {
        addTo(held, edgeTo[edge] * elementCount + elementAtArrival(network, edge, e), safe(part));
      }
    }
  }
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
