import type { Language } from '@millrace/costing-core';
import { strToU8, Zip, ZipDeflate } from 'fflate';
import { sheetInWords } from '../cell-words.js';
import type { Sheet } from '../sheet.js';
import { sheetTexts } from '../text/sheet-texts-in.js';
import { type Exceptions, escaped } from './cell-xml.js';
import { lettersOf, sheetXml } from './sheet-xml.js';
import { MAIN, stylesXml } from './styles-xml.js';

/** What became of a sheet: of a table that is longer than a sheet there are several. */
export interface WrittenSheet extends Exceptions {
  readonly title: string;
  readonly rows: number;
  /** Its cells, for what the workbook says of them: `$A$1:$F$20`. */
  readonly range: string;
}

export interface WorkbookOptions {
  /** What stands before the tables, made when they have been written. */
  about(written: readonly WrittenSheet[]): Sheet;
  /** Rows that a sheet holds, its header among them; Excel's limit unless said otherwise. */
  readonly rowsPerSheet?: number;
}

/**
 * Tables as a workbook, a sheet for each, as fast as its rows come and never all of them at once: a table that is longer
 * than a sheet goes on in the next one. The same tables give the same bytes.
 *
 * Of write-excel-file, which the templates are written by, 100,000 rows of 15 columns took 28 s and 630 MB, and a million rows
 * are more than the one string that it makes of them can hold.
 *
 * @returns what became of each sheet.
 */
export function* workbookFile(
  sheets: Iterable<Sheet>,
  language: Language,
  options: WorkbookOptions,
): Generator<Uint8Array, WrittenSheet[]> {
  const written: WrittenSheet[] = [];
  yield* zipped(parts(sheets, language, options, written));
  return written;
}

/** Excel's. */
const ROWS_PER_SHEET = 1_048_576;

interface Part {
  readonly path: string;
  readonly xml: Iterable<string>;
}

function* parts(
  sheets: Iterable<Sheet>,
  language: Language,
  { about, rowsPerSheet = ROWS_PER_SHEET }: WorkbookOptions,
  written: WrittenSheet[],
): Generator<Part> {
  const texts = sheetTexts(language);
  for (const sheet of sheets) yield* partsOf(sheet);
  const inOrder = written.slice();
  yield* partsOf(about(inOrder));
  // What is said of the sheets is written last and stands first.
  const first = written.slice(inOrder.length);
  const all = [...first, ...inOrder];
  const placeOf = (at: number) => (at < first.length ? inOrder.length + at : at - first.length) + 1;
  yield { path: 'xl/workbook.xml', xml: [workbookXml(all)] };
  yield { path: 'xl/styles.xml', xml: [stylesXml()] };
  yield { path: 'xl/_rels/workbook.xml.rels', xml: [relationsXml(all.map((_, at) => sheetPath(placeOf(at))))] };
  yield { path: '_rels/.rels', xml: [relations([['rId1', 'officeDocument', 'xl/workbook.xml']])] };
  yield { path: '[Content_Types].xml', xml: [contentTypes(all.map((_, at) => sheetPath(at + 1)))] };

  function* partsOf(coded: Sheet): Generator<Part> {
    const sheet = sheetInWords(coded, language);
    const name = texts.name[sheet.name];
    const rows = peeked(sheet.rows[Symbol.iterator]());
    for (let part = 1; part === 1 || !rows.isDone(); part++) {
      const exceptions: Exceptions = { longNumbers: 0, cutTexts: 0 };
      const title = part === 1 ? name : `${name} (${part})`;
      let count = 0;
      yield {
        path: `xl/${sheetPath(written.length + 1)}`,
        xml: (function* () {
          count = yield* sheetXml({ title, columns: sheet.columns }, rows, rowsPerSheet - 1, exceptions, texts);
        })(),
      };
      const range = `$A$1:$${lettersOf(sheet.columns.length - 1)}$${count + 1}`;
      written.push({ title, rows: count, range, ...exceptions });
    }
  }
}

/** Rows of which it can be told whether there is another one. */
function peeked<T>(rows: Iterator<T>): Iterator<T> & { isDone(): boolean } {
  let next: IteratorResult<T> | undefined;
  return {
    next() {
      const result = next ?? rows.next();
      next = undefined;
      return result;
    },
    isDone() {
      next ??= rows.next();
      return next.done === true;
    },
  };
}

function sheetPath(number: number): string {
  return `worksheets/sheet${number}.xml`;
}

/** The sheets, and for each what is printed, the row that stands on every page, and what is filtered. */
function workbookXml(sheets: readonly WrittenSheet[]): string {
  const listed = sheets.map(
    ({ title }, at) => `<sheet name="${escaped(title)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  );
  const names = sheets.flatMap(({ title, range }, at) => {
    const sheet = `'${escaped(title.replaceAll("'", "''"))}'!`;
    const of = (name: string, cells: string, more = '') =>
      `<definedName name="_xlnm.${name}" localSheetId="${at}"${more}>${sheet}${cells}</definedName>`;
    return [of('_FilterDatabase', range, ' hidden="1"'), of('Print_Area', range), of('Print_Titles', '$1:$1')];
  });
  return `<workbook xmlns="${MAIN}" xmlns:r="${RELATION}"><bookViews><workbookView/></bookViews>\
<sheets>${listed.join('')}</sheets><definedNames>${names.join('')}</definedNames></workbook>`;
}

const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

function relationsXml(sheetPaths: readonly string[]): string {
  return relations([
    ...sheetPaths.map((path, at) => [`rId${at + 1}`, 'worksheet', path] as const),
    ['rIdStyles', 'styles', 'styles.xml'],
  ]);
}

function relations(all: readonly (readonly [id: string, type: string, target: string])[]): string {
  const listed = all.map(
    ([id, type, target]) => `<Relationship Id="${id}" Type="${RELATION}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${listed.join('')}</Relationships>`;
}

function contentTypes(sheetPaths: readonly string[]): string {
  const types = [
    ['workbook.xml', 'sheet.main'],
    ['styles.xml', 'styles'],
    ...sheetPaths.map((path) => [path, 'worksheet']),
  ].map(
    ([path, type]) =>
      `<Override PartName="/xl/${path}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`,
  );
  return `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Default Extension="xml" ContentType="application/xml"/>${types.join('')}</Types>`;
}

/** A zip file of the parts, as they come. */
function* zipped(all: Iterable<Part>): Generator<Uint8Array> {
  let ready: Uint8Array[] = [];
  const zip = new Zip((error, bytes) => {
    if (error !== null) throw error;
    ready.push(bytes);
  });
  for (const { path, xml } of all) {
    const part = new ZipDeflate(path, { level: 1 });
    part.mtime = LONG_AGO;
    zip.add(part);
    part.push(strToU8('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'));
    for (const piece of xml) {
      part.push(strToU8(piece));
      yield* ready;
      ready = [];
    }
    part.push(new Uint8Array(0), true);
  }
  zip.end();
  yield* ready;
}

/** The first day that a zip file knows: the clock is none of the table's. */
const LONG_AGO = new Date(1980, 0, 1);
