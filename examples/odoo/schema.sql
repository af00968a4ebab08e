-- The tables and columns of Odoo 17 that the views read, as its public models define them, with the types that its ORM makes of them:
-- Float without digits is double precision, with digits and Monetary numeric, Datetime timestamp in UTC, a translated Char jsonb.
create table res_currency (id serial primary key, name varchar, decimal_places int);
create table res_partner (id serial primary key, name varchar, tz varchar);
create table res_company (id serial primary key, name varchar, currency_id int references res_currency, partner_id int references res_partner);
create table stock_warehouse (id serial primary key, name varchar, code varchar, company_id int references res_company);
create table stock_location (
  id serial primary key, complete_name varchar, usage varchar, company_id int references res_company,
  warehouse_id int references stock_warehouse);
create table uom_uom (id serial primary key, name jsonb, category_id int, factor numeric);
create table product_category (id serial primary key, name varchar, complete_name varchar);
create table product_template (
  id serial primary key, name jsonb, type varchar, categ_id int references product_category, uom_id int references uom_uom,
  purchase_ok boolean);
create table product_product (id serial primary key, product_tmpl_id int references product_template, default_code varchar, active boolean);
create table mrp_bom (
  id serial primary key, code varchar, active boolean, type varchar, sequence int, product_tmpl_id int references product_template,
  product_id int references product_product, product_qty numeric, product_uom_id int references uom_uom, company_id int references res_company);
create table mrp_workcenter (
  id serial primary key, name varchar, code varchar, company_id int references res_company, time_efficiency double precision);
create table mrp_routing_workcenter (
  id serial primary key, name varchar, sequence int, bom_id int references mrp_bom, workcenter_id int references mrp_workcenter,
  time_mode varchar, time_cycle_manual double precision);
create table mrp_bom_line (
  id serial primary key, bom_id int references mrp_bom, sequence int, product_id int references product_product, product_qty numeric,
  product_uom_id int references uom_uom, operation_id int references mrp_routing_workcenter);
create table mrp_production (
  id serial primary key, name varchar, state varchar, product_id int references product_product, product_qty numeric,
  product_uom_id int references uom_uom, bom_id int references mrp_bom, location_dest_id int references stock_location,
  date_start timestamp, date_finished timestamp, extra_cost double precision, company_id int references res_company);
create table mrp_unbuild (
  id serial primary key, name varchar, state varchar, product_id int references product_product, product_qty double precision,
  product_uom_id int references uom_uom, bom_id int references mrp_bom, mo_id int references mrp_production,
  location_id int references stock_location, location_dest_id int references stock_location, company_id int references res_company,
  create_date timestamp);
create table mrp_workorder (
  id serial primary key, name varchar, state varchar, production_id int references mrp_production, workcenter_id int references mrp_workcenter,
  operation_id int references mrp_routing_workcenter, qty_produced numeric, date_finished timestamp);
create table mrp_workcenter_productivity_loss_type (id serial primary key, loss_type varchar);
create table mrp_workcenter_productivity_loss (
  id serial primary key, name jsonb, loss_id int references mrp_workcenter_productivity_loss_type);
create table mrp_workcenter_productivity (
  id serial primary key, workorder_id int references mrp_workorder, workcenter_id int references mrp_workcenter,
  loss_id int references mrp_workcenter_productivity_loss, date_start timestamp, date_end timestamp, duration double precision);
create table stock_picking (id serial primary key, name varchar);
create table stock_move (
  id serial primary key, name varchar, reference varchar, state varchar, date timestamp, sequence int, scrapped boolean,
  product_id int references product_product, location_id int references stock_location, location_dest_id int references stock_location,
  picking_id int references stock_picking, production_id int references mrp_production,
  raw_material_production_id int references mrp_production, unbuild_id int references mrp_unbuild, operation_id int references mrp_routing_workcenter,
  origin_returned_move_id int references stock_move, company_id int references res_company);
create table stock_lot (
  id serial primary key, name varchar, product_id int references product_product, company_id int references res_company);
create table stock_move_line (
  id serial primary key, move_id int references stock_move, state varchar, quantity_product_uom numeric, lot_id int references stock_lot);
create table stock_valuation_layer (
  id serial primary key, company_id int references res_company, product_id int references product_product, quantity numeric,
  value numeric, stock_move_id int references stock_move, stock_valuation_layer_id int references stock_valuation_layer,
  create_date timestamp);
