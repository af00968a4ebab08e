import { compareCode, compareText, type Finding } from '@millrace/facts';
import { bomFinding, rowKey } from './finding.js';
import { type Alternative, bomInForce, linesInForce } from './in-force.js';
import type { BomHeaderRow, BomLineRow, BomRows } from './rows.js';

export interface Selection {
  /** The day, as an ISO date, on which BOMs and lines must be in force. */
  readonly as_of: string;
  readonly alternatives?: readonly Alternative[] | undefined;
}

/** The BOM of an item that counts, with the lines that count. */
export interface Chosen {
  readonly header: BomHeaderRow;
  readonly lines: readonly BomLineRow[];
}

/** One BOM an item, by `nodeKey`; what can't be chosen cleanly is added to the findings. */
export function chooseBoms(
  rows: BomRows,
  { as_of, alternatives }: Selection,
  findings: Finding[],
): Map<string, Chosen> {
  const headers = rows.bom ?? impliedHeaders(rows.bom_line);
  const linesOf = groupBy(rows.bom_line, bomKey);
  const wanted = new Map((alternatives ?? []).map((a) => [nodeKey(a.plant, a.item), a.alternative]));
  const supplies = new Map((rows.item ?? []).map((row) => [row.item, row.supply]));
  const known = new Set(headers.map(bomKey));
  for (const [key, lines] of linesOf) {
    if (known.has(key)) continue;
    const { plant, parent, alternative, valid_from } = lines[0];
    const fields = { parent, lines: String(lines.length) };
    const at = rowKey(plant, parent, alternative, valid_from);
    findings.push(bomFinding('bom_of_a_line_must_exist', 'bom_line', at, fields));
  }
  const chosen = new Map<string, Chosen>();
  for (const [key, of] of groupBy(headers, (row) => nodeKey(row.plant, row.parent))) {
    const picked = bomInForce(of, as_of, wanted.get(key));
    for (const found of picked.findings) findings.push(found);
    if (picked.header === undefined) continue;
    if (supplies.get(picked.header.parent) === 'purchased') {
      const at = rowKey(picked.header.plant, picked.header.parent);
      findings.push(bomFinding('purchased_item_must_not_have_a_bom', 'bom', at, { item: picked.header.parent }));
      continue;
    }
    const running = linesInForce(linesOf.get(bomKey(picked.header)) ?? [], as_of);
    for (const found of running.findings) findings.push(found);
    chosen.set(key, { header: picked.header, lines: running.lines });
  }
  return chosen;
}

function impliedHeaders(lines: readonly BomLineRow[]): BomHeaderRow[] {
  return [...groupBy(lines, bomKey).values()].map(([{ plant, parent, alternative, valid_from }]) => ({
    plant,
    parent,
    alternative,
    valid_from,
  }));
}

/** An item's base unit: its own, else its BOM's, else that of the first line that uses it. */
export function baseUnits(rows: BomRows, chosen: ReadonlyMap<string, Chosen>): Map<string, string> {
  const units = new Map<string, string>();
  const propose = (item: string, unit: string | undefined) => {
    if (unit !== undefined && unit !== '' && !units.has(item)) units.set(item, unit);
  };
  for (const row of rows.item ?? []) propose(row.item, row.unit);
  const sorted = [...chosen].sort(([a], [b]) => compareText(a, b)).map(([, made]) => made);
  for (const { header } of sorted) propose(header.parent, header.unit);
  for (const { lines } of sorted) for (const line of inLineOrder(lines)) propose(line.component, line.unit);
  return units;
}

export function inLineOrder(lines: readonly BomLineRow[]): BomLineRow[] {
  return [...lines].sort(
    (a, b) =>
      compareCode(a.line ?? '', b.line ?? '') ||
      compareText(a.component, b.component) ||
      compareText(a.quantity, b.quantity),
  );
}

/** One text for an item in a plant. */
export function nodeKey(plant: string | undefined, item: string): string {
  return `${plant ?? ''}\u0000${item}`;
}

/** Blank counts as left out. */
export function componentPlant({ plant, component_plant }: BomLineRow): string | undefined {
  return component_plant === undefined || component_plant === '' ? plant : component_plant;
}

function bomKey(row: Pick<BomLineRow, 'plant' | 'parent' | 'alternative' | 'valid_from'>): string {
  return `${row.plant ?? ''}\u0000${row.parent}\u0000${row.alternative ?? ''}\u0000${row.valid_from ?? ''}`;
}

/** Rows by their key, keys in the order in which they are first seen. */
export function groupBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, [Row, ...Row[]]> {
  const groups = new Map<string, [Row, ...Row[]]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}
