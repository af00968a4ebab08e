import { sampleFactory } from '@millrace/batch-runner';
import {
  type Closed,
  closePeriod,
  defaultPolicy,
  explainMovement,
  type Policy,
  policySchema,
  type StockFigures,
  type StockLedgerLine,
  stockLedger,
  stockReport,
} from '@millrace/costing-core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../budget.js';
import { type ClosedMonth, Month } from '../factory/month.js';
import { factory, SEPTEMBER } from '../properties/close/factory.js';

type Whole = Required<Closed>;

const by = (method: Policy['valuation']['method']): Partial<Policy> => ({
  valuation: { ...defaultPolicy.valuation, method },
});

function whole({ result }: ClosedMonth): Whole {
  return result as Whole;
}

/** Whole units of a decimal text, whatever its decimals. */
const units = (text = '0') => BigInt(text.replace('.', ''));

const placeOf = (row: { plant: string; item: string; lot: string; project: string; in_transit: string }) =>
  [row.plant, row.item, row.lot, row.project, row.in_transit].join(' · ');

/** What a ledger line shows: kind, quantity, amount, and what is on hand after it. */
const shown = ({ kind, movement, layer, quantity, amount, balance }: StockLedgerLine) =>
  [kind, movement || layer, quantity, amount, balance.quantity, balance.amount].map((text) =>
    text.replace(/\.?0+$/, ''),
  );

/** Every view against the version's tables, bucket by bucket and element by element. */
function expectViewsToAddUp({ version, outcome }: Whole): void {
  const report = stockReport(outcome);
  const stock = version.rows('stock');
  expect(report.lines.map(placeOf)).toEqual(stock.map(placeOf));
  const perElement = new Map(version.rows('stock_element').map((row) => [`${placeOf(row)} · ${row.element}`, row]));
  const last = new Map<string, StockLedgerLine>();
  const sums = new Map<string, bigint>();
  for (const line of stockLedger(outcome)) {
    last.set(placeOf(line), line);
    const key = `${placeOf(line)} ${line.side}`;
    sums.set(key, (sums.get(key) ?? 0n) + units(line.amount));
  }
  for (const [i, line] of report.lines.entries()) {
    const row = stock[i];
    const sides = [
      [line.opening, row.opening_quantity, row.opening_amount],
      [line.in, row.in_quantity, row.in_amount],
      [line.out, row.out_quantity, row.out_amount],
      [line.closing, row.closing_quantity, row.closing_amount],
    ] as const;
    for (const [figures, quantity, amount] of sides) expect(figures).toMatchObject({ quantity, amount });
    for (const element of new Set(sides.flatMap(([figures]) => Object.keys(figures.elements)))) {
      const stored = perElement.get(`${placeOf(row)} · ${element}`);
      const own = (figures: StockFigures) => units(figures.elements[element]);
      expect([own(line.opening), own(line.in), own(line.out), own(line.closing)]).toEqual([
        units(stored?.opening_amount),
        units(stored?.in_amount),
        units(stored?.out_amount),
        units(stored?.closing_amount),
      ]);
    }
    const { balance } = last.get(placeOf(row)) as StockLedgerLine;
    expect(balance).toEqual(line.closing);
    const moved = ['opening', 'in', 'out'].map((side) => sums.get(`${placeOf(row)} ${side}`) ?? 0n);
    expect(moved).toEqual([units(row.opening_amount), units(row.in_amount), units(row.out_amount)]);
    for (const [kinds, figures] of [
      [line.receipts, line.in],
      [line.issues, line.out],
    ] as const) {
      expect(kinds.reduce((sum, { amount }) => sum + units(amount), 0n)).toBe(units(figures.amount));
      expect(kinds.reduce((sum, { quantity }) => sum + units(quantity), 0n)).toBe(units(figures.quantity));
    }
  }
  const { total } = report;
  expect(units(total.opening.amount)).toBe(proofOf(version, 'in', 'opening_stock'));
  expect(units(total.closing.amount)).toBe(proofOf(version, 'out', 'closing_stock'));
}

function proofOf(version: Whole['version'], side: string, category: string): bigint {
  return version
    .rows('proof')
    .filter((row) => row.side === side && row.category === category)
    .reduce((sum, { amount }) => sum + units(amount), 0n);
}

describe('the stock report and the stock ledgers', () => {
  test('agree with the version and its proof on random factories, by every method', () => {
    const { method, bucket } = policySchema.shape.valuation.shape;
    const valuation = fc
      .record({
        method: fc.constantFrom(...method.options),
        bucket: fc.constantFrom(...bucket.options),
        layer_order: fc.constantFrom('chronological' as const, 'cumulative' as const),
      })
      .filter((drawn) => drawn.method !== 'specific' || drawn.bucket.includes('lot'));
    const late_difference = fc.constantFrom(...policySchema.shape.late_difference.options);
    const closed = fc.tuple(factory, fc.record({ valuation, late_difference })).map(([{ facts, policy }, choices]) => {
      return closePeriod(facts, { ...policy, ...choices }, SEPTEMBER);
    });
    fc.assert(
      fc.property(
        closed.filter(({ version }) => version !== undefined),
        (whole) => expectViewsToAddUp(whole as Whole),
      ),
      runs(30),
    );
  });

  test('agree with the version and its proof for the sample factory', () => {
    const closed = closePeriod(sampleFactory().september, defaultPolicy, { ledger: 'CN01', period: '2026-09' });
    expectViewsToAddUp(closed as Whole);
    const { total } = stockReport(closed.outcome as Whole['outcome']);
    for (const { kind, amount } of total.receipts) {
      if (kind === 'purchase_receipt') expect(units(amount)).toBe(proofOf((closed as Whole).version, 'in', kind));
    }
    for (const { kind, amount } of total.issues) {
      if (kind === 'sale') expect(units(amount)).toBe(proofOf((closed as Whole).version, 'out', kind));
    }
  });
});

describe('a stock ledger', () => {
  test('tells each movement in the order of events, with what is on hand after it', () => {
    const { outcome } = whole(
      new Month()
        .open('RAW', '200', '6000.00')
        .on(3)
        .buy('RAW', '500', '16000.00')
        .on(5)
        .sell('RAW', '300')
        .close(by('moving_average')),
    );
    expect([...stockLedger(outcome, { item: 'RAW' })].map(shown)).toEqual([
      ['opening_stock', '', '200', '6000', '200', '6000'],
      ['purchase_receipt', 'M1', '500', '16000', '700', '22000'],
      ['sale', 'M2', '300', '9428.57', '400', '12571.43'],
    ]);
  });

  test('has a line for a return that its original is net of, and shows what the documents say', () => {
    const { outcome } = whole(
      new Month()
        .buy('RAW', '10', '100.00')
        .sell('RAW', '4')
        .move('sale_return', 'RAW', '1', { refers_to: 'M2' })
        .sell('RAW', '2')
        .close(),
    );
    const lines = [...stockLedger(outcome)];
    expect(lines.map(shown)).toEqual([
      ['purchase_receipt', 'M1', '10', '100', '10', '100'],
      ['sale', 'M2', '3', '30', '7', '70'],
      ['sale_return', 'M3', '0', '0', '7', '70'],
      ['sale', 'M4', '2', '20', '5', '50'],
    ]);
    expect(lines.map((line) => line.document_quantity)).toEqual(['10.000000', '4.000000', '1.000000', '2.000000']);
  });

  test('has a difference from standard right after the receipt that brought it', () => {
    const month = new Month().buy('RAW', '10', '105.00').sell('RAW', '4').buy('RAW', '10', '98.00');
    month.rows.item_price.push({
      plant: 'P1',
      item: 'RAW',
      kind: 'standard',
      element: 'material',
      valid_from: '2026-01-01',
      price: '10',
      per_quantity: '1',
    });
    const { outcome } = whole(month.close(by('standard')));
    expect([...stockLedger(outcome)].map(shown)).toEqual([
      ['purchase_receipt', 'M1', '10', '105', '10', '105'],
      ['price_difference', 'M1', '0', '5', '10', '100'],
      ['sale', 'M2', '4', '40', '6', '60'],
      ['purchase_receipt', 'M3', '10', '98', '16', '158'],
      ['price_difference', 'M3', '0', '-2', '16', '160'],
    ]);
  });

  test('has the expensed part of a late difference right after it', () => {
    const { outcome } = whole(
      new Month()
        .on(2)
        .buy('RAW', '10', '100.00')
        .on(3)
        .sell('RAW', '6')
        .on(4)
        .move('purchase_adjustment', 'RAW', '0', { refers_to: 'M1' }, '10.00')
        .close(by('moving_average')),
    );
    expect([...stockLedger(outcome)].map(shown)).toEqual([
      ['purchase_receipt', 'M1', '10', '100', '10', '100'],
      ['sale', 'M2', '6', '60', '4', '40'],
      ['purchase_adjustment', 'M3', '0', '10', '4', '50'],
      ['late_difference', 'M3', '0', '6', '4', '44'],
    ]);
  });

  test('has no such line where stock bears all of it', () => {
    const { outcome } = whole(
      new Month()
        .buy('RAW', '10', '100.00')
        .on(4)
        .move('purchase_adjustment', 'RAW', '0', { refers_to: 'M1' }, '10.00')
        .close(by('moving_average')),
    );
    expect([...stockLedger(outcome)].map(shown)).toEqual([
      ['purchase_receipt', 'M1', '10', '100', '10', '100'],
      ['purchase_adjustment', 'M2', '0', '10', '10', '110'],
    ]);
  });

  test('keeps what is under way between two plants apart', () => {
    const { outcome } = whole(
      new Month()
        .buy('RAW', '10', '100.00')
        .move('transfer_out', 'RAW', '4')
        .move('transfer_in', 'RAW', '3', { plant: 'P2', refers_to: 'M2' })
        .close(),
    );
    expect([...stockLedger(outcome)].map((line) => [line.plant, line.in_transit, ...shown(line)])).toEqual([
      ['P1', '', 'purchase_receipt', 'M1', '10', '100', '10', '100'],
      ['P1', '', 'transfer_out', 'M2', '4', '40', '6', '60'],
      ['P1', 'M2', 'transfer_out', 'M2', '4', '40', '4', '40'],
      ['P1', 'M2', 'transfer_in', 'M3', '3', '30', '1', '10'],
      ['P2', '', 'transfer_in', 'M3', '3', '30', '3', '30'],
    ]);
  });
});

describe('the cost of a movement', () => {
  const fifo = () =>
    whole(
      new Month()
        .open('RAW', '10', '100.00', { layer: 'R0', received_on: '2026-08-03' })
        .buy('RAW', '10', '200.00')
        .sell('RAW', '15')
        .close(by('fifo')),
    );

  test('is told by layer, each traced to its document', () => {
    const told = explainMovement(fifo().outcome, 'M2');
    expect(told).toMatchObject({ kind: 'document', key: 'M2', quantity: '15.000000', amount: '200.00' });
    expect(told?.lines).toMatchObject([
      {
        kind: 'layer',
        key: 'P1 · RAW · M1',
        quantity: '5.000000',
        amount: '100.00',
        lines: [{ kind: 'document', key: 'M1', quantity: '5.000000', amount: '100.00' }],
      },
      {
        kind: 'layer',
        key: 'P1 · RAW · R0',
        quantity: '10.000000',
        amount: '100.00',
        lines: [{ kind: 'opening_stock', key: 'R0', quantity: '10.000000', amount: '100.00' }],
      },
    ]);
  });

  test('is what the version says, for every movement of the sample factory', () => {
    const { version, outcome } = closePeriod(sampleFactory().september, defaultPolicy, {
      ledger: 'CN01',
      period: '2026-09',
    }) as Whole;
    const costs = new Map<string, Record<string, string>>();
    for (const { movement, element, amount } of version.rows('movement_cost')) {
      costs.set(movement, { ...costs.get(movement), [element]: amount });
    }
    for (const [movement, elements] of [...costs].filter((_, place) => place % 40 === 0)) {
      expect(explainMovement(outcome, movement, { depth: 1 })?.elements, movement).toEqual(elements);
    }
  });

  test('of a receipt is its own', () => {
    const told = explainMovement(fifo().outcome, 'M1');
    expect(told).toMatchObject({
      key: 'M1',
      quantity: '10.000000',
      amount: '200.00',
      unit_cost: '20.000000',
      lines: [],
    });
  });

  test('of a transfer is what was in stock and what the transfer cost', () => {
    const { outcome } = whole(
      new Month()
        .buy('RAW', '10', '100.00')
        .move('transfer', 'RAW', '4', { to_plant: 'P2' }, { freight: '8.00' })
        .close(),
    );
    expect(explainMovement(outcome, 'M2')).toMatchObject({
      amount: '48.00',
      elements: { material: '40.00', freight: '8.00' },
      lines: [
        { kind: 'component', key: 'P1 · RAW', quantity: '4.000000', amount: '40.00', lines: [{ key: 'M1' }] },
        { kind: 'document', key: 'M2', amount: '8.00' },
      ],
    });
  });

  test('has nothing to say of a movement that the period has not', () => {
    expect(explainMovement(fifo().outcome, 'M9')).toBeUndefined();
  });
});
