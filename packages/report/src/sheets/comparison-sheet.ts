import type { ComparedItem } from '@millrace/costing-core';
import { columns, type ElementOfColumn, perElement, type Sheet } from './sheet.js';

/** Unit costs of two versions, a row per item in a plant, with the change of every element. */
export function comparisonSheet(items: readonly ComparedItem[], elements: readonly ElementOfColumn[]): Sheet {
  return {
    name: 'comparison',
    columns: [
      ...columns('text', 'plant', 'item', 'basis_before', 'basis_after'),
      ...columns('quantity', 'quantity_before', 'quantity_after'),
      ...columns('number', ...COSTS, 'rounding'),
      ...perElement('change', elements),
    ],
    rows: items.map((item) => [
      item.plant,
      item.item,
      item.basis_before,
      item.basis_after,
      item.quantity_before,
      item.quantity_after,
      ...COSTS.map((column) => item[column]),
      item.rounding,
      ...elements.map(({ code }) => item.elements.find(({ element }) => element === code)?.change ?? ''),
    ]),
  };
}

const COSTS = ['before', 'after', 'change', 'percent'] as const;
