/**
 * Cuts the text of a CSV file into rows of cells, after RFC 4180: cells apart by a separator, rows by any end of line, a cell
 * with either within it in quotes, a quote within quotes doubled. What isn't so is an error, never guessed: a quote within a
 * cell that doesn't begin with one, text behind a closing quote.
 *
 * Text comes in pieces as a file is read; a row may lie across any number of them.
 */
export class CsvRows {
  readonly #separator: string;
  readonly #separatorCode: number;
  readonly #onRow: OnRow;
  /** What ends a row, and what may only stand before it, or within quotes. */
  readonly #end: number;
  readonly #stray: number;
  #rest = '';
  #row = 0;

  /**
   * @param separator one character: comma, semicolon or tab.
   * @param onRow takes the cells of a row, which row it is from 1, empty ones counted, and its line as it stands in the file where
   * no cell of it is in quotes. Empty rows aren't handed over.
   * @param end a line feed, with or without a carriage return before it; or a carriage return alone, as "CSV (Macintosh)" has it.
   */
  constructor(separator: string, onRow: OnRow, end: RowEnd = '\n') {
    this.#separator = separator;
    this.#separatorCode = separator.charCodeAt(0);
    this.#onRow = onRow;
    [this.#end, this.#stray] = end === '\n' ? [LF, CR] : [CR, LF];
  }

  /** The row that comes next, from 1. */
  get next(): number {
    return this.#row + 1;
  }

  /** @throws NotCsv */
  add(piece: string): void {
    this.#rest = this.#cut(this.#rest + piece, false);
    if (this.#rest.length > LONGEST_ROW) throw new NotCsv('too_long', this.next);
  }

  /** What is left behind the last end of line is a row too. */
  end(): void {
    this.#cut(this.#rest, true);
    this.#rest = '';
  }

  /** Hands over the whole rows of a text; returns what is left. */
  #cut(text: string, isEnd: boolean): string {
    let from = 0;
    // Most pieces have neither, and then no line of them has.
    const [ends, stray] = [String.fromCharCode(this.#end), String.fromCharCode(this.#stray)];
    const [hasQuotes, hasStrays] = [text.includes('"'), text.includes(stray)];
    while (from < text.length) {
      let end = text.indexOf(ends, from);
      if (end < 0) {
        if (!isEnd) break;
        end = text.length;
      }
      const isReturned = hasStrays && end > from && this.#end === LF && text.charCodeAt(end - 1) === CR;
      const line = text.slice(from, isReturned ? end - 1 : end);
      if (hasQuotes && line.includes('"')) {
        const quoted = this.#quotedRow(text, from, isEnd);
        if (quoted === undefined) break;
        from = quoted;
      } else {
        this.#row++;
        from = end + 1;
        if (line.length > LONGEST_ROW) throw new NotCsv('too_long', this.#row);
        if (hasStrays && line.includes(stray)) throw new NotCsv(this.#strayReason, this.#row);
        if (line !== '') this.#onRow(line.split(this.#separator), this.#row, line);
      }
    }
    return text.slice(from);
  }

  /** Reads a row with quotes, which may go over several lines. Returns where the next begins; undefined where it isn't whole yet. */
  #quotedRow(text: string, start: number, isEnd: boolean): number | undefined {
    const cells: string[] = [];
    let at = start;
    for (;;) {
      if (text.charCodeAt(at) === QUOTE) {
        let close = text.indexOf('"', at + 1);
        while (close >= 0 && text.charCodeAt(close + 1) === QUOTE) close = text.indexOf('"', close + 2);
        // The piece may end in the middle of a doubled quote, or of the end of a line.
        if (close < 0 || (close + 2 >= text.length && !isEnd)) {
          if (!isEnd) return undefined;
          if (close < 0) throw new NotCsv('open_quote', this.next);
        }
        cells.push(text.slice(at + 1, close).replaceAll('""', '"'));
        at = close + 1;
      } else {
        let end = at;
        while (end < text.length && !this.#endsCell(text.charCodeAt(end))) {
          if (text.charCodeAt(end) === QUOTE) throw new NotCsv('quote_within', this.next);
          end++;
        }
        if (end + 1 >= text.length && !isEnd) return undefined;
        cells.push(text.slice(at, end));
        at = end;
      }
      const next = text.charCodeAt(at);
      if (next === this.#separatorCode) at++;
      else if (Number.isNaN(next) || next === this.#end || this.#isReturnBeforeEnd(text, at)) break;
      else throw new NotCsv(next === this.#stray ? this.#strayReason : 'text_behind_quote', this.next);
    }
    this.#row++;
    this.#onRow(cells, this.#row, undefined);
    return this.#isReturnBeforeEnd(text, at) ? at + 2 : at + 1;
  }

  #isReturnBeforeEnd(text: string, at: number): boolean {
    return this.#end === LF && text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF;
  }

  get #strayReason(): Reason {
    return this.#end === LF ? 'lone_return' : 'mixed_ends';
  }

  #endsCell(code: number): boolean {
    return code === this.#separatorCode || code === LF || code === CR;
  }
}

/** What ends a row. */
export type RowEnd = '\n' | '\r';

export type OnRow = (cells: string[], row: number, line: string | undefined) => void;

/** What a text has that CSV can't have, and in which row. */
export class NotCsv extends Error {
  readonly reason: Reason;
  readonly row: number;

  constructor(reason: Reason, row: number) {
    super(`row ${row}: ${reason}`);
    this.name = 'NotCsv';
    this.reason = reason;
    this.row = row;
  }
}

type Reason = 'open_quote' | 'quote_within' | 'text_behind_quote' | 'lone_return' | 'mixed_ends' | 'too_long';

/** More is no row of facts: a quote that never ends would swallow the file. */
const LONGEST_ROW = 1_000_000;

const [QUOTE, LF, CR] = [0x22, 0x0a, 0x0d];
