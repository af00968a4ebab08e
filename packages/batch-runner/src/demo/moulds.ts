import type { Row } from '@millrace/facts';
import { MONTHS } from './calendar.js';
import { moneyText } from './figures.js';
import { SIZES } from './items.js';
import { CENTRES } from './pools.js';
import { SUZHOU } from './structure.js';

/** The driver that spreads what moulds cost: by shots, each at what its mould cost over the shots that it lasts. */
const MOULD = 'MOULD';

export function mouldDriver(): Row<'driver'>[] {
  const names = { name: 'Cost of moulds by shots', name_zh: '模具费（按模次）' };
  return [{ driver: MOULD, ...names, unit: 'CNY', kind: 'formula', formula: 'mould_cost * cycles / mould_shots' }];
}

/** What the mould of each casting cost, and how many shots it lasts. */
export function mouldAttributes(): Row<'attribute'>[] {
  return SIZES.flatMap((size, s) =>
    [
      { item: `CST-${size}`, cost: [26_000, 31_000, 38_000, 52_000][s], shots: 20_000 },
      { item: `IMP-${size}`, cost: [14_000, 16_500, 19_000, 24_000][s], shots: 15_000 },
    ].flatMap(({ item, cost, shots }) =>
      [
        { name: 'mould_cost', value: cost },
        { name: 'mould_shots', value: shots },
      ].map(({ name, value }) => ({ owner_kind: 'item', owner: item, name, value: String(value) })),
    ),
  );
}

/** What moulds wore off in each month. */
export function mouldPools(ledger: string): Row<'cost_pool'>[] {
  return MONTHS.map((month, m) => ({
    ledger,
    period: month,
    pool: 'FND-MOULDS',
    centre: CENTRES.FOUNDRY,
    element: 'overhead',
    amount: moneyText([61_840, 58_275][m]),
    behaviour: 'variable',
    driver: MOULD,
    source: `GL/${month}/FND-MOULDS`,
    status: 'approved',
  }));
}

/** Of a hundred castings five are lost as a rule; what is lost beyond that is no cost of the good ones. */
export function normalLosses(): Row<'normal_loss'>[] {
  return [{ plant: SUZHOU, item: 'CST-50', operation: '10', valid_from: '2026-01-01', rate: '0.05', basis: 'input' }];
}

/** Sprues of the largest castings are melted again: a by-product at a price laid down. */
export function byProducts(): Row<'joint_output'>[] {
  const names = { plant: SUZHOU, item: 'CST-65', output_item: 'SCRAP-IRON' };
  return [{ ...names, valid_from: '2026-01-01', role: 'by', price: '2.2000' }];
}
