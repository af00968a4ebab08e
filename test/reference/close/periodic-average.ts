import type { Outflow, ValuationMethod } from './bucket.js';
import { worth } from './fallback.js';
import { Fraction, ONE, smaller, sum, ZERO } from './fraction.js';
import { OUTSIDE, type Vector } from './network.js';
import { compareEvents } from './order-of-rows.js';

/**
 * One price for the whole period (rules.md 20): a node that holds opening, receipts and value adjustments, shared by
 * quantity between outflows and closing stock.
 *
 * An opening row below zero is a debt (`debt`): what the period holds covers it before anything else, at what it costs;
 * `revaluation` bears the difference. Then outflows are served in event order, those at a known value among them; what
 * finds nothing is short, so that it is the last outflows that are (rules.md 23 and 26). It leaves from `short` at
 * the fallback price, and the closing stock owes that.
 *
 * A value adjustment that is late passes a node of its own (`late`), from which stock bears its part and expense the
 * rest.
 */
export const periodicAverage: ValuationMethod = {
  arrival: (bucket) => `stock ${bucket}`,

  build(bucket, network, arrives) {
    const { key, opening, receipts, adjustments, fallback } = bucket;
    const stock = `stock ${key}`;
    const held = opening.filter(({ quantity }) => quantity.sign >= 0);
    const debts = opening.filter(({ quantity }) => quantity.sign < 0);
    for (const { amounts } of held) network.source(stock, 'opening_stock', '', amounts);
    for (const { event, amounts, from } of receipts) {
      if (amounts === undefined) continue;
      if (from === OUTSIDE) network.source(stock, 'movement', event.movement, amounts);
      else network.fixed(from, stock, 'movement', event.movement, amounts);
    }

    let available = sum([...held, ...receipts].map(({ quantity }) => quantity));
    const take = (quantity: Fraction) => {
      const taken = smaller(available, quantity);
      available = available.minus(taken);
      return taken;
    };

    for (const { amounts } of debts) network.source(`debt ${key}`, 'opening_stock', '', amounts);
    const owed = sum(debts.map(({ quantity }) => quantity.negated));
    const covered = take(owed);
    network.share(stock, `revaluation ${key}`, 'revalued', '', covered);
    network.share(`debt ${key}`, `revaluation ${key}`, 'revalued', '', covered);
    network.share(`debt ${key}`, OUTSIDE, 'closing_stock', '', owed.minus(covered));
    if (covered.sign > 0) network.share(`revaluation ${key}`, OUTSIDE, 'negative_stock', '', ONE);

    for (const outflow of [...bucket.outflows].sort((a, b) => compareEvents(a.event, b.event))) {
      const there = take(outflow.quantity);
      const missing = outflow.quantity.minus(there);
      const { movement } = outflow.event;
      if (outflow.amounts === undefined) {
        network.share(stock, arrives(outflow), 'movement', movement, there);
        if (missing.sign > 0) leaveShort(outflow, worth(missing, fallback));
      } else {
        const upTo = part(outflow.amounts, there, outflow.quantity);
        if (there.sign > 0) network.fixed(stock, arrives(outflow), 'movement', movement, upTo);
        if (missing.sign > 0)
          leaveShort(
            outflow,
            outflow.amounts.map((amount, e) => amount - upTo[e]),
          );
      }
    }
    network.share(stock, OUTSIDE, 'closing_stock', '', available);

    const opened = sum(held.map(({ quantity }) => quantity));
    for (const { event, amounts, lateFor } of adjustments) {
      if (lateFor === undefined) network.source(stock, 'movement', event.movement, amounts);
      else addLate(event.movement, amounts, lateFor);
    }

    /** domain-model 5.11: what is still there of so much is what the period opened with, if anything. */
    function addLate(movement: string, amounts: Vector, quantity: Fraction): void {
      const late = `late ${key} · ${movement}`;
      network.source(late, 'movement', movement, amounts);
      if (bucket.lateDifference === 'all_to_stock') {
        if (available.sign > 0) network.fixed(late, OUTSIDE, 'closing_stock', '', amounts);
      } else if (bucket.lateDifference === 'covered_share' && opened.sign > 0) {
        network.fixed(late, stock, 'late', '', part(amounts, smaller(opened, quantity), quantity));
      }
      network.share(late, OUTSIDE, 'late_difference', '', ONE);
    }

    function leaveShort(outflow: Outflow, amounts: Vector): void {
      const short = network.node(`short ${key}`);
      if (short.shares.length === 0) network.share(short.name, OUTSIDE, 'closing_stock', '', ONE);
      network.fixed(short.name, arrives(outflow), 'movement', outflow.event.movement, amounts);
    }
  },
};

function part(amounts: Vector, quantity: Fraction, whole: Fraction): Vector {
  return amounts.map((amount) => (whole.sign === 0 ? ZERO : new Fraction(amount).times(quantity).over(whole)).rounded);
}
