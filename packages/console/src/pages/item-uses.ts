import type { Language } from '@millrace/costing-core';
import { divRound, printFixed } from '@millrace/exact';
import { visible } from '@millrace/facts';
import { descending, grouped, percentText, unitsOf } from '@millrace/report/figures';
import type { Database } from '@millrace/store';
import type { ItemUsesAnswer } from '../answers.js';
import type { Asked } from '../asked.js';
import { costTable, type ItemInPlant } from '../cost-table.js';
import type { Kept } from '../kept.js';

/** What an item went into: items whose completions it is a component of, some at a time, the largest amount first. */
export async function itemUsesPage(
  database: Database,
  { plant, item, from, ...query }: Asked<'item-uses'>,
  kept: Kept,
  language: Language,
): Promise<ItemUsesAnswer> {
  const record = await kept.record(database, query);
  const table = await costTable(database, record, kept);
  const { names, amountScale } = table.terms;
  const where = { source: 'component', source_plant: plant, source_key: item };
  const stored = await kept.part(database, record, ['unit_cost_component'], where);
  const uses = new Map<string, ItemInPlant & { amount: bigint }>();
  for (const row of stored.eachRow('unit_cost_component')) {
    const key = `${row.plant}\0${row.item}`;
    const use = uses.get(key) ?? { plant: row.plant, item: row.item, amount: 0n };
    uses.set(key, use);
    use.amount += unitsOf(row.amount, amountScale);
  }
  /** The amount completed of the other item, all its lots and projects. */
  const completed = (place: ItemInPlant) =>
    table
      .of(place)
      .filter(({ basis }) => basis === 'produced')
      .reduce((sum, { amountUnits }) => sum + amountUnits, 0n);
  const rows = [...uses.values()].sort((a, b) => descending(a.amount, b.amount)).slice(from, from + ROWS);
  return {
    count: uses.size,
    rows: rows.map((use) => {
      const whole = completed(use);
      return {
        plant: use.plant,
        item: use.item,
        code: visible(use.item),
        name: names.item(use.item)[language],
        amount: grouped(printFixed(use.amount, amountScale)),
        percent: whole === 0n ? '' : percentText(divRound(1000n * use.amount, whole)),
      };
    }),
  };
}

const ROWS = 50;
