/**
 * Compares two texts as UTF-8 bytes do, which is by code point, never by locale. Negative, 0 or positive.
 *
 * JavaScript's own order is by UTF-16 unit, where an emoji (a surrogate pair from U+D800) comes before '｡' (U+FF61)
 * though its bytes come after.
 */
export function compareText(a: string, b: string): number {
  const end = Math.min(a.length, b.length);
  for (let i = 0; i < end; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left !== right) return byCodePoint(left) - byCodePoint(right);
  }
  return a.length - b.length;
}

function byCodePoint(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

/** Lines and operations: empty first, then all-digit codes as integers (ties as text), then the rest as text. */
export function compareCode(a: string, b: string): number {
  const ranks = rank(a) - rank(b);
  if (ranks !== 0) return ranks;
  if (rank(a) === 1) {
    const left = BigInt(a);
    const right = BigInt(b);
    if (left !== right) return left < right ? -1 : 1;
  }
  return compareText(a, b);
}

function rank(code: string): number {
  if (code === '') return 0;
  return /^[0-9]+$/.test(code) ? 1 : 2;
}
