import type { Language } from '@millrace/costing-core';
import { type SheetName, sheetNames, sheetTexts } from '@millrace/report/sheets';
import { type Database, timeZoneOf } from '@millrace/store';
import type { Asked } from '../asked.js';
import type { Kept } from '../kept.js';
import type { TablesAnswer } from '../table-answers.js';
import { versionLine } from './version-line.js';

/** The tables and views of a version, by what they are about. */
export async function tablesPage(
  database: Database,
  query: Asked<'tables'>,
  kept: Kept,
  language: Language,
): Promise<TablesAnswer> {
  const record = await kept.record(database, query);
  const names = sheetNames(record.kind === 'actual');
  const texts = sheetTexts(language);
  const grouped = new Set(Object.values(GROUPS).flat());
  const groups = Object.entries(GROUPS).map(([group, of]) => ({ group: group as Group, of: [...of] }));
  const others = { group: 'others' as const, of: names.filter((name) => !grouped.has(name)) };
  return {
    version: versionLine(record, await timeZoneOf(database, query.ledger)),
    groups: [...groups, others]
      .map(({ group, of }) => ({
        group,
        tables: of.filter((name) => names.includes(name)).map((name) => ({ name, title: texts.name[name] })),
      }))
      .filter(({ tables }) => tables.length > 0),
  };
}

type Group = Exclude<TablesAnswer['groups'][number]['group'], 'others'>;

/** What people look for together; a table that isn't here is among the others. */
const GROUPS: Readonly<Record<Group, readonly SheetName[]>> = {
  costs: ['unit_cost', 'unit_cost_restored', 'unit_cost_component', 'comparison', 'standard_source', 'standard_level'],
  stock: ['stock', 'stock_by_kind', 'stock_ledger', 'layer', 'late_cost'],
  orders: [
    'order_sheet',
    'order_cost',
    'order_quantity',
    'consumption',
    'step_share',
    'joint_cost',
    'spoilage',
    'spoilage_by_operation',
    'variance',
  ],
  pools: ['pool_rate', 'pool_allocation', 'absorption', 'service_rate', 'service_allocation'],
  journals: ['journal', 'journal_source', 'journal_proof'],
};
