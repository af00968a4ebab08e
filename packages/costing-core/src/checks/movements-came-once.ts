import { APPROVED, cellsOf, columnsOf, compareText, type Facts, groupRows } from '@millrace/facts';
import type { Report } from '../findings.js';
import type { Scope } from '../period/scope.js';

/**
 * A line of a document is entered once: a second movement of one document and line that says the same in every other column, and has the
 * same amounts, came twice, under two keys, as far as can be told. Lines that are alike on different documents are common.
 */
export function movementsCameOnce(facts: Facts, scope: Scope, report: Report): void {
  const { movement, symbols } = facts;
  const counted = new Int32Array(movement.rowCount);
  let count = 0;
  for (let row = 0; row < movement.rowCount; row++) {
    if (movement.status[row] === APPROVED && movement.posted_at[row] >= scope.start) counted[count++] = row;
  }
  // Few rows are alike in these columns, and only they are compared in all.
  const likely = alike(facts, counted.subarray(0, count), ['document', 'line', 'posted_at', 'item']);
  if (likely.length === 0) return;
  const groups = groupsOf(facts, likely, SAID, [amountsOf(facts, likely)]);
  // In whatever order they came, the same one is named as the other.
  const firstOf = new Int32Array(groups.first.length).fill(-1);
  const nameOf = (row: number) => movement.movement[row];
  for (const [at, row] of likely.entries()) {
    const group = groups.of[at];
    if (firstOf[group] < 0 || symbols.compare(nameOf(row), nameOf(firstOf[group])) < 0) firstOf[group] = row;
  }
  for (const [at, row] of likely.entries()) {
    const first = firstOf[groups.of[at]];
    if (first === row) continue;
    const [item, other] = [movement.item[row], nameOf(first)].map((code) => symbols.text(code));
    report('movement_looks_entered_twice', 'movement', symbols.text(nameOf(row)), { item, other });
  }
}

/** Those of the rows that are not alone with what they say in some columns. */
function alike(facts: Facts, rows: Int32Array, columns: readonly string[]): Int32Array {
  const { of, first } = groupsOf(facts, rows, columns);
  const sizes = new Int32Array(first.length);
  for (const group of of) sizes[group]++;
  return rows.filter((_, at) => sizes[of[at]] > 1);
}

/** Numbers by row, alike where the amounts of the movements are. */
function amountsOf({ movement, movement_amount, symbols }: Facts, rows: Int32Array): Int32Array {
  const texts = new Map(Array.from(rows, (row) => [movement.movement[row], [] as string[]]));
  for (let row = 0; row < movement_amount.rowCount; row++) {
    const { element, amount } = movement_amount;
    texts.get(movement_amount.movement[row])?.push(`${symbols.text(element[row])} ${amount[row]}`);
  }
  const numbers = new Map<string, number>();
  return rows.map((row) => {
    const text = (texts.get(movement.movement[row]) ?? []).sort(compareText).join();
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return number;
  });
}

function groupsOf(facts: Facts, rows: Int32Array, columns: readonly string[], more: readonly Int32Array[] = []) {
  const cells = columns.map((column) => {
    const all = cellsOf(facts, 'movement', column);
    const own = new Float64Array(rows.length);
    for (let i = 0; i < own.length; i++) own[i] = all[rows[i]];
    return own;
  });
  return groupRows(rows.length, [...cells, ...more]);
}

/** What a movement says: all but under which key it came and from where. */
const SAID = columnsOf('movement')
  .map(([column]) => column)
  .filter((column) => column !== 'movement' && column !== 'source');
