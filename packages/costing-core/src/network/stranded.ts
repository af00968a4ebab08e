/** Value that could not move on. */
export interface Stranded {
  readonly node: number;
  /** `no_weight`: no share edge of positive weight leaves; `trapped`: every edge stays within one loop. */
  readonly reason: 'no_weight' | 'trapped';
  readonly amounts: readonly number[];
}

/** What settling a network fills in, node by node. */
export interface Settling {
  readonly held: Float64Array;
  /** What fixed edges take from each node; undefined where there are none. */
  readonly given: Float64Array | undefined;
  readonly carried: Float64Array;
  readonly stranded: Stranded[];
}

/** Notes what stays in a node, unless that is 0. */
export function strand(
  stranded: Stranded[],
  node: number,
  reason: Stranded['reason'],
  amounts: readonly number[],
): void {
  if (amounts.some((amount) => amount !== 0)) stranded.push({ node, reason, amounts });
}
