/** Part of the second migration: the rows of a version as people ask for them in SQL. */
export const views = `
-- The rows of a version per cost element, for who asks in SQL: one row per thing and element that has a part in it.

-- R(amount / quantity), exactly: numeric division alone would round twice.
create function millrace.unit_cost(amount numeric, quantity numeric, decimals integer) returns numeric
language sql immutable strict parallel safe as $$
  select round(sign(amount) * sign(quantity)
    * div(2 * abs(amount) * 10::numeric ^ decimals + abs(quantity), 2 * abs(quantity)) / 10::numeric ^ decimals, decimals)
$$;

create view millrace.unit_cost_element as
select t.ledger, t.version, t.plant, t.item, t.lot, t.project, t.basis, e.element, t.amounts[e.position] as amount,
  millrace.unit_cost(t.amounts[e.position], t.quantity, scale(t.unit_cost)) as unit_cost
from millrace.unit_cost t join millrace.version_element e using (ledger, version)
where t.amounts[e.position] is not null;

create view millrace.unit_cost_component_element as
select t.ledger, t.version, t.plant, t.item, t.lot, t.project, t.source, t.source_plant, t.source_key, e.element,
  t.amounts[e.position] as amount
from millrace.unit_cost_component t join millrace.version_element e using (ledger, version)
where t.amounts[e.position] is not null;

create view millrace.stock_element as
select t.ledger, t.version, t.plant, t.item, t.lot, t.project, t.in_transit, e.element,
  coalesce(t.opening_amounts[e.position], 0) as opening_amount, coalesce(t.in_amounts[e.position], 0) as in_amount,
  coalesce(t.out_amounts[e.position], 0) as out_amount, coalesce(t.closing_amounts[e.position], 0) as closing_amount
from millrace.stock t join millrace.version_element e using (ledger, version)
where num_nonnulls(t.opening_amounts[e.position], t.in_amounts[e.position], t.out_amounts[e.position],
  t.closing_amounts[e.position]) > 0;

create view millrace.layer_element as
select t.ledger, t.version, t.plant, t.item, t.lot, t.project, t.in_transit, t.layer, e.element,
  t.amounts[e.position] as amount
from millrace.layer t join millrace.version_element e using (ledger, version)
where t.amounts[e.position] is not null;

create view millrace.order_cost_element as
select t.ledger, t.version, t."order", t.stage, e.element, coalesce(t.opening_wip[e.position], 0) as opening_wip,
  coalesce(t.input[e.position], 0) as input, coalesce(t.completed[e.position], 0) as completed,
  coalesce(t.scrap[e.position], 0) as scrap, coalesce(t.residual[e.position], 0) as residual,
  coalesce(t.closing_wip[e.position], 0) as closing_wip
from millrace.order_cost t join millrace.version_element e using (ledger, version)
where num_nonnulls(t.opening_wip[e.position], t.input[e.position], t.completed[e.position], t.scrap[e.position],
  t.residual[e.position], t.closing_wip[e.position]) > 0;

-- A stage without a unit cost is a row of the first element.
create view millrace.order_quantity_element as
select t.ledger, t.version, t."order", t.stage, e.element, t.method, t.opening, t.opening_equivalents, t.started,
  t.completed, t.scrapped, t.closing, t.closing_equivalents, t.equivalent_units, t.unit_costs[e.position] as unit_cost
from millrace.order_quantity t join millrace.version_element e using (ledger, version)
where t.unit_costs[e.position] is not null or (t.unit_costs is null and e.position = 1);

-- What costs nothing yet is a row of the first element.
create view millrace.step_share_element as
select t.ledger, t.version, t.item, t.stage, t.share, t.target, e.element, t.units, t.quantity, t.rates[e.position] as rate,
  coalesce(t.amounts[e.position], 0) as amount
from millrace.step_share t join millrace.version_element e using (ledger, version)
where num_nonnulls(t.rates[e.position], t.amounts[e.position]) > 0
  or (num_nonnulls(t.rates, t.amounts) = 0 and e.position = 1);

-- A loss that is worth nothing is a row of the first element.
create view millrace.spoilage_element as
select t.ledger, t.version, t."order", t.bearer, t.item, e.element, t.units_normal, t.units_abnormal,
  coalesce(t.irreparable[e.position], 0) as irreparable, coalesce(t.normal_salvage[e.position], 0) as normal_salvage,
  coalesce(t.repair[e.position], 0) as repair, coalesce(t.salvage[e.position], 0) as salvage,
  coalesce(t.compensation[e.position], 0) as compensation, coalesce(t.net[e.position], 0) as net
from millrace.spoilage t join millrace.version_element e using (ledger, version)
where num_nonnulls(t.irreparable[e.position], t.normal_salvage[e.position], t.repair[e.position],
  t.salvage[e.position], t.compensation[e.position], t.net[e.position]) > 0
  or (num_nonnulls(t.irreparable, t.normal_salvage, t.repair, t.salvage, t.compensation, t.net) = 0 and e.position = 1);

-- What was not spread by a driver has no quantity.
create view millrace.pool_allocation_element as
select t.ledger, t.version, t.object, t.pool, t.target, t.stage, e.element, coalesce(r.driver, '') as driver, t.quantity,
  r.rates[e.position] as rate, t.amounts[e.position] as amount
from millrace.pool_allocation t join millrace.version_element e using (ledger, version)
  left join millrace.pool_rate r on r.ledger = t.ledger and r.version = t.version and r.object = t.object
    and r.pool = t.pool and t.quantity is not null
where t.amounts[e.position] is not null;

create view millrace.pool_rate_element as
select t.ledger, t.version, t.object, t.pool, e.element, t.driver, t.quantity, t.amounts[e.position] as amount,
  t.rates[e.position] as rate, t.last_rates[e.position] as last_rate
from millrace.pool_rate t join millrace.version_element e using (ledger, version)
where t.amounts[e.position] is not null;

create view millrace.absorption_element as
select t.ledger, t.version, t.centre, t.driver, t.item, e.element, t.quantity, coalesce(t.amounts[e.position], 0) as amount,
  coalesce(t.applied[e.position], 0) as applied, coalesce(t.differences[e.position], 0) as difference, t.year_end
from millrace.absorption t join millrace.version_element e using (ledger, version)
where num_nonnulls(t.amounts[e.position], t.applied[e.position], t.differences[e.position]) > 0
  or (t.amounts is null and t.applied is null and t.differences is null and e.position = 1);

create view millrace.service_rate_element as
select t.ledger, t.version, t.centre, t.round, t.service, e.element, t.basis, t.amounts[e.position] as amount, t.quantity,
  t.rates[e.position] as rate
from millrace.service_rate t join millrace.version_element e using (ledger, version)
where t.amounts[e.position] is not null;

create view millrace.service_allocation_element as
select t.ledger, t.version, t."from", t.to_kind, t."to", t.round, t.service, e.element, t.quantity,
  t.amounts[e.position] as amount
from millrace.service_allocation t join millrace.version_element e using (ledger, version)
where t.amounts[e.position] is not null;

create view millrace.movement_cost_element as
select t.ledger, t.version, t.movement, e.element, t.quantity, t.amounts[e.position] as amount
from millrace.movement_cost t join millrace.version_element e using (ledger, version)
where t.amounts[e.position] is not null;

create view millrace.residual_element as
select t.ledger, t.version, t.reason, t.object, t.key, e.element, t.amounts[e.position] as amount, t.destination
from millrace.residual t join millrace.version_element e using (ledger, version)
where t.amounts[e.position] is not null;

create view millrace.control_total_element as
select t.ledger, t.version, t."table", e.element, t.rows, coalesce(t.amounts[e.position], 0) as amount,
  coalesce(t.departures[e.position], 0) as departures, coalesce(t.taken_in[e.position], 0) as taken_in
from millrace.control_total t join millrace.version_element e using (ledger, version)
where num_nonnulls(t.amounts[e.position], t.departures[e.position], t.taken_in[e.position]) > 0;

create view millrace.proof_element as
select t.ledger, t.version, t.side, t.category, e.element, t.amounts[e.position] as amount
from millrace.proof t join millrace.version_element e using (ledger, version)
where t.amounts[e.position] is not null;
`;
