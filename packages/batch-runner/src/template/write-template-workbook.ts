import writeWorkbook, { type Cell } from 'write-excel-file/node';
import type { Texts } from '../text/texts.js';
import { type ColumnRule, columnRules, lettersOf } from './column-rules.js';
import type { ColumnInWords, TableInWords } from './tables-in-words.js';
import type { TemplateNote } from './template-notes.js';

/**
 * A workbook with a sheet for each table, its header alone, notes before and lists behind. A cell that is gone to says what its
 * column is; a choice has a drop-down. Columns of codes are formatted as text, so that 007 stays what it is, and columns of days as days.
 *
 * @returns the names of its sheets.
 */
export async function writeTemplateWorkbook(
  file: string,
  tables: readonly TableInWords[],
  notes: readonly TemplateNote[],
  texts: Texts,
): Promise<string[]> {
  const lists = new Lists(texts.template.notes.lists);
  const rules = new Map(
    tables.map(({ name, columns }) => [name, columns.map((column) => ruleOf(column, lists, texts))]),
  );
  const sheets = [
    ...notes.map(({ name, rows, isHeading, widths }) => ({
      sheet: name,
      columns: widths.map((width) => ({ width })),
      data: rows.map((row) => row.map((cell) => (isHeading(row) ? heading(cell) : cell))),
    })),
    ...tables.map(({ name, columns }) => ({
      sheet: name,
      stickyRowsCount: 1,
      columns: columns.map((column) => ({ width: widthOf(column) })),
      data: [columns.map((column) => heading(column.name)), columns.map(emptyCell)],
    })),
    { sheet: lists.name, columns: [], data: lists.rows() },
  ];
  await writeWorkbook(sheets, { features: [columnRules(rules)] }).toFile(file);
  return sheets.map(({ sheet }) => sheet);
}

/** The sheet of lists that drop-downs take their values from: a column for each, once. */
class Lists {
  readonly name: string;
  readonly #lists: (readonly string[])[] = [];

  constructor(name: string) {
    this.name = name;
  }

  /** The cells in which these values stand. */
  rangeOf(values: readonly string[]): string {
    let at = this.#lists.findIndex((list) => list.join() === values.join());
    if (at < 0) at = this.#lists.push(values) - 1;
    const column = lettersOf(at);
    return `'${this.name}'!$${column}$1:$${column}$${values.length}`;
  }

  rows(): Cell[][] {
    const longest = this.#lists.reduce((most, { length }) => Math.max(most, length), 0);
    return Array.from({ length: longest }, (_, row) => this.#lists.map((list) => list[row]));
  }
}

function ruleOf(column: ColumnInWords, lists: Lists, texts: Texts): ColumnRule {
  const { name, meaning, choices } = column;
  const list = choices.length === 0 ? undefined : lists.rangeOf(choices);
  return { title: name, prompt: texts.template.prompt(column), list, error: meaning };
}

function heading(value: string): Cell {
  return { value, type: String, fontWeight: 'bold', backgroundColor: '#DDE6EE' };
}

/** Holds nothing but the format of its column. */
function emptyCell({ kind }: ColumnInWords): Cell {
  if (kind === 'date') return { type: Date, format: 'yyyy-mm-dd' };
  return kind === 'integer' || kind === 'decimal' || kind === 'amount' ? undefined : { type: String, format: '@' };
}

/** Wide enough for the name and the example. */
function widthOf({ name, example }: ColumnInWords): number {
  return Math.min(40, Math.max(10, charactersOf(name), charactersOf(example)) + 2);
}

/** Chinese ones are twice as wide. */
function charactersOf(text: string): number {
  return text.replace(/[\u2e80-\uffef]/g, '  ').length;
}
