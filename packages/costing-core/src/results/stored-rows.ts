/** A row as it is stored, by cell; undefined for none. */
export type StoredCells = readonly (string | undefined)[];

/** Reads the text format of COPY back, however its bytes are cut into pieces. */
export function* storedRows(pieces: Iterable<Uint8Array>): Generator<StoredCells> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let rest = '';
  for (const piece of pieces) {
    const text = rest + decoder.decode(piece, { stream: true });
    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      yield cellsOf(text.slice(from, end));
      from = end + 1;
    }
    rest = text.slice(from);
  }
}

/** The amounts of an array by element, printed; empty for none. */
export function storedAmounts(cell: string | undefined): string[] {
  if (cell === undefined) return [];
  return cell
    .slice(1, -1)
    .split(',')
    .map((amount) => (amount === 'NULL' ? '' : amount));
}

function cellsOf(line: string): StoredCells {
  const cells = line.split('\t');
  if (!line.includes('\\')) return cells;
  return cells.map((cell) =>
    cell === '\\N' ? undefined : cell.replace(/\\(.)/g, (_, letter: string) => UNESCAPED[letter] ?? letter),
  );
}

const UNESCAPED: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v' };
