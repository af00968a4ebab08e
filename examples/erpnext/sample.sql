-- A month of a lamp factory, as ERPNext would keep it.
set search_path to erpnext;
insert into "tabSingles" values ('System Settings', 'time_zone', 'Asia/Shanghai');
insert into "tabCompany" values ('Lamp Works', 'LW', 'CNY');
insert into "tabItem" values
  ('STEEL', 'Steel sheet', 'Raw Material', 'Kg', 1, 1, 0), ('LED', 'LED', 'Raw Material', 'Nos', 1, 1, 0), ('LAMP', 'Desk lamp', 'Products', 'Nos', 1, 0, 0),
  ('DRILL', 'Drill', 'Tools', 'Nos', 1, 1, 0), ('ROD', 'Steel rod', 'Raw Material', 'Nos', 1, 1, 0), ('BRACKET', 'Bracket', 'Products', 'Nos', 1, 0, 0), ('PIN', 'Pin', 'Products', 'Nos', 1, 0, 0),
  ('CHIPS', 'Steel scrap', 'Scrap', 'Kg', 1, 1, 0), ('FREIGHT', 'Freight', 'Services', 'Nos', 0, 1, 0), ('LAMP-T', 'Template', 'Products', 'Nos', 1, 0, 1);
insert into "tabWarehouse" values ('Stores - LW', 'Lamp Works', 0), ('WIP - LW', 'Lamp Works', 0), ('Finished - LW', 'Lamp Works', 0), ('Subcontractor - LW', 'Lamp Works', 0);
insert into "tabWorkstation" values ('Assembly line 1', 80);
insert into "tabBOM" values ('BOM-LAMP-001', 1, 'LAMP', 'Lamp Works', 10, 1, 1), ('BOM-BRACKET-001', 1, 'BRACKET', 'Lamp Works', 1, 1, 1),
  ('BOM-LAMP-002', 2, 'LAMP', 'Lamp Works', 1, 0, 0);
insert into "tabBOM Item" values ('bi1', 'BOM-LAMP-001', 1, 'STEEL', 20), ('bi2', 'BOM-LAMP-001', 2, 'LED', 10), ('bi3', 'BOM-BRACKET-001', 1, 'ROD', 2);
insert into "tabBOM Operation" values ('bo1', 'BOM-LAMP-001', 1, 'Assemble', 'Assembly line 1', 60, 0);
insert into "tabWork Order" values
  ('MFG-WO-2026-00001', 1, 'Completed', 'LAMP', 100, 'BOM-LAMP-001', 'Lamp Works', '2026-10-08 08:00', '2026-10-08 08:30', '2026-10-15 17:00', '2026-10-15 17:00'),
  ('MFG-WO-2026-00002', 2, 'Cancelled', 'LAMP', 10, 'BOM-LAMP-001', 'Lamp Works', '2026-10-20 08:00', null, null, '2026-10-20 09:00');
insert into "tabJob Card" values ('PO-JOB00001', 1, 'MFG-WO-2026-00001', 'Assembly line 1', 'Assemble'), ('PO-JOB00002', 0, 'MFG-WO-2026-00001', 'Assembly line 1', 'Assemble');
insert into "tabJob Card Time Log" values
  ('tl1', 'PO-JOB00001', 1, '2026-10-14 15:10', 370, 60), ('tl2', 'PO-JOB00001', 2, '2026-10-15 12:50', 230, 40), ('tl3', 'PO-JOB00002', 1, null, 0, 0);
insert into "tabStock Entry" values
  ('MAT-STE-1', 1, 'Material Transfer for Manufacture', 'MFG-WO-2026-00001'), ('MAT-STE-2', 1, 'Manufacture', 'MFG-WO-2026-00001'),
  ('MAT-STE-3', 1, 'Material Issue', null), ('MAT-STE-4', 2, 'Material Issue', null),
  ('MAT-STE-5', 1, 'Material Issue', null), ('MAT-STE-6', 1, 'Send to Subcontractor', null), ('MAT-STE-7', 1, 'Repack', null),
  ('MAT-STE-8', 1, 'Disassemble', 'MFG-WO-2026-00001');
insert into "tabSubcontracting Receipt" values ('MAT-SCR-1', 1, 0);
insert into "tabSubcontracting Receipt Item" values ('sc11', 'MAT-SCR-1', 1, 'BRACKET', 'BOM-BRACKET-001', 10, 3.5);
insert into "tabSubcontracting Receipt Supplied Item" values ('ss11', 'MAT-SCR-1', 1, 'sc11');
insert into "tabStock Entry Detail" values
  ('d11', 'MAT-STE-1', 1, 'STEEL', 0, 0), ('d12', 'MAT-STE-1', 2, 'LED', 0, 0), ('d21', 'MAT-STE-2', 1, 'STEEL', 0, 0),
  ('d22', 'MAT-STE-2', 2, 'LED', 0, 0), ('d23', 'MAT-STE-2', 3, 'LAMP', 1, 0), ('d31', 'MAT-STE-3', 1, 'LED', 0, 0), ('d41', 'MAT-STE-4', 1, 'LED', 0, 0),
  ('d51', 'MAT-STE-5', 1, 'DRILL', 0, 0), ('d61', 'MAT-STE-6', 1, 'ROD', 0, 0), ('d71', 'MAT-STE-7', 1, 'ROD', 0, 0),
  ('d72', 'MAT-STE-7', 2, 'PIN', 1, 0), ('d81', 'MAT-STE-8', 1, 'LAMP', 0, 0), ('d82', 'MAT-STE-8', 2, 'STEEL', 0, 0), ('d83', 'MAT-STE-8', 3, 'LED', 0, 0);
insert into "tabPurchase Receipt Item" values ('p11', 'MAT-PRE-1', 1, null), ('p12', 'MAT-PRE-1', 2, null), ('p21', 'MAT-PRE-RET-1', 1, 'p12'), ('p31', 'MAT-PRE-2', 1, null),
  ('p41', 'MAT-PRE-3', 1, null);
insert into "tabDelivery Note Item" values ('n11', 'MAT-DN-1', 1, null), ('n21', 'MAT-DN-RET-1', 1, 'n11');
insert into "tabStock Ledger Entry" values
  ('SLE-01', '2026-10-01 00:30', 'STEEL', 'Stores - LW', 'Lamp Works', '2026-10-01', '00:30', 'Purchase Receipt', 'MAT-PRE-1', 'p11', 300, 300, 2595, 0, null, null),
  ('SLE-02', '2026-10-01 00:30', 'LED', 'Stores - LW', 'Lamp Works', '2026-10-01', '00:30', 'Purchase Receipt', 'MAT-PRE-1', 'p12', 200, 200, 600, 0, null, 'SABB-1'),
  ('SLE-03', '2026-10-05 10:00', 'LED', 'Stores - LW', 'Lamp Works', '2026-10-05', '10:00', 'Purchase Receipt', 'MAT-PRE-RET-1', 'p21', -10, 190, -30, 0, null, 'SABB-2'),
  ('SLE-04', '2026-10-08 09:00', 'STEEL', 'Stores - LW', 'Lamp Works', '2026-10-08', '09:00', 'Stock Entry', 'MAT-STE-1', 'd11', -195, 105, -1686.75, 0, null, null),
  ('SLE-05', '2026-10-08 09:00', 'STEEL', 'WIP - LW', 'Lamp Works', '2026-10-08', '09:00', 'Stock Entry', 'MAT-STE-1', 'd11', 195, 195, 1686.75, 0, null, null),
  ('SLE-06', '2026-10-08 09:00', 'LED', 'Stores - LW', 'Lamp Works', '2026-10-08', '09:00', 'Stock Entry', 'MAT-STE-1', 'd12', -100, 90, -300, 0, null, null),
  ('SLE-07', '2026-10-08 09:00', 'LED', 'WIP - LW', 'Lamp Works', '2026-10-08', '09:00', 'Stock Entry', 'MAT-STE-1', 'd12', 100, 100, 300, 0, null, null),
  ('SLE-08', '2026-10-15 17:00', 'STEEL', 'WIP - LW', 'Lamp Works', '2026-10-15', '17:00', 'Stock Entry', 'MAT-STE-2', 'd21', -195, 0, -1686.75, 0, null, null),
  ('SLE-09', '2026-10-15 17:00', 'LED', 'WIP - LW', 'Lamp Works', '2026-10-15', '17:00', 'Stock Entry', 'MAT-STE-2', 'd22', -100, 0, -300, 0, null, 'SABB-3'),
  ('SLE-10', '2026-10-15 17:00', 'LAMP', 'Finished - LW', 'Lamp Works', '2026-10-15', '17:00', 'Stock Entry', 'MAT-STE-2', 'd23', 100, 100, 2786.75, 0, null, null),
  ('SLE-11', '2026-10-16 10:00', 'LED', 'Stores - LW', 'Lamp Works', '2026-10-16', '10:00', 'Stock Entry', 'MAT-STE-3', 'd31', -2, 88, -6, 0, null, 'SABB-4'),
  ('SLE-12', '2026-10-17 10:00', 'LED', 'Stores - LW', 'Lamp Works', '2026-10-17', '10:00', 'Stock Entry', 'MAT-STE-4', 'd41', -5, 83, -15, 1, null, null),
  ('SLE-13', '2026-10-17 10:00', 'LED', 'Stores - LW', 'Lamp Works', '2026-10-17', '10:00', 'Stock Entry', 'MAT-STE-4', 'd41', 5, 88, 15, 1, null, null),
  ('SLE-14', '2026-10-20 10:00', 'LAMP', 'Finished - LW', 'Lamp Works', '2026-10-20', '10:00', 'Delivery Note', 'MAT-DN-1', 'n11', -65, 35, -1811.39, 0, null, null),
  ('SLE-15', '2026-10-25 10:00', 'LAMP', 'Finished - LW', 'Lamp Works', '2026-10-25', '10:00', 'Delivery Note', 'MAT-DN-RET-1', 'n21', 5, 40, 139.34, 0, null, null),
  ('SLE-16', '2026-10-31 23:59', 'STEEL', 'Stores - LW', 'Lamp Works', '2026-10-31', '23:59', 'Stock Reconciliation', 'MAT-RECO-1', 'r1', 0, 111.8, -8.65, 0, null, null),
  ('SLE-17', '2026-10-06 10:00', 'DRILL', 'Stores - LW', 'Lamp Works', '2026-10-06', '10:00', 'Purchase Receipt', 'MAT-PRE-2', 'p31', 2, 2, 255, 0, null, 'SABB-5'),
  ('SLE-18', '2026-10-19 10:00', 'DRILL', 'Stores - LW', 'Lamp Works', '2026-10-19', '10:00', 'Stock Entry', 'MAT-STE-5', 'd51', -1, 1, -135, 0, null, 'SABB-6'),
  ('SLE-19', '2026-10-06 11:00', 'ROD', 'Stores - LW', 'Lamp Works', '2026-10-06', '11:00', 'Purchase Receipt', 'MAT-PRE-3', 'p41', 40, 40, 160, 0, null, null),
  ('SLE-20', '2026-10-07 09:00', 'ROD', 'Stores - LW', 'Lamp Works', '2026-10-07', '09:00', 'Stock Entry', 'MAT-STE-6', 'd61', -20, 20, -80, 0, null, null),
  ('SLE-21', '2026-10-07 09:00', 'ROD', 'Subcontractor - LW', 'Lamp Works', '2026-10-07', '09:00', 'Stock Entry', 'MAT-STE-6', 'd61', 20, 20, 80, 0, null, null),
  ('SLE-22', '2026-10-21 14:00', 'BRACKET', 'Finished - LW', 'Lamp Works', '2026-10-21', '14:00', 'Subcontracting Receipt', 'MAT-SCR-1', 'sc11', 10, 10, 115, 0, null, null),
  ('SLE-23', '2026-10-21 14:00', 'ROD', 'Subcontractor - LW', 'Lamp Works', '2026-10-21', '14:00', 'Subcontracting Receipt', 'MAT-SCR-1', 'ss11', -20, 0, -80, 0, null, null),
  ('SLE-24', '2026-10-22 10:00', 'ROD', 'Stores - LW', 'Lamp Works', '2026-10-22', '10:00', 'Stock Entry', 'MAT-STE-7', 'd71', -10, 10, -40, 0, null, null),
  ('SLE-25', '2026-10-22 10:00', 'PIN', 'Stores - LW', 'Lamp Works', '2026-10-22', '10:00', 'Stock Entry', 'MAT-STE-7', 'd72', 100, 100, 40, 0, null, null),
  ('SLE-26', '2026-10-27 10:00', 'LAMP', 'Finished - LW', 'Lamp Works', '2026-10-27', '10:00', 'Stock Entry', 'MAT-STE-8', 'd81', -4, 36, -111.47, 0, null, null),
  ('SLE-27', '2026-10-27 10:00', 'STEEL', 'Stores - LW', 'Lamp Works', '2026-10-27', '10:00', 'Stock Entry', 'MAT-STE-8', 'd82', 7.8, 112.8, 67.47, 0, null, null),
  ('SLE-28', '2026-10-27 10:00', 'LED', 'Stores - LW', 'Lamp Works', '2026-10-27', '10:00', 'Stock Entry', 'MAT-STE-8', 'd83', 4, 92, 12, 0, null, 'SABB-7');
insert into "tabSerial and Batch Entry" values
  ('e1', 'SABB-1', 1, null, 'A', 120, 360), ('e2', 'SABB-1', 2, null, 'B', 80, 240), ('e3', 'SABB-2', 1, null, 'B', -10, -30),
  ('e4', 'SABB-3', 1, null, 'A', -100, -300), ('e5', 'SABB-4', 1, null, 'B', -2, -6),
  ('e6', 'SABB-5', 1, 'S-001', null, 1, 120), ('e7', 'SABB-5', 2, 'S-002', null, 1, 135), ('e8', 'SABB-6', 1, 'S-002', null, -1, -135),
  ('e9', 'SABB-7', 1, null, 'A', 4, 12);
