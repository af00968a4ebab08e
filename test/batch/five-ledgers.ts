import type { FactRows } from '@millrace/costing-core';
import { movement, smallFactory } from './small-factory.js';

export const LEDGERS = ['A', 'B', 'C', 'D', 'E'];

/** The small factory in five ledgers, each with amounts of its own, and with raw material that goes to a second plant and back. */
export function fiveLedgers(): FactRows {
  const { ledger, ledger_plant, period, movement_amount = [], cost_pool = [], plant, ...rest } = smallFactory;
  const inEach = <R extends object>(rows: readonly R[]) =>
    LEDGERS.flatMap((name) => rows.map((row) => ({ ...row, ledger: name })));
  return {
    ...rest,
    ledger: inEach(ledger),
    ledger_plant: inEach([...ledger_plant, { ledger: '', plant: 'P2' }]),
    plant: [...plant, { plant: 'P2', name: 'Second plant', name_zh: '二厂' }],
    period: inEach(period),
    movement: [
      ...rest.movement,
      movement('T1', '2026-09-05', 'transfer', 'RAW', '30', { to_plant: 'P2' }),
      movement('T2', '2026-09-06', 'transfer', 'RAW', '20', { plant: 'P2', to_plant: 'P1' }),
    ],
    cost_pool: inEach(cost_pool),
    movement_amount: LEDGERS.flatMap((name, i) =>
      movement_amount.map((row) => ({ ...row, ledger: name, amount: String(Number(row.amount) + i) })),
    ),
  };
}

/** What `close-all --json` says. */
export interface ToldOfLedgers {
  readonly ledgers: readonly {
    readonly ledger: string;
    readonly exit: number;
    readonly version?: number;
    readonly is_new?: boolean;
    readonly hash?: string;
    readonly policy?: number;
    readonly policy_before?: number;
    readonly difference?: string;
    readonly trouble?: { readonly code: string };
  }[];
}
