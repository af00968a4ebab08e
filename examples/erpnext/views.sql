-- What Millrace reads of ERPNext 15, whose tables are in the schema erpnext: its own on Postgres, or foreign ones of MariaDB.
-- Written from its public DocTypes; not run against a live system.
create schema to_millrace;
set search_path to erpnext;

-- Times are by the clock of System Settings.
create view to_millrace.clock as
select coalesce(max(value), 'UTC') as zone from "tabSingles" where doctype = 'System Settings' and field = 'time_zone';

create view to_millrace.ledger as
select c.abbr as ledger, c.name, c.default_currency as currency, 2 as amount_scale, t.zone as time_zone from "tabCompany" c, to_millrace.clock t;

-- A company is one plant: moves between its warehouses carry no value out of it.
create view to_millrace.plant as select abbr as plant, name from "tabCompany";

create view to_millrace.ledger_plant as select abbr as ledger, abbr as plant from "tabCompany";

create view to_millrace.period as
select c.abbr as ledger, to_char(m, 'YYYY-MM') as period, m::date as starts_on, (m + interval '1 month - 1 day')::date as ends_on
from "tabCompany" c,
  lateral (select min(posting_date) as first, max(posting_date) as last from "tabStock Ledger Entry" where company = c.name and is_cancelled = 0) d,
  lateral generate_series(date_trunc('month', d.first), date_trunc('month', d.last), interval '1 month') m;

create view to_millrace.cost_element as
select * from (values ('material', 'material', 1), ('labour', 'conversion', 2), ('overhead', 'conversion', 3),
  ('subcontract', 'subcontract', 4)) e (element, class, position);

-- Documents that are an order of their own, begun and ended on their day: repacking into one item, taking apart what a month before made, and
-- each line of what a subcontractor delivers. What is taken apart in the month in which it was made was never made.
create view to_millrace.own_order as
select s.name as "order", c.abbr as plant, case s.purpose when 'Repack' then 'normal' else 'disassembly' end as type,
  max(e.item_code) filter (where m.is_its) as item, null as alternative,
  sum(abs(e.actual_qty)) filter (where m.is_its) as quantity,
  max(e.posting_date) as day, 1 as line, 0.0 as fee
from "tabStock Entry" s join "tabStock Ledger Entry" e on e.voucher_type = 'Stock Entry' and e.voucher_no = s.name and e.is_cancelled = 0
  join "tabStock Entry Detail" d on d.name = e.voucher_detail_no join "tabCompany" c on c.name = e.company,
  -- What is made, or taken apart.
  lateral (select (e.actual_qty > 0) = (s.purpose = 'Repack') and d.is_scrap_item = 0 as is_its) m
where s.purpose = 'Repack' or s.purpose = 'Disassemble' and not exists (
  select from "tabStock Entry" w join "tabStock Ledger Entry" l on l.voucher_type = 'Stock Entry' and l.voucher_no = w.name and l.is_cancelled = 0
  where w.work_order = s.work_order and w.purpose = 'Manufacture' and date_trunc('month', l.posting_date) = date_trunc('month', e.posting_date))
group by s.name, s.purpose, c.abbr
having count(distinct e.item_code) filter (where m.is_its) = 1
union all
select i.name, c.abbr, 'subcontract', i.item_code, i.bom, sum(e.actual_qty), max(e.posting_date), i.idx, i.service_cost_per_qty * i.qty
from "tabSubcontracting Receipt" r join "tabSubcontracting Receipt Item" i on i.parent = r.name
  join "tabStock Ledger Entry" e on e.voucher_type = 'Subcontracting Receipt' and e.voucher_detail_no = i.name and e.is_cancelled = 0
  join "tabCompany" c on c.name = e.company
where r.is_return = 0 group by i.name, c.abbr, i.item_code, i.bom, i.idx, i.service_cost_per_qty, i.qty;

create view to_millrace.item as
select i.name as item, i.item_name as name, i.stock_uom as unit,
  case when m.is_made and i.is_purchase_item = 1 then 'both' when m.is_made then 'made' else 'purchased' end as supply,
  i.item_group as category, i.is_stock_item = 1 as valued, case when i.is_stock_item = 0 then 'no stock item' end as zero_cost_reason
from "tabItem" i, lateral (select exists (select from "tabBOM" b where b.item = i.name and b.docstatus = 1 and b.is_active = 1)
    or exists (select from to_millrace.own_order o where o.item = i.name) as is_made) m
where i.has_variants = 0;

-- A workstation is a cost centre of its own; it belongs to the first company, as ERPNext says of none whose it is.
create view to_millrace.cost_centre as
select w.name as centre, c.abbr as plant, 'production' as kind from "tabWorkstation" w, (select abbr from "tabCompany" order by name limit 1) c;

create view to_millrace.work_centre as select name as work_centre, name as centre from "tabWorkstation";

create view to_millrace.bom as
select c.abbr as plant, b.item as parent, b.name as alternative, date '2000-01-01' as valid_from, round(b.quantity, 6) as base_quantity,
  b.is_active = 1 and b.is_default = 1 as active
from "tabBOM" b join "tabCompany" c on c.name = b.company where b.docstatus = 1;

create view to_millrace.bom_line as
select h.plant, h.parent, h.alternative, h.valid_from, l.idx as line, l.item_code as component, l.stock_qty as quantity, 'component' as kind,
  false as fixed
from to_millrace.bom h join "tabBOM Item" l on l.parent = h.alternative;

-- The time of an operation is for the quantity of its bill; a fixed one is for the lot.
create view to_millrace.routing_operation as
select h.plant, h.parent as item, h.alternative, o.operation, o.idx as position, o.workstation as work_centre, h.base_quantity,
  case when o.fixed_time = 1 then round(o.time_in_mins, 6) end as setup_hours_labour,
  case when o.fixed_time = 0 then round(o.time_in_mins, 6) end as run_hours_machine,
  case when o.fixed_time = 0 then round(o.time_in_mins, 6) end as run_hours_labour, 'minute' as time_unit
from to_millrace.bom h join "tabBOM Operation" o on o.parent = h.alternative;

create view to_millrace.production_order as
select w.name as "order", c.abbr as plant, w.production_item as item, w.bom_no as alternative, 'normal' as type,
  round(w.qty, 6) as quantity_planned, coalesce(w.actual_start_date, w.planned_start_date)::date as opened_on,
  case when w.status in ('Completed', 'Closed', 'Stopped') then coalesce(w.actual_end_date, w.modified)::date end as closed_on,
  w.name as source, case w.docstatus when 0 then 'draft' when 1 then 'approved' when 2 then 'void' end as status
from "tabWork Order" w join "tabCompany" c on c.name = w.company
union all
select "order", plant, item, alternative, type, round(quantity, 6), day, day, "order", 'approved' from to_millrace.own_order;

create view to_millrace.work_report as
select l.name as report, j.work_order as "order", j.operation, j.workstation as work_centre, l.to_time at time zone t.zone as reported_at,
  round(l.completed_qty, 6) as quantity_good, round(l.time_in_mins / 60, 6) as hours_machine, round(l.time_in_mins / 60, 6) as hours_labour,
  false as setup, l.name as source, case j.docstatus when 0 then 'draft' when 1 then 'approved' when 2 then 'void' end as status
from "tabJob Card Time Log" l join "tabJob Card" j on j.name = l.parent, to_millrace.clock t
where l.to_time is not null;

-- What a bundle says of batches, and of serial numbers where there are none: each of an entry is a movement of its own.
create view to_millrace.batch as
select parent as bundle, coalesce(batch_no, serial_no) as lot, sum(qty) as quantity, sum(stock_value_difference) as value
from "tabSerial and Batch Entry" group by parent, coalesce(batch_no, serial_no);

-- The stock ledger, with what its documents say. A stock reconciliation tells what there is: its quantity is the difference to before.
create view to_millrace.stock_ledger as
select e.name || coalesce('/' || b.lot, '') as movement, e.*, coalesce(b.lot, e.batch_no) as lot, coalesce(b.value, e.stock_value_difference) as value,
  c.abbr as plant, (e.posting_date + e.posting_time) at time zone t.zone as posted_at, s.purpose, s.work_order, d.is_finished_item,
  d.is_scrap_item, coalesce(d.idx, p.idx, n.idx, i.idx, x.idx, 1) as line, p.purchase_receipt_item, n.dn_detail,
  case when s.purpose in ('Repack', 'Disassemble') then s.name else coalesce(x.reference_name, i.name) end as own_order,
  coalesce(b.quantity, case when e.voucher_type = 'Stock Reconciliation' then e.qty_after_transaction - lag(e.qty_after_transaction, 1, 0.0) over
    (partition by e.item_code, e.warehouse order by e.posting_date, e.posting_time, e.creation, e.name) else e.actual_qty end) as quantity
from "tabStock Ledger Entry" e join "tabCompany" c on c.name = e.company
  left join to_millrace.batch b on b.bundle = e.serial_and_batch_bundle
  left join "tabStock Entry" s on e.voucher_type = 'Stock Entry' and s.name = e.voucher_no
  left join "tabStock Entry Detail" d on e.voucher_type = 'Stock Entry' and d.name = e.voucher_detail_no
  left join "tabPurchase Receipt Item" p on e.voucher_type = 'Purchase Receipt' and p.name = e.voucher_detail_no
  left join "tabDelivery Note Item" n on e.voucher_type = 'Delivery Note' and n.name = e.voucher_detail_no
  left join "tabSubcontracting Receipt Item" i on e.voucher_type = 'Subcontracting Receipt' and i.name = e.voucher_detail_no
  left join "tabSubcontracting Receipt Supplied Item" x on e.voucher_type = 'Subcontracting Receipt' and x.name = e.voucher_detail_no,
  to_millrace.clock t
where e.is_cancelled = 0;

-- Transfers stay within the company and are left out, also those to a subcontractor. What a disassembly gives back is what its work order
-- took, where one movement says that. What no line knows (repacking into several items, what goes back to a subcontractor) has no type:
-- import refuses it, so that somebody decides.
create view to_millrace.movement as
select e.movement, e.voucher_no as document, e.line, e.posted_at,
  case
    when e.voucher_type in ('Purchase Receipt', 'Purchase Invoice') then case when e.quantity > 0 then 'purchase_receipt' else 'purchase_return' end
    when e.voucher_type in ('Delivery Note', 'Sales Invoice') then case when e.quantity < 0 then 'sale' else 'sale_return' end
    when e.voucher_type = 'Stock Reconciliation' then
      case when e.quantity > 0 then 'count_gain' when e.quantity < 0 then 'count_loss' else 'revaluation' end
    when e.purpose = 'Material Receipt' then 'count_gain'
    when e.purpose = 'Material Issue' then 'expense_issue'
    when e.purpose = 'Material Consumption for Manufacture' and e.quantity < 0 then 'issue'
    when e.purpose = 'Manufacture' and e.quantity < 0 then 'issue'
    when e.purpose = 'Manufacture' and e.is_scrap_item = 1 then 'by_product_receipt'
    when e.purpose = 'Manufacture' and e.is_finished_item = 1 then 'completion'
    when e.purpose = 'Disassemble' and e.quantity > 0 then case when g.movement is not null then 'issue_return' end
    when e.purpose = 'Disassemble' and s."order" is null then case when g.movement is not null then 'completion_reversal' end
    when s."order" is not null and e.quantity < 0 then 'issue'
    when s."order" is not null and e.is_scrap_item = 1 then 'by_product_receipt'
    when s."order" is not null then 'completion'
  end as type,
  e.plant, e.item_code as item, e.lot, round(abs(e.quantity), 6) as quantity, coalesce(s."order", e.work_order) as "order",
  coalesce(o.movement, g.movement) as refers_to, e.name as source, 'approved' as status
from to_millrace.stock_ledger e left join to_millrace.own_order s on s."order" = e.own_order
  left join lateral (
    select max(i.movement) as movement from to_millrace.stock_ledger i
    where e.purpose = 'Disassemble' and (e.quantity > 0 or s."order" is null) and i.work_order = e.work_order and i.item_code = e.item_code
      and i.lot is not distinct from e.lot and sign(i.quantity) = -sign(e.quantity)
      and i.purpose in ('Manufacture', 'Material Consumption for Manufacture')
    having count(*) = 1) g on true
  left join to_millrace.stock_ledger o on o.voucher_detail_no = coalesce(e.purchase_receipt_item, e.dn_detail) and o.item_code = e.item_code
    and o.voucher_type = e.voucher_type and o.lot is not distinct from e.lot
where coalesce(e.purpose, '') not in ('Material Transfer', 'Material Transfer for Manufacture', 'Send to Subcontractor')
  and (e.quantity <> 0 or e.value <> 0)
union all
select 'F-' || s."order", e.document, s.line, e.posted_at, 'subcontract_fee', s.plant, s.item, null, 0, s."order", null, s."order", 'approved'
from to_millrace.own_order s, lateral (
  select max(l.posted_at) as posted_at, max(l.voucher_no) as document from to_millrace.stock_ledger l where l.own_order = s."order") e
where s.fee <> 0;

-- Landed cost is in the receipt's own value: ERPNext posts the ledger again.
create view to_millrace.movement_amount as
select m.movement, m.plant as ledger, 'material' as element, round(e.value, 2) as amount
from to_millrace.movement m join to_millrace.stock_ledger e on e.movement = m.movement
where m.type in ('purchase_receipt', 'count_gain', 'revaluation')
union all
select 'F-' || "order", plant, 'subcontract', round(fee, 2) from to_millrace.own_order where fee <> 0;
