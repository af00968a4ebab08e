import { journalPostings } from './0006-journal-postings.js';

/**
 * Who did what, when and why is written by the database and never changed: who said to do it (the session's setting
 * `millrace.by`), which user of the database did it, and its clock. Approvals are only added, runs are only ended, a
 * version begins as a draft, and its dates come with its states.
 *
 * `audit` keeps what became of versions, by which policies they were computed and which journals were posted, in a chain per ledger: each entry holds the hash of the one before, so that
 * whoever kept the last hash outside finds any entry that was changed, removed or put in, whoever did it.
 *
 * All functions look names up in Postgres' own schema alone, and guards work in every session, replicas' included.
 */
export const sql = `
alter table millrace.version
  add column created_as text not null,
  -- SHA-256 over the hashes of all parts of version_input: none can be missing. Written once, after them.
  add column input_parts text;
-- The waivers of the record under which a version with errors was published.
alter table millrace.approval add column approved_as text not null, add column waivers integer[] not null default '{}';
alter table millrace.run add column started_by text not null, add column started_as text not null;

create function millrace.said_by() returns text language sql stable as $$
  select coalesce(nullif(current_setting('millrace.by', true), ''), session_user)
$$;

create function millrace.stamp_version() returns trigger language plpgsql as $$
declare
  approval text := (select p.content ->> 'approval' from millrace.policy p where p.ledger = new.ledger and p.policy = new.policy);
begin
  if tg_op = 'INSERT' then
    if new.state <> 'draft' then
      raise exception 'version % of ledger % must begin as a draft', new.version, new.ledger using errcode = 'restrict_violation';
    end if;
    new.created_at := now();
    new.created_by := millrace.said_by();
    new.created_as := current_user;
    new.published_at := null;
    new.ended_at := null;
    return new;
  end if;
  if (new.created_as, new.published_at, new.ended_at) is distinct from (old.created_as, old.published_at, old.ended_at) then
    raise exception 'who and when of version % of ledger % are written by the database', old.version, old.ledger
      using errcode = 'restrict_violation';
  end if;
  if old.input_parts is not null and new.input_parts is distinct from old.input_parts then
    raise exception 'version % of ledger % can not be changed', old.version, old.ledger using errcode = 'restrict_violation';
  end if;
  if old.state = 'draft' and new.state = 'published'
     and (approval in ('another_person', 'another_user') and millrace.said_by() = old.created_by
       or approval = 'another_user' and current_user = old.created_as) then
    raise exception 'version % of ledger % must be published by another than who computed it', old.version, old.ledger
      using errcode = 'restrict_violation', detail = 'trouble approver_must_be_another ' || json_build_object(
        'version', old.version::text, 'by', old.created_by, 'user', old.created_as, 'value', approval)::text;
  end if;
  if new.state <> old.state and new.state = 'published' then
    new.published_at := now();
  elsif new.state <> old.state then
    new.ended_at := now();
  end if;
  return new;
end $$;
create trigger stamp before insert or update on millrace.version
  for each row execute function millrace.stamp_version();

create function millrace.stamp_approval() returns trigger language plpgsql as $$
begin
  new.approved_at := now();
  new.approved_by := millrace.said_by();
  new.approved_as := current_user;
  return new;
end $$;
create trigger stamp before insert on millrace.approval
  for each row execute function millrace.stamp_approval();

create function millrace.stamp_run() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'running' then
      raise exception 'a run must begin as running' using errcode = 'restrict_violation';
    end if;
    new.started_at := clock_timestamp();
    new.started_by := millrace.said_by();
    new.started_as := current_user;
    new.ended_at := null;
    return new;
  end if;
  if old.state <> 'running' then
    raise exception 'run % has ended and can not be changed', old.run using errcode = 'restrict_violation';
  end if;
  if (new.run, new.ledger, new.period, new.command, new.host, new.process, new.started_at, new.started_by, new.started_as)
     is distinct from
     (old.run, old.ledger, old.period, old.command, old.host, old.process, old.started_at, old.started_by, old.started_as) then
    raise exception 'what run % is can not be changed', old.run using errcode = 'restrict_violation';
  end if;
  new.ended_at := case when new.state = 'running' then null else clock_timestamp() end;
  return new;
end $$;
create trigger stamp before insert or update on millrace.run
  for each row execute function millrace.stamp_run();

create function millrace.guard_kept() returns trigger language plpgsql as $$
begin
  raise exception 'millrace.% is kept for good: rows are only added', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger guard before update or delete on millrace.approval
  for each row execute function millrace.guard_kept();
create trigger guard_truncate before truncate on millrace.approval
  for each statement execute function millrace.guard_kept();
create trigger guard before delete on millrace.run
  for each row execute function millrace.guard_kept();
create trigger guard_truncate before truncate on millrace.run
  for each statement execute function millrace.guard_kept();

-- What was found is written before the run ends, in the same transaction.
create function millrace.guard_run_finding() returns trigger language plpgsql as $$
begin
  if not exists (select from millrace.run r where r.run = new.run and r.state = 'running') then
    raise exception 'run % has ended: what it found can not be changed', new.run using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger guard_insert before insert on millrace.run_finding
  for each row execute function millrace.guard_run_finding();
create trigger guard before update or delete on millrace.run_finding
  for each row execute function millrace.guard_kept();
create trigger guard_truncate before truncate on millrace.run_finding
  for each statement execute function millrace.guard_kept();

-- Policies are numbered as they come, one after the other.
create function millrace.stamp_policy() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('millrace.audit ' || new.ledger, 0));
  if trim(new.reason) = '' then
    raise exception 'a policy needs a reason' using errcode = 'restrict_violation';
  end if;
  select coalesce(max(p.policy), 0) + 1 into new.policy from millrace.policy p where p.ledger = new.ledger;
  new.recorded_at := now();
  new.recorded_by := millrace.said_by();
  new.recorded_as := current_user;
  return new;
end $$;
create trigger stamp before insert on millrace.policy
  for each row execute function millrace.stamp_policy();
create trigger guard before update or delete on millrace.policy
  for each row execute function millrace.guard_kept();
create trigger guard_truncate before truncate on millrace.policy
  for each statement execute function millrace.guard_kept();

-- Permissions to publish in spite of a finding, and their ends: rows are only added.
create table millrace.waiver (
  ledger text not null,
  waiver integer not null,
  -- the waiver that this row ends before its day; what that one is about is repeated
  ends integer,
  code text collate "C" not null,
  -- empty: every period, rows of every table, every row
  period text not null,
  "table" text collate "C" not null,
  key text collate "C" not null,
  until date not null,
  reason text not null,
  waived_at timestamptz not null,
  waived_by text not null,
  waived_as text not null,
  primary key (ledger, waiver),
  unique (ledger, ends)
);

create function millrace.stamp_waiver() returns trigger language plpgsql as $$
declare
  ended millrace.waiver;
  today date;
begin
  perform pg_advisory_xact_lock(hashtextextended('millrace.audit ' || new.ledger, 0));
  select (now() at time zone l.time_zone)::date into today from millrace.ledger l where l.ledger = new.ledger;
  if today is null then
    raise exception 'there is no ledger %', new.ledger using errcode = 'restrict_violation';
  end if;
  if trim(new.reason) = '' or new.code = '' or (new.key <> '' and new."table" = '') then
    raise exception 'a waiver needs a code and a reason, and that of a row its table' using errcode = 'restrict_violation';
  end if;
  if new.ends is null and new.until < today then
    raise exception 'a waiver until % is over already', new.until using errcode = 'restrict_violation';
  elsif new.ends is not null then
    select * into ended from millrace.waiver w where w.ledger = new.ledger and w.waiver = new.ends and w.ends is null;
    if (ended.code, ended.period, ended."table", ended.key, ended.until)
       is distinct from (new.code, new.period, new."table", new.key, new.until) then
      raise exception 'ledger % has no such waiver %', new.ledger, new.ends using errcode = 'restrict_violation';
    end if;
  end if;
  select coalesce(max(w.waiver), 0) + 1 into new.waiver from millrace.waiver w where w.ledger = new.ledger;
  new.waived_at := now();
  new.waived_by := millrace.said_by();
  new.waived_as := session_user;
  return new;
end $$;
create trigger stamp before insert on millrace.waiver
  for each row execute function millrace.stamp_waiver();
create trigger guard before update or delete on millrace.waiver
  for each row execute function millrace.guard_kept();
create trigger guard_truncate before truncate on millrace.waiver
  for each statement execute function millrace.guard_kept();

create table millrace.audit (
  ledger text not null,
  entry bigint not null,
  happened_at timestamptz not null,
  said_by text not null,
  done_as text not null,
  -- the address of the client, and what it calls itself: the command, its process and host
  done_from text not null,
  action text not null,
  version integer not null,
  details text not null,
  previous text not null,
  hash text not null,
  primary key (ledger, entry)
);
create trigger guard before update or delete on millrace.audit
  for each row execute function millrace.guard_kept();
create trigger guard_truncate before truncate on millrace.audit
  for each statement execute function millrace.guard_kept();

-- SHA-256 over the cells, each with its length before it, so that none can run into the next.
create function millrace.audit_hash(cells text[]) returns text language sql immutable as $$
  select encode(sha256(convert_to(
    string_agg(octet_length(convert_to(cell, 'UTF8')) || ':' || cell, '' order by place), 'UTF8')), 'hex')
  from unnest(cells) with ordinality as c (cell, place)
$$;

-- Runs as its owner, so that nobody else needs the right to write here.
create function millrace.write_audit() returns trigger language plpgsql security definer as $$
declare
  its millrace.audit;
  last millrace.audit;
begin
  its.ledger := new.ledger;
  -- One entry after the other: writers of a ledger's versions wait for each other anyway.
  perform pg_advisory_xact_lock(hashtextextended('millrace.audit ' || new.ledger, 0));
  select * into last from millrace.audit a where a.ledger = new.ledger order by a.entry desc limit 1;
  its.entry := coalesce(last.entry, 0) + 1;
  its.previous := coalesce(last.hash, '');
  its.happened_at := now();
  its.said_by := millrace.said_by();
  its.done_as := session_user;
  its.done_from := concat_ws(' ', host(inet_client_addr()), current_setting('application_name'));
  its.version := 0;
  if tg_table_name not in ('waiver', 'policy') then
    its.version := coalesce(new.version, 0);
  end if;
  if tg_table_name = 'waiver' then
    its.action := case when new.ends is null then 'waive' else 'end waiver' end;
    its.details := json_build_array(new.waiver, new.ends, new.code, new.period, new."table", new.key, new.until, new.reason);
  elsif tg_table_name = 'policy' then
    its.action := 'policy';
    its.details := json_build_array(new.policy, new.kind, new.hash, encode(sha256(convert_to(new.content::text, 'UTF8')), 'hex'), new.reason);
  elsif tg_table_name = 'journal_posting' then
    its.action := case when new.reverses is null then 'post journal' else 'reverse journal' end;
    its.details := json_build_array(new.posting, new.reverses, new.period, new.against, new.line_count, new.debit::text, new.hash, new.document, new.reason);
  elsif tg_table_name = 'period_state' then
    its.action := 'period ' || new.state;
    its.details := concat_ws(' ', new.period, new.entry, new.held, new.reason);
  elsif tg_table_name = 'approval' then
    its.action := 'approve ' || new.action;
    its.details := case when new.waivers = '{}' then new.reason else json_build_array(new.reason, new.waivers)::text end;
  else
    its.action := new.state;
    its.details := concat_ws(' ', new.kind, new.period, new.hash, new.input_hash, new.policy_hash, new.input_parts);
  end if;
  its.hash := millrace.audit_hash(array[its.ledger, its.entry::text,
    to_char(its.happened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), its.said_by, its.done_as, its.done_from,
    its.action, its.version::text, its.details, its.previous]);
  insert into millrace.audit values (its.*);
  return null;
end $$;
-- A version is told of once it has its hash.
create trigger audit after insert or update of state, hash on millrace.version
  for each row when (new.hash <> '') execute function millrace.write_audit();
create trigger audit after insert on millrace.approval
  for each row execute function millrace.write_audit();
create trigger audit after insert on millrace.policy
  for each row execute function millrace.write_audit();
create trigger audit after insert on millrace.waiver
  for each row execute function millrace.write_audit();
${journalPostings}
do $$
declare
  one record;
begin
  for one in
    select p.oid::regprocedure as routine, p.prokind from pg_proc p
    where p.pronamespace = 'millrace'::regnamespace
  loop
    execute format('alter routine %s set search_path = pg_catalog, pg_temp', one.routine);
  end loop;
  for one in
    select t.tgrelid::regclass as its_table, t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where c.relnamespace = 'millrace'::regnamespace and not t.tgisinternal
  loop
    execute format('alter table %s enable always trigger %I', one.its_table, one.tgname);
  end loop;
end $$;
`;
