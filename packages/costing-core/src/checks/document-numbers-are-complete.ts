import type { Facts } from '@millrace/facts';
import { namedKeys } from '../findings/named-keys.js';
import type { Report } from '../findings.js';
import type { Scope } from '../period/scope.js';
import type { Policy } from '../policy.js';

/**
 * Numbers of a series that the policy names follow one another: IS-0906, IS-0907 and IS-0910 miss two. A draft and what is
 * void have their numbers too.
 */
export function documentNumbersAreComplete(
  { movement, symbols }: Facts,
  scope: Scope,
  { checks }: Policy,
  report: Report,
): void {
  if (checks.document_series.length === 0) return;
  const documents = new Set<number>();
  for (let row = 0; row < movement.rowCount; row++) {
    const isOfPeriod = movement.posted_at[row] >= scope.start && movement.posted_at[row] < scope.end;
    if (isOfPeriod) documents.add(movement.document[row]);
  }
  const texts = Array.from(documents, (code) => symbols.text(code));
  for (const series of new Set(checks.document_series)) {
    const numbers = numbersOf(series, texts);
    const missing: string[] = [];
    let count = 0n;
    for (let i = 1; i < numbers.length; i++) {
      const [before, after] = [numbers[i - 1], numbers[i]];
      const [from, to] = [before.number + 1n, after.number - 1n];
      if (to < from) continue;
      const print = (number: bigint) => series + String(number).padStart(before.digits, '0');
      missing.push(from === to ? print(from) : `${print(from)}–${print(to)}`);
      count += to - from + 1n;
    }
    if (count === 0n) continue;
    report('document_numbers_are_missing', 'movement', series, { count: String(count), keys: namedKeys(missing) });
  }
}

/** The numbers that follow a beginning, each once, from the least. */
function numbersOf(series: string, texts: readonly string[]): { number: bigint; digits: number }[] {
  const numbers = new Map<bigint, number>();
  for (const text of texts) {
    const digits = text.startsWith(series) ? text.slice(series.length) : '';
    if (/^\d+$/.test(digits)) numbers.set(BigInt(digits), digits.length);
  }
  return [...numbers].map(([number, digits]) => ({ number, digits })).sort((a, b) => (a.number < b.number ? -1 : 1));
}
