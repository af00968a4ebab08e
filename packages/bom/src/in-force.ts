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

/**
 * The one BOM of an item that counts on a day: active, begun, not ended, of the alternative asked for if one is.
 * A BOM without an end is superseded by a later one of the same alternative. Where several remain they are a
 * finding, and the lowest alternative that began last is taken.
 */
export function bomInForce(
  headers: readonly BomHeaderRow[],
  asOf: string,
  alternative: string | undefined,
): { header: BomHeaderRow | undefined; findings: Finding[] } {
  const running = headers
    .filter((row) => (alternative === undefined ? isActive(row) : (row.alternative ?? '') === alternative))
    .filter((row) => covers(row.valid_from, row.valid_to, asOf))
    .sort(
      (a, b) =>
        compareText(a.alternative ?? '', b.alternative ?? '') || compareText(b.valid_from ?? '', a.valid_from ?? ''),
    );
  const header = running[0];
  const rivals = running.filter((row) => row !== header && !isSuperseded(row, header));
  if (header === undefined || rivals.length === 0) return { header, findings: [] };
  const named = [header, ...rivals].map((row) => `${row.alternative ?? ''}@${row.valid_from ?? ''}`).join(', ');
  const key = rowKey(header.plant, header.parent);
  return { header, findings: [bomFinding('item_must_have_one_active_bom', 'bom', key, { as_of: asOf, boms: named })] };
}

/**
 * The lines of a BOM that count on a day. One that has ended is a finding, unless another line of the BOM brings
 * the same component.
 */
export function linesInForce(lines: readonly BomLineRow[], asOf: string): { lines: BomLineRow[]; findings: Finding[] } {
  const running = lines.filter((line) => covers(line.starts_on, line.ends_on, asOf));
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

/** Both days count. ISO dates compare as text; blank is open. */
function covers(from: string | undefined, to: string | undefined, day: string): boolean {
  return (from ?? '') <= day && (!hasText(to) || day <= to);
}

function isActive({ active = true }: BomHeaderRow): boolean {
  return active === true || active === 'true';
}

function isSuperseded(row: BomHeaderRow, by: BomHeaderRow): boolean {
  const laterOfTheSame =
    (row.alternative ?? '') === (by.alternative ?? '') && (row.valid_from ?? '') < (by.valid_from ?? '');
  return laterOfTheSame && !hasText(row.valid_to);
}

function hasText(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}
