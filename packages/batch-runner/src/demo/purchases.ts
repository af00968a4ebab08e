import { DAYS, daysOf, MONTHS } from './calendar.js';
import type { Movement } from './events.js';
import { changedBy, ONE, rounded, worth } from './figures.js';
import { ITEM, type Item } from './items.js';
import { Random } from './random.js';
import { FREIGHT } from './standard-cost.js';

/** Parts of a month's need that come on its nth working day. */
const DELIVERIES = [
  { after: 0, perMille: 520 },
  { after: 6, perMille: 330 },
  { after: 12, perMille: 190 },
] as const;

/**
 * Buys what a month's orders are issued, in three deliveries of whole lots: price and freight of each a little different,
 * and moved on in October. Pig iron is bought by the tonne.
 */
export function purchasesFor(issues: readonly Movement[]): Movement[] {
  const random = new Random(2_718);
  const receipts: Movement[] = [];
  for (const month of MONTHS) {
    const { first } = daysOf(month);
    for (const [key, need] of needsIn(issues, month)) {
      const [plant, code] = key.split(' ');
      const item = ITEM.get(code) as Item & { price: number; lot: number; moves: number };
      let ordered = 0;
      for (const { after, perMille } of DELIVERIES) {
        const wanted = rounded(need * perMille, 1000);
        const lots = Math.ceil(Math.max(0, wanted - Math.max(0, ordered)) / item.lot);
        ordered += lots * item.lot - wanted;
        if (lots === 0) continue;
        const price = changedBy(
          month === MONTHS[1] ? changedBy(item.price, item.moves) : item.price,
          random.between(-9, 9),
        );
        const quantity = lots * item.lot;
        const material = worth(quantity, price);
        receipts.push({
          day: first + after,
          minutes: 400 + random.between(0, 15),
          type: 'purchase_receipt',
          document: `PO-${plant}-${DAYS[first + after].slice(5).replace('-', '')}`,
          plant,
          item: code,
          quantity,
          ...(code === 'PIG-IRON' ? { unit: 't' as const } : {}),
          amounts: { material, freight: rounded(material * (FREIGHT + random.between(-3, 4)), ONE) },
        });
      }
    }
  }
  return receipts;
}

/** By plant and item: what is issued in a month of things that are bought. */
function needsIn(issues: readonly Movement[], month: string): Map<string, number> {
  const needs = new Map<string, number>();
  for (const { day, plant, item, quantity } of issues) {
    if (!DAYS[day].startsWith(month) || ITEM.get(item)?.price === undefined) continue;
    needs.set(`${plant} ${item}`, (needs.get(`${plant} ${item}`) ?? 0) + quantity);
  }
  return needs;
}
