/**
 * Money, quantities, hours and rates are all integers inside, and never interchangeable: each has its brand.
 * An `Amount` counts the ledger's smallest unit (scale 2: cents), the others have the fixed scales below.
 */
declare const unit: unique symbol;

export type Amount = number & { readonly [unit]: 'amount' };
export type Quantity = number & { readonly [unit]: 'quantity' };
export type Hours = number & { readonly [unit]: 'hours' };
export type Rate = number & { readonly [unit]: 'rate' };

/** Decimals of quantities and hours. */
export const QUANTITY_SCALE = 6;
/** Decimals of rates and prices. */
export const RATE_SCALE = 9;
