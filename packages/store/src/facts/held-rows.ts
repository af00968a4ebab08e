import { type Finding, Findings } from '@millrace/costing-core';
import { tableNames } from '@millrace/facts';
import { type Database, literal } from '../database/database.js';

/** Rows that came while their period was pending: its close leaves them out, and they are told wherever rows are looked at. */
export async function heldRows(database: Database, ledger: string, period?: string): Promise<readonly Finding[]> {
  const findings = new Findings();
  const of = period === undefined ? '' : ` and period = ${literal(period)}`;
  await database.read(
    `select period, table_name, count(*), array_to_string((array_agg(array_to_string(key, ' · ') order by key))[1:${NAMED}], ', ')
     from millrace.held_row where ledger = ${literal(ledger)}${of} group by 1, 2`,
    ([its, name, count, keys]) => {
      const table = tableNames().find((one) => one === name);
      if (table === undefined) return;
      const named = Number(count) > NAMED ? `${keys}, …` : keys;
      findings.report('fact_is_held_out_of_its_period', table, its, { count, keys: named });
    },
  );
  return findings.sorted();
}

/** The first of many, so that one knows where to look. */
const NAMED = 5;
