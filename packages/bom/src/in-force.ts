import { compareText, type Finding } from '@millrace/facts';
import { bomFinding, rowKey } from './finding.js';
import type { BomHeaderRow, BomLineRow } from './rows.js';

/** Which alternative of an item is meant, where it isn't the active one. */
export interface Alternative {
  readonly plant?: string | undefined;
  readonly item: string;
  readonly alternative?: string | undefined;
  readonly routing_alternative?: string | undefined;
}

/** How the rows of `bom` are read, whatever they are kept as. Days are ISO dates, or counted; an empty one is undefined. */
export interface HeaderReading<Row, Day extends string | number> {
  alternative(row: Row): string;
  isActive(row: Row): boolean;
  from(row: Row): Day | undefined;
  to(row: Row): Day | undefined;
}

/**
 * The one BOM of an item that counts on a day: active, begun, not ended, of the alternative asked for if one is.
 * A BOM without an end is superseded by a later one of the same alternative. Where several remain, the lowest alternative
 * that began last is taken, and the others are its rivals: which of them was meant is for the owner of the data to say.
 *
 * @param headers the rows of one item in one plant.
 */
export function headerInForce<Row, Day extends string | number>(
  headers: readonly Row[],
  day: Day,
  alternative: string | undefined,
  read: HeaderReading<Row, Day>,
): { header: Row | undefined; rivals: readonly Row[] } {
  const running = headers
    .filter((row) => (alternative === undefined ? read.isActive(row) : read.alternative(row) === alternative))
    .filter((row) => isRunning(read.from(row), read.to(row), day))
    .sort((a, b) => compareText(read.alternative(a), read.alternative(b)) || compareDays(read.from(b), read.from(a)));
  const header = running[0];
  const isSuperseded = (row: Row) =>
    read.alternative(row) === read.alternative(header) &&
    compareDays(read.from(row), read.from(header)) < 0 &&
    read.to(row) === undefined;
  return { header, rivals: running.filter((row) => row !== header && !isSuperseded(row)) };
}

/** Both days count; an empty one is open. */
export function isRunning<Day extends string | number>(from: Day | undefined, to: Day | undefined, day: Day): boolean {
  return !(from !== undefined && from > day) && !(to !== undefined && to < day);
}

/** An empty day comes first. */
function compareDays<Day extends string | number>(a: Day | undefined, b: Day | undefined): number {
  if (a === undefined || b === undefined) return Number(b === undefined) - Number(a === undefined);
  return a < b ? -1 : Number(a > b);
}

/** The same of rows as text, its rivals as a finding. */
export function bomInForce(
  headers: readonly BomHeaderRow[],
  asOf: string,
  alternative: string | undefined,
): { header: BomHeaderRow | undefined; findings: Finding[] } {
  const { header, rivals } = headerInForce(headers, asOf, alternative, AS_TEXT);
  if (header === undefined || rivals.length === 0) return { header, findings: [] };
  const named = [header, ...rivals].map((row) => `${row.alternative ?? ''}@${row.valid_from ?? ''}`).join(', ');
  const key = rowKey(header.plant, header.parent);
  return { header, findings: [bomFinding('item_must_have_one_active_bom', 'bom', key, { as_of: asOf, boms: named })] };
}

const AS_TEXT: HeaderReading<BomHeaderRow, string> = {
  alternative: (row) => row.alternative ?? '',
  isActive: ({ active = true }) => active === true || active === 'true',
  from: (row) => textOf(row.valid_from),
  to: (row) => textOf(row.valid_to),
};

function textOf(cell: string | undefined): string | undefined {
  return cell === '' ? undefined : cell;
}

/**
 * The lines of a BOM that count on a day. One that has ended is a finding, unless another line of the BOM brings
 * the same component.
 */
export function linesInForce(lines: readonly BomLineRow[], asOf: string): { lines: BomLineRow[]; findings: Finding[] } {
  const running = lines.filter((line) => isRunning(textOf(line.starts_on), textOf(line.ends_on), asOf));
  const there = new Set(running.map((line) => line.component));
  const findings = lines
    .filter((line) => hasText(line.ends_on) && line.ends_on < asOf && !there.has(line.component))
    .map((line) =>
      bomFinding('bom_line_must_be_in_force', 'bom_line', lineKey(line), {
        parent: line.parent,
        component: line.component,
        ends_on: line.ends_on ?? '',
        as_of: asOf,
      }),
    );
  return { lines: running, findings };
}

export function lineKey(line: BomLineRow): string {
  return rowKey(line.plant, line.parent, line.alternative, line.valid_from, line.line);
}

function hasText(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}
