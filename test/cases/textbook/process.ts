import { defaultPolicy, type Policy } from '@millrace/costing-core';
import { type ClosedMonth, Month } from '../../factory/month.js';

/** A department as textbooks set it: material at the start, conversion evenly, what is left counted with its degree. */
export interface Department {
  readonly opening?: {
    readonly units: string;
    readonly degree: string;
    readonly material: string;
    readonly conversion: string;
  };
  readonly started: string;
  readonly good: string;
  readonly closing?: { readonly units: string; readonly degree: string };
  readonly material: string;
  readonly conversion: string;
  readonly spoiled?: string;
  readonly normal?: {
    readonly rate: string;
    readonly basis: 'input' | 'good' | 'expected';
    readonly scrap_price?: string;
  };
  /** Parts of the work, where it is inspected within; the first ends there. */
  readonly hours?: readonly string[];
  /** What is good at the first of several operations. */
  readonly passed?: string;
}

export interface Told {
  readonly completed: number;
  readonly abnormal: number;
  readonly closing: number;
  /** By stage: equivalent units and what one cost. */
  readonly units: Readonly<Record<string, readonly [equivalents: number, cost: number]>>;
  readonly closed: ClosedMonth;
}

/** The department as one order of a month, closed with spoilage counted unless the policy says otherwise. */
export function run(of: Department, wip: Partial<Policy['wip']> = {}, policy: Partial<Policy> = {}): Told {
  const { opening, closing, spoiled = '0', normal, hours = ['1'] } = of;
  const planned = String(Number(opening?.units ?? '0') + Number(of.started));
  const month = new Month()
    .order('O1', 'PIECE', planned, opening ? { opened_on: '2026-08-01' } : {})
    .open('RAW', '1', of.material)
    .issue('RAW', '1', 'O1')
    .pool('CONVERSION', of.conversion)
    .complete('PIECE', of.good, 'O1');
  const operations = hours.map((run_hours_machine, k) => ({ operation: `${k + 1}0`, run_hours_machine }));
  for (const operation of operations)
    month.add('routing_operation', { plant: 'P1', item: 'PIECE', work_centre: 'W1', ...operation });
  const good = (operations.length > 1 ? of.passed : undefined) ?? of.good;
  month.report('O1', planned, { operation: '10', quantity_good: good, quantity_scrap: spoiled });
  if (operations.length > 1) month.report('O1', '0', { operation: '20', quantity_good: of.good });
  if (opening !== undefined) {
    const row = { ledger: 'L', order: 'O1', quantity: opening.units };
    const equivalent_units = String(Number(opening.units) * Number(opening.degree));
    month.add(
      'opening_wip',
      { ...row, stage: 'material', element: 'material', amount: opening.material, equivalent_units: opening.units },
      { ...row, stage: 'conversion', element: 'overhead', amount: opening.conversion, equivalent_units },
    );
  }
  if (normal !== undefined) {
    const operation = operations.length > 1 ? { operation: '10' } : {};
    month.add('normal_loss', { plant: 'P1', item: 'PIECE', ...operation, valid_from: '2026-01-01', ...normal });
  }
  if (closing !== undefined) {
    const { operation } = operations[operations.length - 1];
    month.add('wip_count', {
      period: '2026-09',
      order: 'O1',
      operation,
      quantity: closing.units,
      degree: closing.degree,
    });
  }
  const closed = month.close({
    wip: { ...defaultPolicy.wip, degrees: 'counted', ...wip },
    spoilage: { ...defaultPolicy.spoilage, normal: 'counted' },
    ...policy,
  });
  const rows = closed.version.rows('order_cost');
  const sum = (column: 'completed' | 'scrap' | 'closing_wip') => {
    return Number(rows.reduce((total, row) => total + Number(row[column]), 0).toFixed(2));
  };
  const units = closed.version.rows('order_quantity').map((row) => {
    return [row.stage, [Number(row.equivalent_units), Number(row.unit_cost)]] as const;
  });
  return {
    completed: sum('completed'),
    abnormal: sum('scrap'),
    closing: sum('closing_wip'),
    units: Object.fromEntries(units),
    closed,
  };
}
