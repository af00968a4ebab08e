import { once } from 'node:events';
import Table from 'cli-table3';
import { csvLine } from '../files/write-csv.js';

/** Where a command's result is told: lines and tables, as wide as they need to be. */
export class Terminal {
  readonly #out: NodeJS.WritableStream;
  #isEmpty = true;

  constructor(out: NodeJS.WritableStream) {
    this.#out = out;
  }

  line(text = ''): void {
    this.#isEmpty = false;
    this.#out.write(`${text}\n`);
  }

  /** Lines of a result of any size: as fast as they are taken, and no faster. */
  async lines(lines: Iterable<string>): Promise<void> {
    let text = '';
    for (const line of lines) {
      text += `${line}\n`;
      if (text.length < PIECE) continue;
      if (!this.#out.write(text)) await once(this.#out, 'drain');
      text = '';
    }
    this.#out.write(text);
  }

  /** A line that stands apart from those above it. */
  heading(text: string): void {
    if (!this.#isEmpty) this.line();
    this.line(text);
  }

  /** Rows as CSV, the head first. */
  csv(rows: readonly (readonly string[])[]): void {
    for (const row of rows) this.line(csvLine(row));
  }

  /**
   * A table without lines around it.
   *
   * @param right places of the columns that stand to the right: numbers.
   */
  table(head: readonly string[], rows: readonly (readonly string[])[], right: readonly number[] = []): void {
    const table = new Table({
      head: [...head],
      chars: CHARS,
      colAligns: head.map((_, c) => (right.includes(c) ? 'right' : 'left')),
      style: { head: [], border: [], 'padding-left': 1, 'padding-right': 1 },
    });
    for (const row of rows) table.push([...row]);
    this.line(table.toString().replace(/[ \t]+$/gm, ''));
  }
}

const PIECE = 65_536;

/** A rule below the head, and nothing else. */
const CHARS = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: ' ',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '',
};
