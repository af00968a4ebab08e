import { type Finding, type FindingCode, findingRules, type Waiver, waiverOf } from '@millrace/costing-core';
import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../database/database.js';
import { fallsUnder } from '../versions/waivers.js';

/** What the runs of a period found, each once: by its code, its row and what else it names, whatever amounts it has. */
export interface FoundInRuns {
  readonly finding: Finding;
  /** The first and the last run that found it, and how many did. */
  readonly first: number;
  readonly last: number;
  readonly times: number;
  /** It was gone and came back. */
  readonly recurs: boolean;
  /** The run that no longer had it; undefined while it stands. */
  readonly repairedBy: number | undefined;
  /** Under which it stands now. */
  readonly waiver: Waiver | undefined;
}

export interface FindingCounts {
  readonly code: FindingCode;
  readonly open: number;
  /** How many of the open ones fall under a waiver. */
  readonly waived: number;
  readonly repaired: number;
  readonly recurring: number;
}

interface Asked {
  readonly ledger: string;
  readonly period: string;
  readonly since?: Since | undefined;
  /** Those in force today. */
  readonly waivers: readonly Waiver[];
}

/** From which run, or from which day in the ledger's time zone on. */
export type Since = { readonly run: number } | { readonly day: string; readonly timeZone: string };

/**
 * What the runs that closed a period found, from one on: what stands, what was repaired by which run, what came back. Of each
 * code the first thousand are listed, by table and key; all are counted.
 *
 * A run that went to the end repairs what it doesn't find any more. One that stopped for something fatal didn't look at the rest,
 * and of a code of which more was found than is listed, what is not listed may still be there: neither repairs anything.
 */
export async function findingsOfPeriod(
  database: Database,
  { ledger, period, since, waivers }: Asked,
): Promise<{
  readonly runs: number;
  readonly found: readonly FoundInRuns[];
  readonly counts: readonly FindingCounts[];
}> {
  const told = toldSql(ledger, period, since);
  const { rows: runs } = await sql<{ runs: number }>`with ${runsSql(ledger, period, since)}
    select count(*)::integer as runs from its`.execute(database.kysely);
  const { rows } = await sql<Row>`with ${told}
    select state.*, f.fields
    from (select *, row_number() over (partition by code order by "table", key, which) as place from state) state
      join millrace.run_finding f on f.run = state.last and f.position = state.position
    where place <= 1000
    order by array_position(array['fatal', 'error', 'warning'], state.severity), code, state."table", state.key, which`.execute(
    database.kysely,
  );
  const { rows: counts } = await sql<FindingCounts>`with ${told}
    select code, count(*) filter (where repaired_by is null)::integer as open,
      count(*) filter (where repaired_by is null and ${fallsUnder(waivers, 'state')})::integer as waived,
      count(*) filter (where repaired_by is not null)::integer as repaired,
      count(*) filter (where recurs)::integer as recurring
    from state group by code order by code`.execute(database.kysely);
  return { runs: runs[0].runs, found: rows.map((row) => foundInRuns(row, waivers)), counts };
}

interface Row {
  readonly code: FindingCode;
  readonly table: string;
  readonly key: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly first: string;
  readonly last: string;
  readonly times: number;
  readonly recurs: boolean;
  readonly repaired_by: string | null;
}

function foundInRuns(row: Row, waivers: readonly Waiver[]): FoundInRuns {
  const { code, table, key, fields, first, last, times, recurs, repaired_by } = row;
  const finding = { code, severity: findingRules[code].severity, table, key, fields };
  return {
    finding,
    first: Number(first),
    last: Number(last),
    times,
    recurs,
    repairedBy: repaired_by === null ? undefined : Number(repaired_by),
    waiver: repaired_by === null ? waiverOf(finding, waivers) : undefined,
  };
}

/**
 * What names a finding beside code and row: two columns of one row are two findings. The other fields are what was found there;
 * where they alone tell two of a run apart, these are numbered.
 */
const NAMING = [
  'category',
  'centre',
  'column',
  'component',
  'driver',
  'element',
  'event',
  'field',
  'item',
  'name',
  'operation',
  'order',
  'output_item',
  'parent',
  'period',
  'place',
  'plant',
  'position',
  'row',
  'service',
  'stage',
  'unit',
  'work_centre',
];

function runsSql(ledger: string, period: string, since: Since | undefined): RawBuilder<unknown> {
  const from =
    since === undefined
      ? sql`true`
      : 'run' in since
        ? sql`r.run >= ${since.run}`
        : sql`r.started_at >= ${since.day}::timestamp at time zone ${since.timeZone}`;
  return sql`its as materialized (
    select r.run, r.state from millrace.run r
    where r.ledger = ${ledger} and r.period = ${period} and r.command = 'close' and ${from}
      and (r.state = 'done' or exists (select from millrace.run_finding f where f.run = r.run)))`;
}

/** Each finding with its state, as `state`. */
function toldSql(ledger: string, period: string, since: Since | undefined): RawBuilder<unknown> {
  return sql`${runsSql(ledger, period, since)},
  found as materialized (
    select named.*, row_number() over (partition by run, code, "table", key, names order by position) || ' ' || names as which
    from (select f.run, f.position, f.severity, f.code, f."table", f.key,
        (select coalesce(jsonb_object_agg(e.key, e.value)::text, '') from json_each_text(f.fields) e where e.key = any(${NAMING})) as names
      from millrace.run_finding f join its using (run) where f.code <> 'more_was_found_than_is_listed') named),
  codes as (select distinct code from found),
  -- runs that say of a code what is not there, numbered
  telling as materialized (
    select c.code, i.run, row_number() over (partition by c.code order by i.run) as place
    from codes c cross join its i
    where i.state = 'done' and not exists (select from millrace.run_finding m
      where m.run = i.run and m.code = 'more_was_found_than_is_listed' and m.key = c.code)),
  seen as materialized (
    select f.severity, f.code, f."table", f.key, f.which, (array_agg(f.position order by f.run desc))[1] as position, min(f.run) as first, max(f.run) as last, count(*)::integer as times,
      count(t.run) as told
    from found f left join telling t on t.code = f.code and t.run = f.run
    group by f.severity, f.code, f."table", f.key, f.which),
  state as materialized (
    select s.severity, s.code, s."table", s.key, s.which, s.position, s.first, s.last, s.times,
      (select count(*) from telling t where t.code = s.code and t.run between s.first and s.last) > s.told as recurs,
      (select min(t.run) from telling t where t.code = s.code and t.run > s.last) as repaired_by
    from seen s)`;
}
