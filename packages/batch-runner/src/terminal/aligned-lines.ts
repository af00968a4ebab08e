/**
 * Rows as lines with their columns aligned, however many there are: the widths are those of the first thousand, and a longer
 * cell further down pushes its line. The last column is as wide as it is.
 *
 * @param right places of the columns that stand to the right: numbers.
 */
export function* alignedLines(
  head: readonly string[],
  rows: Iterable<readonly string[]>,
  right: readonly number[],
): Generator<string> {
  const first: (readonly string[])[] = [head];
  const rest = rows[Symbol.iterator]();
  while (first.length <= LEARNT_FROM) {
    const { done, value } = rest.next();
    if (done === true) break;
    first.push(value);
  }
  const widths = head.map((_, c) => first.reduce((width, row) => Math.max(width, widthOf(row[c])), 0));
  const line = (row: readonly string[]) =>
    row
      .map((cell, c) => {
        const blank = ' '.repeat(Math.max(0, widths[c] - widthOf(cell)));
        return right.includes(c) ? blank + cell : cell + blank;
      })
      .join('  ')
      .trimEnd()
      .replace(/^(?=.)/, '  ');
  for (const row of first) yield line(row);
  for (let { done, value } = rest.next(); done !== true; { done, value } = rest.next()) yield line(value);
}

const LEARNT_FROM = 1000;

/** Chinese characters take two places on a terminal. */
function widthOf(text: string): number {
  return text.length + (text.match(WIDE)?.length ?? 0);
}

const WIDE = /[\u3000-\u9fff\uff00-\uff60]/g;
