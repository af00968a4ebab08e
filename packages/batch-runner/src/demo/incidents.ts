import { daysOf, MONTHS } from './calendar.js';
import type { Movement } from './events.js';
import { ONE, rounded } from './figures.js';
import { SUZHOU, WUXI } from './structure.js';

/**
 * What happens besides: wire goes back to its vendor, laminations back to the store, customers return pumps (one of them
 * bought the month before), castings are broken, paint is used by the assembly hall, and a count is not approved yet.
 */
export function incidents(
  receipts: readonly Movement[],
  issues: readonly Movement[],
  sales: readonly Movement[],
): Movement[] {
  const [september, october] = MONTHS.map(daysOf);
  const wire = first(receipts, 'CU-WIRE', september.first);
  const laminations = first(issues, 'LAM', september.first);
  const sold = first(sales, 'PUMP-40', september.first + 8);
  const soldOften = first(sales, 'PUMP-32', september.first + 12);
  const later = first(sales, 'PUMP-65', october.first);
  const returned = 10 * ONE;
  return [
    {
      ...at(september.first + 4, 'purchase_return', 'RT-0001', { plant: SUZHOU, item: 'CU-WIRE', quantity: returned }),
      of: wire,
      amounts: Object.fromEntries(
        Object.entries(wire.amounts ?? {}).map(([element, fen]) => [element, rounded(fen * returned, wire.quantity)]),
      ),
      reason: 'wrong gauge',
    },
    {
      ...at(laminations.day + 2, 'issue_return', 'RT-0002', { plant: SUZHOU, item: 'LAM', quantity: 4 * ONE }),
      order: laminations.order as string,
      of: laminations,
    },
    {
      ...at(september.first + 14, 'sale_return', 'RT-0003', { plant: WUXI, item: 'PUMP-40', quantity: ONE }),
      of: sold,
    },
    {
      ...at(october.first + 3, 'sale_return', 'RT-0004', { plant: WUXI, item: 'PUMP-32', quantity: ONE }),
      of: soldOften,
      reason: 'seal leaks',
    },
    { ...at(later.day + 2, 'sale_return', 'RT-0005', { plant: WUXI, item: 'PUMP-65', quantity: ONE }), of: later },
    {
      ...at(september.first + 9, 'stock_scrap', 'SC-0001', { plant: SUZHOU, item: 'CST-50', quantity: 2 * ONE }),
      reason: 'cracked',
    },
    {
      ...at(october.first + 7, 'stock_scrap', 'SC-0002', { plant: SUZHOU, item: 'CST-32', quantity: ONE }),
      reason: 'cracked',
    },
    {
      ...at(september.first + 11, 'issue', 'CO-0001', { plant: WUXI, item: 'PAINT', quantity: 1500 }),
      centre: 'CC-210',
    },
    { ...at(october.first + 9, 'issue', 'CO-0002', { plant: WUXI, item: 'PAINT', quantity: 1200 }), centre: 'CC-210' },
    {
      ...at(september.first + 20, 'count_loss', 'CT-0001', { plant: WUXI, item: 'BOLT', quantity: 3 * ONE }),
      reason: 'count of September',
    },
    {
      ...at(september.first + 20, 'count_loss', 'CT-0002', { plant: WUXI, item: 'SEAL-16', quantity: 5 * ONE }),
      draft: true,
    },
  ];
}

function at(
  day: number,
  type: Movement['type'],
  document: string,
  moved: Pick<Movement, 'plant' | 'item' | 'quantity'>,
): Movement {
  return { day, minutes: 1000, type, document, ...moved };
}

function first(movements: readonly Movement[], item: string, from: number): Movement {
  return movements.find((movement) => movement.item === item && movement.day >= from) as Movement;
}
