import { explainMovement, type Language } from '@millrace/costing-core';
import { cellText, choiceZh, columnsOf, columnZh, printLocal, readInstant, visible } from '@millrace/facts';
import { grouped, groupedQuantity } from '@millrace/report/figures';
import { type Database, Trouble } from '@millrace/store';
import type { DocumentAnswer } from '../answers.js';
import type { Asked } from '../asked.js';
import type { SpokenWords } from '../console-options.js';
import type { Kept } from '../kept.js';
import { explainedAnswer, smallest, type Traced, tracedVersion } from './explained.js';

/** A document of a month: what it says, what it cost, and what that consists of. */
export async function documentPage(
  database: Database,
  { movement, all, ...query }: Asked<'document'>,
  kept: Kept,
  spoken: SpokenWords,
): Promise<DocumentAnswer> {
  const traced = await tracedVersion(database, await kept.record(database, query), kept);
  const { outcome, record } = traced.recomputed;
  const { facts } = outcome;
  const row = facts.movement.movement.indexOf(facts.symbols.find(movement) ?? -1);
  if (row < 0) throw new Trouble('movement_is_not_known', { period: record.period, movement: visible(movement) });
  const [plant, item] = [facts.movement.plant[row], facts.movement.item[row]].map((code) => facts.symbols.text(code));
  const nothing = { quantity: '0', amount: '0', unit_cost: '', rounding: '', elements: {}, lines: [] };
  // A document that moves nothing, as a draft, costs nothing.
  const root = explainMovement(outcome, movement, { smallest: smallest(all) }) ?? {
    ...nothing,
    kind: 'document' as const,
    key: movement,
  };
  const places = [
    { plant, item },
    { plant: '', item },
  ];
  return {
    ...explainedAnswer(traced, { root, item, ofEach: true }, spoken),
    movement: visible(movement),
    place: places.find((place) => traced.table.of(place).length > 0),
    fields: fieldsOf(traced, row, spoken.language),
    amounts: amountsOf(traced, movement, spoken.language),
  };
}

/** The columns that hold something, in words; codes of items with their names. */
function fieldsOf({ recomputed: { outcome }, terms, timeZone }: Traced, row: number, language: Language) {
  const { facts, scope } = outcome;
  return columnsOf('movement').flatMap(([column, { kind, refersTo }]) => {
    const text = cellText(facts, 'movement', column, row, scope.amountScale);
    if (text === '') return [];
    const name = language === 'zh' ? columnZh(column) : column.replaceAll('_', ' ');
    const value = (): string => {
      if (kind === 'instant') return printLocal(readInstant(text), timeZone);
      if (kind === 'choice') return language === 'zh' ? choiceZh(text) : text.replaceAll('_', ' ');
      if (kind === 'amount') return grouped(text);
      if (kind === 'decimal') return groupedQuantity(text);
      const named = refersTo === 'item' ? terms.names.item(text)[language] : text;
      return named === text ? visible(text) : `${visible(text)} ${named}`;
    };
    return [{ name, value: value() }];
  });
}

/** What the document brought itself, by element. */
function amountsOf({ recomputed: { outcome }, terms }: Traced, movement: string, language: Language) {
  const { facts, scope } = outcome;
  const { movement_amount: amounts, symbols } = facts;
  const code = symbols.find(movement);
  const ledger = symbols.find(scope.ledger);
  return Array.from({ length: amounts.rowCount }, (_, row) => row)
    .filter((row) => amounts.movement[row] === code && amounts.ledger[row] === ledger)
    .map((row) => ({
      element: terms.names.element(symbols.text(amounts.element[row]))[language],
      amount: grouped(cellText(facts, 'movement_amount', 'amount', row, scope.amountScale)),
    }));
}
