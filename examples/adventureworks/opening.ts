import { groupBy } from '@millrace/bom';
import type { FactRows, Row } from '@millrace/costing-core';
import {
  add,
  type Fraction,
  fraction,
  multiply,
  parseFixed,
  parseFraction,
  printFraction,
  QUANTITY_SCALE,
  roundFraction,
  ZERO,
} from '@millrace/exact';
import { compareText } from '@millrace/facts';
import type { Dated, OpenOrder } from '../dated.ts';
import type { DataFinding } from '../example.ts';
import type { Items } from './items.ts';
import { ELEMENTS, LEDGER, PLANT } from './ledger.ts';
import type { OpeningPrice } from './opening-prices.ts';
import type { Window } from './window.ts';

export interface Opening {
  readonly rows: FactRows;
  readonly findings: readonly DataFinding[];
  /** How many items open with stock, by where their price comes from. */
  readonly counts: { readonly standard: number; readonly purchase: number; readonly none: number };
}

/**
 * The opening that was assumed, since no table holds one. Stock: of every item the least that lasts, which is how far its
 * balance would fall below zero on its worst day of the window: 10 out, 4 in, 3 out opens with 10. Work in process:
 * what orders begun before the window took, at the same prices, and their hours before it at their locations' rates.
 */
export function assumeOpening(
  movements: readonly Dated<'movement'>[],
  orders: readonly OpenOrder[],
  items: Items,
  window: Window,
  priceOf: (item: string) => OpeningPrice | undefined,
  conversionBefore: (day: string, order: string) => Fraction,
): Opening {
  const reason = 'assumption: the least stock that lasts through all months';
  const stock: Row<'opening_stock'>[] = [];
  const amounts: Row<'opening_stock_amount'>[] = [];
  const counts = { standard: 0, purchase: 0, none: 0 };
  const withoutPrice: string[] = [];
  const inWindow = movements.filter(({ day }) => window.includes(day));
  for (const [item, quantity] of leastThatLasts(inWindow, items)) {
    const key = { ledger: LEDGER, plant: PLANT, item };
    const pieces = fraction(quantity, 10n ** BigInt(QUANTITY_SCALE));
    const known = priceOf(item);
    stock.push({ ...key, quantity: printFraction(pieces, QUANTITY_SCALE), reason: `${reason}; ${originOf(known)}` });
    counts[known === undefined ? 'none' : known.from === 'StandardCost' ? 'standard' : 'purchase']++;
    if (known === undefined) {
      withoutPrice.push(`item ${item}`);
      continue;
    }
    const amount = printFraction(multiply(known.price, pieces), 2);
    amounts.push({ ...key, element: ELEMENTS.opening, amount });
  }

  const wip: Row<'opening_wip'>[] = [];
  const issued = groupBy(
    movements.filter(({ day, row }) => day < window.firstDay && row.type === 'issue'),
    ({ order }) => order,
  );
  const unpriced = new Set<string>();
  for (const { order } of orders.filter(({ openedOn }) => openedOn < window.firstDay)) {
    let material = ZERO;
    for (const { row } of issued.get(order) ?? []) {
      const price = priceOf(String(row.item))?.price;
      if (price === undefined) unpriced.add(order);
      else material = add(material, multiply(price, parseFraction(String(row.quantity))));
    }
    for (const [stage, element, value] of [
      ['material', ELEMENTS.opening, material],
      ['conversion', ELEMENTS.conversion, conversionBefore(window.firstDay, order)],
    ] as const) {
      if (roundFraction(value, 2) === 0n) continue;
      wip.push({ ledger: LEDGER, order, stage, element, amount: printFraction(value, 2) });
    }
  }
  return {
    rows: { opening_stock: stock, opening_stock_amount: amounts, opening_wip: wip },
    counts,
    findings: [
      {
        code: 'opening_stock_must_have_a_price',
        keys: withoutPrice,
        found: 'items with opening stock that have neither a StandardCost nor a purchase price in a known unit',
        handled: 'opened with quantity and without value; the engine names those that never get one',
      },
      {
        code: 'opening_work_in_process_must_have_prices',
        keys: [...unpriced].map((order) => `order ${order}`),
        found: 'orders begun before the first month that took items without a price',
        handled: 'their opening work in process holds the other items only',
      },
    ],
  };
}

/** By item, in the order of their codes: the largest shortfall of the running balance; what comes in on a day is there. */
function leastThatLasts(movements: readonly Dated<'movement'>[], items: Items): [item: string, quantity: bigint][] {
  const changes = groupBy(
    movements.filter(({ row }) => row.status === 'approved' && SIGN[String(row.type)] !== undefined),
    ({ row }) => String(row.item),
  );
  const least: [string, bigint][] = [];
  for (const [item, rows] of changes) {
    const byDay = new Map<string, bigint>();
    for (const { day, row } of rows) byDay.set(day, (byDay.get(day) ?? 0n) + changeOf(row, items));
    let balance = 0n;
    let worst = 0n;
    for (const day of [...byDay.keys()].sort()) {
      balance += byDay.get(day) ?? 0n;
      if (balance < worst) worst = balance;
    }
    if (worst < 0n) least.push([item, -worst]);
  }
  return least.sort(([a], [b]) => compareText(a, b));
}

/** What a movement adds to stock, in millionths of the stock unit; nothing where its unit has no conversion. */
function changeOf({ type, item, unit, quantity }: Row<'movement'>, { unitOf, convert }: Items): bigint {
  const stockUnit = unitOf(String(item));
  const factor = convert(String(item), String(unit ?? stockUnit), stockUnit);
  const pieces = parseFixed(String(quantity), QUANTITY_SCALE);
  return factor === undefined ? 0n : SIGN[String(type)] * roundFraction(multiply(fraction(pieces), factor));
}

const SIGN: Readonly<Record<string, bigint>> = { purchase_receipt: 1n, completion: 1n, issue: -1n, sale: -1n };

function originOf(known: OpeningPrice | undefined): string {
  return known === undefined ? 'no price known' : `valued at ${known.from}`;
}
