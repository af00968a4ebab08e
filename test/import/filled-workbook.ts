import { readFile, writeFile } from 'node:fs/promises';
import { type Column, columnNamed, TABLES, type TableSpec, tableNamed } from '@millrace/facts';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { RowsOfTables } from './rows-of-folder.js';

/**
 * Fills a template as somebody does who types into it: below the header, in the formats of its columns. Numbers and days
 * become what a spreadsheet makes of them, all else is text.
 *
 * @param say how a choice is written.
 */
export async function fillWorkbook(template: string, to: string, rows: RowsOfTables, say: (choice: string) => string) {
  const parts = unzipSync(await readFile(template));
  const xmlOf = (part: string) => strFromU8(parts[part]);
  const strings = [...xmlOf('xl/sharedStrings.xml').matchAll(/<si><t[^>]*>([^<]*)<\/t><\/si>/g)].map(
    ([, text]) => text,
  );
  for (const [, id, name] of xmlOf('xl/workbook.xml').matchAll(/sheetId="(\d+)" name="([^"]+)"/g)) {
    const table = tableNamed(name);
    const its = table === undefined ? undefined : rows.get(table);
    if (table === undefined || its === undefined) continue;
    const { columns }: TableSpec = TABLES[table];
    const part = `xl/worksheets/sheet${id}.xml`;
    const xml = xmlOf(part);
    const header = [...xml.matchAll(/<c r="([A-Z]+)1"[^>]*><v>(\d+)<\/v>/g)].map(([, letters, at]) => ({
      letters,
      column: columnNamed(table, strings[Number(at)]) as string,
      style: new RegExp(`<c r="${letters}2" s="(\\d+)"`).exec(xml)?.[1],
    }));
    const filled = its.map((row, at) => {
      const cells = header.map(({ letters, column, style }) => {
        const attributes = `r="${letters}${at + 2}"${style === undefined ? '' : ` s="${style}"`}`;
        return cellXml(attributes, columns[column], row[column] ?? '', say);
      });
      return `<row r="${at + 2}">${cells.join('')}</row>`;
    });
    const [before, after] = xml.split(/<row r="2">.*?<\/row>|<row r="2"\/>/);
    parts[part] = strToU8(before + filled.join('') + after);
  }
  await writeFile(to, zipSync(parts));
}

function cellXml(attributes: string, { kind }: Column, value: string, say: (choice: string) => string): string {
  if (value === '') return '';
  if (kind === 'decimal' || kind === 'amount' || kind === 'integer') return `<c ${attributes}><v>${value}</v></c>`;
  if (kind === 'date') {
    return `<c ${attributes}><v>${Date.parse(`${value}T00:00:00Z`) / 86_400_000 + 25_569}</v></c>`;
  }
  const text = kind === 'choice' || kind === 'flag' ? say(value) : value;
  return `<c ${attributes} t="inlineStr"><is><t>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</t></is></c>`;
}
