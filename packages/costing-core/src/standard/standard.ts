import {
  type Bom,
  type BomItem,
  bomFinding,
  buildBom,
  buildStructure,
  groupBy,
  nodeKey,
  rowKey,
  type Selection,
  type Structure,
  sameRows,
  sortFindings,
} from '@millrace/bom';
import type { Finding } from '@millrace/facts';
import { conversionCosts, rateFindings } from './conversion-cost.js';
import { type CostElement, costElements } from './cost-elements.js';
import { type Equation, type EquationContext, equationOf, NO_COST, priceEquation } from './equation.js';
import { isWithoutOperations, type LotContext, type LotCost, lotCost, lotStands } from './lot-cost.js';
import { purchasePrice } from './purchase-price.js';
import { standardFinding } from './standard-findings.js';
import type { StandardPolicy } from './standard-policy.js';
import type { ItemPriceRow, StandardRows } from './standard-rows.js';

/** Everything that a roll-up needs, with no price multiplied yet: one equation an item. */
export interface Standard {
  readonly rows: StandardRows;
  readonly selection: Selection;
  readonly policy: StandardPolicy;
  readonly bom: Bom;
  readonly elements: readonly CostElement[];
  /** What costs a lot of any size: the BOMs, rates and splits. */
  readonly lotContext: LotContext;
  /** Where a by-product with a price of its own is credited. */
  readonly elementOfCredit: (child: number) => string;
  /** The costing lot of every made item, by item number. */
  readonly lots: readonly (LotCost | undefined)[];
  /** By item number. */
  readonly equations: readonly Equation[];
  /** Who is costed before whom: components, by-products and the components of joint outputs below each item. */
  readonly structure: Structure;
  readonly findings: readonly Finding[];
}

/**
 * Turns rows into equations: for every item its price by the fallback chain, or what a lot of it takes; for every
 * co-product its part of the process that yields it. Trouble becomes findings and items without a cost, never 0.
 * Given an earlier standard, the equations whose rows are the very same objects are taken over from it. What is costed elsewhere
 * has no equation here and needs no rows.
 */
export function buildStandard(
  rows: StandardRows,
  selection: Selection,
  policy: StandardPolicy,
  before?: Standard,
  isElsewhere: (item: BomItem) => boolean = () => false,
): Standard {
  const bom = buildBom(rows, selection, policy, before?.bom);
  const { elements, findings: elementFindings } = costElements(rows, policy);
  const findings: Finding[] = [...bom.findings, ...elementFindings, ...rateFindings(rows.rate ?? [])];
  const lotContext: LotContext = {
    bom,
    costOperations: conversionCosts(rows, selection.as_of, policy),
    jointRows: jointRows(rows, selection.as_of),
  };
  const context: EquationContext = {
    policy,
    elements,
    elementOfCredit: (child) =>
      policy.by_product_credit === 'own_elements'
        ? purchaseElement(bom.items[child], policy)
        : policy.by_product_credit.element,
  };
  const earlier = before !== undefined && isComparable(before, rows, selection, policy, elements) ? before : undefined;
  const sameRates = earlier?.rows.rate === rows.rate && earlier?.rows.work_centre === rows.work_centre;
  const lots = bom.items.map((item, number) => {
    if (!isMade(item)) return undefined;
    const known = earlier?.lots[number];
    const ratesStand = known !== undefined && (sameRates || isWithoutOperations(known));
    return ratesStand && lotStands(known, lotContext, number) ? known : lotCost(lotContext, number, item.costingLot);
  });
  for (const lot of lots) for (const found of lot?.findings ?? []) findings.push(found);
  const mains = mainItemsOf(lots, bom, findings);
  const prices = pricesByItem(rows.item_price ?? []);
  const equations = bom.items.map((item, number): Equation => {
    const known = earlier?.equations[number];
    const lot = lots[number] ?? mains.get(number)?.lot;
    if (lot !== undefined) {
      if (known?.from === lot && known.why !== 'in_loop') return known;
      return equationOf(lot, mains.get(number)?.output ?? 'main', context);
    }
    if (isElsewhere(item)) return ELSEWHERE;
    const of = prices.get(nodeKey(item.plant, item.item)) ?? prices.get(nodeKey('', item.item)) ?? [];
    const fresh = priced(item, of, context, { bom, as_of: selection.as_of, findings });
    // The item is the same object only where its unit and the conversions are the same, too.
    const stands = earlier?.bom.items[number] === item && known?.source === 'price' && samePrice(known, fresh);
    return stands ? known : fresh;
  });
  const structure = structureOf(equations);
  const looped = withoutLoops(equations, structure, bom, findings);
  return {
    rows,
    selection,
    policy,
    bom,
    elements,
    lotContext,
    elementOfCredit: context.elementOfCredit,
    lots,
    equations: looped,
    structure,
    findings: sortFindings(findings),
  };
}

const ELSEWHERE: Equation = { source: 'none', ...NO_COST };

/** Equations of an earlier build may be taken over one by one: policy, day and elements mean the same. */
function isComparable(
  before: Standard,
  rows: StandardRows,
  { as_of }: Selection,
  policy: StandardPolicy,
  elements: readonly CostElement[],
): boolean {
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  return (
    before.rows.item === rows.item &&
    before.selection.as_of === as_of &&
    same(before.policy, policy) &&
    same(before.elements, elements)
  );
}

function samePrice(a: Equation, b: Equation): boolean {
  return a.price !== undefined && b.price !== undefined && sameRows(a.price.rows, b.price.rows);
}

/** It has a BOM or a routing and isn't marked as purchased. */
function isMade(item: BomItem): boolean {
  return item.row?.supply !== 'purchased' && (item.alternative !== undefined || item.operations.length > 0);
}

function priced(
  item: BomItem,
  rows: readonly ItemPriceRow[],
  { policy, elements }: EquationContext,
  { bom, as_of, findings }: { bom: Bom; as_of: string; findings: Finding[] },
): Equation {
  const key = rowKey(item.plant, item.item);
  if (item.row?.supply === 'made') {
    findings.push(standardFinding('made_item_must_have_a_bom', 'item', key, { item: item.item }));
  }
  const { convert } = bom;
  const element = purchaseElement(item, policy);
  const found = purchasePrice(rows, { as_of, unit: item.unit, element, convert, policy });
  for (const other of found.findings) findings.push(other);
  if (found.price !== undefined) return priceEquation(found.price, elements);
  if (found.findings.length === 0) {
    const fields = { item: item.item, as_of, chain: policy.price_chain.join(', ') };
    findings.push(standardFinding('purchased_item_must_have_a_price', 'item_price', key, fields));
  }
  return { source: 'none', why: 'no_price', ...NO_COST };
}

function purchaseElement(item: BomItem, policy: StandardPolicy): string {
  const own = item.row?.element;
  return own === undefined || own === '' ? policy.purchase_element : own;
}

interface Main {
  readonly lot: LotCost;
  readonly output: { readonly share: LotCost['lot']; readonly quantity: LotCost['lot'] };
}

/** The process that yields each joint output which isn't made by a BOM of its own; the first, if there are several. */
function mainItemsOf(lots: readonly (LotCost | undefined)[], bom: Bom, findings: Finding[]): Map<number, Main> {
  const mains = new Map<number, Main>();
  for (const [number, lot] of lots.entries()) {
    if (lot === undefined) continue;
    for (const [child, output] of lot.joint.outputs) {
      if (lots[child] !== undefined) continue;
      if (!mains.has(child)) {
        mains.set(child, { lot, output });
        continue;
      }
      const { plant, item } = bom.items[child];
      const fields = { item, also_from: bom.items[number].item };
      findings.push(standardFinding('co_product_must_come_from_one_item', 'item', rowKey(plant, item), fields));
    }
  }
  return mains;
}

function jointRows(rows: StandardRows, as_of: string): LotContext['jointRows'] {
  const latest = new Map<string, NonNullable<StandardRows['joint_output']>[number]>();
  for (const row of rows.joint_output ?? []) {
    if ((row.valid_from ?? '') > as_of) continue;
    const key = `${nodeKey(row.plant, row.item)}\u0000${row.output_item}`;
    const before = latest.get(key);
    if (before === undefined || (row.valid_from ?? '') > (before.valid_from ?? '')) latest.set(key, row);
  }
  return groupBy([...latest.values()], (row) => nodeKey(row.plant, row.item));
}

function pricesByItem(rows: readonly ItemPriceRow[]): Map<string, ItemPriceRow[]> {
  return groupBy(rows, (row) => nodeKey(row.plant, row.item));
}

function structureOf(equations: readonly Equation[]): Structure {
  const lines = equations.reduce((count, { terms }) => count + terms.length, 0);
  const parent = new Int32Array(lines);
  const component = new Int32Array(lines);
  let line = 0;
  for (const [number, { terms }] of equations.entries()) {
    for (const { child } of terms) {
      parent[line] = number;
      component[line++] = child;
    }
  }
  return buildStructure({
    items: equations.length,
    parent,
    component,
    quantity: new Int32Array(lines).fill(1),
    denominator: 1,
  });
}

/** A loop through by-products or co-products shows only here; one through components is a finding already. */
function withoutLoops(
  equations: readonly Equation[],
  { loops }: Structure,
  bom: Bom,
  findings: Finding[],
): readonly Equation[] {
  if (loops.length === 0) return equations;
  const looped = [...equations];
  for (const { items } of loops) {
    for (const number of items) looped[number] = { source: 'none', why: 'in_loop', ...NO_COST };
    const names = Array.from(items, (number) => bom.items[number].item);
    const key = rowKey(bom.items[items[0]].plant, names[0]);
    const members = new Set(items);
    const lines = Array.from(items, (number) =>
      equations[number].terms
        .filter(({ child }) => members.has(child))
        .map(({ child }) => `${bom.items[number].item} > ${bom.items[child].item}`),
    );
    const fields = { items: names.join(', '), lines: lines.flat().join(', ') };
    findings.push(bomFinding('bom_must_not_contain_itself', 'bom_line', key, fields));
  }
  return looped;
}
