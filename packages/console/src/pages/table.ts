import type { Language } from '@millrace/costing-core';
import { visible } from '@millrace/facts';
import { columnCode, type Sheet, sheetTexts, shownCell, titleOf } from '@millrace/report/sheets';
import { type Database, type ListedVersion, timeZoneOf } from '@millrace/store';
import type { Asked } from '../asked.js';
import { costTable } from '../cost-table.js';
import type { Kept } from '../kept.js';
import { keptSheet } from '../kept-sheets.js';
import type { CellLink, TableAnswer, TableColumn, TableRow } from '../table-answers.js';
import { versionLine } from './version-line.js';

/** Some rows of a table or view of a version: those that a search and its filters leave, in the order asked for. */
export async function tablePage(
  database: Database,
  query: Asked<'table'>,
  kept: Kept,
  language: Language,
): Promise<TableAnswer> {
  const record = await kept.record(database, query);
  const where = whereOf(query);
  const sheet = await keptSheet(database, record, kept, { name: query.name, where }, language);
  const texts = sheetTexts(language);
  const title = (texts.name as Readonly<Record<string, string>>)[query.name];
  const found = sheet?.find(query.search, query.sort, query.down === 'true') ?? [];
  const some = found.slice(query.from, query.from + query.count);
  const filters = Object.entries(where).map(([column, text]) => ({
    column,
    name: texts.column(column),
    value: visible(text),
  }));
  return {
    version: versionLine(record, await timeZoneOf(database, query.ledger)),
    title,
    filters,
    isThere: sheet !== undefined,
    columns: sheet === undefined ? [] : columnsOf(sheet, language),
    found: found.length,
    all: sheet?.rows.length ?? 0,
    rows: sheet === undefined ? [] : rowsOf(sheet, some, await linksOf(database, record, kept), language),
  };
}

/** The columns that a query asks certain texts of. */
export function whereOf(
  query: Readonly<Partial<Record<(typeof FILTERS)[number], string | undefined>>>,
): Record<string, string> {
  return Object.fromEntries(
    FILTERS.flatMap((column) => {
      const text = query[column];
      return text === undefined ? [] : [[column, text]];
    }),
  );
}

/** Columns by which rows are asked for. */
const FILTERS = ['plant', 'item', 'order', 'centre', 'pool'] as const;

/** The columns of a table, as a page shows them. */
export function columnsOf({ columns }: Pick<Sheet, 'columns'>, language: Language): TableColumn[] {
  return columns.map((column) => ({
    key: columnCode(column),
    name: titleOf(column, sheetTexts(language)),
    isNumber: column.kind === 'number' || column.kind === 'quantity',
  }));
}

/** Where cells of a row lead. */
type Links = (sheet: Pick<Sheet, 'columns'>, row: readonly string[]) => CellLink[];

/** Rows for the eye, with links from what has a page. */
export function rowsOf(
  sheet: Pick<Sheet, 'name' | 'columns'>,
  rows: readonly (readonly string[])[],
  links: Links,
  language: Language,
): TableRow[] {
  return rows.map((row) => ({
    cells: sheet.columns.map((column, at) => shownCell(sheet, column, row[at], language)),
    links: links(sheet, row),
  }));
}

/** Links to items that have a cost in a version; of a closed period to its orders and documents too. */
export async function linksOf(database: Database, record: ListedVersion, kept: Kept): Promise<Links> {
  const costs = await costTable(database, record, kept);
  const isPeriod = record.kind === 'actual';
  return ({ columns }, row) => {
    const cellOf = (name: string) => row[columns.findIndex((one) => one.name === name)];
    return columns.flatMap(({ name }, column): CellLink[] => {
      const text = row[column];
      if (text === '') return [];
      const item = itemIn(name, cellOf);
      if (item !== undefined) {
        const place = costs.placeOf(text, item.plant);
        return place === undefined ? [] : [{ column, path: '/item', query: { ...place } }];
      }
      if (!isPeriod) return [];
      if (isOrder(name, cellOf)) return [{ column, path: '/order', query: { order: text } }];
      return isMovement(name, cellOf) ? [{ column, path: '/document', query: { movement: text } }] : [];
    });
  };
}

type CellOf = (name: string) => string | undefined;

/** Whether a column holds an item, and of which plant: any where the row doesn't say. */
function itemIn(name: string, cellOf: CellOf): { readonly plant: string | undefined } | undefined {
  if (name === 'item' || name === 'output_item') return { plant: cellOf('plant') };
  if (name === 'component') return { plant: undefined };
  if (name === 'source_key' && cellOf('source') === 'component') return { plant: cellOf('source_plant') };
  return name === 'object' && cellOf('object_kind') === 'item' ? { plant: undefined } : undefined;
}

function isOrder(name: string, cellOf: CellOf): boolean {
  if (name === 'to') return cellOf('to_kind') === 'order';
  if (name === 'key') return cellOf('kind') === 'order';
  return name === 'order' || (name === 'object' && cellOf('object_kind') === 'order');
}

function isMovement(name: string, cellOf: CellOf): boolean {
  return name === 'movement' || (name === 'key' && cellOf('kind') === 'movement');
}
