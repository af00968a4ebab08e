import { type BomColumns, type LineColumns, type Oversized, weighColumns } from '@millrace/bom';
import {
  type Fraction,
  fraction,
  GrowingArray,
  multiply,
  ONE,
  overCommonDenominator,
  QUANTITY_SCALE,
} from '@millrace/exact';
import { type Facts, TABLES } from '@millrace/facts';
import { isSmall, millionths, type PlainItems } from './plain-items.js';
import type { Standard } from './standard.js';

/**
 * Every level as lines of one structure, beside its components what it adds by itself: a line to an item of the element that
 * costs the smallest unit. 0.05 at 2 decimals are 5 of it.
 */
export function linesOfAll(
  facts: Facts,
  plain: PlainItems,
  standard: Standard,
  parents: readonly number[],
): BomColumns {
  const lines = weighColumns(plainLines(facts, plain, standard, parents), standard.policy);
  const { items, denominator } = lines;
  const oversized = new Map<number, Oversized>(lines.oversized);
  const [parent, component] = [new GrowingArray(Int32Array), new GrowingArray(Int32Array)];
  const quantity = new GrowingArray(Float64Array);
  for (const [number, { source, terms, own }] of standard.equations.entries()) {
    if (source === 'price' || source === 'none') continue;
    const of = ownLines(own, standard);
    const coefficients = [...terms.map(({ coefficient }) => coefficient), ...of.map(({ count }) => count)];
    const [common, ...quantities] = overCommonDenominator([ONE, ...coefficients]);
    const fits = isSmall(common) && quantities.every(isSmall);
    if (fits) denominator[number] = Number(common);
    else oversized.set(number, { quantities, denominator: common });
    for (const [i, child] of [...terms, ...of].map((line) => line.child).entries()) {
      parent.push(number);
      component.push(child);
      quantity.push(fits ? Number(quantities[i]) : 0);
    }
  }
  return {
    items,
    parent: joined(Int32Array, lines.parent, parent.trimmed()),
    component: joined(Int32Array, lines.component, component.trimmed()),
    quantity: joined(Float64Array, lines.quantity, quantity.trimmed()),
    denominator,
    oversized,
  };
}

/** The lines of plain items, and their own cost as factors beside the base quantity. */
function plainLines(facts: Facts, plain: PlainItems, standard: Standard, parents: readonly number[]): LineColumns {
  const { bom_line: lines } = facts;
  const { elements, bom } = standard;
  const number = numbersByCode(facts, standard);
  const own = plain.own.map((amounts) => ownLines(amounts, standard));
  const count = plain.row.length + own.reduce((sum, { length }) => sum + length, 0);
  const items = bom.items.length + elements.length;
  const columns = {
    items,
    parent: new Int32Array(count),
    component: new Int32Array(count),
    quantity: new Float64Array(count),
    quantityScale: LINE_SCALE,
    factor: { numerator: new Float64Array(count), denominator: new Float64Array(count) },
    scrap: new Int32Array(count),
    fixed: new Uint8Array(count),
    baseQuantity: new Float64Array(items).fill(10 ** QUANTITY_SCALE),
    costingLot: new Float64Array(items).fill(10 ** QUANTITY_SCALE),
  };
  for (let k = 0; k < plain.row.length; k++) {
    const row = plain.row[k];
    columns.parent[k] = parents[plain.place[k]];
    columns.component[k] = number(lines.component_plant[row] || lines.plant[row], lines.component[row]);
    columns.quantity[k] = lines.quantity[row];
    columns.factor.numerator[k] = plain.numerator[k];
    columns.factor.denominator[k] = plain.denominator[k];
    columns.scrap[k] = (lines.scrap_rate[row] || 0) / 10 ** (SCRAP_SCALE - 6);
    columns.fixed[k] = lines.fixed[row];
  }
  let k = plain.row.length;
  for (const [place, of] of own.entries()) {
    columns.baseQuantity[parents[place]] = plain.baseQuantity[place];
    columns.costingLot[parents[place]] = millionths(plain.lot[place]) as number;
    for (const { child, count } of of) {
      const { numerator, denominator } = multiply(count, fraction(plain.baseQuantity[place], 10 ** QUANTITY_SCALE));
      columns.parent[k] = parents[place];
      columns.component[k] = child;
      columns.quantity[k] = 10 ** LINE_SCALE;
      columns.factor.numerator[k] = Number(numerator);
      columns.factor.denominator[k++] = Number(denominator);
    }
  }
  return columns;
}

/** What a level adds to one unit by itself, in smallest units, by the item of its element. */
function ownLines(own: readonly Fraction[], { bom, policy }: Pick<Standard, 'bom' | 'policy'>) {
  const unit = fraction(10n ** BigInt(policy.cost_scale));
  return own.flatMap((amount, e) =>
    amount.numerator === 0n ? [] : [{ child: bom.items.length + e, count: multiply(amount, unit) }],
  );
}

/** The number of an item by its codes. */
export function numbersByCode({ symbols }: Facts, { bom }: Pick<Standard, 'bom'>) {
  const byPlant = new Map<number, Int32Array>();
  for (const [number, { plant, item }] of bom.items.entries()) {
    const code = symbols.find(plant) ?? 0;
    const numbers = byPlant.get(code) ?? new Int32Array(symbols.size);
    byPlant.set(code, numbers);
    numbers[symbols.find(item) ?? 0] = number;
  }
  return (plant: number, item: number): number => (byPlant.get(plant) as Int32Array)[item];
}

function joined<T extends Int32Array | Float64Array>(make: new (length: number) => T, a: T, b: T): T {
  const all = new make(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}

const LINE_SCALE = TABLES.bom_line.columns.quantity.scale;
const SCRAP_SCALE = TABLES.bom_line.columns.scrap_rate.scale;
