import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

/** A row of a CSV file by the names of its header; every cell is text, an empty cell is ''. */
export type CsvRow = Readonly<Record<string, string>>;

/** A file that an example needs and that isn't there. */
export class MissingFile extends Error {
  constructor(file: string) {
    super(`${file} is not there`);
    this.name = 'MissingFile';
  }
}

/**
 * The rows of a CSV file with a header, in file order; quoted cells may hold commas and quotes. A file that is kept
 * compressed (`name.csv.gz`) is found under its plain name.
 *
 * @throws MissingFile where there is neither.
 */
export function readCsv(folder: string, name: string): CsvRow[] {
  const plain = path.join(folder, name);
  const packed = `${plain}.gz`;
  if (existsSync(plain)) return rowsOf(readFileSync(plain, 'utf8'));
  if (existsSync(packed)) return rowsOf(gunzipSync(readFileSync(packed)).toString('utf8'));
  throw new MissingFile(plain);
}

/** A row as a line of CSV; cells are quoted only where they must be. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\n`;
}

function rowsOf(text: string): CsvRow[] {
  const [header, ...records] = text
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map(cellsOf);
  return records.map((cells) => Object.fromEntries(header.map((column, c) => [column, cells[c]])));
}

/** No cell of the sources holds a line break, so that a line is a record. */
function cellsOf(line: string): string[] {
  if (!line.includes('"')) return line.split(',');
  const cells: string[] = [];
  for (const [, cell, end] of line.matchAll(/("(?:[^"]|"")*"|[^,]*)(,|$)/g)) {
    cells.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end === '') break;
  }
  return cells;
}
