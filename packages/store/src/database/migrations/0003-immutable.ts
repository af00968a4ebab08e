/**
 * What is published stays as it is, whoever asks: rows of a version that isn't a draft can't be added, changed or
 * deleted, a version keeps its identity and is never deleted, and its state takes only the steps
 * draft → published → superseded or withdrawn, and draft → withdrawn.
 */
export const sql = `
create function millrace.guard_version() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'version % of ledger % is kept for good', old.version, old.ledger using errcode = 'restrict_violation';
  end if;
  -- The hash is known when all rows are written, in the transaction that begins the version.
  if (new.ledger, new.version, new.period, new.kind, case old.hash when '' then '' else new.hash end, new.input_hash, new.policy_hash, new.engine,
      new.policy, new.opened_from, new.errors, new.warnings, new.created_at, new.created_by)
     is distinct from
     (old.ledger, old.version, old.period, old.kind, old.hash, old.input_hash, old.policy_hash, old.engine,
      old.policy, old.opened_from, old.errors, old.warnings, old.created_at, old.created_by) then
    raise exception 'version % of ledger % can not be changed', old.version, old.ledger using errcode = 'restrict_violation';
  end if;
  if new.state <> old.state and (old.state, new.state) not in
     (('draft', 'published'), ('draft', 'withdrawn'), ('published', 'superseded'), ('published', 'withdrawn')) then
    raise exception 'version % of ledger % is % and can not become %', old.version, old.ledger, old.state, new.state
      using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create trigger guard before update or delete on millrace.version
  for each row execute function millrace.guard_version();

create function millrace.guard_row() returns trigger language plpgsql as $$
begin
  if exists (select from millrace.version v where v.ledger = old.ledger and v.version = old.version and v.state <> 'draft') then
    raise exception 'version % of ledger % is not a draft: its rows can not be changed', old.version, old.ledger
      using errcode = 'restrict_violation';
  end if;
  if tg_op = 'DELETE' then
    return old;
  end if;
  if (new.ledger, new.version) <> (old.ledger, old.version) then
    raise exception 'rows can not be moved between versions' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

-- Rows are written to the version that the transaction's settings name, which must be a draft: one look a statement.
create function millrace.guard_insert() returns trigger language plpgsql as $$
declare
  its_ledger text := current_setting('millrace.ledger', true);
  its_version integer := nullif(current_setting('millrace.version', true), '')::integer;
begin
  if not exists (
    select from millrace.version v where v.ledger = its_ledger and v.version = its_version and v.state = 'draft') then
    raise exception 'rows are added to the draft that the settings millrace.ledger and millrace.version name: % of % is none',
      coalesce(its_version::text, '(no version)'), coalesce(its_ledger, '(no ledger)') using errcode = 'restrict_violation';
  end if;
  return null;
end $$;

create function millrace.guard_stray() returns trigger language plpgsql as $$
begin
  raise exception 'a row of version % of ledger % can not be added while another version is written', new.version, new.ledger
    using errcode = 'restrict_violation';
end $$;

create function millrace.guard_truncate() returns trigger language plpgsql as $$
begin
  if exists (select from millrace.version where state <> 'draft') then
    raise exception 'there are published versions: % can not be emptied', tg_table_name using errcode = 'restrict_violation';
  end if;
  return null;
end $$;

create trigger guard_truncate before truncate on millrace.version
  for each statement execute function millrace.guard_truncate();

-- Puts a table of a version's rows under guard. Whoever adds such a table calls it.
create procedure millrace.guard(name text) language plpgsql as $$
begin
  execute format('create trigger guard before update or delete on millrace.%I
    for each row execute function millrace.guard_row()', name);
  execute format('create trigger guard_insert before insert on millrace.%I
    for each statement execute function millrace.guard_insert()', name);
  -- After a row, and false for all that belong to the version: so COPY goes on inserting many at once, and nothing is queued.
  execute format($when$create trigger guard_stray after insert on millrace.%I for each row
    when (new.ledger is distinct from current_setting('millrace.ledger', true)
      or new.version is distinct from nullif(current_setting('millrace.version', true), '')::integer)
    execute function millrace.guard_stray()$when$, name);
  execute format('create trigger guard_truncate before truncate on millrace.%I
    for each statement execute function millrace.guard_truncate()', name);
end $$;

do $$
declare
  name text;
begin
  for name in
    select table_name from information_schema.columns join information_schema.tables using (table_schema, table_name)
    where table_schema = 'millrace' and column_name = 'version' and table_type = 'BASE TABLE'
      and table_name not in ('version', 'run', 'approval')
  loop
    call millrace.guard(name);
  end loop;
end $$;
`;
