import type { FactRows } from '@millrace/costing-core';

/** The same rows of every table in another order, the same other order every time. */
export function shuffled(facts: FactRows): FactRows {
  const next = numbers();
  return Object.fromEntries(Object.entries(facts).map(([table, rows]) => [table, inOtherOrder([...rows], next)]));
}

/** Fisher and Yates. */
function inOtherOrder<Row>(rows: Row[], next: () => number): Row[] {
  for (let i = rows.length - 1; i > 0; i--) {
    const j = next() % (i + 1);
    [rows[i], rows[j]] = [rows[j], rows[i]];
  }
  return rows;
}

/** Marsaglia's xorshift of 32 bits: no clock, no luck. */
function numbers(): () => number {
  let state = 2_463_534_242;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}
