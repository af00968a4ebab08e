/**
 * Periods have states, which the database itself keeps and holds to. A period that nothing was done with has no row: it was
 * never opened. The last row of a period is its state:
 *
 *     never opened ──▶ open ──▶ closed ──▶ permanently closed
 *            └──▶ pending close ─┘ └──▶ open (its version withdrawn)
 *
 * Its first version opens a period, and what becomes of its published version closes it and opens it again; the rest people
 * say, with a reason. See docs/periods.md for what each state allows.
 */
export const sql = `
create table millrace.period_state (
  ledger text not null,
  period text not null,
  entry bigint not null,
  state text not null check (state in ('open', 'pending_close', 'closed', 'permanently_closed')),
  -- the version that closed or opened it
  version integer,
  -- how many rows were held out of it until now
  held bigint not null,
  reason text not null,
  set_at timestamptz not null,
  set_by text not null,
  set_as text not null,
  primary key (ledger, period, entry)
);

-- Rows that came while their period was pending: its close leaves them out.
create table millrace.held_row (
  ledger text not null,
  period text not null,
  table_name text not null,
  key text[] not null,
  came_at timestamptz not null,
  came_by text not null,
  primary key (ledger, period, table_name, key)
);

create view millrace.period_status as
select p.ledger, p.period, p.starts_on, p.ends_on, coalesce(s.state, 'never_opened') as state,
  (select v.version from millrace.version v
   where v.ledger = p.ledger and v.period = p.period and v.kind = 'actual' and v.state = 'published') as version,
  (select count(*) from millrace.held_row h where h.ledger = p.ledger and h.period = p.period) as held,
  s.reason, s.set_at, s.set_by
from millrace.period p left join lateral (
  select * from millrace.period_state s where s.ledger = p.ledger and s.period = p.period order by s.entry desc limit 1
) s on true;

-- What takes no rows as others do, as instants of its ledger.
create view millrace.guarded_period as
select s.ledger, s.period, s.state,
  s.starts_on::timestamp at time zone l.time_zone as begins, (s.ends_on + 1)::timestamp at time zone l.time_zone as ends
from millrace.period_status s join millrace.ledger l using (ledger)
where s.state in ('pending_close', 'permanently_closed');

create function millrace.period_trouble(code text, variadic fields text[]) returns void language plpgsql as $$
begin
  raise exception '%: %', code, array_to_string(fields, ', ') using errcode = 'restrict_violation',
    detail = 'trouble ' || code || ' ' || json_object(fields)::text;
end $$;

create function millrace.stamp_period_state() returns trigger language plpgsql security definer as $$
declare
  last millrace.period_state;
  former text;
  published integer;
  other text;
begin
  -- Whoever writes rows waits until it is known whether they are held out, and this waits for whoever is writing some.
  if new.state in ('pending_close', 'permanently_closed') then
    perform pg_advisory_xact_lock(hashtextextended('millrace.periods', 0));
  end if;
  perform pg_advisory_xact_lock(hashtextextended('millrace.audit ' || new.ledger, 0));
  if not exists (select from millrace.period p where p.ledger = new.ledger and p.period = new.period) then
    perform millrace.period_trouble('period_is_not_known', 'ledger', new.ledger, 'period', new.period);
  end if;
  select * into last from millrace.period_state s
    where s.ledger = new.ledger and s.period = new.period order by s.entry desc limit 1;
  former := coalesce(last.state, 'never_opened');
  select v.version into published from millrace.version v
    where v.ledger = new.ledger and v.period = new.period and v.kind = 'actual' and v.state = 'published';
  if (former, new.state) not in (('never_opened', 'open'), ('never_opened', 'pending_close'), ('open', 'pending_close'),
      ('pending_close', 'open'), ('open', 'closed'), ('pending_close', 'closed'), ('closed', 'closed'), ('closed', 'open'),
      ('closed', 'permanently_closed'))
     -- What is closed has a published version, and nothing else has.
     or (new.state in ('closed', 'permanently_closed')) <> (published is not null)
     or (former = 'closed' and new.state = 'closed' and last.version is not distinct from published) then
    perform millrace.period_trouble('period_can_not_become', 'period', new.period, 'was', former, 'state', new.state);
  end if;
  if trim(new.reason) = '' and (former, new.state) not in (('never_opened', 'open'), ('open', 'closed'), ('pending_close', 'closed')) then
    perform millrace.period_trouble('reason_is_missing', 'period', new.period);
  end if;
  if new.state = 'permanently_closed' then
    select s.period into other from millrace.period_status s join millrace.period_status own
      on own.ledger = s.ledger and own.period = new.period and s.starts_on < own.starts_on
      where s.ledger = new.ledger and s.state not in ('permanently_closed', 'never_opened') order by s.starts_on limit 1;
    if other is not null then
      perform millrace.period_trouble('earlier_period_is_not_closed_for_good', 'period', new.period, 'earlier', other);
    end if;
  end if;
  new.entry := coalesce(last.entry, 0) + 1;
  new.version := coalesce(published, case when pg_trigger_depth() > 1 then new.version end);
  select count(*) into new.held from millrace.held_row h where h.ledger = new.ledger and h.period = new.period;
  new.set_at := now();
  new.set_by := millrace.said_by();
  new.set_as := session_user;
  return new;
end $$;
create trigger stamp before insert on millrace.period_state
  for each row execute function millrace.stamp_period_state();
create trigger guard before update or delete on millrace.period_state
  for each row execute function millrace.guard_kept();
create trigger guard_truncate before truncate on millrace.period_state
  for each statement execute function millrace.guard_kept();
create trigger audit after insert on millrace.period_state
  for each row execute function millrace.write_audit();

-- Held rows are rows like others once their period is no longer pending.
create function millrace.release_rows() returns trigger language plpgsql security definer as $$
begin
  if new.state <> 'pending_close' then
    delete from millrace.held_row h where h.ledger = new.ledger and h.period = new.period;
  end if;
  return null;
end $$;
create trigger release after insert on millrace.period_state
  for each row execute function millrace.release_rows();

-- The state of a period follows its versions.
create function millrace.period_follows_version() returns trigger language plpgsql security definer as $$
declare
  former text;
  later text;
  reason text := coalesce(current_setting('millrace.reason', true), '');
begin
  if new.kind <> 'actual' or (tg_op = 'UPDATE' and (new.state = old.state or old.state = 'draft' and new.state <> 'published')) then
    return null;
  end if;
  select s.state into former from millrace.period_status s where s.ledger = new.ledger and s.period = new.period;
  if former = 'permanently_closed' then
    perform millrace.period_trouble('period_is_closed_for_good', 'period', new.period);
  end if;
  if new.state = 'withdrawn' then
    select s.period into later from millrace.period_status s join millrace.period_status own
      on own.ledger = s.ledger and own.period = new.period and s.starts_on > own.starts_on
      where s.ledger = new.ledger and s.version is not null order by s.starts_on desc limit 1;
    if later is not null then
      perform millrace.period_trouble('later_period_is_published', 'period', new.period, 'later', later);
    end if;
  end if;
  if new.state = 'withdrawn' or new.state = 'published' or (new.state = 'draft' and former = 'never_opened') then
    insert into millrace.period_state (ledger, period, entry, state, version, held, reason, set_at, set_by, set_as)
    values (new.ledger, new.period, 0, case new.state when 'published' then 'closed' else 'open' end, new.version, 0, reason, now(), '', '');
  end if;
  return null;
end $$;
create trigger period after insert or update of state on millrace.version
  for each row execute function millrace.period_follows_version();

-- What was done with periods before their states were kept.
insert into millrace.period_state (ledger, period, entry, state, version, held, reason, set_at, set_by, set_as)
select ledger, period, 0, 'open', min(version), 0, 'it has a version', now(), '', '' from millrace.version
where kind = 'actual' group by ledger, period;
insert into millrace.period_state (ledger, period, entry, state, version, held, reason, set_at, set_by, set_as)
select ledger, period, 0, 'closed', version, 0, 'it has a published version', now(), '', '' from millrace.version
where kind = 'actual' and state = 'published';

-- Where a row of facts belongs that is dated in a guarded period: that of each ledger that it is for.
create function millrace.guarded_places(name text, fact jsonb) returns table (ledger text, period text, state text)
language sql stable as $$
  with dated as (
    select coalesce(fact ->> 'posted_at', fact ->> 'reported_at')::timestamptz as at, fact ->> 'plant' as plant, fact ->> 'to_plant' as to_plant
    where name in ('movement', 'work_report')
    union all
    select m.posted_at, m.plant, m.to_plant from millrace.movement m
    where name in ('movement_amount', 'movement_receipt') and m.movement = fact ->> 'movement'
  ), own as (
    select coalesce((select o.plant from millrace.production_order o where o."order" = fact ->> 'order'),
      (select c.plant from millrace.cost_centre c where c.centre = coalesce(nullif(fact ->> 'centre', ''), fact ->> 'from_centre'))) as plant
    where name not in ('movement', 'movement_amount', 'movement_receipt')
  )
  select g.ledger, g.period, g.state from millrace.guarded_period g
  where (fact ->> 'ledger' is null or fact ->> 'ledger' = g.ledger)
    and (fact ->> 'period' = g.period or exists (select from dated d where d.at >= g.begins and d.at < g.ends))
    and (not exists (select from dated d where d.plant is not null)
      or exists (select from dated d join millrace.ledger_plant p on p.plant in (d.plant, d.to_plant) where p.ledger = g.ledger))
    and (not exists (select from own o where o.plant is not null)
      or exists (select from own o join millrace.ledger_plant p using (plant) where p.ledger = g.ledger))
$$;

-- From when to when rows are to be looked at more closely: told to each row of the statement, so that others cost nothing.
create function millrace.guard_periods() returns trigger language plpgsql security definer as $$
declare
  first timestamptz;
  last timestamptz;
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('millrace.periods', 0));
  select min(g.begins), max(g.ends) into first, last from millrace.guarded_period g;
  perform set_config('millrace.guarded_from', coalesce(first, 'infinity')::text, true),
    set_config('millrace.guarded_to', coalesce(last, '-infinity')::text, true);
  return null;
end $$;

-- A new row of a pending period is held out of it; what it had stays as it is. For good closed is closed for rows, too.
create function millrace.guard_period_row() returns trigger language plpgsql security definer as $$
declare
  place record;
  fact jsonb;
  its_key text[];
begin
  if tg_op <> 'INSERT' then
    fact := to_jsonb(old);
    select array_agg(fact ->> name order by at) into its_key from unnest(tg_argv) with ordinality as k (name, at);
    for place in select * from millrace.guarded_places(tg_table_name, fact) loop
      if place.state = 'permanently_closed' or not exists (select from millrace.held_row h
          where (h.ledger, h.period, h.table_name, h.key) = (place.ledger, place.period, tg_table_name, its_key)) then
        perform millrace.period_trouble('period_takes_no_changes', 'ledger', place.ledger, 'period', place.period,
          'state', place.state, 'table', tg_table_name, 'key', array_to_string(its_key, ' · '));
      end if;
    end loop;
    delete from millrace.held_row h where (h.table_name, h.key) = (tg_table_name, its_key);
  end if;
  if tg_op <> 'DELETE' then
    fact := to_jsonb(new);
    select array_agg(fact ->> name order by at) into its_key from unnest(tg_argv) with ordinality as k (name, at);
    for place in select * from millrace.guarded_places(tg_table_name, fact) loop
      if place.state = 'permanently_closed' then
        perform millrace.period_trouble('period_takes_no_changes', 'ledger', place.ledger, 'period', place.period,
          'state', place.state, 'table', tg_table_name, 'key', array_to_string(its_key, ' · '));
      end if;
      insert into millrace.held_row values (place.ledger, place.period, tg_table_name, its_key, now(), millrace.said_by())
      on conflict do nothing;
    end loop;
  end if;
  return null;
end $$;

-- Puts a table of facts under the states of periods. At which instant its rows are dated tells which are looked at; where they
-- have none, all are while a period is guarded.
create procedure millrace.guard_facts(name text, dated_by text) language plpgsql as $$
declare
  keys text;
  near text := $near$current_setting('millrace.guarded_from') <> 'infinity'$near$;
  one text;
begin
  -- Where a site put a view in the place of a table there is nothing to guard.
  if not exists (select from pg_class c where c.oid = ('millrace.' || quote_ident(name))::regclass and c.relkind in ('r', 'p')) then
    return;
  end if;
  select string_agg(quote_literal(a.attname), ', ' order by k.at) into keys
  from pg_index i cross join lateral unnest(i.indkey) with ordinality as k (attnum, at)
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
  where i.indrelid = ('millrace.' || quote_ident(name))::regclass and i.indisprimary;
  execute format('create trigger guard_periods before insert or update or delete on millrace.%I
    for each statement execute function millrace.guard_periods()', name);
  foreach one in array array['insert', 'update', 'delete'] loop
    execute format('create trigger %I after %s on millrace.%I for each row when (%s) execute function millrace.guard_period_row(%s)',
      'guard_period_' || one, one, name,
      case when dated_by is null then near
      else concat_ws(' or ',
        case when one <> 'insert' then format($when$(old.%1$I >= current_setting('millrace.guarded_from')::timestamptz
          and old.%1$I < current_setting('millrace.guarded_to')::timestamptz)$when$, dated_by) end,
        case when one <> 'delete' then format($when$(new.%1$I >= current_setting('millrace.guarded_from')::timestamptz
          and new.%1$I < current_setting('millrace.guarded_to')::timestamptz)$when$, dated_by) end) end, keys);
    execute format('alter table millrace.%I enable always trigger %I', name, 'guard_period_' || one);
  end loop;
  execute format('alter table millrace.%I enable always trigger guard_periods', name);
end $$;

call millrace.guard_facts('movement', 'posted_at');
call millrace.guard_facts('work_report', 'reported_at');
call millrace.guard_facts('movement_amount', null);
call millrace.guard_facts('movement_receipt', null);
call millrace.guard_facts('wip_count', null);
call millrace.guard_facts('order_quota', null);
call millrace.guard_facts('cost_pool', null);
call millrace.guard_facts('driver_quantity', null);
call millrace.guard_facts('department_service', null);

do $$
declare
  one record;
begin
  for one in
    select p.oid::regprocedure as routine from pg_proc p
    where p.pronamespace = 'millrace'::regnamespace and p.proname in ('period_trouble', 'stamp_period_state', 'release_rows',
      'period_follows_version', 'guarded_places', 'guard_periods', 'guard_period_row', 'guard_facts')
  loop
    execute format('alter routine %s set search_path = pg_catalog, pg_temp', one.routine);
  end loop;
  for one in
    select t.tgrelid::regclass as its_table, t.tgname from pg_trigger t
    where t.tgrelid in ('millrace.period_state'::regclass, 'millrace.version'::regclass) and not t.tgisinternal
  loop
    execute format('alter table %s enable always trigger %I', one.its_table, one.tgname);
  end loop;
end $$;
`;
