import type { Language } from '@millrace/costing-core';
import { type SheetName, sheetMaker, sheetNames, sheetNeeds } from '@millrace/report/sheets';
import {
  type Database,
  earlierInYear,
  type ListedVersion,
  mastersOf,
  mustBeActual,
  type ReportedTables,
  Trouble,
  waiversOfVersion,
} from '@millrace/store';
import { costTables } from './cost-table.js';
import type { Kept } from './kept.js';
import { SheetTable } from './sheet-table.js';

/** A table of a version: its name, and texts that columns of it must hold. */
interface SheetAsked {
  readonly name: string;
  readonly where: Readonly<Record<string, string>>;
}

/**
 * A table of a version, kept for the next request; undefined where the version has none of that name: what it would be compared with,
 * or a ledger without accounts.
 *
 * @throws Trouble for a name that no table of such a version has, or a column that the table hasn't.
 */
export async function keptSheet(
  database: Database,
  record: ListedVersion,
  kept: Kept,
  { name: asked, where }: SheetAsked,
  language: Language,
): Promise<SheetTable | undefined> {
  const name = sheetNamed(record, asked);
  const of = await madeOf(database, record, kept, name);
  // What orders cost in the months before changes where one of those is published anew.
  const before = name === 'order_sheet' ? of.closed?.earlier.map((version) => 'hash' in version && version.hash) : [];
  // What may stand is asked for each time.
  const { waivers } = of;
  return kept.sheet([record.ledger, record.version, record.hash, name, where, language, before, waivers], async () => {
    const sheet = sheetMaker(of, language)(name, where);
    if (sheet === undefined) return undefined;
    const unknown = Object.keys(where).find((column) => !sheet.columns.some((one) => one.name === column));
    if (unknown !== undefined) {
      const expected = sheet.columns.map((column) => column.name).join(', ');
      throw new Trouble('option_is_wrong', { option: unknown, value: where[unknown], expected });
    }
    return new SheetTable(sheet, where);
  });
}

/** Everything that the tables of a version are made of. */
export async function allTables(database: Database, record: ListedVersion, kept: Kept): Promise<ReportedTables> {
  if (record.kind === 'actual') return recomputed(database, record, kept, true);
  const { tables, masters } = await kept.version(database, record, [...new Set(sheetNames(false).flatMap(rowsNeeded))]);
  return {
    version: tables,
    previous: await previousOf(database, record, kept),
    masters,
    waivers: [],
    closed: undefined,
  };
}

/** The version that one is compared with where nobody says otherwise: that which it opened from. */
export async function openedFrom(
  database: Database,
  { ledger, opened_from }: ListedVersion,
  kept: Kept,
): Promise<ListedVersion | undefined> {
  return opened_from === null ? undefined : kept.record(database, { ledger, version: String(opened_from) });
}

/** What one table is made of: rows of the version alone, where they do. */
async function madeOf(database: Database, record: ListedVersion, kept: Kept, name: SheetName): Promise<ReportedTables> {
  if (sheetNeeds(name) === 'flows') {
    mustBeActual(record);
    return recomputed(database, record, kept, false);
  }
  const { tables, masters } = await kept.version(database, record, rowsNeeded(name));
  const previous = name === 'comparison' ? await previousOf(database, record, kept) : undefined;
  const waivers = name === 'finding' ? await waiversOfVersion(database, record) : [];
  return { version: tables, previous, masters, waivers, closed: undefined };
}

function rowsNeeded(name: SheetName) {
  const needs = sheetNeeds(name);
  return ['version_element', 'proof', ...(needs === 'flows' ? [] : needs)] as const;
}

async function recomputed(
  database: Database,
  record: ListedVersion,
  kept: Kept,
  isCompared: boolean,
): Promise<ReportedTables> {
  const { version, outcome, checks } = await kept.recomputed(database, record);
  const earlier = await earlierInYear(database, version.identity);
  const previous = isCompared ? await previousOf(database, record, kept) : undefined;
  const waivers = isCompared ? await waiversOfVersion(database, record) : [];
  return { version, previous, masters: mastersOf(outcome), waivers, closed: { outcome, earlier, checks } };
}

async function previousOf(database: Database, record: ListedVersion, kept: Kept) {
  const before = await openedFrom(database, record, kept);
  return before && (await costTables(database, before, kept)).tables;
}

function sheetNamed({ kind }: ListedVersion, name: string): SheetName {
  const names = sheetNames(kind === 'actual');
  const found = names.find((one) => one === name);
  if (found === undefined) throw new Trouble('table_is_not_known', { table: name, expected: names.join(', ') });
  return found;
}
