/**
 * The text format of COPY: a row a line, cells apart by tabs; backslash, tab and ends of line within a cell are escaped,
 * and `\N` is null.
 */

/** Cuts what COPY sends into rows of cells. */
export async function readCopied(bytes: AsyncIterable<Uint8Array>, onRow: (cells: string[]) => void): Promise<number> {
  const decoder = new TextDecoder();
  let count = 0;
  let rest = '';
  for await (const piece of bytes) {
    const text = rest + decoder.decode(piece, { stream: true });
    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      onRow(cellsOf(text.slice(from, end)));
      count++;
      from = end + 1;
    }
    rest = text.slice(from);
  }
  return count;
}

function cellsOf(line: string): string[] {
  const cells = line.split('\t');
  if (!line.includes('\\')) return cells;
  return cells.map((cell) => cell.replace(/\\(.)/g, (_, letter: string) => UNESCAPED[letter] ?? letter));
}

const UNESCAPED: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v' };

export type CopiedRow = readonly (string | null)[];

/**
 * Rows as COPY reads them, in pieces of whole rows.
 *
 * @param batches rows by the handful, as a file or a table gives them.
 * @param onPiece called when a piece has been taken, with how many rows have gone by then.
 */
export async function* copyRows(
  batches: AsyncIterable<readonly CopiedRow[]> | Iterable<readonly CopiedRow[]>,
  onPiece: (count: number) => Promise<void> | void,
): AsyncGenerator<string> {
  let count = 0;
  let lines = '';
  for await (const batch of batches) {
    for (const cells of batch) lines += `${cells.map(escaped).join('\t')}\n`;
    count += batch.length;
    if (lines.length < PIECE) continue;
    yield lines;
    await onPiece(count);
    lines = '';
  }
  if (lines === '') return;
  yield lines;
  await onPiece(count);
}

/** Rows by the handful. */
export function* inBatches(rows: Iterable<CopiedRow>): Generator<CopiedRow[]> {
  let batch: CopiedRow[] = [];
  for (const row of rows) {
    if (batch.push(row) < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

const BATCH = 500;
const PIECE = 65_536;

function escaped(cell: string | null): string {
  if (cell === null) return '\\N';
  return SPECIAL.test(cell) ? cell.replace(SPECIALS, (letter) => ESCAPED[letter]) : cell;
}

const SPECIAL = /[\\\n\r\t]/;
const SPECIALS = /[\\\n\r\t]/g;
const ESCAPED: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
