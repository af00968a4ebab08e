import type { BomRows } from '@millrace/bom';

/** The rows that a standard cost is rolled up from: those of the structure and the tables below. */
export interface StandardRows extends BomRows {
  /** Left out: every element that occurs, by code, without a class. */
  readonly cost_element?: readonly CostElementRow[] | undefined;
  readonly work_centre?: readonly WorkCentreRow[] | undefined;
  readonly rate?: readonly RateRow[] | undefined;
  readonly item_price?: readonly ItemPriceRow[] | undefined;
  readonly joint_output?: readonly JointOutputRow[] | undefined;
}

export interface CostElementRow {
  readonly element: string;
  readonly class?: string | undefined;
  readonly position?: string | undefined;
}

export interface WorkCentreRow {
  readonly work_centre: string;
  readonly centre: string;
}

/**
 * What one unit of a driver costs: an hour of machine or labour time, a cycle (one run of an operation's base
 * quantity), a piece that enters the operation, a lot.
 */
export type RateDriver = 'hours_machine' | 'hours_labour' | 'cycles' | 'quantity' | 'lots';

export interface RateRow {
  readonly plant?: string | undefined;
  readonly centre?: string | undefined;
  readonly work_centre?: string | undefined;
  readonly driver: RateDriver;
  readonly element: string;
  readonly valid_from?: string | undefined;
  readonly rate: string;
  /** Of a rate per time; left out: per hour. */
  readonly time_unit?: 'hour' | 'minute' | 'second' | '' | undefined;
}

export interface ItemPriceRow {
  readonly plant?: string | undefined;
  readonly item: string;
  /** `plan`, `standard`, `purchase`, or another name that the policy's price chain uses. */
  readonly kind: string;
  /** Left out: the item's element, else the policy's. */
  readonly element?: string | undefined;
  readonly valid_from?: string | undefined;
  readonly price: string;
  /** The price is for so many units; left out: 1. */
  readonly per_quantity?: string | undefined;
  /** Left out: the item's base unit. */
  readonly unit?: string | undefined;
}

/** How an output of an item's process shares its cost. */
export interface JointOutputRow {
  readonly plant?: string | undefined;
  readonly item: string;
  readonly output_item: string;
  readonly valid_from?: string | undefined;
  readonly role: 'main' | 'co' | 'by';
  /** Equivalence number: the output's part is weight · quantity over the sum of these. */
  readonly weight?: string | undefined;
  /** Of a by-product: the value per unit that is credited. */
  readonly price?: string | undefined;
}
