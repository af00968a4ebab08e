import { type SheetColumn, titleOf } from '../sheet.js';
import type { SheetTexts } from '../text/sheet-texts.js';
import { cellXml, type Exceptions, escaped, headXml } from './cell-xml.js';
import { MAIN } from './styles-xml.js';

/** A sheet of a workbook: a table, or a part of one that is longer than a sheet. */
export interface SheetPart {
  /** What its tab says. */
  readonly title: string;
  readonly columns: readonly SheetColumn[];
}

/**
 * The XML of a sheet, piece by piece: its header stands still, can be filtered by and is printed on each page, and a page is as
 * wide as the table.
 *
 * @param rows as many as fit on a sheet.
 * @returns how many rows there were.
 */
export function* sheetXml(
  { title, columns }: SheetPart,
  rows: Iterator<readonly string[]>,
  limit: number,
  exceptions: Exceptions,
  texts: SheetTexts,
): Generator<string, number> {
  const letters = columns.map((_, at) => lettersOf(at));
  const head = columns.map((column) => titleOf(column, texts));
  const first = taken(rows, Math.min(LEARNT_FROM, limit));
  const widths = columns.map((_, at) => widthOf(head[at], first, at));
  yield `<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>\
<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>\
<selection pane="bottomLeft"/></sheetView></sheetViews>\
<cols>${widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`).join('')}</cols>\
<sheetData><row r="1">${head.map((text, at) => headXml(text, `${letters[at]}1`)).join('')}</row>`;
  let count = 0;
  const rowXml = (row: readonly string[]) => {
    const number = ++count + 1;
    const cells = columns.map(({ kind }, at) => cellXml(row[at], kind, `${letters[at]}${number}`, exceptions));
    return `<row r="${number}">${cells.join('')}</row>`;
  };
  let piece = '';
  for (const row of first) piece += rowXml(row);
  while (count < limit) {
    const { done, value } = rows.next();
    if (done === true) break;
    piece += rowXml(value);
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  yield `${piece}</sheetData><autoFilter ref="${letters[0]}1:${letters.at(-1)}${count + 1}"/>\
<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>\
<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>\
<headerFooter><oddHeader>&amp;L${footerText(title)}</oddHeader><oddFooter>&amp;R&amp;P / &amp;N</oddFooter></headerFooter></worksheet>`;
  return count;
}

const PIECE = 262_144;
const LEARNT_FROM = 200;

/** The next rows, as many as there are. */
function taken(rows: Iterator<readonly string[]>, most: number): (readonly string[])[] {
  const found: (readonly string[])[] = [];
  while (found.length < most) {
    const { done, value } = rows.next();
    if (done === true) break;
    found.push(value);
  }
  return found;
}

/** Columns are as wide as their first cells; a header takes two lines where it has to. */
function widthOf(head: string, rows: readonly (readonly string[])[], at: number): number {
  const longest = rows.reduce((most, row) => Math.max(most, charactersOf(row[at])), Math.ceil(charactersOf(head) / 2));
  return Math.min(60, Math.max(9, longest) + 3);
}

/** Chinese ones are twice as wide. */
function charactersOf(text: string): number {
  return text.length + (text.match(/[\u2e80-\uffef]/g)?.length ?? 0);
}

/** An & stands before what is filled in. */
function footerText(title: string): string {
  return escaped(title.replaceAll('&', '&&'));
}

/** `A` for 0, `AA` for 26. */
export function lettersOf(column: number): string {
  return column < 26
    ? String.fromCharCode(65 + column)
    : lettersOf(Math.floor(column / 26) - 1) + lettersOf(column % 26);
}
