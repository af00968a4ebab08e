import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { standardPlant, type Take } from './plant.js';

/** Makes the rows of a plant at a scale. */
export type Plant = (scale: number, take: Take) => void;

/** Writes the standard plant, or some of its tables, as a folder of CSV files, one a table; returns how many rows each has. */
export function writePlant(
  folder: string,
  scale: number,
  wanted: (table: string) => boolean = () => true,
  plant: Plant = standardPlant,
): Map<string, number> {
  return writeTables(folder, (take) =>
    plant(scale, (table, line) => {
      if (wanted(table)) take(table, line);
    }),
  );
}

/** Writes whatever is made as a folder of CSV files, one a table; returns how many rows each has. */
export function writeTables(folder: string, make: (take: Take) => void): Map<string, number> {
  mkdirSync(folder, { recursive: true });
  const files = new Map<string, { file: number; text: string; lines: number }>();
  make((table, line) => {
    let open = files.get(table);
    if (open === undefined) {
      open = { file: openSync(path.join(folder, `${table}.csv`), 'w'), text: '', lines: 0 };
      files.set(table, open);
    }
    open.text += `${line.join(',')}\n`;
    open.lines++;
    if (open.text.length < PIECE) return;
    writeSync(open.file, open.text);
    open.text = '';
  });
  for (const { file, text } of files.values()) {
    writeSync(file, text);
    closeSync(file);
  }
  return new Map(Array.from(files, ([table, { lines }]) => [table, lines - 1]));
}

const PIECE = 1 << 20;
