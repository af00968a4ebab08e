import { type ComparedItem, costHistory, type Language } from '@millrace/costing-core';
import {
  elementsOf,
  grouped,
  groupedQuantity,
  groupedUnitCost,
  Names,
  signed,
  unitsOf,
} from '@millrace/report/figures';
import { type ListedVersion, publishedPeriods, readMasters, type StoredVersion } from '@millrace/store';
import type { ItemHistoryAnswer, MonthOfItem } from '../answers.js';
import type { Asked } from '../asked.js';
import type { Kept } from '../kept.js';
import type { Turns } from '../turns.js';
import { SHOWN } from './unit-costs.js';

/** What an item cost in each published period. Other requests take their turn between the periods: proving them takes a while. */
export async function itemHistoryPage(
  turns: Turns,
  { plant, item, ...query }: Asked<'item-history'>,
  kept: Kept,
  language: Language,
): Promise<ItemHistoryAnswer> {
  const records = await turns.take((database) => publishedPeriods(database, query.ledger));
  const versions: StoredVersion[] = [];
  for (const record of records) {
    versions.push(await turns.take((database) => kept.part(database, record, TABLES, { plant, item })));
  }
  const history = costHistory(versions, { plant, item });
  const newest = records.at(-1);
  const masters =
    newest && (await turns.take((database) => kept.of(newest, 'masters', () => readMasters(database, newest))));
  const costOf = (month: ComparedItem | undefined, code: string) =>
    month?.elements.find(({ element }) => element === code)?.after ?? '';
  const elements = elementsOf(versions, new Names(masters ?? {}), language).filter(({ code }) =>
    history.some((month) => /[1-9]/.test(costOf(month, code))),
  );
  const costs = history.flatMap((month) => (month === undefined || month.after === '' ? [] : [month.after]));
  const inOrder = costs.sort((a, b) => (unitsOf(a, FINEST) < unitsOf(b, FINEST) ? -1 : 1));
  const [lowest, highest] = [inOrder[0] ?? '', inOrder.at(-1) ?? ''];
  return {
    elements,
    lowest: shown(lowest),
    highest: shown(highest),
    months: records.map((record, m) => ({
      ...monthOf(record, history[m]),
      costs: elements.map(({ code }) => shown(costOf(history[m], code))),
      height: heightOf(history[m]?.after ?? '', lowest, highest),
    })),
  };
}

const TABLES = ['version_element', 'unit_cost', 'unit_cost_element'] as const;

/** Decimals that no unit cost exceeds. */
const FINEST = 20;

function monthOf(
  { period, version, outdated }: ListedVersion,
  month: ComparedItem | undefined,
): Omit<MonthOfItem, 'costs' | 'height'> {
  const isThere = month !== undefined && month.after !== '';
  return {
    period,
    version,
    outdated,
    basis: isThere ? (month.basis_after === 'produced' ? 'produced' : 'available') : '',
    quantity: isThere ? groupedQuantity(month.quantity_after) : '',
    unitCost: isThere ? shown(month.after) : '',
    change: isThere && month.change !== '' ? signed(shown(month.change)) : '',
    percent: isThere && month.percent !== '' ? `${signed(grouped(month.percent))}%` : '',
  };
}

function shown(cost: string): string {
  return cost === '' ? '' : groupedUnitCost(cost, SHOWN);
}

/** Where a cost is between two others; halfway where these are the same. */
function heightOf(cost: string, lowest: string, highest: string): number | undefined {
  if (cost === '') return undefined;
  const [at, low, high] = [cost, lowest, highest].map((text) => unitsOf(text, FINEST));
  return high === low ? 0.5 : Number(((at - low) * 10_000n) / (high - low)) / 10_000;
}
