import type { Variance } from '@millrace/costing-core';
import { columns, type Sheet } from './sheet.js';

/** 差异分析: a row per variance. */
export function variancesSheet(rows: readonly Variance[]): Sheet {
  return {
    name: 'variance',
    columns: [...columns('text', ...TEXTS), ...columns('quantity', 'quantity'), ...columns('number', 'amount')],
    rows: rows.map((row) => [...TEXTS.map((column) => row[column]), row.quantity, row.amount]),
  };
}

const TEXTS = ['object_kind', 'object', 'component', 'element', 'kind'] as const;
