/** The facts by which the cost of centres is spread, a part of `0001-facts.ts`. */
export const centreTables = `
create table millrace.driver (
  driver text not null,
  name text,
  name_zh text,
  unit text,
  kind text not null,
  formula text,
  "of" text,
  primary key (driver)
);

create table millrace.rate_budget (
  ledger text not null,
  centre text not null,
  element text not null,
  driver text not null,
  valid_from date not null,
  valid_to date,
  amount millrace.amount not null,
  quantity millrace.decimal_6,
  fixed_amount millrace.amount,
  primary key (ledger, centre, element, driver, valid_from)
);

create table millrace.rate_budget_output (
  ledger text not null,
  centre text not null,
  driver text not null,
  valid_from date not null,
  item text not null,
  quantity millrace.decimal_6 not null,
  primary key (ledger, centre, driver, valid_from, item)
);

create table millrace.opening_absorption (
  ledger text not null,
  centre text not null,
  element text not null,
  driver text not null,
  item text not null default '',
  amount millrace.amount not null,
  quantity millrace.decimal_6 not null,
  applied millrace.amount,
  difference millrace.amount not null,
  primary key (ledger, centre, element, driver, item)
);

create table millrace.last_rate (
  ledger text not null,
  object text not null,
  pool text not null,
  driver text not null,
  element text not null,
  rate millrace.decimal_9 not null,
  primary key (ledger, object, pool, driver, element)
);

create table millrace.attribute (
  owner_kind text not null,
  owner text not null,
  name text not null,
  value millrace.decimal_9 not null,
  primary key (owner_kind, owner, name)
);

create table millrace.driver_quantity (
  period text not null,
  driver text not null,
  centre text not null default '',
  target_kind text not null,
  target text not null,
  operation text not null default '',
  position bigint,
  quantity millrace.decimal_6 not null,
  source text,
  status text not null,
  primary key (period, driver, centre, target_kind, target, operation)
);

create table millrace.department_service (
  period text not null,
  from_centre text not null,
  to_kind text not null,
  "to" text not null default '',
  service text not null default '',
  position bigint,
  quantity millrace.decimal_6 not null,
  source text,
  status text not null,
  primary key (period, from_centre, to_kind, "to", service)
);
`;
