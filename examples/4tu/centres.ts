import type { FactRows } from '@millrace/costing-core';
import { PLANT } from './ledger.ts';
import type { ShopReport } from './reports.ts';

/** The shop's cost centres: its resources, grouped by what their names say. */
const CENTRES: readonly (readonly [centre: string, resource: RegExp])[] = [
  ['Quality', /^Quality/],
  ['Packing', /^Packing/],
  ['Turning', /Turning/],
  ['Grinding', /Grinding/],
  ['Lapping', /Lapping/],
  ['Marking', /Marking/],
  ['Other', /./],
];

export function centreOf(resource: string): string {
  return CENTRES.find(([, name]) => name.test(resource))?.[0] ?? 'Other';
}

/** Quality, packing and manual deburring are places where people work; everything else is a machine. */
export function isMachine(resource: string): boolean {
  return /Machine|Oven/.test(resource);
}

export function centreMasters(reports: readonly ShopReport[]): FactRows {
  const resources = [...new Set(reports.map(({ resource }) => resource))];
  return {
    cost_centre: CENTRES.map(([centre]) => ({ centre, plant: PLANT, kind: 'production' })),
    work_centre: resources.map((resource) => ({ work_centre: resource, centre: centreOf(resource) })),
  };
}
