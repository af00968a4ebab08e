/**
 * Fixed-point numbers: an integer count of 10^-scale, held in a double as a safe integer.
 *
 * `parseFixed('12.5', 2)` is 1250; `printFixed(1250, 2)` is '12.50'. Text that is not a plain decimal
 * number with at most `scale` decimals is refused, never coerced: '1200*3', '', '1e3', '0x10', '１２', '1,000'.
 */

/** The largest magnitude of a single amount or quantity, 2^53 − 1. */
export const LARGEST = Number.MAX_SAFE_INTEGER;

export type FixedFault = 'not_a_plain_number' | 'too_many_decimals' | 'too_large';

/** A text that is no number of so many decimals: which rule it breaks. */
export class NotFixedPoint extends Error {
  readonly fault: FixedFault;
  readonly text: string;

  constructor(fault: FixedFault, text: string, scale: number) {
    super(`${JSON.stringify(text)}: ${SAYS[fault](scale)}`);
    this.name = 'NotFixedPoint';
    this.fault = fault;
    this.text = text;
  }
}

const SAYS: Record<FixedFault, (scale: number) => string> = {
  not_a_plain_number: () => 'not a plain decimal number such as -1234.56',
  too_many_decimals: (scale) => `more than ${scale} decimals`,
  too_large: (scale) => `beyond the largest number kept exactly, ${printFixed(LARGEST, scale)}`,
};

/**
 * The integer that `text` stands for at `scale` decimals.
 *
 * @throws NotFixedPoint when the text is not a plain decimal number, has more decimals than `scale` (zeros count
 * too), or is too large.
 *
 * @example
 * parseFixed('-0.07', 2) // -7
 */
export function parseFixed(text: string, scale: number): number {
  const value = readFixed(text, scale);
  if (Number.isNaN(value)) throw new NotFixedPoint(faultOf(text, scale) ?? 'not_a_plain_number', text, scale);
  return value;
}

/**
 * Like `parseFixed`, but NaN where that would throw: for millions of cells, most of them good.
 * `faultOf` then says why.
 */
export function readFixed(text: string, scale: number): number {
  const end = text.length;
  let at = text.charCodeAt(0) === MINUS ? 1 : 0;
  const negative = at === 1;
  let value = 0;
  const firstDigit = at;
  let code = text.charCodeAt(at);
  while (code >= ZERO && code <= NINE) {
    value = value * 10 + (code - ZERO);
    code = text.charCodeAt(++at);
  }
  if (at === firstDigit) return Number.NaN;
  let decimals = 0;
  if (at < end) {
    if (code !== POINT || at + 1 === end) return Number.NaN;
    for (at++; at < end; at++) {
      const digit = text.charCodeAt(at) - ZERO;
      if (!(digit >= 0 && digit <= 9) || decimals === scale) return Number.NaN;
      value = value * 10 + digit;
      decimals++;
    }
  }
  for (; decimals < scale; decimals++) value *= 10;
  // Digits are accumulated exactly up to 2^53; beyond it the sum only grows, so one test at the end suffices.
  if (value > LARGEST) return Number.NaN;
  return negative && value !== 0 ? -value : value;
}

/** Why `text` is not a fixed-point number of `scale` decimals; undefined if it is one. */
export function faultOf(text: string, scale: number): FixedFault | undefined {
  if (!PLAIN.test(text)) return 'not_a_plain_number';
  const decimals = (text.split('.')[1] ?? '').length;
  if (decimals > scale) return 'too_many_decimals';
  return Number.isNaN(readFixed(text, scale)) ? 'too_large' : undefined;
}

/**
 * The plain decimal text of an integer count of 10^-scale, with exactly `scale` decimals.
 * Totals that outgrew 2^53 may be given as BigInt.
 *
 * @example
 * printFixed(-7, 2) // '-0.07'
 */
export function printFixed(value: number | bigint, scale: number): string {
  const digits = String(value < 0 ? -value : value).padStart(scale + 1, '0');
  const point = digits.length - scale;
  const text = scale === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
  return value < 0 ? `-${text}` : text;
}

const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const NINE = 57;
const PLAIN = /^-?[0-9]+(\.[0-9]+)?$/;
