import type { LayerLine, LayersTotal, Terms } from '@millrace/report/figures';
import { grouped, groupedQuantity, groupedUnitCost } from '@millrace/report/figures';
import type { Spoken } from '../text/texts.js';
import { bucketText } from './print-stock.js';
import type { Terminal } from './terminal.js';

/** Closing stock layer by layer, with a column per cost element where there are several. */
export function printLayers(
  terminal: Terminal,
  lines: readonly LayerLine[],
  total: LayersTotal,
  terms: Terms,
  { texts, language }: Spoken,
): void {
  const { layers, stock } = texts;
  const inUse = terms.elements.filter(({ code }) => code in total.elements);
  const elements = inUse.length > 1 ? inUse : [];
  const amounts = (of: LayersTotal) => [of.amount, ...elements.map(({ code }) => of.elements[code] ?? '')].map(grouped);
  const rows = lines.map((line) => [
    line.plant,
    bucketText(line, texts),
    terms.names.item(line.item)[language],
    layers.method[line.method as keyof typeof layers.method] ?? line.method,
    line.layer,
    line.received_on,
    `${groupedQuantity(line.quantity)} ${terms.names.unit(line.item)}`,
    line.unit_cost === '' ? '' : groupedUnitCost(line.unit_cost, UNIT_COST_DECIMALS),
    ...amounts(line),
  ]);
  rows.push([stock.total, '', '', '', '', '', '', '', ...amounts(total)]);
  const head = [...layers.head, ...elements.map(({ name }) => name[language])];
  terminal.table(head, rows, [...head.keys().drop(6)]);
}

/** Decimals of unit costs on a terminal. */
const UNIT_COST_DECIMALS = 4;
