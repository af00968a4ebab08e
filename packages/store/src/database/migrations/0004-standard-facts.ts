/** What standard costs need of the masters: costing lots, dates of lines, shares of co-products, units of times and prices. */
export const sql = `
alter table millrace.item add column costing_lot millrace.decimal_6;

alter table millrace.bom_line
  add column starts_on date,
  add column ends_on date,
  add column cost_share millrace.decimal_9,
  add column component_plant text,
  add column entry text,
  add column mix_group text,
  add column formula text;

alter table millrace.routing_operation
  add column time_unit text,
  add column efficiency millrace.decimal_9;

alter table millrace.rate add column time_unit text;

alter table millrace.item_price add column unit text;
`;
