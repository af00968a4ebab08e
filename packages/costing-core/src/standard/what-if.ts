import type { Alternative, BomLineRow, Selection } from '@millrace/bom';
import { add, divide, type Fraction, fraction, multiply, parseFraction, printFraction } from '@millrace/exact';
import type { ItemPriceRow, RateRow, StandardRows } from './standard-rows.js';

/** An assumption that fits no row, or where `elements` is not empty prices of several elements; `assumed` names it:
 * `item RAW, percent 10`. */
export class AssumptionMisfit extends RangeError {
  readonly assumed: string;
  readonly elements: readonly string[];

  constructor(says: string, assumed: object, elements: readonly string[] = []) {
    super(says);
    this.name = 'AssumptionMisfit';
    this.assumed = Object.entries(assumed)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ');
    this.elements = elements;
  }
}

/** What to assume instead of what the rows say. Columns that are named must match; those left out match anything. */
export interface Assumptions {
  readonly prices?: readonly PriceAssumption[] | undefined;
  readonly rates?: readonly RateAssumption[] | undefined;
  readonly lines?: readonly LineAssumption[] | undefined;
  /** Which BOM or routing is taken of an item, where it isn't the active one. */
  readonly alternatives?: readonly Alternative[] | undefined;
}

/**
 * The day of which structures, prices and rates are taken, and the alternatives that are assumed: one that names no plant is
 * of every plant that has it.
 *
 * @throws AssumptionMisfit when an alternative is in no BOM, or in no routing.
 */
export function selectionUnder({ alternatives = [] }: Assumptions, as_of: string, rows: StandardRows): Selection {
  const boms = (rows.bom ?? rows.bom_line).map(({ plant, parent, alternative }) => ({
    plant,
    item: parent,
    alternative,
  }));
  const found = alternatives.flatMap((asked) => {
    const has = (of: readonly Alternative[], wanted: string | undefined) =>
      of.filter(
        (row) =>
          row.item === asked.item &&
          (asked.plant === undefined || row.plant === asked.plant) &&
          (wanted === undefined || (row.alternative ?? '') === wanted),
      );
    const ofBom = has(boms, asked.alternative);
    const ofRouting = has(rows.routing_operation ?? [], asked.routing_alternative);
    const fits = asked.routing_alternative === undefined ? ofBom : ofRouting;
    if (fits.length === 0 || (asked.alternative !== undefined && ofBom.length === 0)) {
      throw new AssumptionMisfit(`no BOM or routing fits ${JSON.stringify(asked)}`, asked);
    }
    return [...new Set(fits.map(({ plant }) => plant))].map((plant) => ({ ...asked, plant }));
  });
  return { as_of, alternatives: found };
}

/** A new value, or a change in percent: '8' is +8 %, '-2.5' is −2.5 %. */
export type Change = { readonly to: string } | { readonly percent: string };

/** A price that the rows have, changed; or one that they lack. */
export type PriceAssumption =
  | (Match<ItemPriceRow, 'plant' | 'item' | 'kind' | 'element'> & Change)
  | { readonly add: ItemPriceRow };

/** `at` is a work centre or a cost centre, whichever of them the rate is of. */
type RateAssumption = Match<RateRow, 'plant' | 'centre' | 'work_centre' | 'driver' | 'element'> & {
  readonly at?: string | undefined;
} & Change;

export type LineAssumption =
  | { readonly add: BomLineRow }
  | { readonly remove: LineMatch }
  | { readonly change: LineMatch; readonly to: Match<BomLineRow, keyof BomLineRow> };

export type LineMatch = Match<BomLineRow, 'plant' | 'parent' | 'alternative' | 'line' | 'component'>;

type Match<Row, C extends keyof Row> = { readonly [K in C]?: Row[K] | undefined };

/**
 * The rows under assumptions. Rows that aren't touched stay the very same objects, so that a roll-up from the one of
 * before computes only what the assumptions move; nothing that was given is changed.
 *
 * @throws AssumptionMisfit when an assumption matches no row, or gives one new price to several elements of an item.
 *
 * @example
 * // copper +8 %
 * const assumed = whatIf(rows, { prices: [{ item: 'copper', percent: '8' }] });
 * const after = rollUp(assumed, selection, policy, before);
 */
export function whatIf(rows: StandardRows, { prices = [], rates = [], lines = [] }: Assumptions): StandardRows {
  let { item_price, rate, bom_line } = rows;
  for (const assumed of prices) {
    if ('add' in assumed) {
      item_price = [...(item_price ?? []), assumed.add];
      continue;
    }
    const { change, match } = splitOff(assumed);
    if ('to' in change) mustNameOneElement(item_price ?? [], match);
    const to = (row: ItemPriceRow) => ({ ...row, price: changed(row.price, change) });
    item_price = changeMatching(item_price ?? [], match, to);
  }
  for (const assumed of rates) {
    const { at, ...named } = assumed;
    const { change, match } = splitOff(named);
    const isThere = (row: RateRow) => at === undefined || row.work_centre === at || row.centre === at;
    const to = (row: RateRow) => ({ ...row, rate: changed(row.rate, change) });
    rate = changeMatching(rate ?? [], match, to, isThere, assumed);
  }
  for (const assumed of lines) {
    if ('add' in assumed) bom_line = [...bom_line, assumed.add];
    else if ('remove' in assumed) {
      const left = bom_line.filter((row) => !matches(row, assumed.remove));
      if (left.length === bom_line.length)
        throw new AssumptionMisfit(`no line ${JSON.stringify(assumed.remove)}`, assumed);
      bom_line = left;
    } else {
      const to = Object.fromEntries(Object.entries(assumed.to).filter(([, cell]) => cell !== undefined));
      bom_line = changeMatching(bom_line, assumed.change, (row) => ({ ...row, ...to }));
    }
  }
  return { ...rows, bom_line, item_price, rate };
}

/** 12.50 for a price of metal and freight would be 12.50 for each. */
function mustNameOneElement(rows: readonly ItemPriceRow[], match: Partial<Record<keyof ItemPriceRow, unknown>>): void {
  const elements = new Set(rows.filter((row) => matches(row, match)).map((row) => row.element ?? ''));
  if (elements.size > 1) {
    const says = `${JSON.stringify(match)} matches prices of several elements: ${[...elements].join(', ')}`;
    throw new AssumptionMisfit(`${says}; name the one that is meant`, match, [...elements]);
  }
}

function splitOff<Match extends Change>(assumed: Match): { change: Change; match: Partial<Match> } {
  const match: Partial<Match> & { to?: string; percent?: string } = { ...assumed };
  const change: Change = 'to' in assumed ? { to: assumed.to } : { percent: assumed.percent };
  delete match.to;
  delete match.percent;
  return { change, match };
}

function changeMatching<Row extends object>(
  rows: readonly Row[],
  match: Partial<Record<keyof Row, unknown>>,
  change: (row: Row) => Row,
  also: (row: Row) => boolean = () => true,
  told: object = match,
): Row[] {
  let found = false;
  const result = rows.map((row) => {
    if (!matches(row, match) || !also(row)) return row;
    found = true;
    return change(row);
  });
  if (!found) throw new AssumptionMisfit(`no row matches ${JSON.stringify(told)}`, told);
  return result;
}

function matches<Row extends object>(row: Row, match: Partial<Record<keyof Row, unknown>>): boolean {
  return (Object.keys(match) as (keyof Row)[]).every(
    (column) => match[column] === undefined || match[column] === (row[column] ?? ''),
  );
}

/** Exact: a percentage adds at most two decimals to those of price and percentage. */
function changed(text: string, change: Change): string {
  if ('to' in change) return change.to;
  const factor: Fraction = add(fraction(1), divide(parseFraction(change.percent), fraction(100)));
  const decimals = (of: string) => of.split('.')[1]?.length ?? 0;
  return printFraction(multiply(parseFraction(text), factor), decimals(text) + decimals(change.percent) + 2);
}
