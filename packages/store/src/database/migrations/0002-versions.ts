import { lateCost } from './0002-late-cost.js';
import { policies } from './0002-policies.js';
import { spoilage } from './0002-spoilage.js';
import { views } from './0002-version-views.js';

/**
 * Versions: who they are, what they were computed from, and their tables, which have the columns of `STORED_TABLES` in
 * costing-core: a row per thing, its amounts per cost element in arrays, in the order of `version_element`. Runs and
 * approvals are records of their own.
 *
 * Whose rows are written is a setting of the transaction, and so a default: COPY has nothing but the bytes that were hashed.
 */
export const sql = `${policies}
create table millrace.version (
  ledger text not null,
  version integer not null,
  period text not null,
  kind text not null check (kind in ('actual')),
  state text not null default 'draft' check (state in ('draft', 'published', 'superseded', 'withdrawn')),
  -- empty while its rows are written
  hash text not null check (hash <> '' or state = 'draft'),
  input_hash text not null,
  policy_hash text not null,
  engine text not null,
  -- its number
  policy integer not null,
  -- the published version of the period before, from which this one opened
  opened_from integer,
  errors integer not null,
  warnings integer not null,
  created_at timestamptz not null default now(),
  created_by text not null,
  published_at timestamptz,
  ended_at timestamptz,
  primary key (ledger, version),
  foreign key (ledger, opened_from) references millrace.version (ledger, version),
  foreign key (ledger, policy) references millrace.policy (ledger, policy)
);

-- One published actual version per ledger and period.
create unique index version_published on millrace.version (ledger, period, kind) where state = 'published';

-- The rows that a version was computed from, in the order of their keys: parts of 65,536 rows, each column by itself as
-- columnChunks makes it, compressed by zstd, with the SHA-256 of its bytes. A column without a value has none.
create table millrace.version_input (
  ledger text not null,
  version integer not null,
  table_name text not null,
  part integer not null,
  column_name text not null,
  row_count integer not null,
  -- SHA-256 of the bytes, as they were written
  hash text not null,
  bytes bytea not null,
  primary key (ledger, version, table_name, part, column_name)
);
alter table millrace.version_input alter column bytes set storage external;

-- A digest of the rows of each table that a version was computed from: what came or was changed later shows in the difference.
create table millrace.version_documents (
  ledger text not null,
  version integer not null,
  table_name text not null,
  digest text not null,
  primary key (ledger, version, table_name)
);

-- What each table of a version was written with: the version's hash is over these, so that one can be proven without the
-- others.
create table millrace.version_table (
  ledger text not null,
  version integer not null,
  table_name text not null,
  row_count integer not null,
  hash text not null,
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
  error text,
  host text not null,
  process integer not null,
  started_at timestamptz not null default now(),
  ended_at timestamptz
);
create index on millrace.run (ledger, period, run);

-- All that a run found, those of the version that it wrote too: the first thousand of each code, and how many there are.
create table millrace.run_finding (
  run bigint not null,
  position integer not null,
  severity text not null,
  code text collate "C" not null,
  "table" text collate "C" not null,
  key text collate "C" not null,
  fields json not null,
  primary key (run, position)
);

create table millrace.approval (
  approval bigint generated always as identity primary key,
  ledger text not null,
  version integer not null,
  action text not null check (action in ('publish', 'withdraw')),
  approved_by text not null,
  reason text not null,
  approved_at timestamptz not null default now()
);

create table millrace.version_element (
  ledger text not null default current_setting('millrace.ledger'),
  version integer not null default current_setting('millrace.version')::integer,
  position bigint not null,
  element text not null,
  primary key (ledger, version, position)
);

create table millrace.unit_cost (
  ledger text not null default current_setting('millrace.ledger'),
  version integer not null default current_setting('millrace.version')::integer,
  plant text collate "C" not null,
  item text collate "C" not null,
  lot text collate "C" not null,
  project text collate "C" not null,
  basis text collate "C" not null,
  quantity numeric not null,
  amount numeric not null,
  unit_cost numeric not null,
  amounts numeric[],
  primary key (ledger, version, plant, item, lot, project, basis)
);

create table millrace.unit_cost_component (
  ledger text not null default current_setting('millrace.ledger'),
  version integer not null default current_setting('millrace.version')::integer,
  plant text collate "C" not null,
  item text collate "C" not null,
  lot text collate "C" not null,
  project text collate "C" not null,
  source text collate "C" not null,
  source_plant text collate "C" not null,
  source_key text collate "C" not null,
  amounts numeric[],
  primary key (ledger, version, plant, item, lot, project, source, source_plant, source_key)
);

create table millrace.stock (
  ledger text not null default current_setting('millrace.ledger'),
  version integer not null default current_setting('millrace.version')::integer,
  plant text collate "C" not null,
  item text collate "C" not null,
  lot text collate "C" not null,
  project text collate "C" not null,
  in_transit text collate "C" not null,
  opening_quantity numeric not null,
  in_quantity numeric not null,
  out_quantity numeric not null,
  closing_quantity numeric not null,
  opening_amount numeric not null,
  in_amount numeric not null,
  out_amount numeric not null,
  closing_amount numeric not null,
  opening_amounts numeric[],
  in_amounts numeric[],
  out_amounts numeric[],
  closing_amounts numeric[],
  primary key (ledger, version, plant, item, lot, project, in_transit)
);

create table millrace.layer (
  ledger text not null default current_setting('millrace.ledger'),
  version integer not null default current_setting('millrace.version')::integer,
  plant text collate "C" not null,
  item text collate "C" not null,
  lot text collate "C" not null,
  project text collate "C" not null,
  in_transit text collate "C" not null,
  layer text collate "C" not null,
  received_on date,
  quantity numeric not null,
  sequence bigint,
  amounts numeric[],
  primary key (ledger, version, plant, item, lot, project, in_transit, layer)
);

create table millrace.order_cost (
  ledger text not null default current_setting('millrace.ledger'),
  version integer not null default current_setting('millrace.version')::integer,
  "order" text collate "C" not null,
  stage text collate "C" not null,
  opening_wip numeric[],
  input numeric[],
  completed numeric[],
  scrap numeric[],
  residual numeric[],
  closing_wip numeric[],
  primary key (ledger, version, "order", stage)
);

create table millrace.order_quantity (
  ledger text not null default current_setting('millrace.ledger'),
  version integer not null default current_setting('millrace.version')::integer,
  "order" text collate "C" not null,
  stage text collate "C" not null,
  method text not null,
  opening numeric not null,
  opening_equivalents numeric not null,
  started numeric not null,
  completed numeric not null,
  scrapped numeric not null,
  closing numeric not null,
  closing_equivalents numeric not null,
  equivalent_units numeric not null,
  unit_costs numeric[],
  primary key (ledger, version, "order", stage)
);

create table millrace.step_share (
  ledger text not null default current_setting('millrace.ledger'),
  version integer not null default current_setting('millrace.version')::integer,
  item text collate "C" not null,
  stage text collate "C" not null,
  share text not null,
  target text collate "C" not null,
  units numeric,
  quantity numeric,
  rates numeric[],
  amounts numeric[],
  primary key (ledger, version, item, stage, share, target)
);

create table millrace.joint_cost (
  ledger text not null default current_setting('millrace.ledger'),
  version integer not null default current_setting('millrace.version')::integer,
  "order" text collate "C" not null,
  output_item text collate "C" not null,
  role text collate "C" not null,
  method text not null,
  quantity numeric not null,
  value numeric,
  rate numeric,
  credit numeric not null,
  allocated numeric not null,
  further numeric not null,
  unit_cost numeric,
  primary key (ledger, version, "order", output_item, role)
);

${spoilage}

create table millrace.pool_allocation (
  ledger text not null default current_setting('millrace.ledger'),
  version integer not null default current_setting('millrace.version')::integer,
  object text collate "C" not null,
  pool text collate "C" not null,
  target text collate "C" not null,
  stage text collate "C" not null,
  quantity numeric,
  amounts numeric[],
  primary key (ledger, version, object, pool, target, stage)
);

create table millrace.pool_rate (
  ledger text not null default current_setting('millrace.ledger'),
  version integer not null default current_setting('millrace.version')::integer,
  object text collate "C" not null,
  pool text collate "C" not null,
  driver text not null,
  quantity numeric,
  amounts numeric[],
  rates numeric[],
  last_rates numeric[],
  primary key (ledger, version, object, pool)
);

create table millrace.absorption (
  ledger text not null default current_setting('millrace.ledger'),
  version integer not null default current_setting('millrace.version')::integer,
  centre text collate "C" not null,
  driver text collate "C" not null,
  item text collate "C" not null,
  quantity numeric not null,
  amounts numeric[],
  applied numeric[],
  differences numeric[],
  year_end text not null,
  primary key (ledger, version, centre, driver, item)
);

create table millrace.service_rate (
  ledger text not null default current_setting('millrace.ledger'),
  version integer not null default current_setting('millrace.version')::integer,
  centre text collate "C" not null,
  round text collate "C" not null,
  service text collate "C" not null,
  basis text not null,
  quantity numeric,
  amounts numeric[],
  rates numeric[],
  primary key (ledger, version, centre, round, service)
);

create table millrace.service_allocation (
  ledger text not null default current_setting('millrace.ledger'),
  version integer not null default current_setting('millrace.version')::integer,
  "from" text collate "C" not null,
  to_kind text collate "C" not null,
  "to" text collate "C" not null,
  round text collate "C" not null,
  service text collate "C" not null,
  quantity numeric,
  amounts numeric[],
  primary key (ledger, version, "from", to_kind, "to", round, service)
);

create table millrace.movement_cost (
  ledger text not null default current_setting('millrace.ledger'),
  version integer not null default current_setting('millrace.version')::integer,
  movement text collate "C" not null,
  quantity numeric not null,
  amounts numeric[],
  primary key (ledger, version, movement)
);

create table millrace.back_flush (
  ledger text not null default current_setting('millrace.ledger'),
  version integer not null default current_setting('millrace.version')::integer,
  movement text collate "C" not null,
  "order" text not null,
  plant text not null,
  item text not null,
  operation text not null,
  posted_on date not null,
  quantity numeric not null,
  primary key (ledger, version, movement)
);

create table millrace.valuation (
  ledger text not null default current_setting('millrace.ledger'),
  version integer not null default current_setting('millrace.version')::integer,
  category text collate "C" not null,
  method text not null,
  bucket text not null,
  primary key (ledger, version, category)
);

create table millrace.residual (
  ledger text not null default current_setting('millrace.ledger'),
  version integer not null default current_setting('millrace.version')::integer,
  reason text collate "C" not null,
  object text collate "C" not null,
  key text collate "C" not null,
  amounts numeric[],
  destination text not null,
  primary key (ledger, version, reason, object, key)
);

create table millrace.finding (
  ledger text not null default current_setting('millrace.ledger'),
  version integer not null default current_setting('millrace.version')::integer,
  position bigint not null,
  severity text not null,
  code text not null,
  "table" text not null,
  key text not null,
  fields text not null,
  primary key (ledger, version, position)
);

create table millrace.control_total (
  ledger text not null default current_setting('millrace.ledger'),
  version integer not null default current_setting('millrace.version')::integer,
  "table" text collate "C" not null,
  rows bigint not null,
  amounts numeric[],
  departures numeric[],
  taken_in numeric[],
  primary key (ledger, version, "table")
);

create table millrace.proof (
  ledger text not null default current_setting('millrace.ledger'),
  version integer not null default current_setting('millrace.version')::integer,
  side text collate "C" not null,
  category text collate "C" not null,
  amounts numeric[],
  primary key (ledger, version, side, category)
);

-- Returns look up what a movement of an earlier period cost.
create index on millrace.movement_cost (ledger, movement);
${views}
${lateCost}`;
