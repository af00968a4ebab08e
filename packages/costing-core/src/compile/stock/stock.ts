import { addShort, openBelowZero } from './below-zero.js';
import { type StockInput, stockContext } from './context.js';
import type { LateCost } from './flows.js';
import { addInflows } from './inflows.js';
import { addOutflows } from './outflows.js';
import { places } from './places.js';
import { returnedValues } from './returned-value.js';
import { addReturnsAtOriginalValue } from './returns-at-original-value.js';

/**
 * Puts stock into the network: a node per piece, what enters it, and an edge for all that is taken from it, closing
 * stock last. Returns the node of each piece, and the costs that came after their receipts.
 */
export function addStock(input: StockInput): { readonly nodes: Int32Array; readonly lateCosts: readonly LateCost[] } {
  const context = stockContext(input);
  const returned = returnedValues(context);
  const where = places(context, returned);
  addInflows(context, where, returned);
  addOutflows(context, where, returned, openBelowZero(context));
  addShort(context, where, returned);
  addReturnsAtOriginalValue(context, returned);
  return context;
}
