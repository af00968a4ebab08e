import { printFixed } from '@millrace/exact';
import type { Terms, VersionTables } from '@millrace/report/figures';
import { grouped, groupedQuantity, groupedUnitCost, type UnitCostLine, unitCostsOf } from '@millrace/report/figures';
import type { Spoken } from '../text/texts.js';
import type { Terminal } from './terminal.js';

/** 产品单位成本表: what was made first, then what was bought or in stock, with a column per cost element. */
export function printUnitCosts(
  terminal: Terminal,
  tables: VersionTables,
  terms: Terms,
  { texts, language }: Spoken,
  wanted: (line: UnitCostLine) => boolean,
): void {
  const { unitCosts } = texts;
  const lines = unitCostsOf(tables, terms).filter(wanted);
  const head = [...unitCosts.head, ...terms.elements.map(({ name }) => name[language])];
  const numbers = [3, ...head.keys().drop(5)];
  for (const basis of ['produced', 'available'] as const) {
    const rows = lines
      .filter((line) => line.basis === basis)
      .map((line) => [
        line.plant,
        [line.item, line.lot, line.project].filter((part) => part !== '').join(' · '),
        terms.names.item(line.item)[language],
        groupedQuantity(line.quantity),
        terms.names.unit(line.item),
        grouped(line.amount),
        groupedUnitCost(line.unit_cost, SHOWN),
        ...line.unitByElement.map((unit) => groupedUnitCost(printFixed(unit, terms.unitScale), SHOWN)),
      ]);
    if (rows.length === 0) continue;
    terminal.heading(unitCosts.titleOf(unitCosts.basis[basis]));
    terminal.table(head, rows, numbers);
  }
}

/** Decimals of unit costs on a terminal. */
const SHOWN = 4;
