import { compareText, type Finding } from '@millrace/facts';
import { baseUnits, type Chosen, chooseBoms, componentPlant, groupBy, nodeKey, type Selection } from './choose-boms.js';
import { type Convert, conversions } from './conversion.js';
import { bomFinding, rowKey, sortFindings } from './finding.js';
import { type BomItem, isOutput, isUnchanged, itemOf } from './item.js';
import { routingOf } from './operations.js';
import type { BomPolicy } from './policy.js';
import type { BomRows } from './rows.js';
import { buildStructure, type Structure } from './structure.js';

/** Every item of every plant with the one BOM and routing that count on a day. */
export interface Bom {
  readonly rows: BomRows;
  readonly as_of: string;
  readonly policy: BomPolicy;
  /** Sorted by plant and item; an item's number is its place here. */
  readonly items: readonly BomItem[];
  readonly numberOf: (item: string, plant?: string) => number | undefined;
  readonly convert: Convert;
  /** Which item stands above which, phantoms as items of their own, outputs left out. Its quantities are all 1. */
  readonly structure: Structure;
  readonly findings: readonly Finding[];
}

/**
 * Builds the BOMs in force on a day. Bad rows become findings and leave their item `faulty`; everything else is
 * still there. Given an earlier build, items whose rows are the very same objects are taken over from it.
 *
 * @example
 * const bom = buildBom(
 *   { bom_line: [{ parent: 'car', component: 'wheel', quantity: '4' }] },
 *   { as_of: '2026-10-31' },
 *   { line_scrap: 'mark_up', operation_scrap: 'none', costing_lot: '1', quantity_rounding: EXACT_QUANTITIES },
 * );
 * bom.findings // []
 */
export function buildBom(rows: BomRows, selection: Selection, policy: BomPolicy, before?: Bom): Bom {
  const { convert, findings: conversionFindings } = conversions(rows.unit_conversion ?? []);
  const findings: Finding[] = [...conversionFindings];
  const chosen = chooseBoms(rows, selection, findings);
  const units = baseUnits(rows, chosen);
  const { codes, numberOf } = numberItems(rows, chosen);
  const routings = groupBy(rows.routing_operation ?? [], (row) => nodeKey(row.plant, row.item));
  const masters = new Map((rows.item ?? []).map((row) => [row.item, row]));
  const alternatives = new Map((selection.alternatives ?? []).map((a) => [nodeKey(a.plant, a.item), a]));
  const known = before !== undefined && isComparable(before, rows, policy, codes) ? before.items : undefined;
  const items = codes.map(([plant, item], number) => {
    const key = nodeKey(plant, item);
    const made = chosen.get(key);
    const wanted = alternatives.get(key)?.routing_alternative ?? made?.header.alternative ?? '';
    const unit = units.get(item) ?? '';
    const row = masters.get(item);
    const readItem = { plant, item, unit, row, made, routing: routingOf(routings.get(key) ?? [], wanted) };
    const around = { policy, convert, units, numberOf, chosen, known: rows.item && masters };
    const earlier = known?.[number];
    return earlier !== undefined && isUnchanged(earlier, readItem, around) ? earlier : itemOf(readItem, around);
  });
  for (const item of items) for (const found of item.findings) findings.push(found);
  const structure = structureOf(items);
  for (const loop of structure.loops) findings.push(loopFinding(loop.lines, loop.items, items));
  return {
    rows,
    as_of: selection.as_of,
    policy,
    items: markLoops(items, structure),
    numberOf,
    convert,
    structure,
    findings: sortFindings(findings),
  };
}

/** Items of an earlier build may be taken over one by one: numbers, units and policy mean the same. */
function isComparable(
  { rows, policy, items }: Bom,
  now: BomRows,
  policyNow: BomPolicy,
  codes: readonly (readonly [plant: string, item: string])[],
): boolean {
  return (
    rows.item === now.item &&
    rows.unit_conversion === now.unit_conversion &&
    JSON.stringify(policy) === JSON.stringify(policyNow) &&
    items.length === codes.length &&
    items.every(({ plant, item }, i) => plant === codes[i][0] && item === codes[i][1])
  );
}

function numberItems(rows: BomRows, chosen: ReadonlyMap<string, Chosen>) {
  const byPlant = new Map<string, Map<string, number>>();
  const see = (plant: string | undefined, item: string) => {
    const items = byPlant.get(plant ?? '') ?? new Map<string, number>();
    byPlant.set(plant ?? '', items.set(item, 0));
  };
  for (const { header, lines } of chosen.values()) {
    see(header.plant, header.parent);
    for (const line of lines) see(componentPlant(line), line.component);
  }
  for (const row of rows.routing_operation ?? []) see(row.plant, row.item);
  for (const row of rows.item_plant ?? []) see(row.plant, row.item);
  if (byPlant.size === 0) byPlant.set('', new Map());
  // An item that no plant names could belong to any of several plants; nobody asks what it costs there.
  if (byPlant.size === 1) for (const plant of byPlant.keys()) for (const row of rows.item ?? []) see(plant, row.item);
  const codes = [...byPlant]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([plant, items]) => [...items.keys()].sort(compareText).map((item) => [plant, item] as const));
  for (const [number, [plant, item]] of codes.entries()) byPlant.get(plant)?.set(item, number);
  const only = byPlant.size === 1 ? codes[0]?.[0] : '';
  const numberOf = (item: string, plant = only) => byPlant.get(plant ?? '')?.get(item);
  return { codes, numberOf };
}

function structureOf(items: readonly BomItem[]): Structure {
  const parent: number[] = [];
  const component: number[] = [];
  for (const [number, item] of items.entries()) {
    for (const line of item.lines) {
      if (isOutput(line)) continue;
      parent.push(number);
      component.push(line.child);
    }
  }
  return buildStructure({
    items: items.length,
    parent: Int32Array.from(parent),
    component: Int32Array.from(component),
    quantity: new Int32Array(parent.length).fill(1),
    denominator: 1,
  });
}

function markLoops(items: readonly BomItem[], { loops }: Structure): readonly BomItem[] {
  if (loops.length === 0) return items;
  const inSame = new Map<number, number>();
  for (const [which, loop] of loops.entries()) for (const item of loop.items) inSame.set(item, which);
  return items.map((item, number) => {
    const which = inSame.get(number);
    if (which === undefined) return item;
    const lines = item.lines.map((line) => ({ ...line, inLoop: !isOutput(line) && inSame.get(line.child) === which }));
    return { ...item, lines };
  });
}

function loopFinding(lines: Int32Array, members: Int32Array, items: readonly BomItem[]): Finding {
  const all = items.flatMap(({ lines }) => lines.filter((line) => !isOutput(line)));
  const names = Array.from(members, (number) => items[number].item);
  return bomFinding('bom_must_not_contain_itself', 'bom_line', rowKey(items[members[0]].plant, names[0]), {
    items: names.join(', '),
    lines: Array.from(lines, (line) => `${all[line].row.parent} > ${all[line].component} (${all[line].key})`).join(
      ', ',
    ),
  });
}
