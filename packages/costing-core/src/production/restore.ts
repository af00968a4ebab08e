import { add, divide, type Fraction, multiply, subtract, ZERO } from '@millrace/exact';
import { type Exact, exactly } from '../standard/activity.js';
import { rounded } from './split.js';

/** A finished product's cost by the elements of its semi-finished product (成本还原). */
export interface Restored {
  /** 还原率: what is to be restored ÷ what the semi made in the period cost. */
  readonly rate: Fraction;
  /** By element, the semi's part; rounded to `scale`, the residue element takes the rest. */
  readonly restored: Readonly<Record<string, Fraction>>;
  /** With the product's own cost. The total is the one before. */
  readonly cost: Readonly<Record<string, Fraction>>;
  readonly total: Fraction;
}

/**
 * Shows a semi-finished product that was costed as one amount by the elements it was made of (成本还原): each element takes its part
 * in the proportions of what the semi made in the period cost. The total stays.
 *
 * @param semi the semi's cost in the finished product.
 * @param made what the semi made in the period cost, by element in their order; an element of the semi of the step before stays one.
 * @param own what the last step added, by element.
 * @param residue the element that takes what rounding leaves; the last one that the semi has, by default.
 * @param rate_rounding decimals that the rate keeps (还原分配率法), or each element's share of what was made (项目比重还原法); exact unless given.
 * @throws RangeError where nothing was made, or `residue` is no element of either.
 *
 * @example
 * restore('15200', { 材料: '18240', 工资: '6980', 制造: '5180' }, { 工资: '6420', 制造: '5880' })
 * // rate 0.5: 9,120.00, 3,490.00, 2,590.00; cost 9,120.00, 9,910.00, 8,470.00
 */
export function restore(
  semi: Exact,
  made: Readonly<Record<string, Exact>>,
  own: Readonly<Record<string, Exact>> = {},
  {
    scale = 2,
    residue,
    rate_rounding,
  }: {
    readonly scale?: number;
    readonly residue?: string | undefined;
    readonly rate_rounding?: number | { readonly share: number } | undefined;
  } = {},
): Restored {
  const elements = Object.keys(made);
  const whole = elements.map((element) => exactly(made[element])).reduce(add, ZERO);
  if (whole.numerator === 0n) throw new RangeError('nothing was made to restore by');
  const exact = divide(exactly(semi), whole);
  const rate = typeof rate_rounding === 'number' ? rounded(exact, rate_rounding) : exact;
  const partOf = (element: string) =>
    typeof rate_rounding === 'object'
      ? multiply(exactly(semi), rounded(divide(exactly(made[element]), whole), rate_rounding.share))
      : multiply(rate, exactly(made[element]));
  let rest = exactly(semi);
  if (residue !== undefined && ![made, own].some((by) => residue in by)) {
    throw new RangeError(`${residue}, which is to take the rest, is no element of the semi or its product`);
  }
  const has = (element: string) => made[element] !== undefined && exactly(made[element]).numerator !== 0n;
  const last = residue !== undefined && has(residue) ? residue : elements.findLast(has);
  const restored: Record<string, Fraction> = {};
  for (const element of elements) {
    if (element === last) continue;
    restored[element] = rounded(partOf(element), scale);
    rest = subtract(rest, restored[element]);
  }
  restored[last as string] = rest;
  const names = [...new Set([...elements, ...Object.keys(own)])];
  const cost = Object.fromEntries(names.map((name) => [name, add(restored[name] ?? ZERO, exactly(own[name] ?? ZERO))]));
  return { rate, restored, cost, total: Object.values(cost).reduce(add, ZERO) };
}
