import { type Finding, openingFrom, type ResultTableName } from '@millrace/costing-core';
import { type Facts, FactsReader, type TableName, tableNames } from '@millrace/facts';
import type { Database } from '../database/database.js';
import type { Steps } from '../runs/steps.js';
import { openingVersion } from '../versions/opening-version.js';
import { proveEarlierCost, proveStandard } from '../versions/proven-sources.js';
import { StoredVersion, type VersionRecord } from '../versions/stored-version.js';
import { readInputRows } from '../versions/version-input.js';
import { type CalendarPeriod, calendarOf, periodOf } from './calendar-of-ledger.js';
import { documentsInNoPeriod } from './document-counts.js';
import { earlierCost } from './earlier-cost.js';
import { heldRows } from './held-rows.js';
import { ordersElsewhere } from './orders-elsewhere.js';
import { pricesOfPeriod } from './prices-of-period.js';
import { rowsOfPeriod } from './rows-of-period.js';

/** What a close reads from the database. */
export interface ReadPeriod {
  /** Undefined where a finding stands in the way. */
  readonly facts: Facts | undefined;
  /** The period by its dates. */
  readonly dates: CalendarPeriod;
  /** The version that the period opens from. */
  readonly openedFrom: StoredVersion | undefined;
  /** What only the database can tell; it is not part of the version. */
  readonly findings: readonly Finding[];
}

/**
 * Reads what one period needs, to be called within a snapshot, so that what is committed meanwhile is not seen. Rows stream by
 * COPY into columns; where the period opens from a version, its closing takes the place of the opening tables.
 */
export async function readFactsOfPeriod(
  database: Database,
  ledger: string,
  period: string,
  steps: Steps,
): Promise<ReadPeriod> {
  const calendar = await calendarOf(database, ledger);
  const dates = periodOf(calendar, ledger, period);
  const lost = [
    ...(await documentsInNoPeriod(database, ledger, calendar)),
    ...(await ordersElsewhere(database, ledger, dates)),
  ];
  const opening = await openingVersion(database, ledger, calendar, period);
  if (opening !== undefined && 'code' in opening)
    return { facts: undefined, dates, openedFrom: undefined, findings: [opening, ...lost] };

  const { amount_scale } = await database.kysely
    .selectFrom('millrace.ledger')
    .where('ledger', '=', ledger)
    .select('amount_scale')
    .executeTakeFirstOrThrow();
  const reader = new FactsReader(ledger, amount_scale);
  const openedFrom = opening === undefined ? undefined : await readOpening(database, opening);
  const carried = openedFrom === undefined ? new Map<TableName, Rows>() : await closingOf(database, openedFrom);
  for (const table of tableNames()) {
    await steps.run(`read:${table}`, async (advance) => {
      const into = reader.table(table);
      const rows = carried.get(table);
      if (rows !== undefined) {
        for (const row of rows) into.add(into.names.map((name) => row[name]));
        return advance(rows.length);
      }
      if (table === 'item_price') await proveStandard(database, ledger, dates);
      if (table === 'earlier_cost') await proveEarlierCost(database, ledger, calendar, dates);
      const select = table === 'item_price' ? pricesOfPeriod(ledger, dates) : rowsOfPeriod(table, ledger, dates);
      let count = await database.readInto(into, select);
      if (table === 'earlier_cost') count += await database.readInto(into, earlierCost(ledger, dates));
      return advance(count);
    });
  }
  const findings = [...lost, ...(await heldRows(database, ledger, period))];
  return { facts: reader.facts(), dates, openedFrom, findings };
}

type Rows = readonly Readonly<Record<string, string | undefined>>[];

/** The rows with which a period opens, by table. */
async function closingOf(database: Database, stored: StoredVersion): Promise<Map<TableName, Rows>> {
  const handedOn = await readInputRows(database, stored.record, 'last_actual_cost');
  return new Map(Object.entries(openingFrom(stored, handedOn))) as unknown as Map<TableName, Rows>;
}

/** What the next period asks of a version: its closing, and how it was valued. */
export function readOpening(database: Database, record: VersionRecord): Promise<StoredVersion> {
  return StoredVersion.read(database, record, OPENING_TABLES);
}

const OPENING_TABLES: readonly ResultTableName[] = [
  'unit_cost',
  'unit_cost_element',
  'layer',
  'layer_element',
  'order_cost',
  'order_quantity',
  'step_share',
  'pool_rate',
  'absorption',
  'valuation',
];
