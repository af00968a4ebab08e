import { type ComparedItem, compareVersions, type Language } from '@millrace/costing-core';
import { divRound, printFixed, QUANTITY_SCALE } from '@millrace/exact';
import { compareText, visible } from '@millrace/facts';
import {
  decimalsOf,
  elementsOf,
  grouped,
  groupedUnitCost,
  hasMoved,
  type Names,
  signed,
  unitsOf,
} from '@millrace/report/figures';
import { type Database, timeZoneOf } from '@millrace/store';
import type { ComparedRow, ComparisonAnswer } from '../answers.js';
import type { Asked } from '../asked.js';
import { costTables } from '../cost-table.js';
import type { Kept } from '../kept.js';
import { SHOWN } from './unit-costs.js';
import { versionLine } from './version-line.js';

/** What moved between two versions: items with what the later quantity costs more, the largest first. */
export async function comparisonPage(
  database: Database,
  { ledger, before, after, ...wanted }: Asked<'comparison'>,
  kept: Kept,
  language: Language,
): Promise<ComparisonAnswer> {
  const records = [
    await kept.record(database, { ledger, version: before }),
    await kept.record(database, { ledger, version: after }),
  ] as const;
  const was = await costTables(database, records[0], kept);
  const is = await costTables(database, records[1], kept);
  const { names, amountScale, currency } = is.terms;
  const { lines, all } = await kept.of(records, 'comparison', async () => {
    const items = compareVersions(was.tables, is.tables);
    const moved = items.filter((item) => hasMoved(item, amountScale));
    return { all: items.length, lines: moved.map((item) => ({ item, effect: effectOf(item, amountScale) })) };
  });
  const found = inOrder(searched(lines, wanted.search, names), wanted);
  const elements = elementsOf([was.tables, is.tables], names, language);
  const timeZone = await timeZoneOf(database, ledger);
  return {
    before: versionLine(records[0], timeZone),
    after: versionLine(records[1], timeZone),
    currency,
    elements,
    found: found.length,
    moved: lines.length,
    all,
    rows: found.slice(wanted.from, wanted.from + wanted.count).map(({ item, effect }): ComparedRow => {
      const changeOf = (code: string) => item.elements.find(({ element }) => element === code)?.change ?? '';
      return {
        plant: item.plant,
        item: item.item,
        code: visible(item.item),
        name: names.item(item.item)[language],
        before: cost(item.before),
        after: cost(item.after),
        change: signed(cost(item.change)),
        percent: item.percent === '' ? '' : `${signed(grouped(item.percent))}%`,
        effect: effect === undefined ? '' : signed(grouped(printFixed(effect, amountScale))),
        changes: elements.map(({ code }) => (/[1-9]/.test(changeOf(code)) ? signed(cost(changeOf(code))) : '')),
      };
    }),
  };
}

interface Line {
  readonly item: ComparedItem;
  /** Nothing where only one version has a cost. */
  readonly effect: bigint | undefined;
}

/** 20 pieces at 5.20 rather than 5.00: 4.00 more. */
function effectOf({ before, after, change, quantity_after }: ComparedItem, amountScale: number): bigint | undefined {
  if (before === '' || after === '') return undefined;
  const decimals = decimalsOf(change);
  const exact = unitsOf(change, decimals) * unitsOf(quantity_after, QUANTITY_SCALE);
  return divRound(exact, 10n ** BigInt(decimals + QUANTITY_SCALE - amountScale));
}

function searched(lines: readonly Line[], search: string, names: Names): Line[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return lines.filter(({ item: { plant, item } }) => {
    const { en, zh } = names.item(item);
    const text = [plant, item, en, zh].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** Numbers by their sizes, so that what fell much stands beside what rose much; what has none comes last. */
function inOrder(lines: readonly Line[], { sort, down }: Pick<Asked<'comparison'>, 'sort' | 'down'>): Line[] {
  const sign = down === 'true' ? -1 : 1;
  if (sort === 'item' || sort === 'plant') {
    return lines.toSorted((a, b) => sign * compareText(a.item[sort], b.item[sort]));
  }
  const keyed = lines.map((line) => ({ line, key: numberOf(line, sort) }));
  keyed.sort((a, b) => {
    if (a.key === undefined || b.key === undefined) return Number(a.key === undefined) - Number(b.key === undefined);
    return a.key === b.key ? 0 : sign * (a.key < b.key ? -1 : 1);
  });
  return keyed.map(({ line }) => line);
}

function numberOf({ item, effect }: Line, sort: string): bigint | undefined {
  if (sort === 'effect') return size(effect);
  const text =
    sort === 'before' || sort === 'after' || sort === 'change' || sort === 'percent'
      ? item[sort]
      : item.elements.find(({ element }) => `element ${element}` === sort)?.change;
  return text === undefined || text === '' ? undefined : size(unitsOf(text, FINEST));
}

/** Decimals that no unit cost exceeds. */
const FINEST = 20;

function size(number: bigint | undefined): bigint | undefined {
  return number !== undefined && number < 0n ? -number : number;
}

function cost(text: string): string {
  return text === '' ? '' : groupedUnitCost(text, SHOWN);
}
