import type { RestoredItem } from '@millrace/costing-core';
import { columns, type Sheet } from './sheet.js';

/** 成本还原: what was made, an element a row, as it was carried and by original elements. */
export function restoredSheet(items: readonly RestoredItem[]): Sheet {
  return {
    name: 'unit_cost_restored',
    columns: [
      ...columns('text', 'plant', 'item'),
      ...columns('quantity', 'quantity'),
      ...columns('text', 'element'),
      ...columns('number', 'carried', 'restored', 'unit_cost'),
    ],
    rows: items.flatMap(({ plant, item, quantity, elements }) =>
      elements.map((row) => [plant, item, quantity, row.element, row.carried, row.restored, row.unit_cost]),
    ),
  };
}
