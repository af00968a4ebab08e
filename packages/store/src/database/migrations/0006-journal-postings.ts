/**
 * Which journals the general ledger has: a row per posting, and one per posting that was reversed there. Numbers run through a
 * ledger. The last posting of a period that is not reversed is what the next one differs from.
 *
 * Taken into `0006-record`, before it names where its functions look.
 */
export const journalPostings = `
create table millrace.journal_posting (
  ledger text not null,
  posting integer not null,
  -- the posting that this row reverses; what that one says is repeated
  reverses integer,
  period text not null,
  version integer not null,
  -- the version whose journal was there before: what was posted is the difference from it
  against integer,
  -- of the lines that were posted
  line_count integer not null,
  debit numeric not null,
  credit numeric not null check (credit = debit),
  hash text not null,
  -- what the general ledger calls it; empty where nobody said
  document text not null,
  reason text not null,
  posted_at timestamptz not null,
  posted_by text not null,
  posted_as text not null,
  primary key (ledger, posting),
  unique (ledger, reverses),
  foreign key (ledger, version) references millrace.version (ledger, version),
  foreign key (ledger, against) references millrace.version (ledger, version)
);

create function millrace.stamp_journal_posting() returns trigger language plpgsql as $$
declare
  standing millrace.journal_posting;
begin
  perform pg_advisory_xact_lock(hashtextextended('millrace.audit ' || new.ledger, 0));
  select * into standing from millrace.journal_posting p
    where p.ledger = new.ledger and p.period = new.period and p.reverses is null
      and not exists (select from millrace.journal_posting r where r.ledger = p.ledger and r.reverses = p.posting)
    order by p.posting desc limit 1;
  if new.reverses is not null then
    if new.reverses is distinct from standing.posting then
      raise exception 'posting % is not the last of % that stands', new.reverses, new.period using errcode = 'restrict_violation';
    end if;
    if trim(new.reason) = '' then
      raise exception 'what is reversed needs a reason' using errcode = 'restrict_violation';
    end if;
    new.version := standing.version;
    new.against := standing.against;
    new.line_count := standing.line_count;
    new.debit := standing.debit;
    new.credit := standing.credit;
    new.hash := standing.hash;
  else
    if not exists (select from millrace.version v where (v.ledger, v.version, v.period, v.kind, v.state)
        = (new.ledger, new.version, new.period, 'actual', 'published')) then
      raise exception 'version % is not the published one of %', new.version, new.period using errcode = 'restrict_violation';
    end if;
    if new.against is distinct from standing.version or new.version = standing.version then
      raise exception 'the journal of version % of % stands', standing.version, new.period using errcode = 'restrict_violation';
    end if;
  end if;
  select coalesce(max(p.posting), 0) + 1 into new.posting from millrace.journal_posting p where p.ledger = new.ledger;
  new.posted_at := now();
  new.posted_by := millrace.said_by();
  new.posted_as := session_user;
  return new;
end $$;
create trigger stamp before insert on millrace.journal_posting
  for each row execute function millrace.stamp_journal_posting();
create trigger guard before update or delete on millrace.journal_posting
  for each row execute function millrace.guard_kept();
create trigger guard_truncate before truncate on millrace.journal_posting
  for each statement execute function millrace.guard_kept();
create trigger audit after insert on millrace.journal_posting
  for each row execute function millrace.write_audit();
`;
