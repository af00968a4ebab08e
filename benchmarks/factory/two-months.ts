import { PERIOD, standardPlant, type Take } from './plant.js';

/** The month after the plant's own, which its calendar has. */
export const NEXT_PERIOD = '2026-10';

/**
 * Two months of the standard plant: in the first its stock alone, which is all that is there; in the second a tenth of its orders, receipts
 * and sales of the first plant, so that 100,000 items stand beside 90,000 movements.
 */
export function twoMonths(scale: number, take: Take): void {
  let movements = 0;
  let wanted = new Set<string | number>();
  standardPlant(scale, (table, line) => {
    const [code] = line;
    const isHeader = code === HEADS.get(table);
    if (!HEADS.has(table) || isHeader) {
      take(table, line);
      return;
    }
    if (table === 'movement') {
      const [plant, order, toPlant] = PLACES.map((at) => line[at]);
      const isOfOnePlant = plant === 'P1' && toPlant === '';
      const isWanted = order === '' ? isOfOnePlant && movements++ % TENTH === 0 : isTenth(order);
      // Amounts of a movement follow it at once.
      wanted = new Set(isWanted ? [code] : []);
    }
    const isOf = {
      production_order: () => isTenth(code),
      work_report: () => isTenth(line[1]),
      movement: () => wanted.has(code),
      movement_amount: () => wanted.has(code),
      cost_pool: () => true,
    }[table];
    if (isOf?.()) take(table, line.map(inNextMonth));
  });
}

/** Tables of what happens, with the first column of each. */
const HEADS = new Map([
  ['production_order', 'order'],
  ['work_report', 'report'],
  ['movement', 'movement'],
  ['movement_amount', 'movement'],
  ['cost_pool', 'ledger'],
]);

/** Plant, order and the plant that it goes to, among the columns of a movement. */
const PLACES = [5, 8, 9];
const TENTH = 10;

function isTenth(order: string | number): boolean {
  return String(order).endsWith('0');
}

function inNextMonth(cell: string | number): string | number {
  return typeof cell === 'string' && cell.startsWith(PERIOD) ? NEXT_PERIOD + cell.slice(PERIOD.length) : cell;
}
