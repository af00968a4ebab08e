import { add, divide, type Fraction, multiply } from '@millrace/exact';
import type { Bom } from './bom.js';
import { type ItemLine, isOutput } from './item.js';
import { product } from './product.js';
import { roundQuantity } from './round-quantity.js';

/** What one lot of an item needs or gives on one line, in the base unit of the line's component. */
export interface Need {
  readonly line: ItemLine;
  readonly quantity: Fraction;
  /** How many phantoms lie between the item and the line. */
  readonly depth: number;
}

/**
 * What one lot of `quantity` of an item needs, through its phantoms and no further: components, the phantoms
 * themselves (nothing is to be provided for those), by-products and co-products. A fixed line counts once a lot,
 * in a phantom once for every line that calls the phantom. Each quantity is rounded as the policy says before it
 * is passed on.
 *
 * A lamp takes 1 body (phantom) and 2 m of cable; the body 3 screws and, fixed, 1 test piece. 10 lamps need
 * 20 m, 30 screws and 1 test piece.
 */
export function explodeLevel(bom: Bom, item: number, quantity: Fraction): Need[] {
  const needs: Need[] = [];
  if (quantity.numerator <= 0n) return needs;
  const open = [{ lines: bom.items[item].lines, quantity, next: 0 }];
  while (open.length > 0) {
    const level = open[open.length - 1];
    if (level.next === level.lines.length) {
      open.pop();
      continue;
    }
    const line = level.lines[level.next++];
    const need = { line, quantity: needOf(bom, line, level.quantity), depth: open.length - 1 };
    needs.push(need);
    if (line.kind === 'phantom' && !line.inLoop) {
      open.push({ lines: bom.items[line.child].lines, quantity: need.quantity, next: 0 });
    }
  }
  return needs;
}

/** What a lot needs or gives on one line: perUnit · lot + perLot, rounded in the line's unit. */
export function needOf(bom: Bom, line: ItemLine, lot: Fraction): Fraction {
  const variable = product(line.perUnit, lot);
  const need = line.perLot.numerator === 0n ? variable : add(variable, line.perLot);
  const { components, outputs, step } = bom.policy.quantity_rounding;
  const direction = isOutput(line) ? outputs : components;
  if (direction === 'exact' || step[line.unit] === undefined) return need;
  return multiply(roundQuantity(divide(need, line.toBase), step[line.unit], direction), line.toBase);
}
