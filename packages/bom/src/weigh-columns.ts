import { type Fraction, fraction, multiply, overCommonDenominator } from '@millrace/exact';
import type { BomColumns, Oversized } from './bom-columns.js';
import type { BomPolicy } from './policy.js';

/**
 * Bills of material as columns, one entry a line, for catalogues that don't fit into memory as rows. Columns that
 * are left out have the meaning written beside them. Phantoms, and which BOM and lines count on the day, are the caller's:
 * only lines that do belong here.
 */
export interface LineColumns {
  /** Items are the numbers 0 … items − 1. */
  readonly items: number;
  readonly parent: Int32Array;
  readonly component: Int32Array;
  /** In units of 10^-quantityScale of the line's unit, per base quantity; negative: a by-product. */
  readonly quantity: Int32Array | Float64Array;
  readonly quantityScale: number;
  /**
   * Exact factors of a line as numerator and denominator: component units per line unit, and what operation scrap adds.
   * Left out: 1.
   */
  readonly factor?: { readonly numerator: Float64Array; readonly denominator: Float64Array } | undefined;
  /** Line scrap in units of 10^-6; read as the policy says. Left out: none. */
  readonly scrap?: Int32Array | undefined;
  /** 1: per lot. Left out: all lines are per base quantity. */
  readonly fixed?: Uint8Array | undefined;
  /** By item, in units of 10^-6: what the lines make. Left out: 1. */
  readonly baseQuantity?: Float64Array | undefined;
  /** By item, in units of 10^-6: what fixed lines are spread over. Left out: the base quantity. */
  readonly costingLot?: Float64Array | undefined;
}

/**
 * What one unit of each parent takes of each component, exactly, over one denominator a parent:
 *
 *     variable   quantity / base quantity · factor · scrap        fixed   quantity / costing lot · factor
 *
 * 5 m per 2 pieces with 4 % mark-up are 13/5; with a fixed 1 over a lot of 10 beside it, 26 and 1 over 10. Parents
 * whose numbers outgrow 2^53 become `oversized`, kept in BigInt.
 *
 * @throws RangeError when a base quantity or lot isn't positive, or a scrap rate isn't from 0 to below 1.
 */
export function weighColumns(columns: LineColumns, { line_scrap }: Pick<BomPolicy, 'line_scrap'>): WeighedColumns {
  const { items, quantityScale, parent, component } = columns;
  const scale = 10 ** quantityScale;
  const quantity = new Float64Array(parent.length);
  const lineDenominator = new Float64Array(parent.length);
  const denominator = new Float64Array(items).fill(1);
  for (let line = 0; line < parent.length; line++) {
    const whole = divisor(columns.quantity[line], scale);
    let n = columns.quantity[line] / whole;
    let d = scale / whole;
    [n, d] = times(n, d, MILLIONTHS, per(columns, line));
    if (columns.factor !== undefined)
      [n, d] = times(n, d, columns.factor.numerator[line], columns.factor.denominator[line]);
    const scrap = columns.fixed?.[line] === 1 ? 0 : (columns.scrap?.[line] ?? 0);
    if (scrap < 0 || scrap >= MILLIONTHS) throw new RangeError(`the scrap rate ${scrap} of line ${line}`);
    if (scrap > 0) {
      const markUp = line_scrap === 'mark_up';
      [n, d] = times(n, d, markUp ? MILLIONTHS + scrap : MILLIONTHS, markUp ? MILLIONTHS : MILLIONTHS - scrap);
    }
    quantity[line] = n;
    lineDenominator[line] = d;
    denominator[parent[line]] = leastCommonMultiple(denominator[parent[line]], d);
  }
  const outgrown = new Set<number>();
  for (let line = 0; line < parent.length; line++) {
    const over = denominator[parent[line]];
    const weighed = quantity[line] * (over / lineDenominator[line]);
    if (Number.isSafeInteger(over) && Number.isSafeInteger(weighed)) quantity[line] = weighed;
    else outgrown.add(parent[line]);
  }
  const oversized = outgrown.size === 0 ? undefined : inBigInt(columns, outgrown, line_scrap);
  for (let line = 0; line < parent.length && oversized !== undefined; line++) {
    if (outgrown.has(parent[line])) quantity[line] = 0;
  }
  return { items, parent, component, quantity, denominator, oversized };
}

/** What `buildStructure` takes, with one denominator an item. */
export interface WeighedColumns extends BomColumns {
  readonly quantity: Float64Array;
  readonly denominator: Float64Array;
}

const MILLIONTHS = 1_000_000;

/** What the line's quantity is for, in millionths. */
function per({ parent, fixed, baseQuantity, costingLot }: LineColumns, line: number): number {
  const item = parent[line];
  const base = baseQuantity?.[item] ?? MILLIONTHS;
  const lot = fixed?.[line] === 1 ? (costingLot?.[item] ?? base) : base;
  if (!(lot > 0 && Number.isSafeInteger(lot))) throw new RangeError(`the base quantity or lot ${lot} of item ${item}`);
  return lot;
}

/** n/d · a/b; NaN once a part has outgrown 2^53, since from there on it would only be near. */
function times(n: number, d: number, a: number, b: number): [number, number] {
  if (a === b || Number.isNaN(n)) return [n, d];
  const common = divisor(a, b);
  const cross = divisor(n, b / common);
  const other = divisor(a / common, d);
  const [top, bottom] = [(n / cross) * (a / common / other), (d / other) * (b / common / cross)];
  return Number.isSafeInteger(top) && Number.isSafeInteger(bottom) ? [top, bottom] : [Number.NaN, Number.NaN];
}

function leastCommonMultiple(a: number, b: number): number {
  if (a === b || Number.isNaN(a) || Number.isNaN(b)) return a === b ? a : Number.NaN;
  const multiple = (a / divisor(a, b)) * b;
  return Number.isSafeInteger(multiple) ? multiple : Number.NaN;
}

/** The greatest common divisor, 1 of two zeros. Remainders of doubles are slow, so small numbers go on as integers. */
function divisor(a: number, b: number): number {
  let x = Math.abs(a);
  let y = b;
  while (y > LARGEST_INT32 || (x > LARGEST_INT32 && y !== 0)) [x, y] = [y, x % y];
  if (y === 0) return x === 0 ? 1 : x;
  let i = x | 0;
  let j = y | 0;
  while (j !== 0) {
    const rest = (i % j) | 0;
    i = j;
    j = rest;
  }
  return i;
}

const LARGEST_INT32 = 2 ** 31 - 1;

/** The same in BigInt, for the parents that need it. */
function inBigInt(
  columns: LineColumns,
  parents: ReadonlySet<number>,
  line_scrap: BomPolicy['line_scrap'],
): Map<number, Oversized> {
  const fractions = new Map<number, Fraction[]>();
  for (const [line, parent] of columns.parent.entries()) {
    if (!parents.has(parent)) continue;
    const all = fractions.get(parent) ?? [];
    fractions.set(parent, all);
    const scrap = columns.fixed?.[line] === 1 ? 0 : (columns.scrap?.[line] ?? 0);
    const factors: [number, number][] = [
      [MILLIONTHS, per(columns, line)],
      [columns.factor?.numerator[line] ?? 1, columns.factor?.denominator[line] ?? 1],
      line_scrap === 'mark_up' ? [MILLIONTHS + scrap, MILLIONTHS] : [MILLIONTHS, MILLIONTHS - scrap],
    ];
    const written = fraction(columns.quantity[line], 10 ** columns.quantityScale);
    all.push(factors.reduce<Fraction>((product, [n, d]) => multiply(product, fraction(n, d)), written));
  }
  const oversized = new Map<number, Oversized>();
  for (const [parent, all] of fractions) {
    const [denominator, ...quantities] = overCommonDenominator([fraction(1), ...all]);
    oversized.set(parent, { quantities, denominator });
  }
  return oversized;
}
