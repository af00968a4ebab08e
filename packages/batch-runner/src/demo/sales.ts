import { DAYS } from './calendar.js';
import type { Movement } from './events.js';
import { ONE } from './figures.js';
import { ITEMS } from './items.js';
import { Random } from './random.js';
import { StockOnHand } from './stock-on-hand.js';
import { WUXI } from './structure.js';

/**
 * Sells pumps and sets from Wuxi, every third working day a part of what is there. Of pumps that go into sets as well,
 * some are kept back.
 */
export function salesFrom(
  opening: readonly (readonly [string, string, number])[],
  movements: readonly Movement[],
): Movement[] {
  const random = new Random(1_618);
  const stock = new StockOnHand();
  for (const [plant, item, quantity] of opening) stock.add(plant, item, quantity);
  const ordered = [...movements].sort((a, b) => a.day - b.day || a.minutes - b.minutes);
  const sales: Movement[] = [];
  let next = 0;
  for (let day = 1; day < DAYS.length; day++) {
    for (; next < ordered.length && ordered[next].day <= day; next++)
      if (ordered[next].day > 0) stock.move(ordered[next]);
    if (day % 3 !== 0) continue;
    for (const { item, category } of ITEMS) {
      if (category !== 'product') continue;
      const free = stock.get(WUXI, item) / ONE - (KEPT[item] ?? 0);
      const pieces = Math.floor((free * random.between(45, 90)) / 100);
      if (pieces <= 0) continue;
      stock.add(WUXI, item, -pieces * ONE);
      sales.push({
        day,
        minutes: 990,
        type: 'sale',
        document: `DN-${DAYS[day].slice(5).replace('-', '')}`,
        plant: WUXI,
        item,
        quantity: pieces * ONE,
      });
    }
  }
  return sales;
}

const KEPT: Readonly<Record<string, number>> = { 'PUMP-32': 20, 'PUMP-50': 16 };
