import type { Eliminated } from './eliminate.js';
import { exactly, type Sent, sumSent, type Weights } from './sent.js';

/**
 * The same elimination (`eliminate.ts`) for a loop in which nearly every node feeds nearly every other, as departments do that all
 * serve each other: a square of doubles instead of a list of parts per node. Nodes go from the last to the first, since none has few
 * neighbours. A thousand nodes are a third of a billion products, each of which takes a nanosecond here and fifty in a Map.
 */
export function eliminateDense({ sent, onward: sending }: Weights): Eliminated<number> {
  const count = sent.nodeCount;
  /** Row i: the parts of node i. Once k is eliminated, column k holds what still reaches it, row k what it hands on. */
  const rows: Float64Array[] = [];
  const leaving = new Float64Array(count);
  sending.forEach((whole, node) => {
    const row = new Float64Array(count);
    const all = Number(whole);
    for (let at = sent.firstAt[node]; at < sent.firstAt[node + 1]; at++) {
      const weight = sent.weight[at];
      row[sent.to[at]] = (Number.isFinite(weight) ? weight : Number(exactly(sent, at))) / all;
    }
    rows.push(row);
    leaving[node] = Number(whole - sumSent(sent, node)) / all;
  });
  const onward = new Float64Array(count);
  for (let last = count - 1; last >= 0; last -= 4) {
    const first = Math.max(last - 3, 0);
    for (let k = last; k >= first; k--) {
      const handed = rows[k];
      let sum = leaving[k];
      for (let j = 0; j < k; j++) sum += handed[j];
      onward[k] = sum;
      for (let i = first; i < k; i++) {
        const row = rows[i];
        const factor = row[k] / sum;
        const back = row[i];
        for (let j = 0; j < k; j++) row[j] += factor * handed[j];
        // What comes straight back is in what the node sends on.
        row[i] = back;
        leaving[i] += factor * leaving[k];
      }
    }
    if (first > 0) handOn(rows, leaving, onward, first);
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

/**
 * Rows before `first` take what they send to the four nodes from there on, which hand it on one after the other, as if each row were gone
 * through four times: the same sums in the same order, with a quarter of the reading and writing.
 */
function handOn(rows: readonly Float64Array[], leaving: Float64Array, onward: Float64Array, first: number): void {
  const [a, b, c, d] = [rows[first + 3], rows[first + 2], rows[first + 1], rows[first]];
  for (let i = 0; i < first; i++) {
    const row = rows[i];
    const ofA = row[first + 3] / onward[first + 3];
    row[first + 2] += ofA * a[first + 2];
    const ofB = row[first + 2] / onward[first + 2];
    row[first + 1] = row[first + 1] + ofA * a[first + 1] + ofB * b[first + 1];
    const ofC = row[first + 1] / onward[first + 1];
    row[first] = row[first] + ofA * a[first] + ofB * b[first] + ofC * c[first];
    const ofD = row[first] / onward[first];
    const back = row[i];
    for (let j = 0; j < first; j++) row[j] = row[j] + ofA * a[j] + ofB * b[j] + ofC * c[j] + ofD * d[j];
    row[i] = back;
    leaving[i] =
      leaving[i] +
      ofA * leaving[first + 3] +
      ofB * leaving[first + 2] +
      ofC * leaving[first + 1] +
      ofD * leaving[first];
  }
}

/** Whether a loop is one for a square: parts from a quarter of all nodes to others. */
export function isDense({ nodeCount, to }: Sent): boolean {
  return 4 * to.length > nodeCount ** 2;
}
