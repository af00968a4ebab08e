import { divide, type Fraction, parseFraction } from '@millrace/exact';
import type { Items } from './items.ts';
import type { Tables } from './tables.ts';

/** What one of a product is taken to be worth when the first month opens, and where that comes from. */
export interface OpeningPrice {
  readonly price: Fraction;
  readonly from: 'StandardCost' | 'first purchase price';
}

/**
 * StandardCost; where it is 0 the price of the product's first purchase line, if its unit converts exactly to the unit
 * of stock: 20.00 a dozen are 1.666… each, 39.92 a container of who knows how many are no price. Undefined for those.
 */
export function openingPrices({ product, purchaseOrder, purchaseLine }: Tables, items: Items) {
  const orders = new Map(purchaseOrder.map((row) => [row.PurchaseOrderID, row]));
  const first = new Map<string, { at: string; price: Fraction }>();
  for (const line of purchaseLine) {
    const order = orders.get(line.PurchaseOrderID);
    if (order === undefined) continue;
    const unit = items.purchaseUnitOf(line.ProductID, order.VendorID);
    const factor = items.convert(line.ProductID, unit, items.unitOf(line.ProductID));
    const at = `${order.OrderDate} ${line.PurchaseOrderDetailID.padStart(9, '0')}`;
    const earlier = first.get(line.ProductID);
    if (factor === undefined || (earlier !== undefined && earlier.at <= at)) continue;
    first.set(line.ProductID, { at, price: divide(parseFraction(line.UnitPrice), factor) });
  }
  const standard = new Map(product.map((row) => [row.ProductID, parseFraction(row.StandardCost)]));
  return (item: string): OpeningPrice | undefined => {
    const cost = standard.get(item);
    if (cost !== undefined && cost.numerator > 0n) return { price: cost, from: 'StandardCost' };
    const bought = first.get(item);
    return bought === undefined ? undefined : { price: bought.price, from: 'first purchase price' };
  };
}
