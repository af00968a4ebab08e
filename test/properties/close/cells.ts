import type { When } from './plan.js';

/** The names that random factories are made of, and how a plan's numbers are written in cells. */
/** Of plant X, which is another ledger's. */
export const CENTRE_ELSEWHERE = 'X1';
export const PLANTS = ['P1', 'P2', 'X'] as const;
export const CENTRES = ['C1', 'C2'] as const;
/** Two service departments and an administration that may give services too. */
export const DEPARTMENTS = ['D1', 'D2', 'D3'] as const;
export const ALL_CENTRES = [...CENTRES, ...DEPARTMENTS];
export const WORK_CENTRES = ['W1', 'W2', 'W3'] as const;
export const ELEMENTS = ['material', 'freight', 'labour', 'overhead'] as const;
/** What semi-finished products are carried as, beside an element that other cost has. */
export const SEMI_ELEMENTS = ['semi a', 'semi b'] as const;
/** Lots and projects tell buckets apart only where the policy says so. */
export const LOTS = ['', '', 'lot 1', 'lot 2'] as const;
export const PROJECTS = ['', '', '', 'project 1'] as const;
export const OPERATIONS = ['10', '20', '30', '9', '040', 'A', 'weld', '焊'] as const;

/** An amount in the ledger's smallest unit as text: −5 at scale 2 is `-0.05`. */
export function money(units: number, scale: number): string {
  const digits = String(Math.abs(units)).padStart(scale + 1, '0');
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return units < 0 ? `-${text}` : text;
}

/** Local to Shanghai, so that month ends fall differently in other zones. */
export function instant({ day, minute }: When): string {
  const at = new Date(Date.UTC(2026, 8, day, 0, minute) - 8 * 3_600_000);
  return at.toISOString().replace('.000Z', 'Z');
}

/** The last row of each key. */
export function distinct<T>(rows: readonly T[], key: (row: T) => string): T[] {
  return [...new Map(rows.map((row) => [key(row), row])).values()];
}
