import {
  type BomItem,
  conversions,
  conversionsOf,
  headersInForce,
  itemOf,
  type Operation,
  routingsOf,
} from '@millrace/bom';
import {
  add,
  divide,
  type Fraction,
  fraction,
  GrowingArray,
  multiply,
  ONE,
  QUANTITY_SCALE,
  ZERO,
} from '@millrace/exact';
import { type Facts, readDate, rowOf, rowsByKey, TABLES } from '@millrace/facts';
import { type CostOperations, conversionCosts } from './conversion-cost.js';
import { type CostElement, costElements } from './cost-elements.js';
import { rowReader, type StandardFacts, tableRows } from './from-facts.js';
import type { StandardPolicy } from './standard-policy.js';

/**
 * Made items that take nothing but components, by lines that are in order: nearly all lines of a catalogue. Their lines stay in
 * columns; what there is once an item (header, lot, operations) is read by the rules of all items.
 */
export interface PlainItems {
  readonly has: (plant: number, item: number) => boolean;
  /** By place: the row of its header, the lot, and what its own level adds to one unit, by element. */
  readonly header: readonly number[];
  readonly lot: readonly Fraction[];
  readonly own: readonly (readonly Fraction[])[];
  readonly baseQuantity: readonly number[];
  /** By line: the place of its parent, its row, and its factors: components per unit of the line, scrap of operations. */
  readonly place: Int32Array;
  readonly row: Int32Array;
  readonly numerator: Float64Array;
  readonly denominator: Float64Array;
}

/** Undefined where a line belongs to no bill of material, or an item has no unit: then rows tell more. */
export function plainItems(
  { facts, plants }: StandardFacts,
  policy: StandardPolicy,
  as_of: string,
  elements: readonly CostElement[],
): PlainItems | undefined {
  const { bom, bom_line: lines, item: items, symbols } = facts;
  if (items.unit.includes(0)) return undefined;
  const linesOf = rowsByKey(lines.rowCount, [lines.plant, lines.parent, lines.alternative, lines.valid_from]);
  const rowsOfHeader = (h: number) => linesOf.find(bom.plant[h], bom.parent[h], bom.alternative[h], bom.valid_from[h]);
  let lineCount = 0;
  for (let row = 0; row < bom.rowCount; row++) lineCount += rowsOfHeader(row).length;
  if (lineCount !== lines.rowCount) return undefined;

  const day = readDate(as_of) as number;
  const wanted = new Set((plants ?? []).map((plant) => symbols.find(plant)));
  const keyOf = (plant: number, item: number) => plant * symbols.size + item;
  const itemRow = rowOf(items.item);
  const inForce = headersInForce(facts, day);
  const isRead = readByOthers(facts, keyOf);
  const read = itemReader({ facts, plants }, policy, as_of);
  const factorOf = lineFactors(facts, policy);
  const places = new Map<number, number>();
  const seen = new Set<number>();
  const header: number[] = [];
  const lot: Fraction[] = [];
  const own: Fraction[][] = [];
  const baseQuantity: number[] = [];
  const columns = {
    place: new GrowingArray(Int32Array),
    row: new GrowingArray(Int32Array),
    numerator: new GrowingArray(Float64Array),
    denominator: new GrowingArray(Float64Array),
  };
  const factors: Fraction[] = [];
  const counted: number[] = [];
  for (let of = 0; of < bom.rowCount; of++) {
    const [plant, parent] = [bom.plant[of], bom.parent[of]];
    const key = keyOf(plant, parent);
    if (!wanted.has(plant) || seen.has(key)) continue;
    seen.add(key);
    const found = inForce(plant, parent, undefined);
    const row = itemRow(parent);
    if (found.header === undefined || found.rivals.length > 0 || row < 0 || isRead.has(key)) continue;
    if (items.supply[row] === PURCHASED) continue;
    const made = read(found.header, row, elements);
    if (made === undefined) continue;
    factors.length = 0;
    counted.length = 0;
    let isPlain = true;
    for (const line of rowsOfHeader(found.header)) {
      if (lines.starts_on[line] > day) continue;
      const factor = lines.ends_on[line] < day ? undefined : factorOf(line, made.item.operations);
      isPlain = factor !== undefined;
      if (factor === undefined) break;
      factors.push(factor);
      counted.push(line);
    }
    if (!isPlain) continue;
    for (const [i, { numerator, denominator }] of factors.entries()) {
      columns.place.push(header.length);
      columns.row.push(counted[i]);
      columns.numerator.push(Number(numerator));
      columns.denominator.push(Number(denominator));
    }
    places.set(key, header.length);
    header.push(found.header);
    lot.push(made.item.costingLot);
    own.push(made.own);
    baseQuantity.push(made.baseQuantity);
  }
  return {
    has: (plant, item) => places.has(keyOf(plant, item)),
    header,
    lot,
    own,
    baseQuantity,
    place: columns.place.trimmed(),
    row: columns.row.trimmed(),
    numerator: columns.numerator.trimmed(),
    denominator: columns.denominator.trimmed(),
  };
}

/** What is taken through a phantom, or comes out of another item's process, is read together with what names it. */
function readByOthers({ bom_line: lines }: Facts, keyOf: (plant: number, item: number) => number): Set<number> {
  const keys = new Set<number>();
  for (let row = 0; row < lines.rowCount; row++) {
    if (lines.kind[row] === COMPONENT || lines.kind[row] === BY_PRODUCT) continue;
    keys.add(keyOf(lines.component_plant[row] || lines.plant[row], lines.component[row]));
  }
  return keys;
}

interface PlainLevel {
  readonly item: BomItem;
  readonly own: Fraction[];
  /** In 10^-6 of the item's unit. */
  readonly baseQuantity: number;
}

/** Reads what there is once an item; undefined where there is anything to report, or more digits than the columns hold. */
function itemReader(given: StandardFacts, policy: StandardPolicy, as_of: string) {
  const { facts } = given;
  const { bom, item: items, symbols } = facts;
  const { convert } = conversions(tableRows(given, 'unit_conversion'));
  const rates = { bom_line: [], rate: tableRows(given, 'rate'), work_centre: tableRows(given, 'work_centre') };
  const costOperations: CostOperations = conversionCosts(rates, as_of, policy);
  const toOwn = conversionsOf(facts);
  const operationsOf = routingsOf(facts);
  const [headerRow, masterRow, operationRow] = [
    rowReader(facts, 'bom'),
    rowReader(facts, 'item'),
    rowReader(facts, 'routing_operation'),
  ];
  const around = { policy, convert, units: new Map(), numberOf: () => undefined, chosen: new Map(), known: undefined };
  return (header: number, row: number, elements: readonly CostElement[]): PlainLevel | undefined => {
    const [plant, parent, unit] = [bom.plant[header], bom.parent[header], items.unit[row]];
    const factor = bom.unit[header] === 0 ? ONE : toOwn(parent, bom.unit[header], unit);
    const item = itemOf(
      {
        plant: symbols.text(plant),
        item: symbols.text(parent),
        unit: symbols.text(unit),
        row: masterRow(row),
        made: { header: headerRow(header), lines: [] },
        routing: operationsOf(plant, parent, bom.alternative[header]).map(operationRow),
      },
      around,
    );
    if (factor === undefined || item.findings.length > 0) return undefined;
    const baseQuantity = wholeNumber(multiply(fraction(bom.base_quantity[header]), factor));
    const { operations, findings } = costOperations(item, item.costingLot);
    if (baseQuantity === undefined || millionths(item.costingLot) === undefined || findings.length > 0)
      return undefined;
    const own = operations.length === 0 ? [] : elements.map((): Fraction => ZERO);
    const perUnit = divide(ONE, item.costingLot);
    for (const { byElement } of operations) {
      for (const [name, amount] of byElement) {
        const e = elements.findIndex(({ element }) => element === name);
        if (e < 0) return undefined;
        own[e] = add(own[e], multiply(amount, perUnit));
      }
    }
    const smallest = fraction(10n ** BigInt(policy.cost_scale));
    const ofBase = multiply(smallest, fraction(baseQuantity, MILLION));
    const counts = own.map((amount) => multiply(amount, ofBase));
    return counts.every(isSmallFraction) ? { item, own, baseQuantity } : undefined;
  };
}

/** By what a line's quantity is multiplied, line scrap apart; undefined where the line isn't plain. */
function lineFactors(facts: Facts, policy: StandardPolicy) {
  const { bom_line: lines, item: items, symbols } = facts;
  const itemRow = rowOf(items.item);
  const convert = conversionsOf(facts);
  return (row: number, operations: readonly Operation[]): Fraction | undefined => {
    const component = itemRow(lines.component[row]);
    const scrap = lines.scrap_rate[row] || 0;
    if (lines.kind[row] !== COMPONENT || !(lines.quantity[row] > 0) || component < 0) return undefined;
    if (!(scrap >= 0 && scrap < 10 ** SCRAP_SCALE && scrap % SCRAP_UNIT === 0)) return undefined;
    const own = items.unit[component];
    const toOwn = lines.unit[row] === 0 ? ONE : convert(lines.component[row], lines.unit[row], own);
    const raise = raiseOf(symbols.text(lines.operation[row]), operations, policy);
    if (toOwn === undefined || raise === undefined) return undefined;
    const factor = lines.fixed[row] === 1 || raise === ONE ? toOwn : multiply(toOwn, raise);
    return isSmallFraction(factor) ? factor : undefined;
  };
}

function raiseOf(
  named: string,
  operations: readonly Operation[],
  { operation_scrap }: StandardPolicy,
): Fraction | undefined {
  if (operation_scrap === 'none') return ONE;
  if (named !== '') return operations.find(({ operation }) => operation === named)?.inputPerPiece;
  return operation_scrap === 'linked_lines' || operations.length === 0 ? ONE : operations[0].inputPerPiece;
}

/** In 10^-6, where it is a whole number of these. */
export function millionths(value: Fraction): number | undefined {
  return wholeNumber(multiply(value, fraction(10n ** BigInt(QUANTITY_SCALE))));
}

function wholeNumber({ numerator, denominator }: Fraction): number | undefined {
  return denominator === 1n && isSmall(numerator) ? Number(numerator) : undefined;
}

function isSmallFraction({ numerator, denominator }: Fraction): boolean {
  return isSmall(numerator) && isSmall(denominator);
}

/** It is exact as a double. */
export function isSmall(value: bigint): boolean {
  return Number.isSafeInteger(Number(value));
}

/** The cost elements of these facts; undefined where one is used that the table lacks. */
export function elementsOfFacts(given: StandardFacts, policy: StandardPolicy): readonly CostElement[] | undefined {
  const { subcontract_price } = given.facts.routing_operation;
  const priced = subcontract_price.findIndex((price) => !Number.isNaN(price));
  const { elements, findings } = costElements(
    {
      bom_line: [],
      cost_element: tableRows(given, 'cost_element'),
      rate: tableRows(given, 'rate'),
      routing_operation: priced < 0 ? [] : [rowReader(given.facts, 'routing_operation')(priced)],
    },
    policy,
  );
  return findings.length > 0 || elements.length === 0 ? undefined : elements;
}

const MILLION = 10 ** QUANTITY_SCALE;
const { choices } = TABLES.bom_line.columns.kind;
const COMPONENT = choices.indexOf('component');
const BY_PRODUCT = choices.indexOf('by_product');
const PURCHASED = TABLES.item.columns.supply.choices.indexOf('purchased');
const { scale: SCRAP_SCALE } = TABLES.bom_line.columns.scrap_rate;
/** Of a scrap rate that the columns hold. */
const SCRAP_UNIT = 10 ** (SCRAP_SCALE - 6);
