import { accountTables } from './0001-account-facts.js';
import { centreTables } from './0001-centre-facts.js';

/**
 * The facts as tables: the columns of `TABLES` in costing-core, as a test compares. Empty text in a key is '', so that
 * keys are whole; elsewhere it may be null. A site may put views of its own ERP in their place.
 */
export const sql = `
create domain millrace.decimal_6 as numeric check (scale(trim_scale(value)) <= 6 and value <> 'NaN');
create domain millrace.decimal_9 as numeric check (scale(trim_scale(value)) <= 9 and value <> 'NaN');
create domain millrace.amount as numeric check (scale(trim_scale(value)) <= 8 and value <> 'NaN');

create table millrace.ledger (
  ledger text not null,
  name text,
  currency text not null,
  amount_scale bigint not null,
  time_zone text not null,
  primary key (ledger)
);

create table millrace.ledger_plant (
  ledger text not null,
  plant text not null,
  primary key (ledger, plant)
);

create table millrace.period (
  ledger text not null,
  period text not null,
  starts_on date not null,
  ends_on date not null,
  year_end text,
  primary key (ledger, period)
);

create table millrace.plant (
  plant text not null,
  name text,
  name_zh text,
  primary key (plant)
);

create table millrace.item (
  item text not null,
  name text,
  name_zh text,
  unit text not null,
  supply text not null,
  element text,
  semi_element text,
  category text,
  valued boolean not null,
  zero_cost_reason text,
  primary key (item)
);

create table millrace.unit_conversion (
  item text not null default '',
  from_unit text not null,
  to_unit text not null,
  numerator millrace.decimal_9 not null,
  denominator millrace.decimal_9 not null,
  primary key (item, from_unit, to_unit)
);

create table millrace.cost_element (
  element text not null,
  name text,
  name_zh text,
  class text not null,
  position bigint not null,
  mix_group text,
  primary key (element)
);

create table millrace.cost_centre (
  centre text not null,
  plant text not null,
  name text,
  name_zh text,
  kind text not null,
  primary key (centre)
);

create table millrace.work_centre (
  work_centre text not null,
  centre text not null,
  name text,
  name_zh text,
  primary key (work_centre)
);

create table millrace.bom (
  plant text not null,
  parent text not null,
  alternative text not null default '',
  valid_from date not null,
  valid_to date,
  base_quantity millrace.decimal_6 not null,
  unit text,
  active boolean not null,
  primary key (plant, parent, alternative, valid_from)
);

create table millrace.bom_line (
  plant text not null,
  parent text not null,
  alternative text not null default '',
  valid_from date not null,
  line bigint not null,
  component text not null,
  quantity millrace.decimal_9 not null,
  unit text,
  kind text not null,
  fixed boolean not null,
  scrap_rate millrace.decimal_9,
  operation text,
  primary key (plant, parent, alternative, valid_from, line)
);

create table millrace.routing_operation (
  plant text not null,
  item text not null,
  alternative text not null default '',
  operation text not null,
  position bigint,
  work_centre text not null,
  base_quantity millrace.decimal_6,
  setup_hours_machine millrace.decimal_6,
  setup_hours_labour millrace.decimal_6,
  run_hours_machine millrace.decimal_6,
  run_hours_labour millrace.decimal_6,
  scrap_rate millrace.decimal_9,
  subcontract_price millrace.decimal_9,
  primary key (plant, item, alternative, operation)
);

create table millrace.rate (
  plant text not null,
  centre text not null default '',
  work_centre text not null default '',
  driver text not null,
  element text not null default '',
  valid_from date not null,
  rate millrace.decimal_9 not null,
  primary key (plant, centre, work_centre, driver, element, valid_from)
);

create table millrace.item_price (
  plant text not null,
  item text not null,
  kind text not null,
  element text not null,
  valid_from date not null,
  price millrace.decimal_9 not null,
  per_quantity millrace.decimal_6 not null,
  primary key (plant, item, kind, element, valid_from)
);

create table millrace.opening_stock (
  ledger text not null,
  plant text not null,
  item text not null,
  lot text not null default '',
  project text not null default '',
  in_transit text not null default '',
  layer text not null default '',
  received_on date,
  quantity millrace.decimal_6 not null,
  reason text not null,
  sequence bigint,
  primary key (ledger, plant, item, lot, project, in_transit, layer)
);

create table millrace.opening_stock_amount (
  ledger text not null,
  plant text not null,
  item text not null,
  lot text not null default '',
  project text not null default '',
  in_transit text not null default '',
  layer text not null default '',
  element text not null,
  amount millrace.amount not null,
  primary key (ledger, plant, item, lot, project, in_transit, layer, element)
);

create table millrace.opening_wip (
  ledger text not null,
  "order" text not null default '',
  item text not null default '',
  stage text not null,
  element text not null,
  amount millrace.amount not null,
  quantity millrace.decimal_6,
  equivalent_units millrace.decimal_6,
  primary key (ledger, "order", item, stage, element)
);

create table millrace.earlier_cost (
  ledger text not null,
  movement text not null,
  element text not null,
  quantity millrace.decimal_6 not null,
  amount millrace.amount not null,
  returned millrace.decimal_6,
  posted_on date,
  primary key (ledger, movement, element)
);

create table millrace.last_actual_cost (
  ledger text not null,
  plant text not null,
  item text not null,
  element text not null,
  quantity millrace.decimal_6 not null,
  amount millrace.amount not null,
  primary key (ledger, plant, item, element)
);

create table millrace.production_order (
  "order" text not null,
  plant text not null,
  item text not null,
  alternative text,
  type text not null,
  quantity_planned millrace.decimal_6 not null,
  opened_on date not null,
  closed_on date,
  source text,
  status text not null,
  refers_to text,
  primary key ("order")
);

create table millrace.movement (
  movement text not null,
  document text not null,
  line bigint not null,
  posted_at timestamptz not null,
  physical_on date,
  type text not null,
  plant text not null,
  item text not null,
  lot text,
  project text,
  quantity millrace.decimal_6 not null,
  unit text,
  "order" text,
  operation text,
  centre text,
  to_plant text,
  to_item text,
  to_lot text,
  to_project text,
  refers_to text,
  reason text,
  zero_cost_reason text,
  source text,
  status text not null,
  basis text,
  hours_machine millrace.decimal_6,
  hours_labour millrace.decimal_6,
  primary key (movement)
);

create table millrace.movement_receipt (
  movement text not null,
  receipt text not null,
  primary key (movement, receipt)
);

create table millrace.movement_amount (
  movement text not null,
  ledger text not null,
  element text not null,
  amount millrace.amount not null,
  primary key (movement, ledger, element)
);

create table millrace.work_report (
  report text not null,
  "order" text not null,
  operation text,
  work_centre text not null,
  reported_at timestamptz not null,
  quantity_good millrace.decimal_6,
  quantity_scrap millrace.decimal_6,
  quantity_rework millrace.decimal_6,
  hours_machine millrace.decimal_6,
  hours_labour millrace.decimal_6,
  cycles millrace.decimal_6,
  setup boolean not null,
  idle text,
  reverses text,
  source text,
  status text not null,
  primary key (report)
);

create table millrace.wip_count (
  period text not null,
  "order" text not null,
  operation text not null default '',
  stage text not null default '',
  quantity millrace.decimal_6 not null,
  degree millrace.decimal_9,
  equivalent_units millrace.decimal_6,
  primary key (period, "order", operation, stage)
);

create table millrace.stock_count (
  plant text not null,
  item text not null,
  lot text not null default '',
  project text not null default '',
  location text not null default '',
  counted_on date not null,
  quantity millrace.decimal_6 not null,
  unit text,
  source text,
  status text not null,
  primary key (plant, item, lot, project, location, counted_on)
);

create table millrace.order_quota (
  period text not null,
  "order" text not null,
  stage text not null,
  completed millrace.decimal_6 not null,
  in_process millrace.decimal_6 not null,
  primary key (period, "order", stage)
);

create table millrace.normal_loss (
  plant text not null,
  item text not null,
  operation text not null default '',
  valid_from date not null,
  rate millrace.decimal_9 not null,
  basis text not null,
  scrap_item text,
  scrap_price millrace.decimal_9,
  centre text,
  primary key (plant, item, operation, valid_from)
);

create table millrace.cost_pool (
  ledger text not null,
  period text not null,
  pool text not null,
  centre text not null,
  element text not null,
  amount millrace.amount not null,
  behaviour text not null,
  driver text,
  normal_driver millrace.decimal_6,
  rate millrace.decimal_9,
  source text,
  status text not null,
  primary key (ledger, period, pool)
);

${centreTables}
create table millrace.joint_output (
  plant text not null,
  item text not null,
  "order" text not null default '',
  output_item text not null,
  valid_from date not null,
  role text not null,
  weight millrace.decimal_9,
  price millrace.decimal_9,
  share millrace.decimal_9,
  further_cost millrace.decimal_9,
  further_rate millrace.decimal_9,
  selling_cost millrace.decimal_9,
  primary key (plant, item, "order", output_item, valid_from)
);
${accountTables}
-- A close reads what is dated in its period, and what was done to date for orders that are open in it.
create index on millrace.movement (posted_at);
create index on millrace.movement ("order") where "order" <> '';
create index on millrace.movement (refers_to) where refers_to <> '';
create index on millrace.work_report (reported_at);
create index on millrace.work_report ("order");
`;
