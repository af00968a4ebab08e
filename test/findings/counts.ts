import type { Row } from '@millrace/costing-core';
import { Month } from '../factory/month.js';
import type { FindingCases } from './finding-case.js';

/** What was counted in stock, and what the books say. */
export const COUNTS = {
  stock_count_differs_from_the_books: {
    facts: new Month()
      .open('RAW', '10', '100.00')
      .on(3)
      .sell('RAW', '4')
      .add('stock_count', counted('2026-09-03', '2', 'A'), counted('2026-09-03', '3', 'B')),
    finding: {
      severity: 'error',
      table: 'stock_count',
      key: 'P1 · RAW ·  ·  · A · 2026-09-03',
      fields: { item: 'RAW', on: '2026-09-03', found: '5.000000', expected: '6.000000', difference: '-1.000000' },
    },
    en: [
      'at the end of 2026-09-03 there were 5, the books say 6: -1',
      'post the difference as count_gain or count_loss, or enter the movements that are missing',
    ],
    zh: [
      '2026-09-03 日末盘点 5，账面 6：差异 -1',
      '请以盘盈（count_gain）或盘亏（count_loss）入账，或补录漏记的出入库',
    ],
  },
  stock_count_must_be_of_a_valued_item: {
    facts: new Month()
      .item('GLUE', { valued: false })
      .add('stock_count', { ...counted('2026-09-03', '1'), item: 'GLUE' }),
    finding: {
      severity: 'warning',
      table: 'stock_count',
      key: 'P1 · GLUE ·  ·  ·  · 2026-09-03',
      fields: { item: 'GLUE' },
    },
    en: ['GLUE takes no part in costing: there are no books to hold the count against', 'remove the row'],
    zh: ['GLUE 不参与成本核算，没有账面数可核对', '请删除该行'],
  },
} as const satisfies FindingCases;

function counted(counted_on: string, quantity: string, location = ''): Row<'stock_count'> {
  return { plant: 'P1', item: 'RAW', location, counted_on, quantity, status: 'approved' };
}
