import type { FactRows } from '@millrace/costing-core';
import { calendarOf, type Month } from '../months.ts';

export const LEDGER = '4TU';
export const PLANT = 'SHOP';

/** All amounts are invented, and the elements say so. */
export const ELEMENTS = { material: 'material', machine: 'machine', labour: 'labour' };

/** The one material: a blank a piece. */
export const BLANK = 'Blank (assumed)';

export function ledgerMasters(months: readonly Month[]): FactRows {
  return {
    ledger: [{ ledger: LEDGER, name: 'Job shop', currency: 'EUR', amount_scale: 2, time_zone: 'UTC' }],
    plant: [{ plant: PLANT, name: 'Job shop' }],
    ledger_plant: [{ ledger: LEDGER, plant: PLANT }],
    period: calendarOf(LEDGER, months),
    cost_element: [
      { element: ELEMENTS.material, name: 'Material (assumed)', class: 'material', position: 1 },
      { element: ELEMENTS.machine, name: 'Machines (assumed)', class: 'conversion', position: 2 },
      { element: ELEMENTS.labour, name: 'Labour (assumed)', class: 'conversion', position: 3 },
    ],
  };
}
