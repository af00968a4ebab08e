import type { Eliminated, Transitions } from './eliminate.js';

/**
 * The same elimination (`eliminate.ts`) for a loop in which nearly every node feeds nearly every other, as departments do that all
 * serve each other: a square of doubles instead of a list of parts per node. Nodes go from the last to the first, since none has few
 * neighbours. A thousand nodes are a third of a billion products, each of which takes a nanosecond here and fifty in a Map.
 */
export function eliminateDense({ next, exit }: Transitions<number>): Eliminated<number> {
  const count = next.length;
  /** Row i: the parts of node i. Once k is eliminated, column k holds what still reaches it, row k what it hands on. */
  const rows = next.map((parts) => {
    const row = new Float64Array(count);
    for (const [target, part] of parts) row[target] = part;
    return row;
  });
  const leaving = Float64Array.from(exit);
  const onward = new Float64Array(count);
  for (let k = count - 1; k >= 0; k--) {
    const handed = rows[k];
    let sum = leaving[k];
    for (let j = 0; j < k; j++) sum += handed[j];
    onward[k] = sum;
    for (let i = 0; i < k; i++) {
      const row = rows[i];
      const factor = row[k] / sum;
      if (factor === 0) continue;
      const back = row[i];
      for (let j = 0; j < k; j++) row[j] += factor * handed[j];
      // What comes straight back is in what the node sends on.
      row[i] = back;
      leaving[i] += factor * leaving[k];
    }
  }

  return {
    complete: true,
    through(inflow) {
      const x = [...inflow];
      for (let k = count - 1; k >= 0; k--) {
        const handed = x[k] / onward[k];
        for (let j = 0; j < k; j++) x[j] += handed * rows[k][j];
      }
      for (let k = 0; k < count; k++) {
        for (let i = 0; i < k; i++) x[k] += x[i] * rows[i][k];
        x[k] /= onward[k];
      }
      return x;
    },
    gathered(gain) {
      const v = [...gain];
      for (let k = count - 1; k >= 0; k--) {
        const reached = v[k] / onward[k];
        for (let i = 0; i < k; i++) v[i] += rows[i][k] * reached;
      }
      for (let k = 0; k < count; k++) {
        for (let j = 0; j < k; j++) v[k] += rows[k][j] * v[j];
        v[k] /= onward[k];
      }
      return v;
    },
  };
}

/** Whether a loop is one for a square: parts from a quarter of all nodes to others. */
export function isDense({ next }: { readonly next: readonly ReadonlyMap<number, unknown>[] }): boolean {
  let parts = 0;
  for (const { size } of next) parts += size;
  return 4 * parts > next.length ** 2;
}
