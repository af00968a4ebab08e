/**
 * What was imported, by whom and when, from which files; and of each row what it was before, so that an import can be taken back.
 * Both are only added to. Of a row that was added or changed there is its hash, which tells whether it is still so. What was seen of a
 * site's own tables is kept beside them.
 */
export const sql = `
create table millrace.import (
  import bigint primary key,
  imported_at timestamptz not null,
  imported_by text not null,
  imported_as text not null,
  -- the import that this one takes back
  undoes bigint references millrace.import unique,
  -- [{ name, sha256 }]
  files jsonb not null,
  -- [{ table, period, rows, added, changed, removed }]
  counts jsonb not null
);

create table millrace.import_row (
  import bigint not null,
  table_name text not null,
  key text[] not null,
  -- the row as it was; null where it was not there
  before jsonb,
  -- hash_record_extended of the row as it was written; null where it was removed
  after bigint
);
-- Rows of an import lie together: imports wait for one another.
create index on millrace.import_row using brin (import);

-- What the last read of a site's own table saw, by part of its keys' hashes, so that the next one needs to read only what differs.
create table millrace.source_part (
  -- MD5 of where the table is and by which query it is read
  source uuid not null,
  table_name text not null,
  part integer not null,
  -- the sum of the hashes of its rows as they stand there
  hash numeric not null,
  -- the sum of the hashes of the rows of facts in it, once they had been imported
  digest numeric not null,
  primary key (source, table_name, part)
);

create function millrace.stamp_import() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.imported_at := now();
  new.imported_by := millrace.said_by();
  new.imported_as := current_user;
  return new;
end $$;
create trigger stamp before insert on millrace.import for each row execute function millrace.stamp_import();
create trigger guard before update or delete on millrace.import for each row execute function millrace.guard_kept();
create trigger guard_truncate before truncate on millrace.import for each statement execute function millrace.guard_kept();
create trigger guard before update or delete on millrace.import_row for each row execute function millrace.guard_kept();
create trigger guard_truncate before truncate on millrace.import_row
  for each statement execute function millrace.guard_kept();
alter table millrace.import enable always trigger stamp;
alter table millrace.import enable always trigger guard;
alter table millrace.import enable always trigger guard_truncate;
alter table millrace.import_row enable always trigger guard;
alter table millrace.import_row enable always trigger guard_truncate;
`;
