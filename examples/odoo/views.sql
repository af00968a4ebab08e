-- What Millrace reads of Odoo 17. Written from its public models; not run against a live system.
-- Run by who keeps the database; Millrace's role needs usage on this schema and select on its views, and nothing else.
create schema to_millrace;
set search_path to public;

create view to_millrace.ledger as
select 'C' || c.id as ledger, c.name, r.name as currency, r.decimal_places as amount_scale, coalesce(p.tz, 'UTC') as time_zone
from res_company c join res_currency r on r.id = c.currency_id left join res_partner p on p.id = c.partner_id;

create view to_millrace.plant as select code as plant, name from stock_warehouse;

create view to_millrace.ledger_plant as select 'C' || company_id as ledger, code as plant from stock_warehouse;

-- The months from the first move that was done to the last.
create view to_millrace.period as
select 'C' || c.id as ledger, to_char(m, 'YYYY-MM') as period, m::date as starts_on, (m + interval '1 month - 1 day')::date as ends_on
from res_company c,
  lateral (select min(date) as first, max(date) as last from stock_move where state = 'done' and company_id = c.id) d,
  lateral generate_series(date_trunc('month', d.first), date_trunc('month', d.last), interval '1 month') m;

create view to_millrace.cost_element as
select * from (values ('material', 'material', 1), ('labour', 'conversion', 2), ('overhead', 'conversion', 3),
  ('subcontract', 'subcontract', 4)) e (element, class, position);

-- Where stock of the company's own lies. A place outside of all warehouses (at a subcontractor) counts with the company's first one.
create view to_millrace.place as
select l.id, l.usage, case when l.usage = 'internal' then coalesce(w.code, first.code) end as plant
from stock_location l left join stock_warehouse w on w.id = l.warehouse_id
  left join lateral (select code from stock_warehouse w where w.company_id = l.company_id order by w.id limit 1) first on true;

-- An item's code: the internal reference, or the id where there is none.
create view to_millrace.product as
select p.id, p.product_tmpl_id, coalesce(nullif(btrim(p.default_code), ''), '#' || p.id) as item, t.name->>'en_US' as name,
  u.name->>'en_US' as unit, u.factor, t.type, t.purchase_ok, g.complete_name as category
from product_product p join product_template t on t.id = p.product_tmpl_id join uom_uom u on u.id = t.uom_id
  left join product_category g on g.id = t.categ_id;

create view to_millrace.item as
select item, name, unit,
  case when m.is_made and purchase_ok then 'both' when m.is_made then 'made' else 'purchased' end as supply,
  category, type = 'product' as valued, case when type <> 'product' then 'kept without value in Odoo' end as zero_cost_reason
from to_millrace.product p,
  lateral (select exists (select from mrp_bom b where b.product_tmpl_id = p.product_tmpl_id and b.type in ('normal', 'subcontract') and b.active) as is_made) m
where type <> 'service';

-- A work centre is a cost centre of its own, in the company's first warehouse: Odoo says of none where it stands.
create view to_millrace.centre as
select c.id, coalesce(nullif(btrim(c.code), ''), 'WC' || c.id) as centre, c.name, w.code as plant, c.time_efficiency
from mrp_workcenter c, lateral (select code from stock_warehouse w where w.company_id = c.company_id order by w.id limit 1) w;

create view to_millrace.cost_centre as select centre, plant, name, 'production' as kind from to_millrace.centre;

create view to_millrace.work_centre as select centre as work_centre, centre, name from to_millrace.centre;

-- A bill without a variant holds for all of them, in each warehouse of its company. The first by sequence is the one that Odoo takes.
create view to_millrace.structure as
select b.id, w.code as plant, p.item as parent, p.unit, b.type, round(b.product_qty * p.factor / u.factor, 6) as base_quantity,
  row_number() over (partition by w.code, p.item order by b.product_id is null, b.sequence, b.id) = 1 as active
from mrp_bom b join stock_warehouse w on b.company_id is null or w.company_id = b.company_id
  join to_millrace.product p on p.product_tmpl_id = b.product_tmpl_id and (b.product_id is null or b.product_id = p.id)
  join uom_uom u on u.id = b.product_uom_id
where b.active and b.type in ('normal', 'phantom', 'subcontract');

create view to_millrace.bom as
select plant, parent, id::text as alternative, date '2000-01-01' as valid_from, base_quantity, active from to_millrace.structure;

create view to_millrace.bom_line as
select s.plant, s.parent, s.id::text as alternative, date '2000-01-01' as valid_from,
  row_number() over (partition by s.plant, s.parent, s.id order by l.sequence, l.id) as line, p.item as component,
  round(l.product_qty * p.factor / u.factor, 9) as quantity,
  case when exists (select from to_millrace.structure f where f.plant = s.plant and f.parent = p.item and f.active and f.type = 'phantom')
    then 'phantom' else 'component' end as kind,
  false as fixed, l.operation_id::text as operation
from to_millrace.structure s join mrp_bom_line l on l.bom_id = s.id join to_millrace.product p on p.id = l.product_id
  join uom_uom u on u.id = l.product_uom_id;

create view to_millrace.routing_operation as
select s.plant, s.parent as item, s.id::text as alternative, r.id::text as operation, r.sequence as position, c.centre as work_centre,
  1 as base_quantity, round(r.time_cycle_manual::numeric, 6) as run_hours_machine, round(r.time_cycle_manual::numeric, 6) as run_hours_labour,
  'minute' as time_unit, round(nullif(c.time_efficiency, 0)::numeric / 100, 9) as efficiency
from to_millrace.structure s join mrp_routing_workcenter r on r.bom_id = s.id join to_millrace.centre c on c.id = r.workcenter_id;

create view to_millrace.manufacturing_order as
select o.name as "order", l.plant, p.item, o.bom_id::text as alternative,
  case when b.type = 'subcontract' then 'subcontract' else 'normal' end as type,
  round(o.product_qty * p.factor / u.factor, 6) as quantity_planned,
  (o.date_start at time zone 'UTC' at time zone z.zone)::date as opened_on,
  case when o.state = 'done' then (o.date_finished at time zone 'UTC' at time zone z.zone)::date end as closed_on,
  o.id::text as source, case o.state when 'draft' then 'draft' when 'cancel' then 'void' else 'approved' end as status
from mrp_production o join to_millrace.product p on p.id = o.product_id join uom_uom u on u.id = o.product_uom_id
  join to_millrace.place l on l.id = o.location_dest_id left join mrp_bom b on b.id = o.bom_id,
  lateral (select time_zone as zone from to_millrace.ledger where ledger = 'C' || o.company_id) z;

-- Unbuild orders. One in the month in which its manufacturing order ended says that those pieces were never made: it takes back completion
-- and issues of that order. One of another month is an order of its own, to which the pieces go, and components come back.
create view to_millrace.unbuild as
select u.id, u.name, u.state, u.product_id, u.mo_id, o.name as made_by, l.plant, p.item, u.bom_id::text as alternative,
  (u.create_date at time zone 'UTC' at time zone z.zone)::date as opened_on, d.day as closed_on,
  round((u.product_qty * p.factor / n.factor)::numeric, 6) as quantity,
  coalesce(date_trunc('month', d.day) = date_trunc('month', o.date_finished at time zone 'UTC' at time zone z.zone), false) as is_of_its_month
from mrp_unbuild u join to_millrace.product p on p.id = u.product_id join uom_uom n on n.id = u.product_uom_id
  join to_millrace.place l on l.id = u.location_id left join mrp_production o on o.id = u.mo_id,
  lateral (select time_zone as zone from to_millrace.ledger where ledger = 'C' || u.company_id) z,
  lateral (select max(m.date at time zone 'UTC' at time zone z.zone)::date as day from stock_move m where m.unbuild_id = u.id and m.state = 'done') d;

create view to_millrace.production_order as
select * from to_millrace.manufacturing_order
union all
select name, plant, item, alternative, 'disassembly', quantity, opened_on, closed_on, 'U' || id,
  case state when 'draft' then 'draft' else 'approved' end
from to_millrace.unbuild where not is_of_its_month;

-- What a move of an unbuild order undoes: Odoo makes those of a product in the order of the moves of its manufacturing order.
create view to_millrace.undone as
select b.id as move_id, i.id as original_id
from (
  select m.id, m.product_id, u.mo_id, t.usage = 'production' as is_made,
    row_number() over (partition by u.id, m.product_id, t.usage order by m.id) as at
  from stock_move m join mrp_unbuild u on u.id = m.unbuild_id join to_millrace.place t on t.id = m.location_dest_id
  where m.state = 'done') b
join (
  select m.id, m.product_id, coalesce(m.production_id, m.raw_material_production_id) as mo_id, m.production_id is not null as is_made,
    row_number() over (partition by m.production_id, m.raw_material_production_id, m.product_id order by m.id) as at
  from stock_move m join to_millrace.place t on t.id = m.location_dest_id
  where m.state = 'done' and (m.production_id is not null or t.usage = 'production')) i using (mo_id, product_id, is_made, at);

-- What a move that was done moved, lot by lot: the part of a lot is a movement of its own, and knows what of the move came before it.
create view to_millrace.moved as
select l.move_id, t.name as lot, l.move_id || coalesce('/' || t.name, '') as movement, sum(l.quantity_product_uom) as quantity,
  sum(sum(l.quantity_product_uom)) over (partition by l.move_id order by t.name) - sum(l.quantity_product_uom) as before,
  sum(sum(l.quantity_product_uom)) over (partition by l.move_id) as total
from stock_move_line l left join stock_lot t on t.id = l.lot_id
where l.state = 'done'
group by l.move_id, t.name;

-- Layers of value alone, which belong to the layer of a move: landed cost, and the difference of a later bill. Each lot has its part.
create view to_millrace.late_value as
select 'V' || v.id || coalesce('/' || q.lot, '') as movement, v.id, v.create_date, v.value, v.company_id, v.product_id, q.lot, q.before,
  q.quantity, q.total, q.movement as moved, m.location_id, m.location_dest_id, m.production_id
from stock_valuation_layer v join stock_valuation_layer original on original.id = v.stock_valuation_layer_id
  join stock_move m on m.id = original.stock_move_id join to_millrace.moved q on q.move_id = m.id
where coalesce(v.quantity, 0) = 0 and v.value <> 0;

-- Moves that were done, by where they came from and went. What stays within a warehouse moves no value and is left out; what none of
-- these lines knows (what an unbuild order without a manufacturing order yields, a move between customer and supplier) has no type: import
-- refuses it, so that somebody decides.
create view to_millrace.movement as
select q.movement, coalesce(k.name, m.reference, m.name) as document, coalesce(m.sequence, 0) as line,
  m.date at time zone 'UTC' as posted_at,
  case
    when u.is_of_its_month and t.usage = 'production' and m.product_id = u.product_id then 'completion_reversal'
    when not u.is_of_its_month and t.usage = 'production' then 'issue'
    when f.usage = 'production' and x.original_id is not null then 'issue_return'
    when m.unbuild_id is not null then null
    when f.usage = 'supplier' and t.usage = 'internal' then 'purchase_receipt'
    when f.usage = 'internal' and t.usage = 'supplier' then 'purchase_return'
    when f.usage = 'internal' and t.usage = 'customer' then 'sale'
    when f.usage = 'customer' and t.usage = 'internal' then 'sale_return'
    when f.usage = 'internal' and t.usage = 'production' and m.raw_material_production_id is not null then 'issue'
    when f.usage = 'production' and t.usage = 'internal' and coalesce(m.raw_material_production_id, o.raw_material_production_id) is not null then 'issue_return'
    when f.usage = 'production' and t.usage = 'internal' and m.production_id is not null
      then case when m.product_id = a.product_id then 'completion' else 'by_product_receipt' end
    when f.usage = 'internal' and t.usage = 'inventory' then case when m.scrapped then 'stock_scrap' else 'count_loss' end
    when f.usage = 'inventory' and t.usage = 'internal' then 'count_gain'
    when f.usage = 'internal' and t.usage = 'internal' then 'transfer'
    when f.usage = 'internal' and t.usage = 'transit' then 'transfer_out'
    when f.usage = 'transit' and t.usage = 'internal' then 'transfer_in'
  end as type,
  coalesce(f.plant, t.plant) as plant, p.item, q.lot, q.quantity,
  coalesce(case when u.is_of_its_month then u.made_by else u.name end, a.name, b.name, ob.name) as "order", m.operation_id::text as operation,
  case when f.usage = 'internal' and t.usage = 'internal' then t.plant end as to_plant,
  case when u.id is null or u.is_of_its_month or f.usage = 'production' then coalesce(oq.movement, o.id::text) end as refers_to, m.id::text as source, 'approved' as status
from stock_move m
  join to_millrace.product p on p.id = m.product_id
  join to_millrace.place f on f.id = m.location_id
  join to_millrace.place t on t.id = m.location_dest_id
  join to_millrace.moved q on q.move_id = m.id
  left join stock_picking k on k.id = m.picking_id
  left join mrp_production a on a.id = m.production_id
  left join mrp_production b on b.id = m.raw_material_production_id
  left join to_millrace.unbuild u on u.id = m.unbuild_id
  left join to_millrace.undone x on x.move_id = m.id
  left join stock_move o on o.id = coalesce(x.original_id, case when u.id is null then m.origin_returned_move_id end)
  left join to_millrace.moved oq on oq.move_id = o.id and oq.lot is not distinct from q.lot
  left join mrp_production ob on ob.id = o.raw_material_production_id
where m.state = 'done' and p.type <> 'service' and q.quantity <> 0
  and not (f.usage = 'internal' and t.usage = 'internal' and f.plant = t.plant)
union all
-- What came later for a purchase is a difference of its receipt; for what was made, a cost of its order.
select v.movement, 'V' || v.id, 1, v.create_date at time zone 'UTC',
  case when f.usage = 'supplier' then 'purchase_adjustment' when f.usage = 'production' then 'subcontract_fee' end,
  t.plant, p.item, v.lot, 0, o.name, null, null, case when f.usage = 'supplier' then v.moved end, v.id::text, 'approved'
from to_millrace.late_value v join to_millrace.product p on p.id = v.product_id
  join to_millrace.place f on f.id = v.location_id join to_millrace.place t on t.id = v.location_dest_id
  left join mrp_production o on o.id = v.production_id
union all
-- A subcontractor's price per piece is the extra cost of the order that Odoo makes for the receipt.
select 'F' || o.id, o.name, 1, o.date_finished at time zone 'UTC', 'subcontract_fee', l.plant, p.item, null, 0, o.name, null, null, null,
  o.id::text, 'approved'
from mrp_production o join mrp_bom b on b.id = o.bom_id join to_millrace.product p on p.id = o.product_id
  join to_millrace.place l on l.id = o.location_dest_id
where b.type = 'subcontract' and o.state = 'done' and coalesce(o.extra_cost, 0) <> 0;

-- What comes in from outside has its cost in its layer; what Odoo makes of issues and completions is what Millrace computes itself.
create view to_millrace.movement_amount as
select m.movement, 'C' || v.company_id as ledger, 'material' as element,
  round(sum(v.value) * (q.before + q.quantity) / q.total, c.amount_scale) - round(sum(v.value) * q.before / q.total, c.amount_scale) as amount
from to_millrace.movement m join to_millrace.moved q on q.movement = m.movement
  join stock_valuation_layer v on v.stock_move_id = q.move_id and v.stock_valuation_layer_id is null
  join to_millrace.ledger c on c.ledger = 'C' || v.company_id
where m.type in ('purchase_receipt', 'count_gain')
group by m.movement, v.company_id, c.amount_scale, q.before, q.quantity, q.total
union all
select v.movement, c.ledger, case when v.production_id is null then 'material' else 'subcontract' end,
  round(v.value * (v.before + v.quantity) / v.total, c.amount_scale) - round(v.value * v.before / v.total, c.amount_scale)
from to_millrace.late_value v join to_millrace.ledger c on c.ledger = 'C' || v.company_id
union all
select 'F' || o.id, c.ledger, 'subcontract', round(o.extra_cost::numeric * sum(q.quantity), c.amount_scale)
from to_millrace.movement m join mrp_production o on 'F' || o.id = m.movement join to_millrace.ledger c on c.ledger = 'C' || o.company_id
  join stock_move made on made.production_id = o.id and made.product_id = o.product_id and made.state = 'done'
  join to_millrace.moved q on q.move_id = made.id
group by o.id, o.extra_cost, c.ledger, c.amount_scale;

-- Odoo keeps one clock per time log: it is both the machine's and the worker's. What was made is told once, when its work order ends.
create view to_millrace.work_report as
select 'T' || l.id as report, o.name as "order", w.operation_id::text as operation, c.centre as work_centre,
  l.date_end at time zone 'UTC' as reported_at, null::numeric as quantity_good,
  round(l.duration::numeric / 60, 6) as hours_machine, round(l.duration::numeric / 60, 6) as hours_labour, false as setup,
  l.id::text as source, 'approved' as status
from mrp_workcenter_productivity l join mrp_workorder w on w.id = l.workorder_id join mrp_production o on o.id = w.production_id
  join to_millrace.centre c on c.id = l.workcenter_id join mrp_workcenter_productivity_loss s on s.id = l.loss_id
  join mrp_workcenter_productivity_loss_type y on y.id = s.loss_id
where l.date_end is not null and y.loss_type in ('productive', 'performance')
union all
select 'W' || w.id, o.name, w.operation_id::text, c.centre, w.date_finished at time zone 'UTC', round(w.qty_produced * p.factor / u.factor, 6),
  null, null, false, w.id::text, 'approved'
from mrp_workorder w join mrp_production o on o.id = w.production_id join to_millrace.centre c on c.id = w.workcenter_id
  join to_millrace.product p on p.id = o.product_id join uom_uom u on u.id = o.product_uom_id
where w.state = 'done' and w.date_finished is not null and w.qty_produced <> 0;
