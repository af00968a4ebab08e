/** What orders spoiled: the account of their loss, and by operation. */
export const spoilage = `create table millrace.spoilage (
  ledger text not null default current_setting('millrace.ledger'),
  version integer not null default current_setting('millrace.version')::integer,
  "order" text collate "C" not null,
  bearer text collate "C" not null,
  item text not null,
  units_normal numeric not null,
  units_abnormal numeric not null,
  irreparable numeric[],
  normal_salvage numeric[],
  repair numeric[],
  salvage numeric[],
  compensation numeric[],
  net numeric[],
  primary key (ledger, version, "order", bearer)
);

create table millrace.spoilage_by_operation (
  ledger text not null default current_setting('millrace.ledger'),
  version integer not null default current_setting('millrace.version')::integer,
  "order" text collate "C" not null,
  operation text collate "C" not null,
  item text not null,
  units_normal numeric not null,
  units_abnormal numeric not null,
  cost numeric not null,
  unit_cost numeric,
  primary key (ledger, version, "order", operation)
);`;
