import { type Bom, numberIn } from '@millrace/bom';
import {
  add,
  type Fraction,
  fraction,
  multiply,
  parseFraction,
  printFraction,
  QUANTITY_SCALE,
  roundFraction,
  subtract,
  ZERO,
} from '@millrace/exact';
import { type LotCost, lotCost } from './lot-cost.js';
import type { RolledStandard } from './roll-up.js';
import { type ApplySurcharges, surcharges } from './surcharge.js';

export interface EstimateRequest {
  readonly item: string;
  readonly plant?: string | undefined;
  readonly quantity: string;
  /** Left out: the item's base unit. */
  readonly unit?: string | undefined;
  /** Decimals of the amounts. */
  readonly amount_scale: number;
  /** `every_line` rounds the amount of every line and operation, and adds up rounded amounts. */
  readonly rounding: 'once' | 'every_line';
}

/** One line of an estimate; an item stands before its operations and components. */
export interface EstimateRow {
  readonly level: number;
  readonly kind: 'item' | 'operation';
  /** The item, or the operation's code. */
  readonly name: string;
  readonly quantity: string;
  readonly unit: string;
  readonly amount: string;
  readonly elements: readonly { readonly element: string; readonly amount: string }[];
}

export interface Estimate {
  /** Undefined when something is missing. */
  readonly amount: string | undefined;
  readonly exact: Fraction | undefined;
  readonly rows: readonly EstimateRow[];
  /** Items without a cost; none of them counts as 0. */
  readonly missing: readonly string[];
}

/**
 * What a given quantity of an item costs when all of it is made to order: every level is made in the very lot that
 * the level above needs, so that set-up and fixed lines count once, whole cycles are whole, and each level's
 * quantity is rounded as the policy says. Bought items stand at their price, by-products and co-products at their
 * rolled unit cost. `rollUp` gives the cost of one unit in costing lots instead.
 *
 * 80 pieces need 0.7273 dozen, rounded up to 0.73; at 4 L of 5.00 for every 5 dozen that is 2.92, not 2.91.
 *
 * @throws UnknownItem when the item isn't in the rows; RangeError when its unit can't be converted.
 */
export function estimateCost(rolled: RolledStandard, request: EstimateRequest): Estimate {
  const work: Work = {
    rolled,
    request,
    applySurcharges: surcharges(rolled.standard.policy, rolled.standard.elements),
    open: [],
    rows: [],
    missing: [],
  };
  const { bom } = rolled.standard;
  let result = begin(work, numberIn(bom, request.item, request.plant), quantityIn(bom, request));
  while (work.open.length > 0) {
    const level = work.open[work.open.length - 1];
    if (level.next < level.lot.components.length) {
      const { line, quantity } = level.lot.components[level.next++];
      const amounts = begin(work, line.child, quantity);
      const isPurchased = rolled.standard.equations[line.child].source === 'price';
      if (amounts !== undefined) include(level, amounts, isPurchased);
      continue;
    }
    work.open.pop();
    result = finish(work, level);
    const above = work.open.at(-1);
    if (above !== undefined) include(above, result, false);
  }
  const exact = work.missing.length > 0 ? undefined : sumOf(result ?? []);
  return {
    amount: exact && printFraction(exact, request.amount_scale),
    exact,
    rows: work.rows.map((row) => shown(row, work)),
    missing: work.missing,
  };
}

interface Work {
  readonly rolled: RolledStandard;
  readonly request: EstimateRequest;
  readonly applySurcharges: ApplySurcharges;
  readonly open: Level[];
  readonly rows: Row[];
  readonly missing: string[];
}

/** A made item whose components are being gone through. */
interface Level {
  readonly row: Row;
  readonly lot: LotCost;
  readonly own: readonly Fraction[];
  next: number;
  readonly components: Fraction[];
  readonly purchased: Fraction[];
}

interface Row {
  readonly level: number;
  readonly kind: EstimateRow['kind'];
  readonly name: string;
  readonly quantity: Fraction;
  readonly unit: string;
  amounts: readonly Fraction[];
}

/** A bought item is costed at once; a made one is opened, its operations first. */
function begin(work: Work, number: number, quantity: Fraction): readonly Fraction[] | undefined {
  const { standard } = work.rolled;
  const { bom, elements, equations, lotContext } = standard;
  const { item, unit } = bom.items[number];
  const level = work.open.length;
  const row: Row = { level, kind: 'item', name: item, quantity, unit, amounts: elements.map(() => ZERO) };
  work.rows.push(row);
  if (equations[number].source !== 'rolled') {
    row.amounts = atUnitCost(work, number, quantity);
    return row.amounts;
  }
  const lot = lotCost(lotContext, number, quantity);
  if (lot.trouble !== undefined) work.missing.push(item);
  const own = elements.map(() => ZERO);
  for (const { operation, byElement } of lot.operations) {
    const amounts = elements.map(({ element }) => rounded(work, byElement.get(element) ?? ZERO));
    for (const [e, amount] of amounts.entries()) own[e] = add(own[e], amount);
    work.rows.push({ level: level + 1, kind: 'operation', name: operation, quantity, unit, amounts });
  }
  work.open.push({ row, lot, own, next: 0, components: elements.map(() => ZERO), purchased: elements.map(() => ZERO) });
  return undefined;
}

/** Components, operations and surcharges, less credits, times the item's share of the process. */
function finish(work: Work, { row, lot, own, components, purchased }: Level): readonly Fraction[] {
  const withSurcharges = work.applySurcharges({ own, components, purchased, isPriced: false });
  const amounts = components.map((amount, e) => add(amount, withSurcharges[e]));
  const { policy, elements, elementOfCredit } = work.rolled.standard;
  const inOne = policy.by_product_credit === 'own_elements' ? undefined : policy.by_product_credit.element;
  for (const { child, quantity, price } of lot.joint.credits) {
    const credited =
      price === undefined ? atUnitCost(work, child, quantity) : [rounded(work, multiply(price, quantity))];
    const to = price === undefined ? inOne : elementOfCredit(child);
    for (const [e, amount] of credited.entries()) {
      const element = to === undefined ? e : elements.findIndex((known) => known.element === to);
      amounts[element] = subtract(amounts[element], amount);
    }
  }
  row.amounts = amounts.map((amount) => rounded(work, multiply(amount, lot.joint.mainShare)));
  return row.amounts;
}

function atUnitCost(work: Work, number: number, quantity: Fraction): Fraction[] {
  const { standard, costs } = work.rolled;
  const cost = costs[number];
  if (cost === undefined) {
    work.missing.push(standard.bom.items[number].item);
    return standard.elements.map(() => ZERO);
  }
  const unit = 10n ** BigInt(standard.policy.cost_scale);
  return cost.total.map((total, e) => rounded(work, multiply(cost.exact?.[e] ?? fraction(total, unit), quantity)));
}

function include(level: Level, amounts: readonly Fraction[], isPurchased: boolean): void {
  for (const [e, amount] of amounts.entries()) {
    level.components[e] = add(level.components[e], amount);
    if (isPurchased) level.purchased[e] = add(level.purchased[e], amount);
  }
}

function quantityIn(bom: Bom, { item, plant, quantity, unit }: EstimateRequest): Fraction {
  const base = bom.items[numberIn(bom, item, plant)].unit;
  const factor = bom.convert(item, unit ?? base, base);
  if (factor === undefined) throw new RangeError(`no conversion of ${item} from ${unit} to ${base}`);
  return multiply(parseFraction(quantity), factor);
}

function rounded({ request }: Work, amount: Fraction): Fraction {
  if (request.rounding === 'once') return amount;
  return fraction(roundFraction(amount, request.amount_scale), 10n ** BigInt(request.amount_scale));
}

function sumOf(amounts: readonly Fraction[]): Fraction {
  return amounts.reduce<Fraction>(add, ZERO);
}

function shown({ level, kind, name, quantity, unit, amounts }: Row, { rolled, request }: Work): EstimateRow {
  return {
    level,
    kind,
    name,
    quantity: printFraction(quantity, QUANTITY_SCALE),
    unit,
    amount: printFraction(sumOf(amounts), request.amount_scale),
    elements: rolled.standard.elements.map(({ element }, e) => ({
      element,
      amount: printFraction(amounts[e], request.amount_scale),
    })),
  };
}
