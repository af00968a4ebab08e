import { APPROVED, type Facts, rowOf } from '@millrace/facts';

/**
 * 1 for a report that counts, −1 for one that takes back: it repeats positive quantities (rules.md 19). What reverses a
 * reversing report counts again (红冲的红冲): 4 h, reversed, and the reversal reversed are 4 h. Reports that reverse each other in a
 * circle take back; so does one whose original is no fact of the period, doesn't count, or is of another order.
 */
export function reportSigns({
  work_report: { report, reverses, order, status, rowCount },
}: Facts): (row: number) => 1 | -1 {
  const known = SIGNS.get(reverses);
  if (known !== undefined) return (row) => known[row] as 1 | -1;
  const signs = new Int8Array(rowCount);
  // Most months reverse nothing, and need nothing looked up.
  const reportRow = reverses.some((code) => code !== 0) ? rowOf(report) : () => -1;
  const path: number[] = [];
  for (let row = 0; row < rowCount; row++) {
    let at = row;
    while (at >= 0 && signs[at] === 0 && reverses[at] !== 0) {
      signs[at] = ON_PATH;
      path.push(at);
      const original = reportRow(reverses[at]);
      at = original >= 0 && status[original] === APPROVED && order[original] === order[at] ? original : -1;
    }
    if (at >= 0 && signs[at] === 0) signs[at] = 1;
    if (at >= 0 && signs[at] === ON_PATH) {
      for (const member of path.splice(path.indexOf(at))) signs[member] = -1;
    }
    let sign = at < 0 ? 1 : signs[at];
    while (path.length > 0) {
      sign = -sign;
      signs[path.pop() as number] = sign;
    }
  }
  SIGNS.set(reverses, signs);
  return (row) => signs[row] as 1 | -1;
}

const ON_PATH = 2;

/** By the column of a table, which is never changed: many look at it. */
const SIGNS = new WeakMap<Int32Array, Int8Array>();
