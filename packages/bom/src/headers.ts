import { type Facts, printDate, rowsByKey } from '@millrace/facts';
import { type HeaderReading, headerInForce, isRunning } from './in-force.js';

/** A row of `bom`, and others that count just as well: which of them is meant is for the owner of the data to say. */
export interface HeaderFound {
  readonly header: number | undefined;
  readonly rivals: readonly number[];
}

/**
 * The bill of material of an item in a plant that counts on a day, by the code of the alternative asked for; undefined asks for
 * the active one. The rules are those of `headerInForce`.
 */
export function headersInForce({ bom, symbols }: Facts, day: number) {
  const rows = rowsByKey(bom.rowCount, [bom.plant, bom.parent]);
  const read: HeaderReading<number, number> = {
    alternative: (row) => symbols.text(bom.alternative[row]),
    isActive: (row) => bom.active[row] === 1,
    from: (row) => dayOf(bom.valid_from[row]),
    to: (row) => dayOf(bom.valid_to[row]),
  };
  return (plant: number, item: number, alternative: number | undefined): HeaderFound => {
    const found = rows.find(plant, item);
    if (found.length === 0) return NONE;
    const asked = alternative === undefined ? undefined : symbols.text(alternative);
    return headerInForce(Array.from(found), day, asked, read);
  };
}

const NONE: HeaderFound = { header: undefined, rivals: [] };

/** Headers as findings name them: `2@2026-03-01`. */
export function namedHeaders({ bom, symbols }: Facts, headers: readonly number[]): string {
  return headers.map((row) => `${symbols.text(bom.alternative[row])}@${printDate(bom.valid_from[row])}`).join(', ');
}

/** The rows of `bom_line` of a bill of material that count on a day, by its row, in the order of their lines. */
export function linesOnDay({ bom, bom_line: lines }: Facts, day: number): (header: number) => readonly number[] {
  const rows = rowsByKey(lines.rowCount, [lines.plant, lines.parent, lines.alternative, lines.valid_from]);
  return (header) =>
    Array.from(rows.find(bom.plant[header], bom.parent[header], bom.alternative[header], bom.valid_from[header]))
      .filter((row) => isRunning(dayOf(lines.starts_on[row]), dayOf(lines.ends_on[row]), day))
      .sort((a, b) => lines.line[a] - lines.line[b]);
}

function dayOf(cell: number): number | undefined {
  return Number.isNaN(cell) ? undefined : cell;
}
