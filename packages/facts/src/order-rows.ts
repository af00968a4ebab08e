/**
 * The places of rows in the order of some columns, the first column first; rows that are alike stay as they came.
 *
 * Rows that come in order cost one look at each. Else they are put in order by one column after the other, the last
 * first, each by its bytes.
 *
 * @param columns whole numbers of at most 53 bits and their sign.
 *
 * @example
 * orderRows(3, [Int32Array.of(2, 1, 1), Float64Array.of(0, 5, -5)]) // [2, 1, 0]
 */
export function orderRows(rowCount: number, columns: readonly ArrayLike<number>[]): Int32Array {
  let order = new Int32Array(rowCount);
  for (let row = 0; row < rowCount; row++) order[row] = row;
  if (isInOrder(rowCount, columns)) return order;
  let other = new Int32Array(rowCount);
  let words = new Uint32Array(rowCount);
  let otherWords = new Uint32Array(rowCount);
  for (const column of columns.toReversed()) {
    const [least, greatest] = highWords(rowCount, column);
    for (let half = 0; half < (least === greatest ? 1 : 2); half++) {
      for (let i = 0; i < rowCount; i++) {
        const value = column[order[i]];
        const high = Math.floor(value / WORD);
        words[i] = half === 0 ? value - high * WORD : high - least;
      }
      for (let shift = 0; shift < 32; shift += 8) {
        const places = new Int32Array(256);
        for (let i = 0; i < rowCount; i++) places[(words[i] >>> shift) & 255]++;
        if (places[(words[0] >>> shift) & 255] === rowCount) continue;
        let before = 0;
        for (let value = 0; value < 256; value++) {
          before += places[value];
          places[value] = before - places[value];
        }
        for (let i = 0; i < rowCount; i++) {
          const place = places[(words[i] >>> shift) & 255]++;
          other[place] = order[i];
          otherWords[place] = words[i];
        }
        [order, other, words, otherWords] = [other, order, otherWords, words];
      }
    }
  }
  return order;
}

const WORD = 4_294_967_296;

function isInOrder(rowCount: number, columns: readonly ArrayLike<number>[]): boolean {
  for (let row = 1; row < rowCount; row++) {
    for (const column of columns) {
      const step = column[row] - column[row - 1];
      if (step < 0) return false;
      if (step > 0) break;
    }
  }
  return true;
}

/** The least and the greatest of a column, less their last 32 bits. */
function highWords(rowCount: number, column: ArrayLike<number>): [number, number] {
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < rowCount; row++) {
    if (column[row] < least) least = column[row];
    if (column[row] > greatest) greatest = column[row];
  }
  return [Math.floor(least / WORD), Math.floor(greatest / WORD)];
}
