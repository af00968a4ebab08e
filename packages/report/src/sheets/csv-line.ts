import { visible } from '@millrace/facts';

/** Cells as a line of CSV, without its end. */
export function csvLine(cells: readonly string[], separator = ','): string {
  return cells.map(quoted).join(separator);
}

/** In quotes wherever it holds what any form of CSV takes for more than text. */
function quoted(cell: string): string {
  return /[",;\t\r\n\\]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/**
 * A cell as a terminal and a spreadsheet may have it: `visible`, and where a spreadsheet would take it for a formula, with the
 * apostrophe before it that makes it text; quotes alone don't. Numbers stay numbers, those below zero too.
 *
 * =HYPERLINK(…) becomes '=HYPERLINK(…), -12.50 stays -12.50.
 */
export function shownAsText(cell: string): string {
  const text = visible(cell);
  return /^[=+\-@\t\r＝＋－＠]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
}
