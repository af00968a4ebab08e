import type { Movement } from './events.js';
import type { PlannedOrder } from './planned-orders.js';
import { STRUCTURES, type Structure, SUZHOU, WUXI } from './structure.js';

/**
 * What goes from plant to plant: parts from Suzhou the day before Wuxi assembles them, and motors that failed the test
 * back to Suzhou, to be wound again.
 */
export function transfersFor(orders: readonly PlannedOrder[]): Movement[] {
  const movements: Movement[] = [];
  for (const { order, item, type, quantity, day } of orders) {
    const transfer = (moved: string, pieces: number, plant: string, toPlant: string, minutes: number) =>
      movements.push({
        day: day - 1,
        minutes,
        type: 'transfer',
        document: `TR-${order.slice(3)}`,
        plant,
        item: moved,
        quantity: pieces,
        toPlant,
      });
    if (type === 'rework') {
      transfer(item, quantity, WUXI, SUZHOU, 1020);
      continue;
    }
    const { plant, components } = STRUCTURES.get(item) as Structure;
    for (const { item: component } of components) {
      const madeAt = STRUCTURES.get(component)?.plant;
      if (plant === WUXI && madeAt === SUZHOU) transfer(component, quantity, SUZHOU, WUXI, 960);
    }
  }
  return movements;
}
