import { columnsOf, type TableName, tableNames } from '@millrace/facts';
import type { SiteTable } from './catalog.js';
import { columnLikeness, SURE, tableLikeness } from './likeness.js';

/** The table of a site that holds what a table of the facts does, and whether its name says so. */
export interface Chosen {
  readonly site: SiteTable;
  readonly isSure: boolean;
}

/**
 * For each table of the facts the site's table that is most like it: by its name, then by how many of the columns that it needs are there.
 * A table that has the very name of one is not taken for another by a part of its name.
 */
export function chooseTables(all: readonly SiteTable[]): ReadonlyMap<TableName, Chosen> {
  const chosen = new Map<TableName, Chosen>();
  const taken = new Set<SiteTable>();
  for (const isSure of [true, false]) {
    for (const table of tableNames()) {
      if (chosen.has(table)) continue;
      const candidates = all
        .map((site) => ({ site, named: tableLikeness(site, table), held: partHeld(site, table) }))
        .filter(({ named }) => (isSure ? named >= SURE : named > 0))
        .filter(({ site, held }) => held >= LEAST_HELD && (isSure || !taken.has(site)))
        .sort((a, b) => b.named + b.held - a.named - a.held);
      if (candidates.length === 0) continue;
      chosen.set(table, { site: candidates[0].site, isSure });
      taken.add(candidates[0].site);
    }
  }
  return chosen;
}

/** How much of the columns that must not be empty a site's table seems to have. */
function partHeld(site: SiteTable, table: TableName): number {
  const needed = columnsOf(table).filter(([, { optional }]) => !optional);
  const held = needed.filter(([name]) => site.columns.some((column) => columnLikeness(site, column, table, name) > 0));
  return held.length / needed.length;
}

/** With less than that it is something else of the same name. */
const LEAST_HELD = 0.3;
