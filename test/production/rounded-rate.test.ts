import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { partsAtRoundedRate } from '../../packages/costing-core/src/network/rounded-rate.js';

describe('a rounded rate', () => {
  const amount = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
  const weights = fc
    .array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 8 })
    .filter((all) => all.some((weight) => weight > 0n));
  const steps = fc.integer({ min: 0, max: 9 }).map((n) => ({ numerator: 10n ** BigInt(n + 6), denominator: 100n }));

  test('keeps the amount, gives weight 0 nothing, and all but the last of positive weight R(rate · w)', () => {
    fc.assert(
      fc.property(amount, weights, steps, (whole, all, of) => {
        const parts = partsAtRoundedRate(whole, all, { of: 'rate', steps: of });
        expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(whole);
        const last = all.findLastIndex((weight) => weight > 0n);
        const total = all.reduce((sum, weight) => sum + weight, 0n);
        for (const [i, part] of parts.entries()) {
          if (all[i] === 0n) expect(part).toBe(0n);
          else if (i !== last) {
            // One rate for all: |part − rate · w| ≤ ½, and the rate is within half a step of the exact one.
            const difference = part * total * of.numerator - whole * all[i] * of.numerator;
            const bound = (total * of.numerator + all[i] * total * of.denominator) / 2n + 1n;
            expect(difference <= bound && difference >= -bound).toBe(true);
          }
        }
      }),
    );
  });
});
