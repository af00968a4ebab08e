import type { Policy, Row } from '@millrace/costing-core';
import type { Place, Price } from './bucket.js';
import { type Counted, type Movement, text, units } from './counted.js';
import { Fraction, sum, ZERO } from './fraction.js';
import type { Vector } from './network.js';
import { isParallel } from './parallel-items.js';
import { arrivalOf, openingAmounts, openingPlace } from './places.js';
import type { Netted } from './returns.js';

/** What a quantity is worth at a price, each element rounded by `R`. */
export function worth(quantity: Fraction, price: Price): Vector {
  return price.map((each) => each.times(quantity).rounded);
}

/**
 * The fallback price of a bucket (rules.md 26): the first in the policy's order that is known, never one that
 * the period's own solution gives. A price below zero in all is none. Nothing known: a price of 0.
 */
export function fallbackPrice(
  counted: Counted,
  netted: Netted,
  policy: Policy,
  own: Place,
  isIn: (place: Place) => boolean,
): Price {
  // A step in parallel is worth nothing.
  if (isParallel(counted, policy, own.item)) return counted.elements.map(() => ZERO);
  for (const from of policy.fallback_prices) {
    const price = sourceOf(from)();
    if (price !== undefined && sum(price).sign >= 0) return price;
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
        return () => listedPrice(counted, own, 'standard');
      case 'last_purchase':
        return () => listedPrice(counted, own, 'purchase');
    }
  }

  /** Of what is there; where nothing is, of what is owed: both have the sign of their amounts. */
  function opening(): Price | undefined {
    return openingOf(({ sign }) => sign >= 0) ?? openingOf(({ sign }) => sign < 0);
  }

  function openingOf(counts: (quantity: Fraction) => boolean): Price | undefined {
    const rows = (counted.rows.opening_stock ?? []).filter(
      (row) => row.ledger === counted.ledger && isIn(openingPlace(row)) && counts(Fraction.of(String(row.quantity))),
    );
    const valued = rows.map((row) => ({ row, amounts: openingAmounts(counted, row) }));
    const known = valued.flatMap(({ row, amounts }) => (amounts === undefined ? [] : [{ row, amounts }]));
    const quantity = sum(known.map(({ row }) => Fraction.of(String(row.quantity))));
    if (quantity.sign === 0) return undefined;
    return counted.elements.map((_, e) => sum(known.map(({ amounts }) => new Fraction(amounts[e]))).over(quantity));
  }

  function purchases(): Price | undefined {
    const bought = counted.movements.filter(
      (movement) =>
        (movement.is === 'purchase_receipt' || movement.is === 'purchase_estimate') &&
        isIn(arrivalOf(movement)) &&
        movement.amounts !== undefined,
    );
    // What corrects an estimate of an earlier period is no purchase of this one.
    const received = (movement: Movement) => netted.net(movement).minus(netted.corrected(movement));
    const quantity = sum(bought.map(received));
    if (quantity.sign <= 0) return undefined;
    return counted.elements.map((_, e) =>
      sum(
        bought.map((movement) => {
          const { amounts = [], quantity: whole } = movement;
          const less = (amount: Fraction, part: Fraction, of: Fraction) =>
            of.sign === 0 ? amount : amount.minus(new Fraction(amount.times(part).over(of).rounded));
          const kept = less(new Fraction(amounts[e]), netted.returned(movement), whole);
          return less(kept, netted.corrected(movement), netted.net(movement));
        }),
      ).over(quantity),
    );
  }

  function lastActual(): Price | undefined {
    const rows = (counted.rows.last_actual_cost ?? []).filter(
      (row) => row.ledger === counted.ledger && row.plant === own.plant && row.item === own.item,
    );
    if (rows.length === 0 || rows.some((row) => Fraction.of(String(row.quantity)).sign === 0)) return undefined;
    return counted.elements.map((element) => {
      const row = rows.find((of) => of.element === element);
      if (row === undefined) return ZERO;
      return new Fraction(units(String(row.amount), counted.amountScale)).over(Fraction.of(String(row.quantity)));
    });
  }
}

/**
 * The listed price that is in force on the period's last day. Of an item that is valued as one for the whole ledger, the
 * one that all plants with a price agree on.
 */
export function listedPrice(counted: Counted, place: Place, kind: 'standard' | 'purchase' | 'sale'): Price | undefined {
  if (place.plant !== '') return listedIn(counted, place, kind);
  const prices = [...counted.plants].flatMap((plant) => {
    const price = listedIn(counted, { ...place, plant }, kind);
    return price === undefined ? [] : [price];
  });
  const agree = prices.every((price) => price.every((each, e) => each.minus(prices[0][e]).sign === 0));
  return agree ? prices[0] : undefined;
}

function listedIn(counted: Counted, { plant, item }: Place, kind: 'standard' | 'purchase' | 'sale'): Price | undefined {
  const rows = (counted.rows.item_price ?? []).filter(
    (row) => row.kind === kind && row.plant === plant && row.item === item && String(row.valid_from) <= counted.lastDay,
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
