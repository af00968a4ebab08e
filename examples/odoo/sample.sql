-- A month of a lamp factory, as Odoo would keep it: bought, made, returned, scrapped, counted, sold, and landed cost that came late.
insert into res_currency values (1, 'CNY', 2);
insert into res_partner values (1, 'Lamp works', 'Asia/Shanghai');
insert into res_company values (1, 'Lamp works', 1, 1);
insert into stock_warehouse values (1, 'Suzhou', 'SZ', 1), (2, 'Shanghai', 'SH', 1);
insert into stock_location values
  (4, 'Partners/Vendors', 'supplier', null, null), (5, 'Partners/Customers', 'customer', null, null),
  (8, 'SZ/Stock', 'internal', 1, 1), (9, 'SZ/Stock/Shelf', 'internal', 1, 1), (10, 'SH/Stock', 'internal', 1, 2),
  (14, 'Virtual Locations/Inventory adjustment', 'inventory', 1, null), (15, 'Virtual Locations/Production', 'production', 1, null),
  (16, 'Virtual Locations/Scrap', 'inventory', 1, null), (17, 'Physical Locations/Subcontracting Location', 'internal', 1, null);
insert into uom_uom values (1, '{"en_US": "Units"}', 1, 1), (2, '{"en_US": "Dozens"}', 1, 0.08333333333), (12, '{"en_US": "kg"}', 2, 1);
insert into product_category values (1, 'Raw', 'All / Raw'), (2, 'Finished', 'All / Finished');
insert into product_template values
  (1, '{"en_US": "Steel sheet"}', 'product', 1, 12, true), (2, '{"en_US": "LED"}', 'product', 1, 1, true),
  (3, '{"en_US": "Desk lamp"}', 'product', 2, 1, false), (4, '{"en_US": "Delivery"}', 'service', 1, 1, true),
  (5, '{"en_US": "Rod"}', 'product', 1, 1, true), (6, '{"en_US": "Bracket, bent outside"}', 'product', 1, 1, true);
insert into product_product values (1, 1, 'STEEL', true), (2, 2, 'LED', true), (3, 3, 'LAMP', true), (4, 4, null, true), (5, 5, 'ROD', true),
  (6, 6, 'BRACKET', true);
insert into stock_lot values (1, 'A', 2, 1), (2, 'B', 2, 1);
insert into mrp_bom values (1, null, true, 'normal', 0, 3, null, 1, 2, 1), (2, null, true, 'subcontract', 0, 6, null, 1, 1, 1);
insert into mrp_workcenter values (1, 'Assembly line 1', 'ASSY', 1, 100);
insert into mrp_routing_workcenter values (1, 'Assemble', 10, 1, 1, 'manual', 6);
insert into mrp_bom_line values (1, 1, 1, 1, 24, 12, 1), (2, 1, 2, 2, 1, 2, 1), (3, 2, 1, 5, 2, 1, null);
insert into mrp_production values
  (1, 'SZ/MO/00001', 'done', 3, 100, 1, 1, 8, '2026-10-07 23:30', '2026-10-15 09:00', null, 1),
  (2, 'SZ/MO/00002', 'cancel', 3, 10, 1, 1, 8, '2026-10-20 01:00', null, null, 1),
  (3, 'SZ/SBC/00001', 'done', 6, 10, 1, 2, 17, '2026-10-12 02:00', '2026-10-22 02:00', 3.5, 1);
insert into mrp_workorder values (1, 'Assemble', 'done', 1, 1, 1, 100, '2026-10-15 08:50');
insert into mrp_workcenter_productivity_loss_type values (1, 'productive'), (2, 'availability');
insert into mrp_workcenter_productivity_loss values (1, '{"en_US": "Fully productive time"}', 1), (2, '{"en_US": "Breakdown"}', 2);
insert into mrp_workcenter_productivity values
  (1, 1, 1, 1, '2026-10-14 01:00', '2026-10-14 07:10', 370), (2, 1, 1, 1, '2026-10-15 01:00', '2026-10-15 04:50', 230),
  (3, 1, 1, 2, '2026-10-15 05:00', '2026-10-15 06:00', 60), (4, 1, 1, 1, '2026-10-15 07:00', null, 0);
insert into stock_picking values (1, 'SZ/IN/00001'), (2, 'SZ/OUT/00001'), (3, 'SZ/OUT/00002'), (4, 'SZ/INT/00001');
insert into stock_move
  (id, name, reference, state, date, sequence, scrapped, product_id, location_id, location_dest_id, picking_id, production_id,
   raw_material_production_id, operation_id, origin_returned_move_id, company_id) values
  (1, 'Steel', 'SZ/IN/00001', 'done', '2026-09-30 16:30', 10, false, 1, 4, 8, 1, null, null, null, null, 1),
  (2, 'LED', 'SZ/IN/00001', 'done', '2026-10-02 01:30', 20, false, 2, 4, 8, 1, null, null, null, null, 1),
  (3, 'LED', 'SZ/OUT/00001', 'done', '2026-10-05 02:00', 10, false, 2, 8, 4, 2, null, null, null, 2, 1),
  (4, 'SZ/MO/00001', 'SZ/MO/00001', 'done', '2026-10-08 01:00', 10, false, 1, 8, 15, null, null, 1, 1, null, 1),
  (5, 'SZ/MO/00001', 'SZ/MO/00001', 'done', '2026-10-08 01:00', 20, false, 2, 9, 15, null, null, 1, 1, null, 1),
  (6, 'Return', 'SZ/MO/00001', 'done', '2026-10-14 08:00', 10, false, 1, 15, 8, null, null, null, null, 4, 1),
  (7, 'SZ/MO/00001', 'SZ/MO/00001', 'done', '2026-10-15 09:00', 10, false, 3, 15, 8, null, 1, null, null, null, 1),
  (8, 'SZ/SP/00001', 'SZ/SP/00001', 'done', '2026-10-16 02:00', 10, true, 2, 8, 16, null, null, null, null, null, 1),
  (9, 'Product Quantity Updated', 'Product Quantity Updated', 'done', '2026-10-30 02:00', 10, false, 1, 8, 14, null, null, null, null, null, 1),
  (10, 'LAMP', 'SZ/OUT/00002', 'done', '2026-10-31 15:59', 10, false, 3, 8, 5, 3, null, null, null, null, 1),
  (11, 'Shelf', 'SZ/INT/00001', 'done', '2026-10-03 02:00', 10, false, 2, 8, 9, 4, null, null, null, null, 1),
  (12, 'LAMP', 'SZ/OUT/00003', 'assigned', '2026-10-31 10:00', 10, false, 3, 8, 5, null, null, null, null, null, 1),
  (13, 'To Shanghai', 'SZ/INT/00002', 'done', '2026-10-20 02:00', 10, false, 3, 8, 10, null, null, null, null, null, 1),
  (14, 'Rod', 'SZ/IN/00002', 'done', '2026-10-11 02:00', 10, false, 5, 4, 8, null, null, null, null, null, 1),
  (15, 'Resupply', 'SZ/INT/00003', 'done', '2026-10-12 02:00', 10, false, 5, 8, 17, null, null, null, null, null, 1),
  (16, 'SZ/SBC/00001', 'SZ/SBC/00001', 'done', '2026-10-22 02:00', 10, false, 5, 17, 15, null, null, 3, null, null, 1),
  (17, 'SZ/SBC/00001', 'SZ/SBC/00001', 'done', '2026-10-22 02:00', 10, false, 6, 15, 17, null, 3, null, null, null, 1),
  (18, 'Bracket', 'SZ/IN/00003', 'done', '2026-10-22 02:00', 10, false, 6, 17, 8, null, null, null, null, null, 1);
-- Five lamps are taken apart again.
insert into mrp_unbuild values (1, 'UB/00001', 'done', 3, 5, 1, 1, 1, 8, 8, 1, '2026-10-28 02:00');
insert into stock_move
  (id, name, reference, state, date, sequence, scrapped, product_id, location_id, location_dest_id, unbuild_id, company_id) values
  (19, 'UB/00001', 'UB/00001', 'done', '2026-10-28 02:00', 10, false, 3, 8, 15, 1, 1),
  (20, 'UB/00001', 'UB/00001', 'done', '2026-10-28 02:00', 10, false, 1, 15, 8, 1, 1),
  (21, 'UB/00001', 'UB/00001', 'done', '2026-10-28 02:00', 10, false, 2, 15, 8, 1, 1);
insert into stock_move_line (move_id, state, quantity_product_uom, lot_id) values
  (1, 'done', 300, null), (2, 'done', 120, 1), (2, 'done', 50, 2), (2, 'done', 30, 2), (3, 'done', 10, 2), (4, 'done', 200, null), (5, 'done', 100, 1),
  (6, 'done', 5, null), (7, 'done', 100, null), (8, 'done', 2, 2), (9, 'done', 1, null), (10, 'done', 60, null), (11, 'done', 50, 1),
  (12, 'assigned', 5, null), (13, 'done', 10, null), (14, 'done', 50, null), (15, 'done', 20, null), (16, 'done', 20, null), (17, 'done', 10, null),
  (18, 'done', 10, null), (19, 'done', 5, null), (20, 'done', 10, null), (21, 'done', 5, 1);
insert into stock_valuation_layer values
  (1, 1, 1, 300, 2550, 1, null, '2026-09-30 16:30'), (2, 1, 2, 200, 600, 2, null, '2026-10-02 01:30'),
  (3, 1, 2, -10, -30, 3, null, '2026-10-05 02:00'), (4, 1, 1, -200, -1700, 4, null, '2026-10-08 01:00'),
  (5, 1, 2, -100, -300, 5, null, '2026-10-08 01:00'), (6, 1, 1, 0, 45, 1, 1, '2026-10-20 06:00'),
  (7, 1, 3, 100, 2780, 7, null, '2026-10-15 09:00'), (8, 1, 2, 0, 20.01, 2, 2, '2026-10-20 06:00'),
  (9, 1, 5, 50, 200, 14, null, '2026-10-11 02:00'), (10, 1, 5, -20, -80, 16, null, '2026-10-22 02:00'),
  (11, 1, 6, 10, 115, 17, null, '2026-10-22 02:00'), (12, 1, 6, 0, 5, 17, 11, '2026-10-25 02:00');
