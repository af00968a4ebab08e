import type { Row } from '@millrace/facts';
import { LEDGER } from './masters.js';

/** The accounts of the company (科目): payroll and assets post what pools gather; purchasing posts invoices against 1402. */
export function accountRules(): Row<'account_rule'>[] {
  return RULES.map(([place, named, account, dimensions]) => ({
    ledger: LEDGER,
    place,
    ...named,
    valid_from: '2026-01-01',
    account,
    dimensions,
  }));
}

type Rule = Row<'account_rule'>;
type Named = Pick<Rule, 'event' | 'category'>;

const RULES: readonly (readonly [place: Rule['place'], named: Named, account: string, dimensions: string])[] = [
  ['stock', { category: 'raw' }, '1403', 'plant item'],
  ['stock', { category: 'part' }, '1409', 'plant item'],
  ['stock', { category: 'product' }, '1405', 'plant item'],
  ['order', {}, '5001', 'order element'],
  ['service', {}, '5001', 'centre element'],
  ['loss', {}, '1901', 'order element'],
  ['overhead', {}, '5101', 'centre element'],
  ['outside', { event: 'purchase_receipt' }, '1402', 'item'],
  ['outside', { event: 'purchase_adjustment' }, '1402', 'item'],
  ['outside', { event: 'purchase_return' }, '1402', 'item'],
  ['outside', { event: 'return_difference' }, '6602', ''],
  ['outside', { event: 'late_difference' }, '6401', 'item'],
  ['outside', { event: 'pool' }, '', ''],
  ['outside', { event: 'sale' }, '6401', 'item'],
  ['outside', { event: 'sale_return' }, '6401', 'item'],
  ['outside', { event: 'count_loss' }, '1901', 'item'],
  ['outside', { event: 'stock_scrap' }, '1901', 'item'],
  ['outside', { event: 'issue' }, '5101', 'centre'],
  ['outside', { event: 'idle_capacity' }, '6602', 'centre'],
  ['outside', { event: 'unabsorbed' }, '6602', 'centre'],
  ['outside', { event: 'scrap_loss' }, '6602', 'order'],
];
