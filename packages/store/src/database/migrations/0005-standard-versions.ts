/**
 * Versions of standard costs, plans and simulations beside the actual ones. What is published of them counts from a day on:
 * one of a kind for each day. An actual has its period, and no such day.
 */
export const sql = `
alter table millrace.version
  add column effective_on date,
  -- under which a standard, plan or simulation was rolled up, beside its policy
  add column assumptions json,
  drop constraint version_kind_check,
  add constraint version_kind_check check (kind in ('actual', 'standard', 'plan', 'simulation')),
  add constraint version_effective_on_check check ((kind = 'actual') = (effective_on is null)),
  add constraint version_assumptions_check check ((kind = 'actual') = (assumptions is null)),
  -- what is only supposed is never what things cost
  add constraint version_simulation_check check (kind <> 'simulation' or state in ('draft', 'withdrawn'));

drop index millrace.version_published;
create unique index version_published on millrace.version (ledger, period) where state = 'published' and kind = 'actual';
create unique index version_active on millrace.version (ledger, kind, effective_on)
  where state = 'published' and kind <> 'actual';

create or replace function millrace.guard_version() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'version % of ledger % is kept for good', old.version, old.ledger using errcode = 'restrict_violation';
  end if;
  -- Hashes and counts are filled in once its tables are written, with its hash.
  if (new.ledger, new.version, new.period, new.kind, new.effective_on, new.policy_hash, new.engine, new.policy,
      new.assumptions::text, new.opened_from, new.created_at, new.created_by)
     is distinct from
     (old.ledger, old.version, old.period, old.kind, old.effective_on, old.policy_hash, old.engine, old.policy,
      old.assumptions::text, old.opened_from, old.created_at, old.created_by)
     or old.hash <> '' and (new.hash, new.input_hash, new.errors, new.warnings)
     is distinct from (old.hash, old.input_hash, old.errors, old.warnings) then
    raise exception 'version % of ledger % can not be changed', old.version, old.ledger using errcode = 'restrict_violation';
  end if;
  if new.state <> old.state and (old.state, new.state) not in
     (('draft', 'published'), ('draft', 'withdrawn'), ('published', 'superseded'), ('published', 'withdrawn')) then
    raise exception 'version % of ledger % is % and can not become %', old.version, old.ledger, old.state, new.state
      using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create table millrace.standard_source (
  ledger text not null default current_setting('millrace.ledger'),
  version integer not null default current_setting('millrace.version')::integer,
  plant text collate "C" not null,
  item text collate "C" not null,
  unit text not null,
  low_level_code bigint not null,
  source text not null,
  price_kind text not null,
  lot numeric,
  why text not null,
  primary key (ledger, version, plant, item)
);
call millrace.guard('standard_source');

create table millrace.standard_level (
  ledger text not null default current_setting('millrace.ledger'),
  version integer not null default current_setting('millrace.version')::integer,
  plant text collate "C" not null,
  item text collate "C" not null,
  own numeric[],
  lower numeric[],
  primary key (ledger, version, plant, item)
);
call millrace.guard('standard_level');

create view millrace.standard_level_element as
select t.ledger, t.version, t.plant, t.item, e.element, coalesce(t.own[e.position], 0) as own,
  coalesce(t.lower[e.position], 0) as lower
from millrace.standard_level t join millrace.version_element e using (ledger, version)
where num_nonnulls(t.own[e.position], t.lower[e.position]) > 0;
`;
