import type { ComparedItem } from '@millrace/costing-core';
import { columns, type ElementOfColumn, perElement, type Sheet } from '@millrace/report/sheets';
import type { ListedVersion } from '@millrace/store';
import type { ChangeOf } from './causes-sheet.js';

/** What an item cost in a published period, compared with the one before it. */
export interface MonthOfItem {
  readonly record: ListedVersion;
  /** Undefined where neither month has a cost of the item. */
  readonly compared: ComparedItem | undefined;
  /** Why it moved, where that is asked for and there is a month before. */
  readonly why?: ChangeOf;
}

/** What an item cost in each published period, a row each, with the unit cost of every element. */
export function historySheet(months: readonly MonthOfItem[], elements: readonly ElementOfColumn[]): Sheet {
  return {
    name: 'history',
    columns: [
      ...columns('text', 'period', 'version', 'basis'),
      ...columns('quantity', 'quantity'),
      ...columns('number', 'unit_cost', 'change', 'percent'),
      ...perElement('unit_cost', elements),
    ],
    rows: months.map(({ record: { period, version }, compared }) => [
      period,
      String(version),
      compared?.basis_after ?? '',
      compared?.quantity_after ?? '',
      compared?.after ?? '',
      compared?.change ?? '',
      compared?.percent ?? '',
      ...elements.map(({ code }) => compared?.elements.find(({ element }) => element === code)?.after ?? ''),
    ]),
  };
}
