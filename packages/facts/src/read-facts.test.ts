import { expect, test } from 'vitest';
import { cellText } from './cells.js';
import { type Facts, FactsReader, readFacts } from './read-facts.js';
import type { FactRows } from './rows.js';
import type { TableName } from './tables.js';

/** Facts of a ledger whose one opening amount is `amount`. */
function read(amount: string, amountScale: number) {
  const ledger = [{ ledger: 'L', currency: 'CNY', amount_scale: amountScale, time_zone: 'Asia/Shanghai' }];
  const opening_stock_amount = [{ ledger: 'L', plant: 'P1', item: 'RAW', element: 'material', amount }];
  const facts = readFacts({ ledger, opening_stock_amount }, 'L');
  return { amounts: [...facts.opening_stock_amount.amount], faults: facts.faults.map(({ code }) => code) };
}

test.each([
  { amount: '90072080.00', scale: 2, units: 9007208000 },
  { amount: '90071992547409.91', scale: 2, units: Number.MAX_SAFE_INTEGER },
  { amount: '90071992.54740991', scale: 8, units: Number.MAX_SAFE_INTEGER },
  { amount: '-9007199254740991', scale: 0, units: -Number.MAX_SAFE_INTEGER },
])('an amount of $amount fits a ledger of $scale decimals', ({ amount, scale, units }) => {
  expect(read(amount, scale)).toEqual({ amounts: [units], faults: [] });
});

test.each([
  { amount: '90071992547409.92', scale: 2, fault: 'number_must_be_within_range' },
  { amount: '90072080.00', scale: 8, fault: 'number_must_be_within_range' },
  { amount: '0.001', scale: 2, fault: 'number_must_fit_its_decimals' },
  { amount: '1200*3', scale: 2, fault: 'number_must_be_plain' },
])('an amount of $amount does not fit a ledger of $scale decimals', ({ amount, scale, fault }) => {
  expect(read(amount, scale)).toEqual({ amounts: [], faults: [fault] });
});

/** The same rows once as objects and once as cells, as they come from files and databases. */
function bothWays(name: TableName, rows: readonly object[]): [objects: Facts, cells: Facts] {
  const reader = new FactsReader('L', 2);
  const table = reader.table(name);
  for (const row of rows as Record<string, unknown>[]) {
    table.add(table.names.map((column) => (row[column] == null ? undefined : String(row[column]))));
  }
  return [readFacts({ [name]: rows } as FactRows, 'L'), reader.facts()];
}

const MOVEMENT = {
  movement: 'M1',
  document: 'D',
  line: 1,
  posted_at: '2026-09-01T08:00:00+08:00',
  type: 'sale',
  plant: 'P1',
  item: 'RAW',
  quantity: '1.5',
  status: 'approved',
} as const;
const AMOUNT = { movement: 'M1', ledger: 'L', element: 'material', amount: '1.00' };
const POOL = { ledger: 'L', period: '2026-09', pool: 'A', centre: 'C1', element: 'e', driver: 'd', status: 'draft' };

test.each<[string, TableName, object[]]>([
  ['good rows', 'movement', [MOVEMENT, { ...MOVEMENT, movement: 'M2', lot: '批', physical_on: '2026-09-01' }]],
  ['numbers and truth values as such', 'item', [{ item: 7, unit: 'pc', supply: 'made', valued: true }]],
  ['empty cells', 'movement', [{ ...MOVEMENT, document: '', quantity: null, lot: undefined }]],
  ['several faults in one row', 'movement', [{ ...MOVEMENT, quantity: '-1', type: 'gift', posted_at: 'today' }]],
  ['faults that the scale of the ledger makes', 'movement_amount', [{ ...AMOUNT, element: '', amount: '1.005' }]],
  ['an amount too large and a bad choice', 'cost_pool', [{ ...POOL, amount: '90071992547409.92', behaviour: 'x' }]],
  ['rows of another ledger, good and bad', 'movement_amount', [AMOUNT, { ...AMOUNT, ledger: 'M', amount: 'x' }]],
  ['a row without its key', 'plant', [{ plant: 'P1' }, { name: 'N' }, {}]],
])('objects and cells are read alike: %s', (_, name, rows) => {
  const [objects, cells] = bothWays(name, rows);
  const { symbols: a, faults: faultsOfObjects, ...columnsOfObjects } = objects;
  const { symbols: b, faults: faultsOfCells, ...columnsOfCells } = cells;
  expect(faultsOfObjects).toEqual(faultsOfCells);
  expect(columnsOfObjects).toEqual(columnsOfCells);
  expect(a.size).toBe(b.size);
});

test('all that is wrong with a row is told, and the row is left out', () => {
  const row = { ...MOVEMENT, document: ' D', quantity: 0.1, item: '', colour: 'red', type: 'gift', line: '1.5' };
  const { movement, faults } = readFacts({ movement: [row, MOVEMENT] } as unknown as FactRows, 'L');
  expect(faults.map(({ code, key, fields }) => `${key} ${fields.column ?? fields.value}: ${code}`)).toEqual([
    'M1 colour: column_must_be_known',
    'M1 quantity: cell_must_be_text',
    'M1 document: text_must_not_begin_or_end_with_blanks',
    'M1 line: number_must_fit_its_decimals',
    'M1 type: choice_must_be_known',
    'M1 item: cell_must_not_be_empty',
  ]);
  expect(movement.rowCount).toBe(1);
});

test('rows of the other ledgers are left out; a ledger that there isn’t is told, and so is a table', () => {
  const ledger = ['L', 'M'].map((key) => ({ ledger: key, currency: 'CNY', amount_scale: 2, time_zone: 'UTC' }));
  const movement_amount = ['L', 'M', 'l'].map((key) => ({ ...AMOUNT, ledger: key }));
  const rows = { ledger, movement_amount, movements: [MOVEMENT] };
  const facts = readFacts(rows, 'L');
  expect(facts.movement_amount.rowCount).toBe(1);
  expect(facts.faults.map(({ code, key }) => `${key}: ${code}`)).toEqual([
    'movements: table_must_be_known',
    'M1 · l · material: reference_must_be_known',
  ]);
});

test('a row without a key is named by where it stands', () => {
  const { faults } = readFacts({ plant: [{ plant: 'P1' }, { plant: '', name: 'N' }] }, 'L');
  expect(faults.map(({ key }) => key)).toEqual(['row 2']);
});

test('a cell gives back the text that it was read from', () => {
  const row = { ...MOVEMENT, physical_on: '2026-09-02', lot: '批 1' };
  const facts = readFacts({ movement: [row], plant: [{ plant: 'P1' }] }, 'L');
  const text = (column: string) => cellText(facts, 'movement', column, 0, 2);
  expect(['quantity', 'line', 'type', 'lot', 'physical_on', 'posted_at', 'unit'].map(text)).toEqual([
    '1.500000',
    '1',
    'sale',
    '批 1',
    '2026-09-02',
    '2026-09-01T00:00:00Z',
    '',
  ]);
});

test.each(['x', '2.5', '-1', '9', '', 1e9])(
  'a ledger whose scale is %j has its amounts read at two decimals',
  (scale) => {
    const ledger = [{ ledger: 'L', currency: 'CNY', amount_scale: scale, time_zone: 'UTC' }];
    const { movement_amount } = readFacts({ ledger, movement_amount: [AMOUNT] }, 'L');
    expect([...movement_amount.amount]).toEqual([100]);
  },
);

test('a text too long for a code is refused, though it came before where only people read it', () => {
  const long = 'x'.repeat(300);
  const { faults, movement } = readFacts(
    { plant: [{ plant: 'P1', name: long }], movement: [{ ...MOVEMENT, lot: long }] },
    'L',
  );
  expect(faults.map(({ code, fields }) => [code, fields.column])).toEqual([['text_must_not_be_too_long', 'lot']]);
  expect(movement.rowCount).toBe(0);
});
