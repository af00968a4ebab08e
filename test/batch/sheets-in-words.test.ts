import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { policySchema, resultColumns, resultTableNames } from '@millrace/costing-core';
import { JOURNAL_EVENTS, MOVEMENT_TYPES, tableNames } from '@millrace/facts';
import { expect, test } from 'vitest';
import { isOfCodes, sheetInWords } from '../../packages/report/src/sheets/cell-words.js';
import { columns, type SheetName, sheetTexts } from '../../packages/report/src/sheets.js';
import { readWorkbook } from './read-workbook.js';
import { csvRecords, reported } from './reported.js';
import { smallFactory } from './small-factory.js';

/** The columns of all tables and views that may hold codes. */
const VIEWED = ['basis_before', 'basis_after', 'event', 'kind', 'object_kind', 'phase', 'result', 'side'];
const NAMES = [...new Set([...resultTableNames().flatMap(resultColumns), ...VIEWED])];

test('a Chinese workbook has Chinese words for codes of ours, and what people named as they named it; CSV keeps the codes', async () => {
  const { workbook, csv } = await reported(smallFactory, 'zh');
  const { name: titles, column } = sheetTexts('zh');
  const sheets = await readWorkbook(workbook);
  let told = 0;
  for (const file of await readdir(csv)) {
    const name = basename(file, '.csv') as SheetName;
    const [head, ...rows] = await csvRecords(join(csv, file));
    const cells = (sheets.get(titles[name]) ?? []).slice(1);
    for (const [r, row] of rows.entries()) {
      for (const [c, code] of row.entries()) {
        const shown = cells[r][c]?.value ?? '';
        const isOurs = NAMES.some((of) => isOfCodes({ sheet: name, name: of }) && column(of) === head[c]);
        if (!isOurs && cells[r][c]?.is === 'text') expect(shown, `${name} ${head[c]}`).toBe(code);
        if (!isOurs || !/^[a-z_]+(:\w+)?$/.test(code)) continue;
        expect(shown, `${name} ${head[c]} ${code}`).toMatch(/[\u4e00-\u9fff]/);
        told++;
      }
    }
  }
  expect(told).toBeGreaterThan(50);
});

test.each([
  ['stock_ledger', 'kind', MOVEMENT_TYPES],
  ['stock_ledger', 'side', ['in', 'out', 'opening', 'closing']],
  ['journal', 'event', JOURNAL_EVENTS],
  ['order_cost', 'stage', ['material', 'material:20', 'evenly', 'conversion:10', 'fee', 'spoilage']],
  ['proof', 'category', [...MOVEMENT_TYPES, 'opening_stock', 'closing_wip', 'pool', 'driven', 'served', 'unabsorbed']],
  ['residual', 'reason', ['zero_quantity', 'trapped', 'idle_capacity', 'price_difference', 'late_difference']],
  ['pool_allocation', 'driver', ['hours_machine', 'hours_labour', 'quantity_good']],
  [
    'valuation',
    'method',
    ['periodic_average', 'daily_average', 'moving_average', 'fifo', 'lifo', 'specific', 'standard'],
  ],
  ['valuation', 'bucket', ['plant_item', 'plant_item_lot', 'plant_item_project', 'plant_item_lot_project', 'item']],
  ['order_quantity', 'method', [...policySchema.shape.wip.shape.method.options]],
  ['joint_cost', 'method', [...policySchema.shape.joint.shape.method.options]],
  ['check', 'phase', ['before', 'pricing', 'after']],
  ['check', 'result', ['passed', 'fatal', 'error', 'warning', 'not_examined', 'not_reached']],
  ['control_total', 'table', tableNames()],
] as const)('all codes of %s.%s have a Chinese word', (sheet, name, codes) => {
  const rows = codes.map((code) => [code]);
  const words = [...sheetInWords({ name: sheet, columns: columns('text', name), rows }, 'zh').rows].flat();
  expect(words.filter((word) => !/[\u4e00-\u9fff]/.test(word))).toEqual([]);
  // In English a code is a word as it is, and so is what nobody here gave a name.
  expect([...sheetInWords({ name: sheet, columns: columns('text', name), rows }, 'en').rows].flat()).toEqual(codes);
});
