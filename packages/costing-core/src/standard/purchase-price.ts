import { type Convert, rowKey } from '@millrace/bom';
import {
  divide,
  type Fraction,
  fraction,
  fractionFaultOf,
  multiply,
  parseFraction,
  roundFraction,
} from '@millrace/exact';
import { compareText, type Finding } from '@millrace/facts';
import { standardFinding } from './standard-findings.js';
import type { StandardPolicy } from './standard-policy.js';
import type { ItemPriceRow } from './standard-rows.js';

/** The price of an item and where it comes from. */
export interface PurchasePrice {
  readonly kind: string;
  /** Per base unit of the item. */
  readonly byElement: ReadonlyMap<string, Fraction>;
  readonly rows: readonly ItemPriceRow[];
}

/**
 * The price of an item as of a day: of the first kind in the policy's chain that has one in force, the latest row
 * of each element. Per base unit, converted exactly or, by policy, rounded after conversion: 1 a bag of 15 kg is
 * 1/15, or 0.0667 at 4 decimals.
 */
export function purchasePrice(
  rows: readonly ItemPriceRow[],
  { as_of, unit, element, convert, policy }: PriceContext,
): { price?: PurchasePrice; findings: Finding[] } {
  const running = rows.filter((row) => (row.valid_from ?? '') <= as_of);
  const kind = policy.price_chain.find((wanted) => running.some((row) => row.kind === wanted));
  if (kind === undefined) return { findings: [] };
  const latest = new Map<string, ItemPriceRow>();
  for (const row of running.filter((candidate) => candidate.kind === kind)) {
    const of = elementOf(row, element);
    const before = latest.get(of);
    if (before === undefined || isLater(row, before)) latest.set(of, row);
  }
  const findings: Finding[] = [];
  const byElement = new Map<string, Fraction>();
  for (const [of, row] of latest) {
    const perUnit = perBaseUnit(row, unit, convert, policy);
    if (typeof perUnit === 'string') {
      const key = rowKey(row.plant, row.item, row.kind, row.element, row.valid_from);
      const fields = {
        item: row.item,
        price: row.price,
        per_quantity: row.per_quantity ?? '1',
        unit: row.unit ?? unit,
      };
      findings.push(standardFinding(perUnit, 'item_price', key, fields));
    } else byElement.set(of, perUnit);
  }
  if (findings.length > 0) return { findings };
  return { price: { kind, byElement, rows: [...latest.values()] }, findings };
}

export interface PriceContext {
  readonly as_of: string;
  readonly unit: string;
  /** The element of a row that names none. */
  readonly element: string;
  readonly convert: Convert;
  readonly policy: StandardPolicy;
}

function elementOf(row: ItemPriceRow, fallback: string): string {
  return row.element === undefined || row.element === '' ? fallback : row.element;
}

function isLater(row: ItemPriceRow, than: ItemPriceRow): boolean {
  return (compareText(row.valid_from ?? '', than.valid_from ?? '') || compareText(row.price, than.price)) > 0;
}

function perBaseUnit(
  row: ItemPriceRow,
  unit: string,
  convert: Convert,
  policy: StandardPolicy,
): Fraction | 'price_must_be_a_plain_number' | 'unit_of_a_price_must_convert' {
  const perText = row.per_quantity === undefined || row.per_quantity === '' ? '1' : row.per_quantity;
  if (fractionFaultOf(row.price) !== undefined || fractionFaultOf(perText) !== undefined) {
    return 'price_must_be_a_plain_number';
  }
  const per = parseFraction(perText);
  if (per.numerator <= 0n) return 'price_must_be_a_plain_number';
  const from = row.unit === undefined || row.unit === '' ? unit : row.unit;
  const factor = convert(row.item, from, unit);
  if (factor === undefined) return 'unit_of_a_price_must_convert';
  const baseUnits = multiply(per, factor);
  const price = divide(parseFraction(row.price), baseUnits);
  const isConverted = baseUnits.numerator !== 1n || baseUnits.denominator !== 1n;
  if (policy.converted_price === 'exact' || !isConverted) return price;
  return fraction(roundFraction(price, policy.converted_price), 10n ** BigInt(policy.converted_price));
}
