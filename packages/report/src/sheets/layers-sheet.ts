import type { LayerLine } from '../figures/layers.js';
import { columns, type ElementOfColumn, perElement, type Sheet } from './sheet.js';

/** Closing stock, a row per layer. */
export function layersSheet(lines: Iterable<LayerLine>, elements: readonly ElementOfColumn[]): Sheet {
  return {
    name: 'layer',
    columns: [
      ...columns('text', ...TEXTS),
      ...columns('day', 'received_on'),
      ...columns('quantity', 'quantity'),
      ...columns('number', 'unit_cost', 'amount'),
      ...perElement('amount', elements),
    ],
    rows: Array.from(lines, (line) => [
      ...TEXTS.map((column) => line[column]),
      line.received_on,
      line.quantity,
      line.unit_cost,
      line.amount,
      ...elements.map(({ code }) => line.elements[code] ?? ''),
    ]),
  };
}

const TEXTS = ['plant', 'item', 'lot', 'project', 'in_transit', 'method', 'layer'] as const;
