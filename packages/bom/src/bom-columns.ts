/**
 * A line says how much of `component` one unit of `parent` takes: quantity / denominator of the parent, exactly.
 * Negative quantities are outputs (by-products).
 */
export interface BomColumns {
  /** Items are the numbers 0 … items − 1. */
  readonly items: number;
  readonly parent: Int32Array;
  readonly component: Int32Array;
  /** Safe integers, in units of 1/denominator. */
  readonly quantity: Int32Array | Float64Array;
  /** One for all, or one per item, applied to its own lines: positive safe integers. */
  readonly denominator: number | Float64Array;
  /** Parents whose quantities don't fit into safe integers; their `quantity` and `denominator` above are ignored. */
  readonly oversized?: ReadonlyMap<number, Oversized> | undefined;
}

export interface Oversized {
  /** In the order of the parent's lines. */
  readonly quantities: readonly bigint[];
  readonly denominator: bigint;
}
