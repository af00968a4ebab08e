-- The tables and columns of ERPNext 15 that the views read, as its public DocTypes define them: Link and Data are varchar(140),
-- Float and Currency decimal(21,9), Check a small integer, Datetime without zone, by the clock of System Settings.
create schema erpnext;
set search_path to erpnext;
create table "tabSingles" (doctype varchar(255), field varchar(255), value text);
create table "tabCompany" (name varchar(140) primary key, abbr varchar(140), default_currency varchar(140));
create table "tabItem" (
  name varchar(140) primary key, item_name varchar(140), item_group varchar(140), stock_uom varchar(140), is_stock_item smallint,
  is_purchase_item smallint, has_variants smallint);
create table "tabWarehouse" (name varchar(140) primary key, company varchar(140), is_group smallint);
create table "tabWorkstation" (name varchar(140) primary key, hour_rate decimal(21,9));
create table "tabBOM" (
  name varchar(140) primary key, docstatus int, item varchar(140), company varchar(140), quantity decimal(21,9), is_active smallint,
  is_default smallint);
create table "tabBOM Item" (
  name varchar(140) primary key, parent varchar(140), idx int, item_code varchar(140), stock_qty decimal(21,9));
create table "tabBOM Operation" (
  name varchar(140) primary key, parent varchar(140), idx int, operation varchar(140), workstation varchar(140), time_in_mins decimal(21,9),
  fixed_time smallint);
create table "tabWork Order" (
  name varchar(140) primary key, docstatus int, status varchar(140), production_item varchar(140), qty decimal(21,9), bom_no varchar(140),
  company varchar(140), planned_start_date timestamp(6), actual_start_date timestamp(6), actual_end_date timestamp(6), modified timestamp(6));
create table "tabJob Card" (
  name varchar(140) primary key, docstatus int, work_order varchar(140), workstation varchar(140), operation varchar(140));
create table "tabJob Card Time Log" (
  name varchar(140) primary key, parent varchar(140), idx int, to_time timestamp(6), time_in_mins decimal(21,9), completed_qty decimal(21,9));
create table "tabStock Entry" (
  name varchar(140) primary key, docstatus int, purpose varchar(140), work_order varchar(140));
create table "tabStock Entry Detail" (
  name varchar(140) primary key, parent varchar(140), idx int, item_code varchar(140), is_finished_item smallint, is_scrap_item smallint);
create table "tabSubcontracting Receipt" (name varchar(140) primary key, docstatus int, is_return smallint);
create table "tabSubcontracting Receipt Item" (
  name varchar(140) primary key, parent varchar(140), idx int, item_code varchar(140), bom varchar(140), qty decimal(21,9),
  service_cost_per_qty decimal(21,9));
create table "tabSubcontracting Receipt Supplied Item" (
  name varchar(140) primary key, parent varchar(140), idx int, reference_name varchar(140));
create table "tabPurchase Receipt Item" (name varchar(140) primary key, parent varchar(140), idx int, purchase_receipt_item varchar(140));
create table "tabDelivery Note Item" (name varchar(140) primary key, parent varchar(140), idx int, dn_detail varchar(140));
create table "tabStock Ledger Entry" (
  name varchar(140) primary key, creation timestamp(6), item_code varchar(140), warehouse varchar(140), company varchar(140),
  posting_date date, posting_time time(6), voucher_type varchar(140), voucher_no varchar(140), voucher_detail_no varchar(140),
  actual_qty decimal(21,9), qty_after_transaction decimal(21,9), stock_value_difference decimal(21,9), is_cancelled smallint,
  batch_no varchar(140), serial_and_batch_bundle varchar(140));
create table "tabSerial and Batch Entry" (
  name varchar(140) primary key, parent varchar(140), idx int, serial_no varchar(140), batch_no varchar(140), qty decimal(21,9),
  stock_value_difference decimal(21,9));
