import type { Row } from '@millrace/costing-core';
import type { Price } from './bucket.js';
import { type Counted, type Order, text } from './counted.js';
import { listedPrice } from './fallback.js';
import { Fraction, ONE } from './fraction.js';
import { compareText } from './order-of-rows.js';

/**
 * The bill of material that an order follows on the period's last day: of its own alternative, else an active one; begun
 * and not ended; the lowest alternative, of one alternative the one that began last.
 */
export function bomOf(
  { rows, lastDay }: Counted,
  order: Pick<Order, 'plant' | 'item' | 'alternative'>,
): Row<'bom'> | undefined {
  return (rows.bom ?? [])
    .filter((row) => row.plant === order.plant && row.parent === order.item)
    .filter((row) =>
      order.alternative === '' ? `${row.active}` === 'true' : text(row.alternative) === order.alternative,
    )
    .filter((row) => covers(row.valid_from, row.valid_to, lastDay))
    .sort(
      (a, b) =>
        compareText(text(a.alternative), text(b.alternative)) || compareText(text(b.valid_from), text(a.valid_from)),
    )[0];
}

export function alternativeOf(counted: Counted, order: Order): string {
  return order.alternative || text(bomOf(counted, order)?.alternative);
}

/** A component of an order, per unit of what it makes, in the component's own unit, scrap rate in. */
export interface Component {
  readonly item: string;
  readonly operation: string;
  readonly quantity: Fraction;
  /** By element, in the smallest unit; undefined where there is none. */
  readonly price: Price | undefined;
  readonly evenly: boolean | undefined;
}

/** What an order's bill of material lists on the period's last day, but for fixed quantities. */
export function componentsOf(counted: Counted, order: Order): Component[] {
  return linesOf(counted, order).flatMap(({ isFixed, quantity, ...line }) =>
    isFixed ? [] : [{ ...line, quantity: quantity(ONE) }],
  );
}

/** A line of a bill of material: how much of the item so many units need, of a fixed one whatever they are. */
interface Line extends Omit<Component, 'quantity'> {
  readonly plant: string;
  readonly quantity: (made: Fraction) => Fraction;
  readonly isFixed: boolean;
}

/** All lines in their order, those of a phantom in its place; quantities by formula read the order's attributes before those of items. */
export function linesOf(counted: Counted, order: Order): Line[] {
  return linesBelow(counted, bomOf(counted, order), order.order, []);
}

function linesBelow(
  counted: Counted,
  bom: Row<'bom'> | undefined,
  order: string,
  above: readonly Row<'bom'>[],
): Line[] {
  if (bom === undefined) return [];
  return (counted.rows.bom_line ?? [])
    .filter((row) => isLineOf(row, bom) && covers(row.starts_on, row.ends_on, counted.lastDay))
    .filter((row) => row.kind === 'component' || row.kind === 'phantom')
    .sort((a, b) => Number(a.line) - Number(b.line))
    .flatMap((row): Line[] => {
      const [plant, item] = [text(row.component_plant) || text(row.plant), text(row.component)];
      const isFixed = `${row.fixed}` === 'true';
      const written = quantityOf(counted, row, order);
      const scrap = ONE.plus(Fraction.of(text(row.scrap_rate) || '0'));
      const quantity = (made: Fraction) =>
        isFixed
          ? written
          : made
              .times(written)
              .times(scrap)
              .over(Fraction.of(text(bom.base_quantity)));
      const own = row.kind === 'phantom' ? bomOf(counted, { plant, item, alternative: '' }) : undefined;
      if (own !== undefined && own !== bom && !above.includes(own)) {
        return linesBelow(counted, own, order, [...above, bom]).map((line) => ({
          ...line,
          operation: text(row.operation),
          quantity: (made) => line.quantity(quantity(made)),
          isFixed: isFixed || line.isFixed,
        }));
      }
      return [
        {
          plant,
          item,
          operation: text(row.operation),
          quantity,
          isFixed,
          price: listedPrice(counted, { plant, item, lot: '', project: '', inTransit: '' }, 'standard'),
          evenly: text(row.entry) === '' ? undefined : text(row.entry) === 'evenly',
        },
      ];
    });
}

/** The formulas that the random factories use, worked out by hand. */
const FORMULAS: Readonly<Record<string, (life: Fraction) => Fraction>> = {
  'life / 400000 + 0.25': (life) => life.over(Fraction.of('400000')).plus(Fraction.of('0.25')),
  'life / 300000': (life) => life.over(Fraction.of('300000')),
  'life > 1 ? life / 100000 - 1 : 1': (life) =>
    life.compare(ONE) > 0 ? life.over(Fraction.of('100000')).minus(ONE) : ONE,
};

/** What a line asks for: by its formula, rounded to 9 decimals; as written where it has none, lacks its attribute, or comes to less than 0. */
function quantityOf({ rows }: Counted, line: Row<'bom_line'>, order: string | undefined): Fraction {
  const written = Fraction.of(text(line.quantity));
  const owned = (kind: string, owner: unknown) =>
    (rows.attribute ?? []).find((row) => row.name === 'life' && row.owner_kind === kind && row.owner === owner);
  const row = owned('order', order) ?? owned('item', line.parent) ?? owned('item', line.component);
  if (text(line.formula) === '' || row === undefined) return written;
  const found = FORMULAS[text(line.formula)](Fraction.of(text(row.value)));
  const rounded = found.roundedTo(9);
  return found.sign < 0 || (found.sign > 0 && rounded.sign === 0) ? written : rounded;
}

function isLineOf(row: Row<'bom_line'>, bom: Row<'bom'>): boolean {
  return (
    row.plant === bom.plant &&
    row.parent === bom.parent &&
    text(row.alternative) === text(bom.alternative) &&
    row.valid_from === bom.valid_from
  );
}

/** The part of the cost that an output takes by its line in the bill of material that the order follows; '' for none. */
export function costShareOf(counted: Counted, order: Order, output: string): string {
  const bom = bomOf(counted, order);
  const line = (counted.rows.bom_line ?? []).find(
    (row) =>
      bom !== undefined &&
      isLineOf(row, bom) &&
      ['co_product', 'by_product'].includes(String(row.kind)) &&
      row.component === output &&
      covers(row.starts_on, row.ends_on, counted.lastDay),
  );
  return text(line?.cost_share);
}

function covers(from: unknown, to: unknown, day: string): boolean {
  return text(from) <= day && (text(to) === '' || day <= text(to));
}
