/** Costs that came after their receipts, each with its split. */
export const lateCost = `create table millrace.late_cost (
  ledger text not null default current_setting('millrace.ledger'),
  version integer not null default current_setting('millrace.version')::integer,
  movement text collate "C" not null,
  receipt text collate "C" not null,
  kind text not null,
  document text not null,
  plant text not null,
  item text not null,
  lot text not null,
  project text not null,
  received_on date,
  quantity numeric,
  covered numeric,
  amounts numeric[],
  to_stock numeric[],
  to_expense numeric[],
  primary key (ledger, version, movement, receipt)
);

create view millrace.late_cost_element as
select t.ledger, t.version, t.movement, t.receipt, t.kind, t.document, t.plant, t.item, t.lot, t.project, t.received_on,
  t.quantity, t.covered, e.element, coalesce(t.amounts[e.position], 0) as amount,
  coalesce(t.to_stock[e.position], 0) as to_stock, coalesce(t.to_expense[e.position], 0) as to_expense
from millrace.late_cost t join millrace.version_element e using (ledger, version)
where num_nonnulls(t.amounts[e.position], t.to_stock[e.position], t.to_expense[e.position]) > 0;`;
