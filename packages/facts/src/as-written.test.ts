import { describe, expect, test } from 'vitest';
import { asWritten } from './as-written.js';
import { choice, date, decimal, flag, instant, period, text } from './column.js';
import { nearest } from './nearest.js';
import { MOVEMENT_TYPES } from './tables.js';

const TYPE = choice(...MOVEMENT_TYPES);

describe('what reads the same everywhere is sure', () => {
  test.each([
    [flag(), 'TRUE', 'true'],
    [flag(), '是', 'true'],
    [flag(), '否', 'false'],
    [TYPE, '采购入库', 'purchase_receipt'],
    [TYPE, 'Sale', 'sale'],
    [TYPE, '采购入库（purchase_receipt）', 'purchase_receipt'],
    [TYPE, 'purchase_receipt (采购入库)', 'purchase_receipt'],
    [flag(), '是（true）', 'true'],
    [choice('false', 'true'), '否（false）', 'false'],
    [choice('false', 'true'), '否', 'false'],
    [date(), '2026/10/31', '2026-10-31'],
    [date(), '2026/1/5', '2026-01-05'],
    [date(), '2026.10.31', '2026-10-31'],
    [date(), '20261031', '2026-10-31'],
    [date(), '2026年10月31日', '2026-10-31'],
    [date(), '2026/10/31 0:00:00', '2026-10-31'],
    [period(), '2026/10', '2026-10'],
    [period(), '2026-8', '2026-08'],
    [period(), '202610', '2026-10'],
    [period(), '2026年10月', '2026-10'],
    [instant(), '2026/10/31 8:30:00+08:00', '2026-10-31T08:30:00+08:00'],
    [instant(), '2026-10-31 08:30:00+08', '2026-10-31T08:30:00+08:00'],
    [instant(), '2026-10-31 08:30Z', '2026-10-31T08:30:00Z'],
    [instant(), '2026-10-31T08:30Z', '2026-10-31T08:30Z'],
  ])('%# %s', (column, cell, meaning) => {
    expect(asWritten(column, cell)).toEqual({ meanings: [meaning], sure: true });
  });
});

describe('what may mean two things, or comes in a form that loses digits, is told and not taken', () => {
  test.each([
    [flag(), 'yes', ['true']],
    [decimal(6), '1,234', ['1234', '1.234']],
    [decimal(6), '1.234,5', ['1234.5']],
    [decimal(6), '1,234.50', ['1234.50']],
    [decimal(6), '1,234,567', ['1234567']],
    [decimal(6), '12,5', ['12.5']],
    [decimal(6), '-1 234,5', ['-1234.5']],
    [decimal(6), '(12.00)', ['-12.00']],
    [decimal(6), '1.5E+05', ['150000']],
    [decimal(6), '1.5e-3', ['0.0015']],
    [decimal(6), '5%', ['0.05']],
    [decimal(6), '￥1,234.00', ['1234.00']],
    [decimal(6), '１２', ['12']],
    [decimal(6), '1200*3', []],
    [decimal(6), '=A1', []],
    [date(), '10/11/2026', ['2026-11-10', '2026-10-11']],
    [date(), '31/10/2026', ['2026-10-31']],
    [date(), 'Oct-26', ['2026-10', '?-10-26']],
    [date(), '26-Oct-2026', ['2026-10-26']],
    [date(), 'Oct 26, 2026', ['2026-10-26']],
    [date(), '2026/10/31 8:30', []],
    [date(), '2026/2/30', []],
    [period(), 'Oct-26', ['2026-10']],
    [period(), '10/2026', ['2026-10']],
    [period(), '2026/10/31', ['2026-10']],
    [period(), '2026-13', []],
    [instant(), '2026/10/31 18:30', ['2026-10-31T18:30:00?']],
    [decimal(6), '310.00CNY', ['310.00']],
    [decimal(6), 'RMB 1,234.00', ['1234.00']],
    [decimal(6), 'NAN', []],
    [date(), '２０２６年１０月３１日', ['2026-10-31']],
    [date(), '26/10/31', ['2031-10-26', '2026-10-31']],
    [date(), '26-9-3', ['2026-09-03']],
    [date(), '10/11/12', ['2012-11-10', '2012-10-11', '2010-11-12']],
    [text(), '007', []],
    [TYPE, 'sell', []],
    [TYPE, '采购入库（sale）', []],
    [TYPE, '（sale）', []],
  ])('%# %s', (column, cell, meanings) => {
    expect(asWritten(column, cell)).toEqual({ meanings, sure: false });
  });
});

test.each([
  ['BOTL-8', 'BOLT-8'],
  ['bolt-9', 'BOLT-8'],
  ['recieved', 'received'],
  ['X1', undefined],
  ['NUT', undefined],
  ['iron', 'irno'],
  ['外够', '外购'],
  ['是不', undefined],
])('the word that is most probably meant by %s is %s', (word, meant) => {
  expect(nearest(word, ['NAIL-8', 'BOLT-8', 'X2', 'received', 'BOLT-7a', 'irno', '外购', '否'])).toBe(meant);
});
