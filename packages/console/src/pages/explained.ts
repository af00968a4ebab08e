import { type Explained, explain } from '@millrace/costing-core';
import { visible } from '@millrace/facts';
import {
  elementsOf,
  grouped,
  groupedQuantity,
  groupedUnitCost,
  type Terms,
  termsOf,
  unitCostText,
} from '@millrace/report/figures';
import {
  type Database,
  type ListedVersion,
  mastersOf,
  mustBeActual,
  type Recomputed,
  Trouble,
  timeZoneOf,
} from '@millrace/store';
import type { ExplainedAnswer, ExplainedLine } from '../answers.js';
import type { Asked } from '../asked.js';
import type { SpokenWords } from '../console-options.js';
import { type CostTable, costTable } from '../cost-table.js';
import type { Kept } from '../kept.js';
import { SHOWN } from './unit-costs.js';
import { versionLine } from './version-line.js';

/** What an item's unit cost consists of, level by level down to documents. */
export async function explainedPage(
  database: Database,
  { plant, item, all, ...query }: Asked<'explained'>,
  kept: Kept,
  spoken: SpokenWords,
): Promise<ExplainedAnswer> {
  const traced = await tracedVersion(database, await kept.record(database, query), kept);
  const { version, outcome, record } = traced.recomputed;
  const root = explain(outcome, version, plant, item, { smallest: smallest(all) });
  if (root === undefined) {
    const named = [plant, item].filter((part) => part !== '').join('/');
    throw new Trouble('item_is_not_known', { item: visible(named), version: String(record.version) });
  }
  return explainedAnswer(traced, { root, item, ofEach: false }, spoken);
}

/** A version with its flows, and the words and places for what it consists of. */
export interface Traced {
  readonly recomputed: Recomputed;
  readonly terms: Terms;
  readonly table: CostTable;
  readonly timeZone: string;
}

export async function tracedVersion(database: Database, record: ListedVersion, kept: Kept): Promise<Traced> {
  mustBeActual(record);
  const recomputed = await kept.recomputed(database, record);
  const terms = await kept.of(record, 'terms', async () =>
    termsOf({ version: { tables: recomputed.version }, masters: mastersOf(recomputed.outcome), language: 'en' }),
  );
  const table = await costTable(database, record, kept);
  return { recomputed, terms, table, timeZone: await timeZoneOf(database, record.ledger) };
}

/** In thousandths: what is less of the whole is told as others. */
export function smallest(all: 'true' | 'false'): number {
  return all === 'true' ? 0 : 5;
}

interface Root {
  readonly root: Explained;
  readonly item: string;
  /** Whether each line has the unit cost of its own, rather than its part in that of the whole. */
  readonly ofEach: boolean;
}

export function explainedAnswer(
  { recomputed: { record, version, outcome }, terms, table, timeZone }: Traced,
  { root, item, ofEach }: Root,
  { language, words }: SpokenWords,
): ExplainedAnswer {
  const elements = elementsOf([version], terms.names, language).filter(({ code }) => code in root.elements);
  const inWords = words.explained(outcome, terms);
  const { facts } = outcome;
  const movements = new Set(facts.movement.movement);
  const isMovement = (key: string) => movements.has(facts.symbols.find(key) ?? -1);
  const unitOf = (line: Explained) => (ofEach ? unitCostText(line.amount, line.quantity, terms) : line.unit_cost);
  const line = (one: Explained): ExplainedLine => ({
    text: visible(inWords(one)),
    quantity: one.quantity === '' ? '' : groupedQuantity(one.quantity),
    amount: grouped(one.amount),
    unitCost: cost(unitOf(one)),
    parts: elements.map(({ code }) => (code in one.elements ? grouped(one.elements[code]) : '')),
    movement: (one.kind === 'document' || one.kind === 'left') && isMovement(one.key) ? one.key : '',
    place: one.kind === 'component' || one.kind === 'circulating' ? placeIn(table, one.key) : undefined,
    lines: one.lines.map(line),
  });
  return {
    version: versionLine(record, timeZone),
    currency: terms.currency,
    code: visible(item),
    name: terms.names.item(item)[language],
    unit: visible(terms.names.unit(item)),
    quantity: groupedQuantity(root.quantity),
    amount: grouped(root.amount),
    unitCost: cost(root.unit_cost),
    elements,
    lines: root.lines.map(line),
  };
}

function cost(text: string): string {
  return text === '' ? '' : groupedUnitCost(text, SHOWN);
}

/** `SZ · CU-WIRE`, and either code may hold the mark between them: the item that has a cost is meant. */
function placeIn(table: CostTable, key: string): ExplainedLine['place'] {
  const places = Array.from(key.matchAll(/ · /g), ({ index }) => ({
    plant: key.slice(0, index),
    item: key.slice(index + ' · '.length),
  }));
  return [{ plant: '', item: key }, ...places].find((place) => table.of(place).length > 0);
}
