import type { Row } from '@millrace/facts';
import { MONTHS } from './calendar.js';
import { changedBy, moneyText } from './figures.js';
import { SIZES } from './items.js';
import { Random } from './random.js';
import { SUZHOU } from './structure.js';

/** The power house and the repair shop of Suzhou serve the foundry, and each other. */
const DEPARTMENTS = [
  { centre: 'CC-310', pool: 'PWR-OWN', element: 'energy', fen: 95_000, name: ['Power house', '动力车间'] },
  { centre: 'CC-320', pool: 'RPR-OWN', element: 'labour', fen: 74_000, name: ['Repair shop', '机修车间'] },
] as const;

const [POWER, REPAIR] = DEPARTMENTS.map(({ centre }) => centre);

/** What each gives in a month, about: kilowatt-hours to the furnace by what is cast, hours on the moulds of what is cast. */
const SERVICES: readonly Service[] = [
  { from: POWER, kind: 'centre', to: REPAIR, quantity: 240 },
  { from: REPAIR, kind: 'centre', to: POWER, quantity: 9 },
  ...SIZES.flatMap((size, s): Service[] => [
    { from: POWER, kind: 'item', to: `CST-${size}`, quantity: [310, 290, 460, 350][s] },
    { from: POWER, kind: 'item', to: `IMP-${size}`, quantity: [120, 110, 150, 120][s] },
    { from: REPAIR, kind: 'item', to: `CST-${size}`, quantity: [50, 40, 60, 50][s] },
    { from: REPAIR, kind: 'item', to: `IMP-${size}`, quantity: [30, 30, 40, 30][s] },
  ]),
];

interface Service {
  readonly from: string;
  readonly kind: 'centre' | 'item';
  readonly to: string;
  readonly quantity: number;
}

export function departmentCentres(): Row<'cost_centre'>[] {
  return DEPARTMENTS.map(({ centre, name: [name, name_zh] }) => ({
    centre,
    plant: SUZHOU,
    name,
    name_zh,
    kind: 'service',
  }));
}

/** What the departments cost by themselves: pools that nothing spreads but their services. */
export function departmentPools(ledger: string): Row<'cost_pool'>[] {
  const random = new Random(2_236);
  return MONTHS.flatMap((month) =>
    DEPARTMENTS.map(({ centre, pool, element, fen }) => ({
      ledger,
      period: month,
      pool,
      centre,
      element,
      amount: moneyText(changedBy(fen, random.between(-40, 60))),
      behaviour: 'variable',
      source: `GL/${month}/${pool}`,
      status: 'approved',
    })),
  );
}

/** Whom they served with how much. */
export function departmentServices(): Row<'department_service'>[] {
  const random = new Random(1_732);
  return MONTHS.flatMap((month) =>
    SERVICES.map(
      ({ from, kind, to, quantity }): Row<'department_service'> => ({
        period: month,
        from_centre: from,
        to_kind: kind,
        to,
        quantity: String(changedBy(quantity, random.between(-70, 70))),
        source: `METER/${month}/${from}/${to}`,
        status: 'approved',
      }),
    ),
  );
}
