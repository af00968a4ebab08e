import { addShort, openBelowZero } from './below-zero.js';
import { type StockInput, stockContext } from './context.js';
import { addInflows } from './inflows.js';
import { addOutflows } from './outflows.js';
import { places } from './places.js';
import { returnedValues } from './returned-value.js';

/**
 * Puts stock into the network: a node per piece, what enters it, and an edge for all that is taken from it, closing
 * stock last. Returns the node of each piece.
 */
export function addStock(input: StockInput): Int32Array {
  const context = stockContext(input);
  const returned = returnedValues(context);
  const where = places(context, returned);
  addInflows(context, where, returned);
  addOutflows(context, where, returned, openBelowZero(context));
  addShort(context, where, returned);
  return context.nodes;
}
