/** How structure data is read, where practice differs. Nothing here has a hidden default. */
export interface BomPolicy {
  /**
   * What a line's scrap rate s does to its quantity: `mark_up` multiplies by 1 + s, `yield` divides by 1 − s.
   * Of 100 with s = 0.05: 105, or 105.26….
   */
  readonly line_scrap: 'mark_up' | 'yield';
  /**
   * Which lines are raised so that enough is left after the scrap of the operations that follow, by
   * 1/Π(1 − f) from the line's operation on: `linked_lines` those that name an operation; `all_lines` also the
   * others, which then enter at the first operation; `none` no line.
   */
  readonly operation_scrap: 'linked_lines' | 'all_lines' | 'none';
  /** The lot of an item that states none: its BOM's base quantity, or a quantity in its base unit. */
  readonly costing_lot: 'bom_base_quantity' | (string & {});
  readonly quantity_rounding: QuantityRounding;
}

/**
 * Rounds each line's need, in the line's own unit, to the step of that unit, before going a level down.
 * A unit without a step is not rounded.
 */
export interface QuantityRounding {
  readonly components: RoundingDirection;
  readonly outputs: RoundingDirection;
  readonly step: Readonly<Record<string, string>>;
}

export type RoundingDirection = 'exact' | 'up' | 'down' | 'half_up';

/** No quantity is rounded anywhere. */
export const EXACT_QUANTITIES: QuantityRounding = { components: 'exact', outputs: 'exact', step: {} };
