import type { Policy, Row } from '@millrace/costing-core';
import { type Counted, text, units } from './counted.js';
import { Fraction, sum, ZERO } from './fraction.js';
import type { Vector } from './network.js';
import type { Netted } from './returns.js';

/** A price per element, in the ledger's smallest unit for one of the item's own unit. */
export type Price = readonly Fraction[];

/** What a quantity is worth at a price, each element rounded by `R`. */
export function worth(quantity: Fraction, price: Price): Vector {
  return price.map((each) => each.times(quantity).rounded);
}

/**
 * The fallback price of an item at a plant (rules.md 26): the first in the policy's order that is known, never one that
 * the period's own solution gives. A price below zero in any element is none. Nothing known: a price of 0.
 */
export function fallbackPrice(counted: Counted, netted: Netted, policy: Policy, plant: string, item: string): Price {
  for (const from of policy.fallback_prices) {
    const price = sourceOf(from)();
    if (price?.every(({ sign }) => sign >= 0)) return price;
  }
  return counted.elements.map(() => ZERO);

  function sourceOf(from: Policy['fallback_prices'][number]): () => Price | undefined {
    switch (from) {
      case 'opening':
        return opening;
      case 'purchases':
        return purchases;
      case 'last_actual':
        return lastActual;
      case 'standard':
        return () => listed('standard');
      case 'last_purchase':
        return () => listed('purchase');
    }
  }

  function opening(): Price | undefined {
    const isIt = (row: OpeningKey) => row.ledger === counted.ledger && row.plant === plant && row.item === item;
    const amounts = (counted.rows.opening_stock_amount ?? []).filter(isIt);
    const amountsOf = (row: OpeningKey) =>
      amounts.filter((of) => text(of.lot) === text(row.lot) && text(of.layer) === text(row.layer));
    const valued = (counted.rows.opening_stock ?? []).filter(
      (row) => isIt(row) && Fraction.of(String(row.quantity)).sign >= 0 && amountsOf(row).length > 0,
    );
    const quantity = sum(valued.map((row) => Fraction.of(String(row.quantity))));
    if (quantity.sign === 0) return undefined;
    return counted.elements.map((element) =>
      sum(
        valued
          .flatMap(amountsOf)
          .filter((row) => row.element === element)
          .map((row) => new Fraction(units(String(row.amount), counted.amountScale))),
      ).over(quantity),
    );
  }

  function purchases(): Price | undefined {
    const bought = counted.movements.filter(
      (movement) =>
        (movement.type === 'purchase_receipt' || movement.type === 'purchase_estimate') &&
        movement.plant === plant &&
        movement.item === item &&
        movement.amounts !== undefined,
    );
    const quantity = sum(bought.map(netted.net));
    if (quantity.sign <= 0) return undefined;
    return counted.elements.map((_, e) =>
      sum(
        bought.map((movement) => {
          const { amounts = [], quantity: whole } = movement;
          return new Fraction(amounts[e]).minus(
            new Fraction(new Fraction(amounts[e]).times(netted.returned(movement)).over(whole).rounded),
          );
        }),
      ).over(quantity),
    );
  }

  function lastActual(): Price | undefined {
    const rows = (counted.rows.last_actual_cost ?? []).filter(
      (row) => row.ledger === counted.ledger && row.plant === plant && row.item === item,
    );
    if (rows.length === 0 || rows.some((row) => Fraction.of(String(row.quantity)).sign === 0)) return undefined;
    return counted.elements.map((element) => {
      const row = rows.find((of) => of.element === element);
      if (row === undefined) return ZERO;
      return new Fraction(units(String(row.amount), counted.amountScale)).over(Fraction.of(String(row.quantity)));
    });
  }

  /** The price that is in force on the period's last day. */
  function listed(kind: 'standard' | 'purchase'): Price | undefined {
    const rows = (counted.rows.item_price ?? []).filter(
      (row) =>
        row.kind === kind && row.plant === plant && row.item === item && String(row.valid_from) <= counted.lastDay,
    );
    if (rows.length === 0) return undefined;
    const scale = new Fraction(10n ** BigInt(counted.amountScale));
    return counted.elements.map((element) => {
      let latest: Row<'item_price'> | undefined;
      for (const row of rows) {
        if (row.element === element && String(row.valid_from) >= text(latest?.valid_from)) latest = row;
      }
      if (latest === undefined) return ZERO;
      return Fraction.of(String(latest.price))
        .times(scale)
        .over(Fraction.of(String(latest.per_quantity)));
    });
  }
}

interface OpeningKey {
  readonly ledger: unknown;
  readonly plant?: unknown;
  readonly item: unknown;
  readonly lot?: unknown;
  readonly layer?: unknown;
}
