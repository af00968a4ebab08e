import { NotAWorkbook } from './archive.js';
import { unescaped } from './shared-strings.js';
import { type Attributes, Xml } from './xml.js';

/** A cell as its sheet has it. */
export interface SheetCell {
  readonly is: 'text' | 'number' | 'flag' | 'date' | 'error' | 'formula';
  /** Its text, the digits of its number, 1 or 0, an ISO date, the name of its error, its formula. */
  readonly value: string;
  readonly style: number;
}

/** What a sheet holds: its rows in order, then which cells are merged. */
export interface SheetHandlers {
  /** @param cells by column, from 0; undefined where there is nothing. */
  row(cells: readonly (SheetCell | undefined)[], row: number): void;
  merged(range: string): unknown;
}

/** Reads the XML of a sheet, piece by piece. A formula is told as such, whatever result is kept beside it. */
export class SheetRows {
  readonly #xml: Xml;
  readonly #shared: readonly string[];
  readonly #handlers: SheetHandlers;
  #row = 0;
  #cells: (SheetCell | undefined)[] = [];
  #column = -1;
  #cell: Attributes = {};
  #value = '';
  #formula: string | undefined;
  /** Where text belongs that comes now. */
  #into: 'value' | 'formula' | undefined;
  #isAloud = false;

  constructor(shared: readonly string[], handlers: SheetHandlers) {
    this.#shared = shared;
    this.#handlers = handlers;
    this.#xml = new Xml({
      open: (name, attributes) => this.#open(name, attributes),
      close: (name) => this.#close(name),
      text: (text) => this.#text(text),
    });
  }

  /** @throws NotAWorkbook */
  write(piece: string): void {
    this.#xml.write(piece);
  }

  end(): void {
    this.#xml.end();
  }

  #open(name: string, attributes: Attributes): void {
    switch (name) {
      case 'row':
        this.#beginRow(attributes.r);
        break;
      case 'c':
        this.#beginCell(attributes);
        break;
      case 'f':
        this.#formula = '';
        this.#into = 'formula';
        break;
      case 'v':
        this.#into = 'value';
        break;
      case 'rPh':
        this.#isAloud = true;
        break;
      case 't':
        if (!this.#isAloud) this.#into = 'value';
        break;
      case 'mergeCell':
        this.#handlers.merged(attributes.ref ?? '');
        break;
    }
  }

  #close(name: string): void {
    switch (name) {
      case 'row':
        if (this.#cells.length > 0) this.#handlers.row(this.#cells, this.#row);
        break;
      case 'c':
        this.#endCell();
        break;
      case 'rPh':
        this.#isAloud = false;
        break;
      case 'f':
      case 'v':
      case 't':
        this.#into = undefined;
        break;
    }
  }

  #text(text: string): void {
    if (this.#into === 'value') this.#value += text;
    else if (this.#into === 'formula') this.#formula += text;
    if (this.#value.length > LONGEST || (this.#formula?.length ?? 0) > LONGEST) throw new NotAWorkbook('damaged');
  }

  #beginRow(given: string | undefined): void {
    const row = given === undefined ? this.#row + 1 : Number(given);
    // Rows out of order would stand elsewhere than messages say.
    if (!Number.isInteger(row) || row <= this.#row || row > MOST_ROWS) throw new NotAWorkbook('damaged');
    this.#row = row;
    this.#cells = [];
    this.#column = -1;
  }

  #beginCell(attributes: Attributes): void {
    const column = attributes.r === undefined ? this.#column + 1 : columnOf(attributes.r);
    if (column <= this.#column || column >= MOST_COLUMNS) throw new NotAWorkbook('damaged');
    this.#column = column;
    this.#cell = attributes;
    this.#value = '';
    this.#formula = undefined;
  }

  #endCell(): void {
    const cell = this.#read();
    if (cell === undefined) return;
    while (this.#cells.length < this.#column) this.#cells.push(undefined);
    this.#cells.push(cell);
  }

  #read(): SheetCell | undefined {
    const style = Number(this.#cell.s ?? 0);
    if (this.#formula !== undefined) return { is: 'formula', value: `=${this.#formula}`, style };
    const value = this.#value;
    switch (this.#cell.t) {
      case 's': {
        if (value === '') return undefined;
        const shared = this.#shared[Number(value)];
        if (shared === undefined) throw new NotAWorkbook('damaged');
        return shared === '' ? undefined : { is: 'text', value: shared, style };
      }
      case 'inlineStr':
      case 'str':
        return value === '' ? undefined : { is: 'text', value: unescaped(value), style };
      case 'b':
        return value === '' ? undefined : { is: 'flag', value, style };
      case 'e':
        return { is: 'error', value, style };
      case 'd':
        return value === '' ? undefined : { is: 'date', value, style };
      case 'n':
      case undefined:
        if (value.trim() === '') return undefined;
        if (!Number.isFinite(Number(value))) throw new NotAWorkbook('damaged');
        return { is: 'number', value: value.trim(), style };
      default:
        throw new NotAWorkbook('damaged');
    }
  }
}

/** What Excel's sheets can hold. */
const [MOST_ROWS, MOST_COLUMNS, LONGEST] = [1_048_576, 16_384, 1_000_000];

/** The column of `AB12`, from 0. */
export function columnOf(address: string): number {
  let column = 0;
  for (const letter of /^[A-Z]{1,3}/.exec(address)?.[0] ?? '') column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

/** The letters of a column, from 0: `A`, `AB`. */
export function lettersOf(column: number): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}
