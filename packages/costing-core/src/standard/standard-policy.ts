import type { BomPolicy } from '@millrace/bom';

/** Every choice that moves a standard cost; no choice has a hidden default. */
export interface StandardPolicy extends BomPolicy {
  /** Decimals of a unit cost, 0 to 9. */
  readonly cost_scale: number;
  /**
   * Where unit costs are rounded (half away from zero, at `cost_scale`):
   * `once` each (item, element) once, from its exact value over the rounded costs of its components;
   * `every_line` also each line's and operation's part of it, for those who must match a system that does so;
   * `never` only what is shown: exact fractions go up through all levels.
   */
  readonly cost_rounding: 'once' | 'every_line' | 'never';
  /** Kinds of item_price, best first: the first with a price in force is taken, for all elements. */
  readonly price_chain: readonly string[];
  /** A price given per another unit or quantity is converted exactly, or rounded to so many decimals first. */
  readonly converted_price: 'exact' | number;
  /** The element of a purchase price where neither the price nor the item names one. */
  readonly purchase_element: string;
  readonly subcontract_element: string;
  /** Cycles of an operation: in proportion, or rounded up to whole ones for each lot. */
  readonly cycles: 'in_proportion' | 'whole';
  /** A by-product without a price of its own is credited by its own elements, or all in one. */
  readonly by_product_credit: 'own_elements' | { readonly element: string };
  /** Applied in this order; a later one sees what earlier ones added. */
  readonly surcharges: readonly Surcharge[];
}

/** A percentage on the elements of one class, booked to an element of its own. */
export interface Surcharge {
  readonly element: string;
  /** 0.05 is 5 %. */
  readonly rate: string;
  /** The class of the cost elements that make the base. */
  readonly on_class: string;
  /**
   * Which part of them: `price` the purchase price of a bought item; `purchased_components` what bought components
   * bring in on the level where they are used; `all_components` what all components bring in, so that it is
   * charged again on every level; `own` the conversion of the level itself.
   */
  readonly basis: 'price' | 'purchased_components' | 'all_components' | 'own';
}
