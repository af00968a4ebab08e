/**
 * Part of the eighth migration: published costs as analysts ask for them, with names, units and the period. Names are those that
 * masters have now; figures are those of the version.
 */
export const publishedViews = `
create function millrace.total(amounts numeric[]) returns numeric language sql immutable parallel safe
  set search_path = pg_catalog, pg_temp as $$
  select coalesce(sum(amount), 0) from unnest(amounts) as a (amount)
$$;

-- One row per item and plant, lots and projects taken together: as it was produced where it was, else as it was available.
create view millrace.published_unit_cost as
with cost as (
  select v.ledger, v.period, v.version, t.plant, t.item, t.basis, t.quantity, t.amount, scale(t.unit_cost) as decimals,
    bool_or(t.basis = 'produced') over (partition by v.ledger, v.period, v.version, t.plant, t.item) as is_made
  from millrace.version v join millrace.unit_cost t using (ledger, version)
  where v.kind = 'actual' and v.state = 'published' and t.basis <> 'closing'
)
select c.ledger, c.period, c.version, c.plant, c.item, i.name as item_name, i.name_zh as item_name_zh, i.category, i.unit,
  l.currency, c.basis, sum(c.quantity) as quantity, sum(c.amount) as amount,
  case when sum(c.quantity) <> 0 then millrace.unit_cost(sum(c.amount), sum(c.quantity), max(c.decimals)) end as unit_cost
from cost c join millrace.ledger l using (ledger) left join millrace.item i using (item)
where c.basis = case when c.is_made then 'produced' else 'available' end
group by c.ledger, c.period, c.version, c.plant, c.item, i.name, i.name_zh, i.category, i.unit, l.currency, c.basis;

create view millrace.published_unit_cost_element as
select u.ledger, u.period, u.version, u.plant, u.item, u.item_name, u.item_name_zh, u.category, u.unit, u.currency, u.basis,
  t.element, e.name as element_name, e.name_zh as element_name_zh, u.quantity, sum(t.amount) as amount,
  case when u.quantity <> 0 then millrace.unit_cost(sum(t.amount), u.quantity, scale(u.unit_cost)) end as unit_cost
from millrace.published_unit_cost u join millrace.unit_cost_element t using (ledger, version, plant, item, basis)
  left join millrace.cost_element e using (element)
group by u.ledger, u.period, u.version, u.plant, u.item, u.item_name, u.item_name_zh, u.category, u.unit, u.currency, u.basis,
  t.element, e.name, e.name_zh, u.quantity, u.unit_cost;

-- One row per item and plant: lots, projects and what is under way taken together.
create view millrace.published_stock as
select v.ledger, v.period, v.version, t.plant, t.item, i.name as item_name, i.name_zh as item_name_zh, i.category, i.unit,
  l.currency, sum(t.opening_quantity) as opening_quantity, sum(t.opening_amount) as opening_amount,
  sum(t.in_quantity) as in_quantity, sum(t.in_amount) as in_amount, sum(t.out_quantity) as out_quantity,
  sum(t.out_amount) as out_amount, sum(t.closing_quantity) as closing_quantity, sum(t.closing_amount) as closing_amount,
  case when sum(t.closing_quantity) <> 0 then
    millrace.unit_cost(sum(t.closing_amount), sum(t.closing_quantity), (p.content ->> 'unit_cost_scale')::integer)
  end as closing_unit_cost,
  coalesce(sum(t.closing_quantity) filter (where t.in_transit <> ''), 0) as in_transit_quantity,
  coalesce(sum(t.closing_amount) filter (where t.in_transit <> ''), 0) as in_transit_amount
from millrace.version v join millrace.stock t using (ledger, version) join millrace.ledger l using (ledger)
  join millrace.policy p on p.ledger = v.ledger and p.policy = v.policy
  left join millrace.item i using (item)
where v.kind = 'actual' and v.state = 'published'
group by v.ledger, v.period, v.version, t.plant, t.item, i.name, i.name_zh, i.category, i.unit, l.currency, p.content ->> 'unit_cost_scale';

-- One row per order: its stages and elements taken together.
create view millrace.published_order_cost as
select v.ledger, v.period, v.version, t."order", o.plant, o.item, i.name as item_name, i.name_zh as item_name_zh, i.unit,
  l.currency, o.quantity_planned, round(sum(millrace.total(t.opening_wip)), l.amount_scale::integer) as opening_wip,
  round(sum(millrace.total(t.input)), l.amount_scale::integer) as input,
  round(sum(millrace.total(t.completed)), l.amount_scale::integer) as completed,
  round(sum(millrace.total(t.scrap)), l.amount_scale::integer) as scrap,
  round(sum(millrace.total(t.residual)), l.amount_scale::integer) as residual,
  round(sum(millrace.total(t.closing_wip)), l.amount_scale::integer) as closing_wip
from millrace.version v join millrace.order_cost t using (ledger, version) join millrace.ledger l using (ledger)
  left join millrace.production_order o using ("order") left join millrace.item i using (item)
where v.kind = 'actual' and v.state = 'published'
group by v.ledger, v.period, v.version, t."order", o.plant, o.item, i.name, i.name_zh, i.unit, l.currency, l.amount_scale,
  o.quantity_planned;

-- One row per pool or centre, its elements taken together.
create view millrace.published_pool_rate as
select v.ledger, v.period, v.version, t.object, t.pool, l.currency, t.driver, t.quantity,
  round(millrace.total(t.amounts), l.amount_scale::integer) as amount,
  case when t.rates is not null then millrace.total(t.rates) end as rate,
  case when t.last_rates is not null then millrace.total(t.last_rates) end as last_rate
from millrace.version v join millrace.pool_rate t using (ledger, version) join millrace.ledger l using (ledger)
where v.kind = 'actual' and v.state = 'published';

-- One row per residual, its elements taken together.
create view millrace.published_residual as
select v.ledger, v.period, v.version, t.reason, t.object, t.key, l.currency,
  round(millrace.total(t.amounts), l.amount_scale::integer) as amount, t.destination
from millrace.version v join millrace.residual t using (ledger, version) join millrace.ledger l using (ledger)
where v.kind = 'actual' and v.state = 'published';

-- One row per cost that came after its receipt, its elements taken together, with the period that the receipt is of.
create view millrace.published_late_cost as
select v.ledger, v.period, v.version, t.movement, t.document, t.kind, t.plant, t.item, i.name as item_name,
  i.name_zh as item_name_zh, i.category, i.unit, l.currency, t.receipt, r.period as receipt_period, t.quantity, t.covered,
  round(millrace.total(t.amounts), l.amount_scale::integer) as amount,
  round(millrace.total(t.to_stock), l.amount_scale::integer) as to_stock,
  round(millrace.total(t.to_expense), l.amount_scale::integer) as to_expense
from millrace.version v join millrace.late_cost t using (ledger, version) join millrace.ledger l using (ledger)
  left join millrace.item i using (item)
  left join millrace.movement m on m.movement = t.receipt
  left join millrace.period r on r.ledger = v.ledger
    and coalesce(t.received_on, (m.posted_at at time zone l.time_zone)::date) between r.starts_on and r.ends_on
where v.kind = 'actual' and v.state = 'published';

-- One row per item and plant of every standard and plan that is active, with the day from which it counts.
create view millrace.published_standard_cost as
select v.ledger, v.kind, v.effective_on, v.version, t.plant, t.item, i.name as item_name, i.name_zh as item_name_zh, i.category,
  i.unit, l.currency, s.source, t.unit_cost
from millrace.version v join millrace.unit_cost t using (ledger, version) join millrace.ledger l using (ledger)
  join millrace.standard_source s using (ledger, version, plant, item) left join millrace.item i using (item)
where v.kind <> 'actual' and v.state = 'published' and t.basis = 'produced';
`;
