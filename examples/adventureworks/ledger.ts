import type { FactRows } from '@millrace/costing-core';
import { calendarOf, type Month } from '../months.ts';

/** The names under which AdventureWorks stands in the facts, and the masters that do not come from its tables. */
export const LEDGER = 'AW';
export const PLANT = 'AW';

/** Everything that was invented for the opening stays apart in an element of its own, through all levels. */
export const ELEMENTS = { material: 'material', freight: 'freight', conversion: 'conversion', opening: 'opening' };

export function ledgerMasters(months: readonly Month[]): FactRows {
  return {
    ledger: [{ ledger: LEDGER, name: 'Adventure Works', currency: 'USD', amount_scale: 2, time_zone: 'UTC' }],
    plant: [{ plant: PLANT, name: 'Adventure Works Cycles' }],
    ledger_plant: [{ ledger: LEDGER, plant: PLANT }],
    period: calendarOf(LEDGER, months),
    cost_element: [
      { element: ELEMENTS.material, name: 'Material', class: 'material', position: 1 },
      { element: ELEMENTS.freight, name: 'Freight', class: 'material', position: 2 },
      { element: ELEMENTS.conversion, name: 'Conversion (assumed: rate × hours)', class: 'conversion', position: 3 },
      { element: ELEMENTS.opening, name: 'Opening stock (assumed)', class: 'material', position: 4 },
    ],
  };
}

/** The sources know days only: every instant is the beginning of its day. */
export function instantOf(day: string): string {
  return `${day}T00:00:00Z`;
}
