import {
  add,
  type Fraction,
  fraction,
  greatestCommonDivisor,
  overCommonDenominator,
  QUANTITY_SCALE,
} from '@millrace/exact';

/** The drivers that every ledger has (分配标准): they come from work reports and routings. Others are rows of `driver`. */
export const BUILT_IN_DRIVERS = [
  'hours_machine',
  'hours_labour',
  'quantity_good',
  'cycles',
  'quota_hours_machine',
  'quota_hours_labour',
] as const;
export type BuiltInDriver = (typeof BUILT_IN_DRIVERS)[number];

/** What a report counts that a formula may name. */
export const REPORTED_QUANTITIES = [
  'hours_machine',
  'hours_labour',
  'quantity_good',
  'quantity_scrap',
  'cycles',
] as const;

/** Millionths of a driver's own unit: a whole number mostly, a fraction where it isn't one. Never rounded. */
export type Millionths = number | Fraction;

/** What bears a part of what a driver spreads. */
export interface Target {
  readonly kind: 'order' | 'item' | 'centre';
  /** Row of an order; code of an item or a centre. */
  readonly ref: number;
  /** Of an order: the operation that was reported or stated; 0 for none. */
  readonly operation: number;
  /** True: the operation, or that there is none, is the one of the stage that it enters, whatever centre spreads it. */
  readonly isPlaced?: true;
  /** Its place among the targets; NaN for none. */
  readonly position: number;
  readonly quantity: Millionths;
}

/** What bears a part in the end: an order's stage, a centre, or nobody, where an item has no order of the period. */
export interface Driven {
  readonly kind: 'order' | 'centre' | 'nobody';
  readonly ref: number;
  readonly operation: number;
  readonly quantity: Millionths;
}

/** What reads drivers, as far as rates ask. */
export interface DriverReader {
  /** What a centre's cost is spread over, with what is above zero. */
  read(centre: number, driver: string): { readonly total: Millionths };
  /** Run hours of a piece over the operations that an item's routing has in a centre. */
  quotaOfItem(centre: number, item: number, kind: 'machine' | 'labour'): Millionths;
}

/** Rates that are known before anything is settled, in currency for one of the driver's own unit, by the element's place. */
export type Rates = ReadonlyMap<number, Fraction>;

export function asFraction(quantity: Millionths): Fraction {
  return typeof quantity === 'number' ? fraction(quantity) : quantity;
}

export function plus(a: Millionths, b: Millionths): Millionths {
  if (typeof a === 'number' && typeof b === 'number') return a + b;
  return add(asFraction(a), asFraction(b));
}

/** −1, 0 or 1. */
export function signOf(quantity: Millionths): number {
  return typeof quantity === 'number'
    ? Math.sign(quantity)
    : quantity.numerator < 0n
      ? -1
      : quantity.numerator > 0n
        ? 1
        : 0;
}

export function sumOf(parts: Iterable<{ readonly quantity: Millionths }>): Millionths {
  let sum: Millionths = 0;
  for (const { quantity } of parts) sum = plus(sum, quantity);
  return sum;
}

/** Quantities as the weights of a node's edges: integers in the same proportions, and how many of them make one unit. */
export function weightsOf(quantities: readonly Millionths[]): {
  readonly weights: ArrayLike<number | bigint>;
  readonly unit: Fraction;
} {
  const ONE_UNIT = 10 ** QUANTITY_SCALE;
  if (quantities.every((quantity) => typeof quantity === 'number')) {
    return { weights: quantities, unit: fraction(ONE_UNIT) };
  }
  const whole = overCommonDenominator([...quantities.map(asFraction), fraction(ONE_UNIT)]);
  const divisor = whole.slice(0, -1).reduce(greatestCommonDivisor, 0n) || 1n;
  const unit = fraction(whole[whole.length - 1], divisor);
  return { weights: whole.slice(0, -1).map((weight) => weight / divisor), unit };
}

/** The item by whose need a driver `quota:ITEM` spreads (定额消耗量); undefined for any other driver. */
export function quotaItem(driver: string): string | undefined {
  return driver.startsWith(QUOTA) ? driver.slice(QUOTA.length) : undefined;
}

const QUOTA = 'quota:';

export function isBuiltIn(driver: string): driver is BuiltInDriver {
  return (BUILT_IN_DRIVERS as readonly string[]).includes(driver);
}
