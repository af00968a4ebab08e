import { printFixed } from '@millrace/exact';
import type { Row } from '@millrace/facts';
import { DAYS, MONTHS, type Month } from './calendar.js';
import { changedBy, moneyText, ONE, quantityText, rounded, worth } from './figures.js';
import { Random } from './random.js';
import type { WorkReport } from './shop-floor.js';
import type { WorkCentre } from './structure.js';

type Driver = 'hours_machine' | 'hours_labour' | 'quantity_good';

/** What a work centre's hour or piece costs as a rule, in ten-thousandths of a yuan: a cost pool each. */
export interface PoolRate {
  readonly pool: string;
  readonly workCentre: WorkCentre;
  readonly element: string;
  readonly driver: Driver;
  readonly rate: number;
  /** How the pool moves from September to October, in tenths of a percent. */
  readonly moves: number;
  /** Fixed cost, whatever is made: what the normal capacity of the month isn't used for is idle. */
  readonly fixed?: true;
  /** Whether orders bear it at the planned rate; the difference is expense of the period. */
  readonly planned?: true;
}

export const RATES: readonly PoolRate[] = [
  pool('FND-WAGES', 'FOUNDRY', ['labour', 'hours_labour'], 340_000, 14),
  pool('FND-ENERGY', 'FOUNDRY', ['energy', 'hours_machine'], 460_000, 62),
  { ...pool('FND-FURNACE', 'FOUNDRY', ['overhead', 'hours_machine'], 380_000, 0), fixed: true },
  pool('MCH-WAGES', 'MACHINING', ['labour', 'hours_labour'], 360_000, 14),
  pool('MCH-ENERGY', 'MACHINING', ['energy', 'hours_machine'], 90_000, 62),
  { ...pool('MCH-TOOLS', 'MACHINING', ['overhead', 'hours_machine'], 330_000, -21), planned: true },
  pool('WND-WAGES', 'WINDING', ['labour', 'hours_labour'], 330_000, 14),
  pool('WND-SHOP', 'WINDING', ['overhead', 'hours_labour'], 150_000, 8),
  pool('ASM-WAGES', 'ASSEMBLY', ['labour', 'hours_labour'], 320_000, 14),
  pool('ASM-SHOP', 'ASSEMBLY', ['overhead', 'hours_labour'], 110_000, 5),
  pool('TST-WAGES', 'TEST', ['labour', 'hours_labour'], 340_000, 14),
  pool('TST-BENCH', 'TEST', ['overhead', 'quantity_good'], 85_000, 0),
];

function pool(
  name: string,
  workCentre: WorkCentre,
  [element, driver]: readonly [string, Driver],
  rate: number,
  moves: number,
): PoolRate {
  return { pool: name, workCentre, element, driver, rate, moves };
}

/** The cost pools of both months: about what the reported hours and pieces should have cost. */
export function poolRows(reports: readonly WorkReport[], ledger: string): Row<'cost_pool'>[] {
  const random = new Random(31_415);
  return MONTHS.flatMap((month) =>
    RATES.map(({ pool, workCentre, element, driver, rate, moves, fixed, planned }) => {
      const driven = drivenIn(reports, month, workCentre, driver);
      const usual = changedBy(worth(driven, rate), random.between(-22, 31));
      // A furnace costs the same in a short month: a tenth more than what was used of it.
      const normal = fixed ? roundedUp(changedBy(driven, 110), 10 * ONE) : 0;
      const amount = fixed ? worth(normal, rate) : month === MONTHS[1] ? changedBy(usual, moves) : usual;
      return {
        ledger,
        period: month,
        pool,
        centre: CENTRES[workCentre],
        element,
        amount: moneyText(amount),
        behaviour: fixed ? 'fixed' : 'variable',
        driver,
        rate: planned ? printFixed(rate, 4) : '',
        normal_driver: fixed ? quantityText(normal) : '',
        source: `GL/${month}/${pool}`,
        status: 'approved',
      };
    }),
  );
}

/** The cost centre of each work centre. */
export const CENTRES: Readonly<Record<WorkCentre, string>> = {
  FOUNDRY: 'CC-110',
  MACHINING: 'CC-120',
  WINDING: 'CC-130',
  ASSEMBLY: 'CC-210',
  TEST: 'CC-220',
};

function drivenIn(reports: readonly WorkReport[], month: Month, workCentre: WorkCentre, driver: Driver): number {
  return reports
    .filter((report) => DAYS[report.day].startsWith(month) && report.workCentre === workCentre && !report.draft)
    .reduce((sum, report) => {
      return sum + { hours_machine: report.machine, hours_labour: report.labour, quantity_good: report.good }[driver];
    }, 0);
}

function roundedUp(value: number, step: number): number {
  return rounded(value + step / 2 - 1, step) * step;
}
