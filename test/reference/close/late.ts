import type { Policy } from '@millrace/costing-core';
import type { StockEvent } from './bucket.js';
import { type Counted, type Movement, text } from './counted.js';
import { Fraction, smaller, sum, ZERO } from './fraction.js';
import type { LateShare } from './matched.js';
import type { Netted } from './returns.js';

/** How late differences are borne (formulas.md 6, and the decision on what a late difference is). */
export interface LateDifferences {
  /** Whether the event refers to a movement of this period, be it that nothing is left of it. */
  refersToThisPeriod(event: StockEvent): boolean;
  /** Of what the event refers to, `left` is there; undefined where that is nothing known: the value isn't late. */
  share(event: StockEvent, left: Fraction): LateShare | undefined;
}

export function lateDifferences(counted: Counted, policy: Policy, netted: Netted): LateDifferences {
  const reversedOf = (estimate: string, corrects: StockEvent['corrects'] = []): Fraction => {
    const isReturn = (movement: string) => corrects.some(({ reversal }) => reversal === movement);
    const isReversal = ({ type, movement, refersTo }: Movement) =>
      type === 'purchase_estimate_reversal' ? refersTo === estimate : isReturn(movement);
    return sum(netted.fixed.filter(({ movement }) => isReversal(movement)).map(({ quantity }) => quantity));
  };
  const quantityOf = (reference: string): Fraction | undefined => {
    const movement = counted.all.find(
      (of) => of.movement === reference && (counted.toDate.includes(of) || counted.namedReceipts.has(reference)),
    );
    if (movement !== undefined) {
      const kept = counted.movements.includes(movement) ? netted.net(movement) : movement.quantity;
      return kept.sign > 0 ? kept : movement.quantity;
    }
    const rows = counted.rows.earlier_cost ?? [];
    const row = rows.find((of) => of.ledger === counted.ledger && text(of.movement) === reference);
    return row === undefined ? undefined : Fraction.of(String(row.quantity));
  };
  return {
    refersToThisPeriod: ({ refersTo }) => counted.movements.some(({ movement }) => movement === refersTo),
    share({ refersTo, corrects }, left) {
      const known = refersTo === '' ? undefined : quantityOf(refersTo);
      // Of an estimate that is known by nothing else, what is reversed of it.
      const of = corrects !== undefined && !((known?.sign ?? 0) > 0) ? reversedOf(refersTo, corrects) : known;
      if (of === undefined || of.sign === 0) return undefined;
      switch (policy.late_difference) {
        case 'covered_share':
          return { covered: smaller(left, of), of, toClosing: false };
        case 'all_to_stock':
          return { covered: of, of, toClosing: true };
        case 'expense':
          return { covered: ZERO, of, toClosing: false };
      }
    },
  };
}
