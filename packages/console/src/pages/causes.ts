import { type CauseOfChange, type RootCauses, rootCauses } from '@millrace/costing-core';
import { divRound, printFixed } from '@millrace/exact';
import { visible } from '@millrace/facts';
import {
  decimalsOf,
  elementsOf,
  grouped,
  groupedUnitCost,
  signed,
  type ToldCause,
  termsOf,
  toldCauses,
  unitsOf,
} from '@millrace/report/figures';
import { type Database, Trouble, timeZoneOf } from '@millrace/store';
import type { CauseStep, CausesAnswer, ExplainedChange } from '../answers.js';
import type { Asked } from '../asked.js';
import type { SpokenWords } from '../console-options.js';
import { type CostTable, costTable } from '../cost-table.js';
import type { Kept } from '../kept.js';
import { SHOWN } from './unit-costs.js';
import { versionLine } from './version-line.js';

/** Why an item's unit cost, or cost of sales and closing stock, moved between two versions: as steps from one to the other. */
export async function causesPage(
  database: Database,
  { ledger, before, after, plant, item, all }: Asked<'causes'>,
  kept: Kept,
  { language, words }: SpokenWords,
): Promise<CausesAnswer> {
  const records = [
    await kept.record(database, { ledger, version: before }),
    await kept.record(database, { ledger, version: after }),
  ] as const;
  const { why, terms, versions } = await kept.of(records, 'causes', async () => {
    const [was, is] = [await kept.cost(database, records[0]), await kept.cost(database, records[1])];
    const of = { version: { tables: is.version }, previous: { tables: was.version } };
    const terms = termsOf({ ...of, masters: is.masters(), language: 'en' });
    return { why: rootCauses(was.costed, is.costed), terms, versions: [was.version, is.version] };
  });
  const table = await costTable(database, records[1], kept);
  const isItem = item !== '';
  const changes = isItem
    ? [['item', why({ plant, item })] as const]
    : TOTALS.map((total) => [total, why(total)] as const);
  if (isItem && changes.every(([, { before, after }]) => before === '' && after === '')) {
    const named = visible([plant, item].filter((part) => part !== '').join('/'));
    throw new Trouble('item_is_not_known', { item: named, version: String(records[1].version) });
  }
  if (!isItem && records.every(({ kind }) => kind !== 'actual')) {
    const [of, against] = records.map(({ version }) => String(version));
    throw new Trouble('standards_have_no_totals', { before: of, after: against });
  }
  const shown = (cost: string) => (isItem ? groupedUnitCost(cost, SHOWN) : grouped(cost));
  const inWords = (cause: CauseOfChange) => words.cause(cause, terms);
  const elements = elementsOf(versions, terms.names, language).filter(({ code }) =>
    changes.some(([, { causes }]) => causes.some((cause) => cause.elements.some(({ element }) => element === code))),
  );
  const timeZone = await timeZoneOf(database, ledger);
  const [was, is] = records.map((record) => versionLine(record, timeZone));
  return {
    before: was,
    after: is,
    currency: terms.currency,
    code: visible(item),
    name: isItem ? terms.names.item(item)[language] : '',
    unit: isItem ? visible(terms.names.unit(item)) : '',
    elements,
    changes: changes.map(([of, found]) =>
      explained(of, found, all === 'true' ? undefined : NAMED, { shown, inWords, elements, table }),
    ),
  };
}

const TOTALS = ['cost_of_sales', 'closing_stock'] as const;

/** Causes that are named one by one. */
const NAMED = 12;

interface Shown {
  shown(cost: string): string;
  inWords(cause: CauseOfChange): string;
  readonly elements: CausesAnswer['elements'];
  /** The unit costs of the later version: what has one has a page. */
  readonly table: CostTable;
}

function explained(
  of: ExplainedChange['of'],
  { before, after, change, causes }: RootCauses,
  most: number | undefined,
  { shown, inWords, elements, table }: Shown,
): ExplainedChange {
  // More or less of each item is the first step: what follows is of the later quantities.
  const told = toldCauses(causes, most).sort((a, b) => Number(isQuantities(b)) - Number(isQuantities(a)));
  const text = (cost: string) => (cost === '' ? '' : shown(cost));
  const scale = scaleOf(before, after, told);
  let at = scale.units(before);
  const steps = told.map(({ cause, count, part, percent, elements: parts }): CauseStep => {
    const from = at;
    at += scale.units(part);
    const isOne = typeof cause === 'object';
    const place = isOne ? { plant: cause.subject_plant, item: cause.subject } : undefined;
    return {
      text: isOne ? inWords(cause) : '',
      kind: isOne ? 'cause' : cause,
      count,
      place: place !== undefined && table.of(place).length > 0 ? place : undefined,
      part: signed(shown(part)),
      percent: percent === '' ? '' : `${signed(grouped(percent))}%`,
      parts: elements.map(({ code }) => signed(text(parts.find(({ element }) => element === code)?.part ?? ''))),
      from: scale.place(from),
      to: scale.place(at),
    };
  });
  return {
    of,
    before: text(before),
    after: text(after),
    change: change === '' ? '' : signed(shown(change)),
    percent: percentOf(scale.units(change), scale.units(before)),
    beforeAt: scale.place(scale.units(before)),
    afterAt: scale.place(scale.units(after)),
    causes: steps,
  };
}

function isQuantities({ cause }: ToldCause): boolean {
  return cause === 'quantities';
}

/**
 * A scale for the steps from before to after. It need not begin at 0, and quantities may leave it: else the steps that say why would
 * be too small to see.
 */
function scaleOf(before: string, after: string, told: readonly ToldCause[]) {
  const decimals = Math.max(decimalsOf(before), decimalsOf(after));
  const units = (text: string) => (text === '' ? 0n : unitsOf(text, decimals));
  const quantities = told.filter(isQuantities).reduce((sum, { part }) => sum + units(part), 0n);
  let at = units(before) + quantities;
  let [low, high] = [at, at];
  for (const line of told) {
    if (isQuantities(line)) continue;
    at += units(line.part);
    if (at < low) low = at;
    if (at > high) high = at;
  }
  const place = (of: bigint) => (high === low ? 0 : Number(((of - low) * 10_000n) / (high - low)) / 10_000);
  return { units, place };
}

/** With one decimal; empty where there was nothing. */
function percentOf(change: bigint, before: bigint): string {
  const size = before < 0n ? -before : before;
  return size === 0n ? '' : `${signed(grouped(printFixed(divRound(1000n * change, size), 1)))}%`;
}
