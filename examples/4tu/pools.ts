import { groupBy } from '@millrace/bom';
import type { Row } from '@millrace/costing-core';
import { multiply, parseFraction, printFraction } from '@millrace/exact';
import type { Dated } from '../dated.ts';
import type { Month } from '../months.ts';
import { centreOf } from './centres.ts';
import { addHours } from './hours.ts';
import { ELEMENTS, LEDGER } from './ledger.ts';

/** What was invented for a month: a machine stands in the books with so much, and is meant to run so long. */
const PER_MACHINE = 4000;
const NORMAL_HOURS = 160;
const PER_LABOUR_HOUR = '30.00';
const PACKING = '3000.00';

/**
 * The cost pools of a month, all of them invented: per centre one for its machines, spread by machine hours, what is
 * below normal capacity left out as idle; one for its people, spread by labour hours; and one for packing, where no
 * hours are reported, spread by the pieces packed.
 */
export function poolsOf({ period, firstDay, lastDay }: Month, reports: readonly Dated<'work_report'>[]) {
  const own = reports.filter(({ day, row }) => row.status === 'approved' && day >= firstDay && day <= lastDay);
  const pools: Row<'cost_pool'>[] = [];
  const add = (pool: string, of: Omit<Row<'cost_pool'>, 'ledger' | 'period' | 'pool' | 'status' | 'source'>) => {
    pools.push({ ledger: LEDGER, period, pool: `${pool} (assumed)`, ...of, source: 'assumption', status: 'approved' });
  };
  for (const [centre, rows] of groupBy(own, ({ row }) => centreOf(String(row.work_centre)))) {
    const running = rows.filter(({ row }) => row.hours_machine !== '');
    const machines = new Set(running.map(({ row }) => row.work_centre)).size;
    if (machines > 0) {
      add(`${centre} machines`, {
        centre,
        element: ELEMENTS.machine,
        amount: `${machines * PER_MACHINE}.00`,
        behaviour: 'fixed',
        driver: 'hours_machine',
        normal_driver: String(machines * NORMAL_HOURS),
      });
    }
    const hours = addHours(rows.map(({ row }) => String(row.hours_labour)));
    const amount = printFraction(multiply(parseFraction(hours), parseFraction(PER_LABOUR_HOUR)), 2);
    const labour = { centre, element: ELEMENTS.labour, behaviour: 'variable' } as const;
    if (centre === 'Packing') add('Packing', { ...labour, amount: PACKING, driver: 'quantity_good' });
    else add(`${centre} labour`, { ...labour, amount, driver: 'hours_labour' });
  }
  return pools;
}
