import { readFileSync } from 'node:fs';

/** The rows of a small CSV file with a header, quoted cells included, as objects of text. */
export function csv(file: string): Record<string, string>[] {
  const rows = records(readFileSync(file, 'utf8'));
  const [header, ...body] = rows;
  return body.map((cells) => Object.fromEntries(header.map((column, i) => [column, cells[i]])));
}

function records(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const match of text.matchAll(/("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|$)/g)) {
    const [whole, cell, end] = match;
    if (whole === '') break;
    row.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
