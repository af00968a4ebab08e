-- What Millrace reads of Tryton 6.0: views over its own tables, in a schema of their own. Who keeps the database runs this once.
create schema to_millrace;

-- One company of the database; where there are several, a schema for each with another company here.
create view to_millrace.company as
select c.id, p.name, y.code as currency, y.digits, coalesce(c.timezone, 'UTC') as zone
from company_company c join party_party p on p.id = c.party join currency_currency y on y.id = c.currency
order by c.id limit 1;

-- The same facts for two ledgers: the config says which values stock how.
create view to_millrace.ledger as
select l.ledger, c.name, c.currency, c.digits as amount_scale, c.zone as time_zone
from to_millrace.company c, (values ('AVERAGE'), ('FIFO')) l (ledger);

create view to_millrace.plant as select code as plant, name from stock_location where type = 'warehouse';

create view to_millrace.ledger_plant as select ledger, plant from to_millrace.ledger, to_millrace.plant;

create view to_millrace.period as
select l.ledger, to_char(m, 'YYYY-MM') as period, m::date as starts_on, (m + interval '1 month - 1 day')::date as ends_on
from to_millrace.ledger l,
  lateral (select min(effective_date) as first, max(effective_date) as last from stock_move where state = 'done') d,
  lateral generate_series(date_trunc('month', d.first), date_trunc('month', d.last), interval '1 month') m;

create view to_millrace.cost_element as
select * from (values ('material', 'material', 1), ('labour', 'conversion', 2), ('overhead', 'conversion', 3)) e (element, class, position);

-- The category is how Tryton costs the product.
create view to_millrace.product as
select p.id, p.code as item, t.name, t.type, t.producible, t.purchasable, u.name as unit, u.factor, m.cost_price_method as category
from product_product p join product_template t on t.id = p.template join product_uom u on u.id = t.default_uom
  join to_millrace.company c on true left join product_cost_price_method m on m.template = t.id and m.company = c.id;

create view to_millrace.item as
select item, name, unit, case when producible and purchasable then 'both' when producible then 'made' else 'purchased' end as supply,
  category, type <> 'service' as valued, case when type = 'service' then 'service' end as zero_cost_reason
from to_millrace.product;

-- A work centre without a way to cost only groups others. Each is a cost centre of its own.
create view to_millrace.cost_centre as
select w.name as centre, l.code as plant, 'production' as kind
from production_work_center w join stock_location l on l.id = w.warehouse join to_millrace.company c on c.id = w.company
where w.cost_method <> '';

create view to_millrace.work_centre as select centre as work_centre, centre from to_millrace.cost_centre;

-- Quantities in the unit of the product.
create view to_millrace.bill as
select p.plant, b.id, i.item as parent, b.name as alternative, round((o.quantity * u.factor / i.factor)::numeric, 6) as base_quantity,
  r.routing, row_number() over (partition by p.plant, i.id order by r.sequence nulls first, r.id) = 1 as active
from "product_product-production_bom" r join production_bom b on b.id = r.bom join to_millrace.product i on i.id = r.product
  join production_bom_output o on o.bom = b.id and o.product = i.id join product_uom u on u.id = o.uom, to_millrace.plant p;

create view to_millrace.bom as
select plant, parent, alternative, date '2000-01-01' as valid_from, base_quantity, active from to_millrace.bill;

create view to_millrace.bom_line as
select b.plant, b.parent, b.alternative, date '2000-01-01' as valid_from, l.id as line, i.item as component,
  round((l.quantity * u.factor / i.factor)::numeric, 9) as quantity, 'component' as kind, false as fixed
from to_millrace.bill b join production_bom_input l on l.bom = b.id join to_millrace.product i on i.id = l.product
  join product_uom u on u.id = l.uom;

-- A step names an operation without times; its work centre is the first of the operation's category.
create view to_millrace.routing_operation as
select b.plant, b.parent as item, b.alternative, o.name as operation,
  row_number() over (partition by b.plant, b.id order by s.sequence nulls first, s.id) as position, w.name as work_centre, b.base_quantity
from to_millrace.bill b join production_routing_step s on s.routing = b.routing join production_routing_operation o on o.id = s.operation
  join lateral (select name from production_work_center where category = o.work_center_category order by id limit 1) w on true;

create view to_millrace.production_order as
select o.number as "order", w.code as plant, i.item, b.name as alternative, 'normal' as type,
  round((o.quantity * u.factor / i.factor)::numeric, 6) as quantity_planned,
  coalesce(o.effective_start_date, o.planned_start_date, o.planned_date) as opened_on, case when o.state = 'done' then o.effective_date end as closed_on,
  o.id::text as source, case when o.state in ('running', 'done') then 'approved' when o.state = 'cancelled' then 'void' else 'draft' end as status
from production o join stock_location w on w.id = o.warehouse join to_millrace.product i on i.id = o.product
  join to_millrace.company c on c.id = o.company left join production_bom b on b.id = o.bom left join product_uom u on u.id = o.uom;

-- A location is in the warehouse whose limits are around it; on the way between warehouses it is in none.
create view to_millrace.place as
select l.id, l.type, w.code as plant
from stock_location l left join stock_location w on w.type = 'warehouse' and l."left" > w."left" and l."right" < w."right";

-- Tryton has days and no times: what comes in on a day is there before what goes out.
create view to_millrace.move as
select m.id, m.id::text as movement, coalesce(o.number, m.shipment, m.origin, m.id::text) as document, m.shipment, m.origin, m.quantity,
  i.item, i.type as product_type, round(m.internal_quantity::numeric, 6) as base_quantity, m.unit_price, o.number as "order",
  f.type as from_type, f.plant as from_plant, t.type as to_type, t.plant as to_plant, m.effective_date,
  (m.effective_date + case when f.type <> 'storage' then time '08:00' when t.type = 'storage' then time '12:00' else time '16:00' end
    + m.id * interval '1 ms') at time zone c.zone as posted_at,
  o.product = m.product as is_main_output, m.product, lot.number as lot
from stock_move m join to_millrace.company c on c.id = m.company join to_millrace.product i on i.id = m.product
  join to_millrace.place f on f.id = m.from_location join to_millrace.place t on t.id = m.to_location
  left join production o on o.id = coalesce(m.production_input, m.production_output) left join stock_lot lot on lot.id = m.lot
where m.state = 'done' and m.quantity <> 0;

-- A receipt at its order's price, and what was ordered back or taken back with the move that it belongs to.
create view to_millrace.ordered as
select m.id, l.unit_price, original.id as refers_to
from to_millrace.move m join purchase_line l on m.origin = 'purchase.line,' || l.id join purchase_purchase h on h.id = l.purchase
  left join lateral (select r.id from purchase_line ol join to_millrace.move r on r.origin = 'purchase.line,' || ol.id
    where h.origin = 'purchase.purchase,' || ol.purchase and r.product = m.product order by r.id limit 1) original on true
union all
select m.id, null, original.id
from to_millrace.move m join sale_line l on m.origin = 'sale.line,' || l.id join sale_sale h on h.id = l.sale
  left join lateral (select r.id from sale_line ol join to_millrace.move r on r.origin = 'sale.line,' || ol.id
    where h.origin = 'sale.sale,' || ol.sale and r.product = m.product order by r.id limit 1) original on true;

-- By how much a posted invoice is another than its order, per move that it is for.
create view to_millrace.invoiced as
select 'I' || l.id || '-' || m.id as movement, h.number as document, m.id as receipt, m.item, m.to_plant as plant, c.zone,
  coalesce(h.accounting_date, h.invoice_date) as day,
  round((m.quantity * l.unit_price::float8)::numeric, c.digits) - round(m.quantity::numeric * o.unit_price, c.digits) as amount
from account_invoice_line l join account_invoice h on h.id = l.invoice join "account_invoice_line-stock_move" r on r.invoice_line = l.id
  join to_millrace.move m on m.id = r.stock_move join to_millrace.ordered o on o.id = m.id join to_millrace.company c on true
where h.type = 'in' and h.state in ('posted', 'paid') and not l.correction and m.from_type = 'supplier' and m.to_type = 'storage';

-- What a posted landed cost came to, and the receipts over which it is spread by their value.
create view to_millrace.landed as
select k.id, k.number, 'L' || k.id as movement, c.zone, max(coalesce(h.accounting_date, h.invoice_date)) as day,
  sum(round((l.quantity * l.unit_price::float8)::numeric, c.digits)) as amount
from account_landed_cost k join account_invoice_line l on l.landed_cost = k.id join account_invoice h on h.id = l.invoice
  join to_millrace.company c on c.id = k.company
where k.state = 'posted' group by k.id, k.number, c.zone;

create view to_millrace.movement_receipt as
select k.movement, m.movement as receipt
from to_millrace.landed k join "account_landed_cost-stock_shipment_in" s on s.landed_cost = k.id
  join to_millrace.move m on m.shipment = 'stock.shipment.in,' || s.shipment and m.from_type = 'supplier'
where not exists (select from "account_landed_cost-product_product" p where p.landed_cost = k.id)
  or exists (select from "account_landed_cost-product_product" p where p.landed_cost = k.id and p.product = m.product);

-- Moves within a warehouse carry no value and are left out; what no line knows has no type: import refuses it, so that somebody decides.
create view to_millrace.movement_plain as
select m.movement, m.document, m.id as line, m.posted_at,
  case
    when from_type = 'supplier' and to_type = 'storage' then 'purchase_receipt'
    when from_type = 'storage' and to_type = 'supplier' then 'purchase_return'
    when from_type = 'storage' and to_type = 'customer' then 'sale'
    when from_type = 'customer' and to_type = 'storage' then 'sale_return'
    when from_type = 'storage' and to_type = 'production' and "order" is not null then 'issue'
    when from_type = 'production' and to_type = 'storage' and is_main_output then 'completion'
    when from_type = 'production' and to_type = 'storage' and "order" is not null then 'by_product_receipt'
    when from_type = 'production' and to_type = 'lost_found' and is_main_output then 'operation_scrap'
    when from_type = 'storage' and to_type = 'lost_found' then
      case when origin like 'stock.inventory.line,%' then 'count_loss' else 'stock_scrap' end
    when from_type = 'lost_found' and to_type = 'storage' then 'count_gain'
    when from_type = 'storage' and to_type = 'storage' then
      case when from_plant is null then 'transfer_in' when to_plant is null then 'transfer_out' else 'transfer' end
  end as type,
  coalesce(case when from_type = 'storage' then from_plant end, to_plant) as plant, m.item, m.lot, m.base_quantity as quantity,
  "order",
  case when from_type = 'storage' and to_type = 'storage' and from_plant is not null then coalesce(to_plant, destination.plant) end as to_plant,
  coalesce(o.refers_to, sent.id)::text as refers_to, m.movement as source, 'approved' as status
from to_millrace.move m left join to_millrace.ordered o on o.id = m.id
  left join lateral (select d.plant from stock_shipment_internal s join to_millrace.place d on d.id = s.to_location
    where m.shipment = 'stock.shipment.internal,' || s.id) destination on true
  left join lateral (select r.id from to_millrace.move r where m.shipment like 'stock.shipment.internal,%' and r.shipment = m.shipment
    and r.product = m.product and m.from_type = 'storage' and m.from_plant is null and r.to_plant is null order by r.id limit 1) sent on true
where not (from_type = 'storage' and to_type = 'storage' and from_plant is not distinct from to_plant)
union all
select movement, document, 1, (day + time '12:00') at time zone zone, 'purchase_adjustment', plant, item, null, 0, null, null, receipt::text, movement,
  'approved'
from to_millrace.invoiced where amount <> 0
union all
select movement, number, 1, (day + time '12:00') at time zone zone, 'purchase_adjustment', first.plant, first.item, null, 0, null, null, null,
  movement, 'approved'
from to_millrace.landed k join lateral (select m.to_plant as plant, m.item from to_millrace.movement_receipt r
  join to_millrace.move m on m.movement = r.receipt where r.movement = k.movement order by m.id limit 1) first on true;

create view to_millrace.movement as
select m.*, case when k.movement is not null then 'value' end as basis
from to_millrace.movement_plain m left join to_millrace.landed k on k.movement = m.movement;

create view to_millrace.movement_amount as
select a.movement, l.ledger, 'material' as element, a.amount
from to_millrace.ledger l, (
  select m.movement, round(m.quantity::numeric * o.unit_price, c.digits) as amount
  from to_millrace.move m join to_millrace.ordered o on o.id = m.id join to_millrace.company c on true
  where m.from_type = 'supplier' and m.to_type = 'storage'
  union all select movement, amount from to_millrace.invoiced where amount <> 0
  union all select movement, amount from to_millrace.landed) a;

-- A cycle has no day of its own: it is that of its entry, but no later than the day on which its production was done.
create view to_millrace.work_report as
select 'C' || y.id as report, o.number as "order", a.name as operation, w.name as work_centre,
  (least(coalesce(y.write_date, y.create_date)::date, o.effective_date) + time '12:00') at time zone c.zone as reported_at,
  round((extract(epoch from y.duration) / 3600)::numeric, 6) as hours_machine,
  round((extract(epoch from y.duration) / 3600)::numeric, 6) as hours_labour, 1 as cycles, false as setup, y.id::text as source,
  'approved' as status
from production_work_cycle y join production_work k on k.id = y.work join production o on o.id = k.production
  join production_routing_operation a on a.id = k.operation join production_work_center w on w.id = k.work_center
  join to_millrace.company c on c.id = o.company
where y.state = 'done';

-- What the general ledger has on accounts that are named "Wages: Milling": the element, and the work centre that it is for.
create view to_millrace.cost_pool as
select l.ledger, to_char(h.date, 'YYYY-MM') as period, a.name as pool, c.centre,
  case when a.name like 'Wages: %' then 'labour' else 'overhead' end as element, sum(m.debit - m.credit) as amount, 'variable' as behaviour,
  case when max(w.cost_method) = 'cycle' then 'cycles' else 'hours_machine' end as driver, a.id::text as source, 'approved' as status
from account_move_line m join account_move h on h.id = m.move join account_account a on a.id = m.account
  join to_millrace.cost_centre c on split_part(a.name, ': ', 2) = c.centre join production_work_center w on w.name = c.centre,
  to_millrace.ledger l
where h.state = 'posted'
group by l.ledger, to_char(h.date, 'YYYY-MM'), a.name, c.centre, a.id;
