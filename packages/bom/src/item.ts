import { type Fraction, fractionFaultOf, multiply, ONE, parseFraction } from '@millrace/exact';
import type { Finding } from '@millrace/facts';
import { type Chosen, componentPlant, inLineOrder, nodeKey } from './choose-boms.js';
import type { Convert } from './conversion.js';
import { type BomFindingCode, bomFinding, rowKey } from './finding.js';
import { lineKey } from './in-force.js';
import { type BomLine, readLine } from './line.js';
import { type Operation, operationsInOrder } from './operations.js';
import type { BomPolicy } from './policy.js';
import type { BomHeaderRow, BomLineRow, ItemRow, RoutingOperationRow } from './rows.js';

/** An item of a plant, with the BOM and routing that count. */
export interface BomItem {
  readonly plant: string;
  readonly item: string;
  readonly unit: string;
  readonly row: ItemRow | undefined;
  /** The alternative of the BOM taken; undefined: it has none. */
  readonly alternative: string | undefined;
  readonly lines: readonly ItemLine[];
  readonly operations: readonly Operation[];
  readonly costingLot: Fraction;
  /** A part of its BOM or routing could not be read: nothing may be computed from it as if it were whole. */
  readonly faulty: boolean;
  /** The rows that it was read from, and what was wrong with them. */
  readonly read: ReadItem;
  readonly findings: readonly Finding[];
}

export interface ItemLine extends BomLine {
  /** The number of the component. */
  readonly child: number;
  /** The line is part of a loop and isn't followed. */
  readonly inLoop: boolean;
}

/** By-products and co-products come out of what a parent is made of; they are no components. */
export function isOutput({ kind }: BomLine): boolean {
  return kind === 'by_product' || kind === 'co_product';
}

/** What the tables hold on one item. */
export interface ReadItem {
  readonly plant: string;
  readonly item: string;
  readonly unit: string;
  readonly row: ItemRow | undefined;
  readonly made: Chosen | undefined;
  readonly routing: readonly RoutingOperationRow[];
}

export interface Surroundings {
  readonly policy: BomPolicy;
  readonly convert: Convert;
  readonly units: ReadonlyMap<string, string>;
  readonly numberOf: (item: string, plant?: string) => number | undefined;
  /** The BOMs that count, by `nodeKey`. */
  readonly chosen: ReadonlyMap<string, Chosen>;
  /** The item table, where there is one: every component must be in it. */
  readonly known: ReadonlyMap<string, ItemRow> | undefined;
}

/** The item as arithmetic. Its bad rows become findings and, unless only warned of, make it `faulty`. */
export function itemOf(read: ReadItem, around: Surroundings): BomItem {
  const { plant, item, unit, row, made } = read;
  const own: Finding[] = [];
  const routing = operationsInOrder(read.routing);
  for (const found of routing.findings) own.push(found);
  const header = made?.header;
  const baseQuantity = header === undefined ? ONE : baseQuantityOf(header, unit, around.convert, own);
  const lines: ItemLine[] = [];
  for (const line of inLineOrder(made?.lines ?? [])) {
    if (baseQuantity === undefined) break;
    const componentUnit = around.units.get(line.component) ?? '';
    const { policy, convert } = around;
    const result = readLine(line, { policy, convert, baseQuantity, operations: routing.operations, componentUnit });
    if (result.finding !== undefined) own.push(result.finding);
    const child = around.numberOf(line.component, componentPlant(line));
    if (around.known !== undefined && !around.known.has(line.component))
      own.push(lineFinding('component_must_be_a_known_item', line));
    if (result.line?.kind === 'phantom' && !around.chosen.has(nodeKey(componentPlant(line), line.component))) {
      own.push(lineFinding('phantom_must_have_a_bom', line));
    }
    if (result.line !== undefined && child !== undefined) lines.push({ ...result.line, child, inLoop: false });
  }
  const costingLot = costingLotOf(row, baseQuantity ?? ONE, around.policy, own);
  return {
    plant,
    item,
    unit,
    row,
    alternative: header === undefined ? undefined : (header.alternative ?? ''),
    lines,
    operations: routing.operations,
    costingLot,
    faulty: own.some(({ severity }) => severity !== 'warning'),
    read,
    findings: own,
  };
}

/** Whether an item read before says the same: the very same rows, with the same units and phantoms around them. */
export function isUnchanged(before: BomItem, read: ReadItem, { units, chosen }: Surroundings): boolean {
  const { made } = read;
  const earlier = before.read;
  return (
    earlier.unit === read.unit &&
    earlier.row === read.row &&
    sameRows(earlier.routing, read.routing) &&
    sameRows(earlier.made?.lines ?? [], made?.lines ?? []) &&
    sameHeader(earlier.made?.header, made?.header) &&
    before.lines.every(
      (line) =>
        !line.inLoop &&
        line.componentUnit === (units.get(line.component) ?? '') &&
        (line.kind !== 'phantom' || chosen.has(nodeKey(componentPlant(line.row), line.component))),
    )
  );
}

/** The same row objects in the same order. */
export function sameRows<Row>(a: readonly Row[], b: readonly Row[]): boolean {
  return a.length === b.length && a.every((row, i) => row === b[i]);
}

/** Headers that were left out are made anew each time, so their columns are compared. */
function sameHeader(a: BomHeaderRow | undefined, b: BomHeaderRow | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && JSON.stringify(a) === JSON.stringify(b));
}

function baseQuantityOf(header: BomHeaderRow, unit: string, convert: Convert, own: Finding[]): Fraction | undefined {
  const key = rowKey(header.plant, header.parent, header.alternative, header.valid_from);
  const text = header.base_quantity === undefined || header.base_quantity === '' ? '1' : header.base_quantity;
  const quantity = positive(text);
  const fields = { parent: header.parent, base_quantity: text };
  if (quantity === undefined) {
    own.push(bomFinding('bom_base_quantity_must_be_positive', 'bom', key, fields));
    return undefined;
  }
  const from = header.unit === undefined || header.unit === '' ? unit : header.unit;
  const toBase = convert(header.parent, from, unit);
  if (toBase === undefined) {
    own.push(bomFinding('unit_must_convert_to_the_items_unit', 'bom', key, { ...fields, unit: from, to: unit }));
    return undefined;
  }
  return multiply(quantity, toBase);
}

function costingLotOf(row: ItemRow | undefined, base: Fraction, { costing_lot }: BomPolicy, own: Finding[]): Fraction {
  const stated = row?.costing_lot === undefined || row.costing_lot === '' ? undefined : row.costing_lot;
  if (stated === undefined && costing_lot === 'bom_base_quantity') return base;
  const lot = positive(stated ?? costing_lot);
  if (lot !== undefined) return lot;
  if (stated === undefined) throw new RangeError(`the policy's costing_lot ${costing_lot} isn't a positive quantity`);
  const item = row?.item ?? '';
  own.push(bomFinding('costing_lot_must_be_positive', 'item', item, { item, costing_lot: stated }));
  return ONE;
}

function positive(text: string): Fraction | undefined {
  if (fractionFaultOf(text) !== undefined) return undefined;
  const value = parseFraction(text);
  return value.numerator > 0n ? value : undefined;
}

function lineFinding(code: BomFindingCode, line: BomLineRow): Finding {
  return bomFinding(code, 'bom_line', lineKey(line), { parent: line.parent, component: line.component });
}
