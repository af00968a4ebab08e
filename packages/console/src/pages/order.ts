import { type Language, type OrderSheet, orderSheets, type ResultTableName } from '@millrace/costing-core';
import { printFixed } from '@millrace/exact';
import { visible } from '@millrace/facts';
import { decimalsOf, groupedQuantity, termsOf, unitsOf } from '@millrace/report/figures';
import { consumptionSheet, orderSheet, resultSheet, type Sheet, sheetTexts, shownCell } from '@millrace/report/sheets';
import { type Database, earlierInYear, mastersOf, mustBeActual, Trouble, timeZoneOf } from '@millrace/store';
import type { Asked } from '../asked.js';
import { costTable } from '../cost-table.js';
import type { Kept } from '../kept.js';
import type { OrderAnswer, SmallTable } from '../table-answers.js';
import { columnsOf, linksOf, rowsOf } from './table.js';
import { versionLine } from './version-line.js';

/** 成本计算单 of an order: what it had, took, completed and has left, and all other tables that say something of it. */
export async function orderPage(
  database: Database,
  { order, ...query }: Asked<'order'>,
  kept: Kept,
  language: Language,
): Promise<OrderAnswer> {
  const record = await kept.record(database, query);
  mustBeActual(record);
  const { outcome, version } = await kept.recomputed(database, record);
  const earlier = await earlierInYear(database, version.identity);
  const sheet = orderSheets(outcome, version, earlier)(order);
  if (sheet === undefined) throw new Trouble('order_is_not_known', { order: visible(order), period: record.period });
  const { names, currency } = await kept.of(record, 'terms', async () =>
    termsOf({ version: { tables: version }, masters: mastersOf(outcome), language: 'en' }),
  );
  const costs = await costTable(database, record, kept);
  const links = await linksOf(database, record, kept);
  const texts = sheetTexts(language);
  const small = (of: Sheet, totals: (rows: readonly (readonly string[])[]) => string[] | undefined): SmallTable => {
    const cells = Array.from(of.rows);
    const columns = columnsOf(of, language);
    const total = totals(cells);
    const hidden = of.columns.findIndex(({ name }) => name === 'order');
    const without = <T>(row: readonly T[]) => row.filter((_, at) => at !== hidden);
    const shown = { name: of.name, columns: without(of.columns) };
    return {
      name: of.name,
      title: texts.name[of.name],
      columns: without(columns),
      rows: rowsOf(shown, cells.map(without), links, language),
      total:
        total === undefined ? [] : without(of.columns.map((column, at) => shownCell(of, column, total[at], language))),
    };
  };
  const ofOrder = (name: OrderTable) =>
    resultSheet(
      name,
      version.rows(name).filter((row) => row.order === order),
    );
  return {
    version: versionLine(record, await timeZoneOf(database, query.ledger)),
    currency,
    order: visible(order),
    code: visible(sheet.item),
    name: names.item(sheet.item)[language],
    place: costs.placeOf(sheet.item, sheet.plant),
    received: `${groupedQuantity(sheet.received)} ${visible(sheet.unit)}`,
    tables: [
      small(orderSheet([sheet]), totalOf),
      ...others(sheet, ofOrder).map((of) => small(of, () => undefined)),
    ].filter(({ rows }) => rows.length > 0),
  };
}

type OrderTable = Extract<
  ResultTableName,
  'order_quantity' | 'spoilage' | 'spoilage_by_operation' | 'joint_cost' | 'order_cost'
>;

function others(sheet: OrderSheet, ofOrder: (name: OrderTable) => Sheet): Sheet[] {
  return [
    ofOrder('order_quantity'),
    consumptionSheet([sheet]),
    ofOrder('joint_cost'),
    ofOrder('spoilage'),
    ofOrder('spoilage_by_operation'),
    ofOrder('order_cost'),
  ];
}

/** The sum of each column of numbers, over all elements; where one has none it is 0 in the sum. */
function totalOf(rows: readonly (readonly string[])[]): string[] | undefined {
  if (rows.length < 2) return undefined;
  return rows[0].map((_, at) => {
    const cells = rows.map((row) => row[at]).filter((cell) => cell !== '');
    if (at < TEXTS || cells.length === 0) return '';
    const scale = cells.reduce((most, cell) => Math.max(most, decimalsOf(cell)), 0);
    return printFixed(
      cells.reduce((sum, cell) => sum + unitsOf(cell, scale), 0n),
      scale,
    );
  });
}

/** Order and element. */
const TEXTS = 2;
