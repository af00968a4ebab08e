import { add, divide, type Fraction, multiply, printFraction, QUANTITY_SCALE, ZERO } from '@millrace/exact';
import type { Bom } from './bom.js';
import { numberIn } from './explode.js';
import { explodeLevel } from './explode-level.js';
import { type ItemLine, isOutput } from './item.js';

export interface WhereUsedRequest {
  readonly item: string;
  readonly plant?: string | undefined;
}

export interface UseRow {
  readonly plant: string;
  readonly parent: string;
  readonly item: string;
  readonly line: string;
  readonly kind: ItemLine['kind'];
  /** Of the item per unit of the parent, in base units, fixed quantities spread over the costing lot; 6 decimals. */
  readonly quantity: string;
  readonly exact: Fraction;
  /** Phantoms between the parent and the line. */
  readonly depth: number;
}

/** Single-level where-used: the lines on which an item stands, also those it reaches through phantoms. */
export function whereUsed(bom: Bom, { item, plant }: WhereUsedRequest): UseRow[] {
  const number = numberIn(bom, item, plant);
  return usesOf(bom)[number].map(({ parent, line, quantity, depth }) => ({
    plant: bom.items[parent].plant,
    parent: bom.items[parent].item,
    item,
    line: line.row.line ?? '',
    kind: line.kind,
    quantity: printFraction(quantity, QUANTITY_SCALE),
    exact: quantity,
    depth,
  }));
}

export interface AncestorRow {
  readonly low_level_code: number;
  readonly plant: string;
  readonly item: string;
  /** Of the item asked for, in all that goes into one unit of this one; 6 decimals. */
  readonly quantity: string;
  readonly exact: Fraction;
  /** Nothing uses this item. */
  readonly top: boolean;
}

/**
 * Multi-level where-used: every item above, once, with the whole quantity over all paths, nearest levels first.
 * It is the transpose of the netted explosion by costing lots: what the netted explosion of one unit of A requires
 * of b is what this gives for A when asked about b. Quantities are not rounded on the way unless the policy
 * rounds a line's need for the costing lot.
 *
 * @throws UnknownItem when the item isn't in the structure.
 *
 * @example
 * // a car takes 4 wheels, a wheel 5 bolts
 * [...whereUsedInAll(bom, { item: 'bolt' })].map((row) => `${row.item} ${row.quantity}`)
 * // ['wheel 5.000000', 'car 20.000000']
 */
export function* whereUsedInAll(bom: Bom, { item, plant }: WhereUsedRequest): Generator<AncestorRow> {
  const number = numberIn(bom, item, plant);
  const uses = usesOf(bom);
  const { position, order, levelStart } = bom.structure;
  const contained: (Fraction | undefined)[] = new Array(position[number] + 1);
  const start = position[number];
  let level = levelStart.length - 2;
  for (let at = start; at >= 0; at--) {
    const quantity = contained[at];
    if (at !== start && quantity === undefined) continue;
    while (levelStart[level] > at) level--;
    const of = order[at];
    if (quantity !== undefined) yield ancestor(bom, of, level, quantity, uses[of].length === 0);
    for (const use of uses[of]) {
      // A phantom's own lines already stand under the parents it is part of.
      if (use.line.kind === 'phantom' && at !== start) continue;
      const above = position[use.parent];
      contained[above] = add(contained[above] ?? ZERO, multiply(quantity ?? ONE_UNIT, use.quantity));
    }
  }
}

const ONE_UNIT: Fraction = { numerator: 1n, denominator: 1n };

export interface Use {
  readonly parent: number;
  readonly line: ItemLine;
  readonly quantity: Fraction;
  readonly depth: number;
}

/** For every item the lines on which it is needed, by item number; worked out once per Bom. */
export function usesOf(bom: Bom): readonly (readonly Use[])[] {
  const known = usesByBom.get(bom);
  if (known !== undefined) return known;
  const uses: Use[][] = bom.items.map(() => []);
  for (const [parent, { costingLot }] of bom.items.entries()) {
    for (const { line, quantity, depth } of explodeLevel(bom, parent, costingLot)) {
      if (isOutput(line) || line.inLoop) continue;
      uses[line.child].push({ parent, line, quantity: divide(quantity, costingLot), depth });
    }
  }
  usesByBom.set(bom, uses);
  return uses;
}

const usesByBom = new WeakMap<Bom, readonly (readonly Use[])[]>();

function ancestor(bom: Bom, number: number, low_level_code: number, exact: Fraction, top: boolean): AncestorRow {
  const { plant, item } = bom.items[number];
  return { low_level_code, plant, item, quantity: printFraction(exact, QUANTITY_SCALE), exact, top };
}
