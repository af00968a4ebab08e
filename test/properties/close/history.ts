import { defaultPolicy, type Policy } from '@millrace/costing-core';
import fc from 'fast-check';
import { Month } from '../../factory/month.js';

/**
 * What happens to one item in one month, such that nothing ever runs short, in any of its two lots: the same history is
 * valued by every method.
 */
export interface History {
  readonly opening: readonly Bought[];
  readonly events: readonly HistoryEvent[];
}

interface Bought {
  readonly lot: 'a' | 'b';
  readonly quantity: number;
  /** In cents a piece. */
  readonly price: number;
}

interface HistoryEvent extends Bought {
  readonly movement: string;
  readonly day: number;
  readonly does: 'buy' | 'sell' | 'give back' | 'revalue';
}

const bought = {
  lot: fc.constantFrom('a', 'b') as fc.Arbitrary<'a' | 'b'>,
  quantity: fc.integer({ min: 1, max: 30 }),
  price: fc.integer({ min: 1, max: 5_000 }),
};

export function historyOf(...kinds: readonly HistoryEvent['does'][]): fc.Arbitrary<History> {
  return fc
    .record({
      opening: fc.array(fc.record(bought), { maxLength: 3 }),
      events: fc.array(
        fc.record({ ...bought, day: fc.integer({ min: 1, max: 30 }), does: fc.constantFrom(...kinds) }),
        { minLength: 2, maxLength: 25, size: 'max' },
      ),
    })
    .map(({ opening, events }) => ({ opening, events: withoutShortage(opening, events) }));
}

/** In order of days, each sale no more than its lot has. */
function withoutShortage(
  opening: readonly Bought[],
  events: readonly Omit<HistoryEvent, 'movement'>[],
): HistoryEvent[] {
  const onHand = { a: 0, b: 0 };
  for (const { lot, quantity } of opening) onHand[lot] += quantity;
  const possible: HistoryEvent[] = [];
  for (const event of [...events].sort((a, b) => a.day - b.day)) {
    const there = onHand[event.lot];
    if (event.does !== 'buy' && there === 0) continue;
    const quantity = event.does === 'buy' ? event.quantity : Math.min(event.quantity, there);
    if (event.does === 'buy') onHand[event.lot] += quantity;
    if (event.does === 'sell') onHand[event.lot] -= quantity;
    // In the order in which they come, as text too: layers of one day open the next period by their names.
    possible.push({ ...event, quantity, movement: `${event.does} ${String(possible.length).padStart(2, '0')}` });
  }
  return possible;
}

/** What of a history happens from one day to another, as a month; with its opening where that begins on the first. */
export function monthOf({ opening, events }: History, from = 1, upTo = 30): Month {
  const month = new Month(from === 1 ? '2026-09' : '2026-10').item('A', { element: 'material' });
  month.rows.item_price.push({
    plant: 'P1',
    item: 'A',
    kind: 'standard',
    element: 'material',
    valid_from: '2026-01-01',
    price: '10',
    per_quantity: '1',
  });
  if (from === 1) {
    for (const [i, { lot, quantity, price }] of opening.entries()) {
      const layer = { lot, layer: `opening ${i}`, received_on: `2026-08-0${i + 1}` };
      month.open('A', String(quantity), money(quantity * price), layer);
    }
  }
  let lastSale: HistoryEvent | undefined;
  for (const event of events) {
    if (event.does === 'sell') lastSale = event;
    if (event.day >= from && event.day <= upTo) tell(month.on(event.day - from + 1), event, lastSale);
    if (event.does === 'give back') lastSale = undefined;
  }
  return month;
}

function tell(month: Month, event: HistoryEvent, lastSale: HistoryEvent | undefined): void {
  const { does, movement, lot, quantity, price } = event;
  if (does === 'buy') month.buy('A', String(quantity), money(quantity * price), { movement, lot });
  if (does === 'sell') month.sell('A', String(quantity), { movement, lot });
  if (does === 'revalue') month.move('revaluation', 'A', '0', { movement, lot }, money(price));
  // One piece of the last sale, to where it came from.
  if (does === 'give back' && lastSale !== undefined) {
    month.move('sale_return', 'A', '1', { movement, lot: lastSale.lot, refers_to: lastSale.movement });
  }
}

export function money(cents: number): string {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
}

/** Every valuation method, each in its usual shape. */
const METHODS = {
  'periodic average': { method: 'periodic_average' },
  'daily average': { method: 'daily_average' },
  'moving average': { method: 'moving_average' },
  FIFO: { method: 'fifo' },
  'cumulative FIFO': { method: 'fifo', layer_order: 'cumulative' },
  LIFO: { method: 'lifo' },
  'cumulative LIFO': { method: 'lifo', layer_order: 'cumulative' },
  'specific identification': { method: 'specific', bucket: 'plant_item_lot' },
  'standard cost': { method: 'standard' },
} as const satisfies Record<string, Partial<Policy['valuation']>>;

export type MethodName = keyof typeof METHODS;

export const NAMES = Object.keys(METHODS) as MethodName[];

export function policyOf(method: MethodName): Policy {
  return { ...defaultPolicy, valuation: { ...defaultPolicy.valuation, ...METHODS[method] } };
}
