import type { Language } from '@millrace/costing-core';
import { printFixed, QUANTITY_SCALE } from '@millrace/exact';
import { visible } from '@millrace/facts';
import {
  descending,
  grouped,
  groupedQuantity,
  groupedUnitCost,
  percentText,
  SOURCES,
  shares,
  unitCostText,
  unitsOf,
  wordFor,
} from '@millrace/report/figures';
import { type Database, type ListedVersion, Trouble, timeZoneOf } from '@millrace/store';
import type { ItemAnswer, PartLine } from '../answers.js';
import type { Asked } from '../asked.js';
import { type CostTable, costTable, type ItemInPlant } from '../cost-table.js';
import type { Kept } from '../kept.js';
import { rowOf, SHOWN } from './unit-costs.js';
import { versionLine } from './version-line.js';

/** What an item cost in a version, by element, and what was made of it consists of, one level down. */
export async function itemPage(
  database: Database,
  query: Asked<'item'>,
  kept: Kept,
  language: Language,
): Promise<ItemAnswer> {
  const record = await kept.record(database, query);
  const table = await costTable(database, record, kept);
  const lines = table.of(query);
  const { terms } = table;
  if (lines.length === 0) {
    const item = [query.plant, query.item].filter((part) => part !== '').join('/');
    throw new Trouble('item_is_not_known', { item: visible(item), version: String(record.version) });
  }
  const produced = lines.filter(({ basis }) => basis === 'produced');
  const made = printFixed(
    produced.reduce((sum, { quantity }) => sum + unitsOf(quantity, QUANTITY_SCALE), 0n),
    QUANTITY_SCALE,
  );
  const parts = await partsOf(database, record, kept, { place: query, amountScale: terms.amountScale });
  const percents = shares(parts.map(({ amount }) => amount));
  return {
    version: versionLine(record, await timeZoneOf(database, query.ledger)),
    currency: terms.currency,
    code: visible(query.item),
    name: terms.names.item(query.item)[language],
    plant: terms.names.plant(query.plant)[language],
    unit: visible(terms.names.unit(query.item)),
    elements: terms.elements.map(({ code, name }) => ({ code, name: name[language] })),
    rows: lines.map((line) => rowOf(line, terms, language)),
    made: produced.length === 0 ? '' : groupedQuantity(made),
    parts: parts.map((part, p) => partLine(part, { table, made, percent: percentText(percents[p]), language })),
  };
}

interface Part {
  readonly source: string;
  readonly plant: string;
  readonly key: string;
  readonly amount: bigint;
}

/** What the completions of an item consist of, over its lots and projects and all elements; the largest first. */
async function partsOf(
  database: Database,
  record: ListedVersion,
  kept: Kept,
  { place: { plant, item }, amountScale }: { readonly place: ItemInPlant; readonly amountScale: number },
): Promise<Part[]> {
  const stored = await kept.part(database, record, ['unit_cost_component'], { plant, item });
  const parts = new Map<string, Part>();
  for (const row of stored.eachRow('unit_cost_component')) {
    const key = `${row.source}\0${row.source_plant}\0${row.source_key}`;
    const amount = (parts.get(key)?.amount ?? 0n) + unitsOf(row.amount, amountScale);
    parts.set(key, { source: row.source, plant: row.source_plant, key: row.source_key, amount });
  }
  return [...parts.values()].sort((a, b) => descending(a.amount, b.amount));
}

interface PartShown {
  readonly table: CostTable;
  readonly made: string;
  readonly percent: string;
  readonly language: Language;
}

function partLine({ source, plant, key, amount }: Part, { table, made, percent, language }: PartShown): PartLine {
  const { terms } = table;
  const isComponent = source === 'component';
  const text = printFixed(amount, terms.amountScale);
  const place = { plant, item: key };
  return {
    source: isComponent ? '' : wordFor(SOURCES, source)[language],
    code: visible(key),
    name: isComponent ? terms.names.item(key)[language] : '',
    place: isComponent && table.of(place).length > 0 ? place : undefined,
    perUnit: groupedUnitCost(unitCostText(text, made, terms), SHOWN),
    amount: grouped(text),
    percent,
  };
}
