/**
 * Versions: who they are, what they were computed from, and their tables, which have the columns of `RESULT_TABLES` in
 * costing-core. Rows keep the order of the version in `position`. Runs and approvals are records of their own.
 */
export const sql = `
create table millrace.version (
  ledger text not null,
  version integer not null,
  period text not null,
  kind text not null check (kind in ('actual')),
  state text not null default 'draft' check (state in ('draft', 'published', 'superseded', 'withdrawn')),
  hash text not null,
  input_hash text not null,
  policy_hash text not null,
  engine text not null,
  policy json not null,
  -- the published version of the period before, from which this one opened
  opened_from integer,
  errors integer not null,
  warnings integer not null,
  created_at timestamptz not null default now(),
  created_by text not null,
  published_at timestamptz,
  ended_at timestamptz,
  primary key (ledger, version),
  foreign key (ledger, opened_from) references millrace.version (ledger, version)
);

-- One published actual version per ledger and period.
create unique index version_published on millrace.version (ledger, period, kind) where state = 'published';

-- The rows that a version was computed from, in canonical order: gzipped lines of JSON, an array of cells each.
create table millrace.version_input (
  ledger text not null,
  version integer not null,
  table_name text not null,
  part integer not null,
  row_count integer not null,
  -- SHA-256 of the rows, as they were written
  hash text not null,
  rows bytea not null,
  primary key (ledger, version, table_name, part)
);
alter table millrace.version_input alter column rows set storage external;

-- A digest of the rows of each table that a version was computed from: what came or was changed later shows in the difference.
create table millrace.version_documents (
  ledger text not null,
  version integer not null,
  table_name text not null,
  digest text not null,
  primary key (ledger, version, table_name)
);

create table millrace.run (
  run bigint generated always as identity primary key,
  ledger text not null,
  period text not null,
  command text not null,
  state text not null check (state in ('running', 'done', 'failed', 'cancelled')),
  version integer,
  steps json not null default '[]',
  findings json not null default '[]',
  error text,
  host text not null,
  process integer not null,
  started_at timestamptz not null default now(),
  ended_at timestamptz
);
create index on millrace.run (ledger, period, run);

create table millrace.approval (
  approval bigint generated always as identity primary key,
  ledger text not null,
  version integer not null,
  action text not null check (action in ('publish', 'withdraw')),
  approved_by text not null,
  reason text not null,
  approved_at timestamptz not null default now()
);

create table millrace.unit_cost (
  ledger text not null,
  version integer not null,
  position integer not null,
  plant text not null,
  item text not null,
  lot text not null,
  project text not null,
  basis text not null,
  quantity numeric not null,
  amount numeric not null,
  unit_cost numeric not null,
  primary key (ledger, version, position)
);

create table millrace.unit_cost_element (
  ledger text not null,
  version integer not null,
  position integer not null,
  plant text not null,
  item text not null,
  lot text not null,
  project text not null,
  basis text not null,
  element text not null,
  amount numeric not null,
  unit_cost numeric not null,
  primary key (ledger, version, position)
);

create table millrace.unit_cost_component (
  ledger text not null,
  version integer not null,
  position integer not null,
  plant text not null,
  item text not null,
  lot text not null,
  project text not null,
  source text not null,
  source_plant text not null,
  source_key text not null,
  element text not null,
  amount numeric not null,
  primary key (ledger, version, position)
);

create table millrace.stock (
  ledger text not null,
  version integer not null,
  position integer not null,
  plant text not null,
  item text not null,
  lot text not null,
  project text not null,
  in_transit text not null,
  opening_quantity numeric not null,
  in_quantity numeric not null,
  out_quantity numeric not null,
  closing_quantity numeric not null,
  opening_amount numeric not null,
  in_amount numeric not null,
  out_amount numeric not null,
  closing_amount numeric not null,
  primary key (ledger, version, position)
);

create table millrace.stock_element (
  ledger text not null,
  version integer not null,
  position integer not null,
  plant text not null,
  item text not null,
  lot text not null,
  project text not null,
  in_transit text not null,
  element text not null,
  opening_amount numeric not null,
  in_amount numeric not null,
  out_amount numeric not null,
  closing_amount numeric not null,
  primary key (ledger, version, position)
);

create table millrace.layer (
  ledger text not null,
  version integer not null,
  position integer not null,
  plant text not null,
  item text not null,
  lot text not null,
  project text not null,
  in_transit text not null,
  layer text not null,
  received_on date,
  quantity numeric not null,
  sequence bigint,
  primary key (ledger, version, position)
);

create table millrace.layer_element (
  ledger text not null,
  version integer not null,
  position integer not null,
  plant text not null,
  item text not null,
  lot text not null,
  project text not null,
  in_transit text not null,
  layer text not null,
  element text not null,
  amount numeric not null,
  primary key (ledger, version, position)
);

create table millrace.order_cost (
  ledger text not null,
  version integer not null,
  position integer not null,
  "order" text not null,
  stage text not null,
  element text not null,
  opening_wip numeric not null,
  input numeric not null,
  completed numeric not null,
  scrap numeric not null,
  residual numeric not null,
  closing_wip numeric not null,
  primary key (ledger, version, position)
);

create table millrace.order_quantity (
  ledger text not null,
  version integer not null,
  position integer not null,
  "order" text not null,
  stage text not null,
  element text not null,
  method text not null,
  opening numeric not null,
  opening_equivalents numeric not null,
  started numeric not null,
  completed numeric not null,
  scrapped numeric not null,
  closing numeric not null,
  closing_equivalents numeric not null,
  equivalent_units numeric not null,
  unit_cost numeric,
  primary key (ledger, version, position)
);

create table millrace.pool_allocation (
  ledger text not null,
  version integer not null,
  position integer not null,
  pool text not null,
  target text not null,
  stage text not null,
  element text not null,
  driver text not null,
  quantity numeric,
  rate numeric,
  amount numeric not null,
  primary key (ledger, version, position)
);

create table millrace.service_rate (
  ledger text not null,
  version integer not null,
  position integer not null,
  centre text not null,
  round text not null,
  service text not null,
  element text not null,
  basis text not null,
  amount numeric not null,
  quantity numeric not null,
  rate numeric,
  primary key (ledger, version, position)
);

create table millrace.service_allocation (
  ledger text not null,
  version integer not null,
  position integer not null,
  "from" text not null,
  to_kind text not null,
  "to" text not null,
  round text not null,
  service text not null,
  element text not null,
  quantity numeric,
  amount numeric not null,
  primary key (ledger, version, position)
);

create table millrace.movement_cost (
  ledger text not null,
  version integer not null,
  position integer not null,
  movement text not null,
  element text not null,
  quantity numeric not null,
  amount numeric not null,
  primary key (ledger, version, position)
);

create table millrace.valuation (
  ledger text not null,
  version integer not null,
  position integer not null,
  category text not null,
  method text not null,
  bucket text not null,
  primary key (ledger, version, position)
);

create table millrace.residual (
  ledger text not null,
  version integer not null,
  position integer not null,
  reason text not null,
  object text not null,
  key text not null,
  element text not null,
  amount numeric not null,
  destination text not null,
  primary key (ledger, version, position)
);

create table millrace.finding (
  ledger text not null,
  version integer not null,
  position integer not null,
  severity text not null,
  code text not null,
  "table" text not null,
  key text not null,
  fields text not null,
  primary key (ledger, version, position)
);

create table millrace.control_total (
  ledger text not null,
  version integer not null,
  position integer not null,
  "table" text not null,
  element text not null,
  rows bigint not null,
  amount numeric not null,
  departures numeric not null,
  taken_in numeric not null,
  primary key (ledger, version, position)
);

create table millrace.proof (
  ledger text not null,
  version integer not null,
  position integer not null,
  side text not null,
  category text not null,
  element text not null,
  amount numeric not null,
  primary key (ledger, version, position)
);

-- Returns look up what a movement of an earlier period cost.
create index on millrace.movement_cost (ledger, movement);
`;
