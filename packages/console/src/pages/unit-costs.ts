import type { Language } from '@millrace/costing-core';
import { printFixed } from '@millrace/exact';
import { visible } from '@millrace/facts';
import { grouped, groupedQuantity, groupedUnitCost, type Terms, type UnitCostLine } from '@millrace/report/figures';
import { type Database, timeZoneOf } from '@millrace/store';
import type { UnitCostRow, UnitCostsAnswer } from '../answers.js';
import type { Asked } from '../asked.js';
import { costTable } from '../cost-table.js';
import type { Kept } from '../kept.js';
import { versionLine } from './version-line.js';

/** Some rows of 产品单位成本表: those that a search and its filters leave, in the order asked for. */
export async function unitCostsPage(
  database: Database,
  query: Asked<'unit-costs'>,
  kept: Kept,
  language: Language,
): Promise<UnitCostsAnswer> {
  const record = await kept.record(database, query);
  const table = await costTable(database, record, kept);
  const found = table.find(query);
  const { terms, plants, size } = table;
  return {
    version: versionLine(record, await timeZoneOf(database, query.ledger)),
    currency: terms.currency,
    found: found.length,
    all: size,
    plants,
    elements: terms.elements.map(({ code, name }) => ({ code, name: name[language] })),
    from: query.from,
    rows: found.slice(query.from, query.from + query.count).map((line) => rowOf(line, terms, language)),
  };
}

/** Decimals of unit costs on a page. */
export const SHOWN = 4;

export function rowOf(line: UnitCostLine, { names, unitScale }: Terms, language: Language): UnitCostRow {
  return {
    plant: line.plant,
    item: line.item,
    of: [line.lot, line.project]
      .filter((part) => part !== '')
      .map(visible)
      .join(' · '),
    code: visible(line.item),
    name: names.item(line.item)[language],
    basis: line.basis,
    quantity: groupedQuantity(line.quantity),
    unit: visible(names.unit(line.item)),
    amount: grouped(line.amount),
    unitCost: groupedUnitCost(line.unit_cost, SHOWN),
    elements: line.unitByElement.map((unit) => groupedUnitCost(printFixed(unit, unitScale), SHOWN)),
  };
}
