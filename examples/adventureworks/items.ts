import { type Convert, conversions } from '@millrace/bom';
import type { Row } from '@millrace/costing-core';
import type { Tables } from './tables.ts';

export interface Items {
  readonly rows: readonly Row<'item'>[];
  readonly conversions: readonly Row<'unit_conversion'>[];
  /** The unit in which a product's stock is counted. */
  readonly unitOf: (product: string) => string;
  /** The unit in which a vendor sells a product. */
  readonly purchaseUnitOf: (product: string, vendor: string) => string;
  /** How many of one unit another is, exactly; undefined where nobody knows. */
  readonly convert: Convert;
}

/**
 * The products as items, each with one unit of stock: the unit in which bills of material count it; EACH for what is
 * made or sold; the unit of its vendors for what is only bought.
 *
 * Vendors sell by the case, container, canister, gallon and pack, and no table says how many are in one. Only what is
 * exact by definition is a conversion: 1 dozen = 12 each.
 */
export function readItems({ product, bom, workOrder, transaction, productVendor }: Tables): Items {
  const made = new Set(workOrder.map((row) => row.ProductID));
  const sold = new Set(transaction.filter((row) => row.TransactionType === 'S').map((row) => row.ProductID));
  const purchaseUnits = new Map(
    productVendor.map((row) => [`${row.ProductID} ${row.BusinessEntityID}`, row.UnitMeasureCode.trim()]),
  );
  const units = new Map<string, string>();
  for (const row of productVendor) units.set(row.ProductID, row.UnitMeasureCode.trim());
  for (const used of [made, sold]) for (const item of used) units.set(item, EACH);
  for (const row of bom) if (row.ProductAssemblyID !== '') units.set(row.ComponentID, row.UnitMeasureCode.trim());
  const unitOf = (item: string) => units.get(item) ?? EACH;
  return {
    rows: product.map((row) => ({
      item: row.ProductID,
      name: row.Name,
      unit: unitOf(row.ProductID),
      supply: made.has(row.ProductID) ? 'made' : 'purchased',
      valued: true,
    })),
    conversions: [DOZEN],
    unitOf,
    purchaseUnitOf: (item, vendor) => purchaseUnits.get(`${item} ${vendor}`) ?? '',
    convert: conversions([DOZEN]).convert,
  };
}

const EACH = 'EA';
const DOZEN = { from_unit: 'DZ', to_unit: EACH, numerator: '12', denominator: '1' };
