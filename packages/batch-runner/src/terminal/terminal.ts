import { once } from 'node:events';
import type { Language } from '@millrace/costing-core';
import { visible } from '@millrace/facts';
import { csvLinesOf, type Sheet } from '@millrace/report/sheets';
import Table from 'cli-table3';

/**
 * Where a command's result is printed: lines and tables, as wide as they need to be. Nothing from data acts on the terminal or
 * begins a line of its own: every line and cell is made `visible` here, where all of them pass.
 */
export class Terminal {
  readonly #out: NodeJS.WritableStream;
  #isEmpty = true;

  constructor(out: NodeJS.WritableStream) {
    this.#out = out;
  }

  line(text = ''): void {
    this.#write(visible(text));
  }

  /** Lines of a result of any size: as fast as they are taken, and no faster. */
  async lines(lines: Iterable<string>): Promise<void> {
    let text = '';
    for (const line of lines) {
      text += `${visible(line)}\n`;
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

  /** A table as CSV, its header first. */
  async csv(sheet: Sheet, language: Language): Promise<void> {
    this.#isEmpty = false;
    await this.lines(csvLinesOf(sheet, language));
  }

  /**
   * A table without lines around it.
   *
   * @param head words of ours, which may take two lines.
   * @param right places of the columns that stand to the right: numbers.
   */
  table(head: readonly string[], rows: readonly (readonly string[])[], right: readonly number[] = []): void {
    const table = new Table({
      head: head.map((title) => title.split('\n').map(visible).join('\n')),
      chars: CHARS,
      colAligns: head.map((_, c) => (right.includes(c) ? 'right' : 'left')),
      style: { head: [], border: [], 'padding-left': 1, 'padding-right': 1 },
    });
    for (const row of rows) table.push(row.map(visible));
    this.#write(table.toString().replace(/[ \t]+$/gm, ''));
  }

  #write(text: string): void {
    this.#isEmpty = false;
    this.#out.write(`${text}\n`);
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
