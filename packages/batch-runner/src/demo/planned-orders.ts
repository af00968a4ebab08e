import { daysOf, MONTHS } from './calendar.js';
import { ONE } from './figures.js';
import { MOTOR_OF, SIZES } from './items.js';
import { Random } from './random.js';

/** A production order as it is planned. */
export interface PlannedOrder {
  readonly order: string;
  readonly item: string;
  readonly type: 'normal' | 'rework';
  /** Thousandths. */
  readonly quantity: number;
  /** The working day on which it begins. */
  readonly day: number;
}

/** Pieces of each pump in a month. */
const PUMPS: Readonly<Record<string, number>> = {
  'PUMP-32': 64,
  'PUMP-40': 48,
  'PUMP-50': 60,
  'PUMP-65': 30,
  'PUMP-32S': 24,
  'PUMP-40S': 20,
  'PUMP-50S': 18,
  'PUMP-65S': 12,
};

/**
 * The orders of two months, some fifty each: parts at the month's beginning, motors and pumps in two lots, sets at its
 * end. What begins in the last days of a month is still open when it closes.
 */
export function planOrders(): PlannedOrder[] {
  const random = new Random(20_260_901);
  const plans: Omit<PlannedOrder, 'order'>[] = [];
  const plan = (item: string, pieces: number, day: number, type: PlannedOrder['type'] = 'normal') =>
    plans.push({ item, type, quantity: pieces * ONE, day });

  // Two orders of August that are open when the first period opens.
  plan('CST-40', 24, 0);
  plan('MTR-110', 18, 0);
  for (const month of MONTHS) {
    const { first, count } = daysOf(month);
    const part = (pieces: number) => Math.floor((pieces * count) / 20) + random.between(0, 3);
    for (const size of SIZES) {
      const [iron, steel] = [part(PUMPS[`PUMP-${size}`]), part(PUMPS[`PUMP-${size}S`])];
      const motors = iron + steel;
      const power = MOTOR_OF[size];
      plan(`CST-${size}`, iron + 4, first);
      plan(`SHF-${power}`, motors + 2, first);
      plan(`ROT-${power}`, motors + 2, first + random.between(0, 1));
      plan(`STA-${power}`, motors + 3, first + 1);
      plan(`IMP-${size}`, motors + 4, first + random.between(1, 2));
      plan(`HSG-${size}`, iron + 1, first + random.between(3, 4));
      plan(`HSG-${size}S`, steel + 1, first + random.between(1, 3));
      const early = Math.floor(motors / 2);
      plan(`MTR-${power}`, early, first + random.between(4, 5));
      plan(`MTR-${power}`, motors - early, first + random.between(9, 10));
      const lot = Math.floor((iron * 3) / 5);
      plan(`PUMP-${size}`, lot, first + random.between(5, 7));
      plan(`PUMP-${size}`, iron - lot, first + count - random.between(3, 6));
      plan(`PUMP-${size}S`, steel, first + random.between(8, 11));
    }
    plan('BST-232', part(8), first + random.between(11, 12));
    plan('BST-250', part(6), first + count - 2);
    plan('CST-65', 10, first + count - 1);
    plan('STA-075', 16, first + count - 2);
    plan('MTR-075', 6, first + 12, 'rework');
  }
  return plans
    .sort((a, b) => a.day - b.day)
    .map((planned, number) => ({ ...planned, order: `WO-26${String(801 + number).padStart(4, '0')}` }));
}
