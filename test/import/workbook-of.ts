import { strToU8, type Zippable, zipSync } from 'fflate';

/** A cell: text, number, truth value, or what else a sheet can hold; undefined for nothing. */
export type Cell =
  | string
  | number
  | boolean
  | undefined
  | { readonly formula: string; readonly value?: number | string }
  | { readonly error: string }
  | { readonly number: string; readonly style: Style };

/** Formats of numbers. */
type Style = 'day' | 'month' | 'zeros' | 'thousands' | 'text' | 'percent';
const STYLES: readonly (Style | undefined)[] = [undefined, 'day', 'month', 'zeros', 'thousands', 'text', 'percent'];
const CODES = { day: 'yyyy/m/d', month: 'mmm\\-yy', zeros: '00000', thousands: '#,##0.00', text: '@', percent: '0%' };

export interface SheetOf {
  readonly rows: readonly (readonly Cell[])[];
  readonly merged?: string;
  readonly state?: 'hidden' | 'veryHidden';
}

export interface BookOptions {
  readonly from1904?: boolean;
  /** Texts in the table of shared strings, as Excel keeps them, or in the cells. */
  readonly shared?: boolean;
  /** Prefix of the elements' names, as some programs write them. */
  readonly prefix?: string;
  readonly more?: Zippable;
}

/** The bytes of a workbook, by names of its sheets, written after Excel's conventions. */
export function workbookOf(sheets: Readonly<Record<string, SheetOf>>, options: BookOptions = {}): Uint8Array {
  const { from1904 = false, shared = true, prefix = '', more = {} } = options;
  const strings: string[] = [];
  const parts: Zippable = {};
  const tag = (xml: string) => (prefix === '' ? xml : xml.replace(/<(\/?)(?=[a-zA-Z])/g, `<$1${prefix}:`));
  const space = prefix === '' ? 'xmlns' : `xmlns:${prefix}`;
  const main = `${space}="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`;
  const add = (name: string, xml: string) => {
    parts[name] = strToU8(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${xml}`);
  };
  const names = Object.keys(sheets);
  names.forEach((name, at) => {
    const { rows, merged } = sheets[name];
    const data = rows.map((cells, r) => {
      const row = cells.map((cell, c) => cellXml(cell, `${letters(c)}${r + 1}`, shared ? strings : undefined));
      return `<row r="${r + 1}">${row.join('')}</row>`;
    });
    const merges = merged === undefined ? '' : `<mergeCells count="1"><mergeCell ref="${merged}"/></mergeCells>`;
    const xml = `<worksheet ${main}><sheetData>${data.join('')}</sheetData>${merges}</worksheet>`;
    add(`xl/worksheets/sheet${at + 1}.xml`, tag(xml));
  });
  const listed = names.map((name, at) => {
    const state = sheets[name].state === undefined ? '' : ` state="${sheets[name].state}"`;
    return `<sheet name="${escaped(name)}" sheetId="${at + 1}"${state} r:id="rId${at + 1}"/>`;
  });
  const date1904 = from1904 ? '<workbookPr date1904="1"/>' : '<workbookPr/>';
  const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  add(
    'xl/workbook.xml',
    tag(`<workbook ${main} xmlns:r="${relation}">${date1904}<sheets>${listed.join('')}</sheets></workbook>`),
  );
  const kinds = [
    ...names.map((_, at) => [`rId${at + 1}`, 'worksheet', `worksheets/sheet${at + 1}.xml`]),
    ['rIdS', 'styles', 'styles.xml'],
    ['rIdT', 'sharedStrings', '/xl/sharedStrings.xml'],
  ];
  add('xl/_rels/workbook.xml.rels', relationships(kinds, relation));
  add('_rels/.rels', relationships([['rId1', 'officeDocument', 'xl/workbook.xml']], relation));
  add('xl/styles.xml', tag(styles(main)));
  const texts = strings.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`);
  add('xl/sharedStrings.xml', tag(`<sst ${main} count="${texts.length}">${texts.join('')}</sst>`));
  return zipSync({ ...parts, ...more }, { level: 1 });
}

function relationships(kinds: readonly (readonly string[])[], relation: string): string {
  const all = kinds.map(
    ([id, type, target]) => `<Relationship Id="${id}" Type="${relation}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all.join('')}</Relationships>`;
}

function styles(main: string): string {
  const formats = STYLES.slice(1).map(
    (style, at) => `<numFmt numFmtId="${164 + at}" formatCode="${CODES[style as Style]}"/>`,
  );
  const cells = STYLES.map((_, at) => `<xf numFmtId="${at === 0 ? 0 : 163 + at}"/>`);
  return `<styleSheet ${main}><numFmts>${formats.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${cells.join('')}</cellXfs></styleSheet>`;
}

function cellXml(cell: Cell, at: string, strings: string[] | undefined): string {
  if (cell === undefined) return '';
  if (typeof cell === 'string') {
    if (strings === undefined) return `<c r="${at}" t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`;
    return `<c r="${at}" t="s"><v>${strings.push(cell) - 1}</v></c>`;
  }
  if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`;
  if (typeof cell === 'boolean') return `<c r="${at}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  if ('error' in cell) return `<c r="${at}" t="e"><v>${cell.error}</v></c>`;
  if ('number' in cell) return `<c r="${at}" s="${STYLES.indexOf(cell.style)}"><v>${cell.number}</v></c>`;
  const value = cell.value === undefined ? '' : `<v>${escaped(String(cell.value))}</v>`;
  return `<c r="${at}"${typeof cell.value === 'string' ? ' t="str"' : ''}><f>${escaped(cell.formula)}</f>${value}</c>`;
}

function letters(column: number): string {
  return column < 26 ? String.fromCharCode(65 + column) : letters(Math.floor(column / 26) - 1) + letters(column % 26);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
