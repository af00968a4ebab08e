import { defaultPolicy } from '@millrace/costing-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs } from '../budget.js';
import { type ClosedMonth, Month } from '../factory/month.js';
import { close } from '../properties/close/closed.js';
import { factory } from '../properties/close/factory.js';

/** 100 BOX of which 4 are spoiled beyond the rule: a loss of 200.00 of material, by the textbook. */
function spoiled(): Month {
  return new Month()
    .item('SCRAP', { element: 'material' })
    .order('O1', 'BOX', '100', { closed_on: '2026-09-30' })
    .order('R1', 'BOX', '1', { type: 'rework', refers_to: 'O1' })
    .open('RAW', '100', '5000.00')
    .issue('RAW', '100', 'O1')
    .complete('BOX', '96', 'O1')
    .move('operation_scrap', 'BOX', '4', { order: 'O1' })
    .move('subcontract_fee', 'BOX', '0', { order: 'R1' }, { labour: '90.00' })
    .add('item_price', {
      plant: 'P1',
      item: 'SCRAP',
      element: 'material',
      valid_from: '2026-01-01',
      kind: 'standard',
      price: '15',
      per_quantity: '1',
    })
    .move('salvage_receipt', 'SCRAP', '4', { order: 'O1' })
    .move('compensation', 'BOX', '0', { order: 'O1' }, { labour: '40.00' });
}

/** 10 begun, 2 spoiled after each of two operations that take the same hours, 6 good: 100.00 of material, 64.00 of conversion. */
function twoOperations(): Month {
  const operation = {
    plant: 'P1',
    item: 'BOX',
    work_centre: 'W1',
    run_hours_machine: '1',
    base_quantity: '1',
  } as const;
  return new Month()
    .add('routing_operation', { ...operation, operation: '0010' }, { ...operation, operation: '0020' })
    .order('O1', 'BOX', '10', { closed_on: '2026-09-30' })
    .open('RAW', '10', '100.00')
    .issue('RAW', '10', 'O1')
    .report('O1', '8', { operation: '0010', quantity_good: '8' })
    .report('O1', '8', { operation: '0020', quantity_good: '6' })
    .pool('P', '64.00')
    .complete('BOX', '6', 'O1')
    .move('operation_scrap', 'BOX', '2', { order: 'O1', operation: '0010', hours_machine: '1' })
    .move('operation_scrap', 'BOX', '2', { order: 'O1', operation: '0020', hours_machine: '3' });
}

const table = ({ version }: ClosedMonth) => version.rows('spoilage').map(({ item: _, ...row }) => Object.values(row));

test('the account of a loss: irreparable + repair − salvage − compensation', () => {
  expect(table(spoiled().close({ operation_scrap: 'abnormal' }))).toEqual([
    ['O1', 'expense', 'material', '0.000000', '4.000000', '200.00', '0.00', '0.00', '60.00', '0.00', '140.00'],
    ['O1', 'expense', 'labour', '0.000000', '4.000000', '0.00', '0.00', '90.00', '0.00', '40.00', '50.00'],
  ]);
});

test('good units may bear it; what is paid for scrap of an earlier month is expense all the same', () => {
  const rows = table(
    spoiled()
      .move('compensation', 'BOX', '0', { order: 'O1', refers_to: 'in August' }, { labour: '7.00' })
      .close({ operation_scrap: 'abnormal', spoilage: { ...defaultPolicy.spoilage, loss: 'good' } }),
  );
  expect(rows.map(([, bearer, element, , units, ...account]) => [bearer, element, units, account.at(-1)])).toEqual([
    ['expense', 'labour', '0.000000', '-7.00'],
    ['good', 'material', '4.000000', '140.00'],
    ['good', 'labour', '4.000000', '50.00'],
  ]);
});

test('units that are spoiled as a rule cost nothing of their own, but are told, also where no row is for them', () => {
  const month = new Month()
    .order('O1', 'BOX', '100', { closed_on: '2026-09-30' })
    .open('RAW', '100', '5000.00')
    .issue('RAW', '100', 'O1')
    .complete('BOX', '96', 'O1');
  const posted = month.move('operation_scrap', 'BOX', '4', { order: 'O1' }).close();
  expect(table(posted)).toEqual([['O1', 'good', 'material', '4.000000', '0.000000', '0', '0', '0', '0', '0', '0']]);
});

test('by operation: what a spoiled piece costs where it was spoiled', () => {
  const rows = (policy: Partial<typeof defaultPolicy.spoilage> = {}) =>
    twoOperations()
      .close({ operation_scrap: 'abnormal', spoilage: { ...defaultPolicy.spoilage, ...policy } })
      .version.rows('spoilage_by_operation')
      .map(({ order: _, item: __, ...row }) => Object.values(row));
  // Material 10.00 a piece. Conversion 64.00 over 6·1 + 2·½ + 2·1 = 9 equivalents: 7.11, 3.56 for half of it.
  expect(rows()).toEqual([
    ['0010', '0.000000', '2.000000', '27.11', '13.555000'],
    ['0020', '0.000000', '2.000000', '34.22', '17.110000'],
  ]);
  // 1 and 3 of 16 h.
  expect(rows({ irreparable: 'hours' })).toEqual([
    ['0010', '0.000000', '2.000000', '24.00', '12.000000'],
    ['0020', '0.000000', '2.000000', '32.00', '16.000000'],
  ]);
});

test('the account adds up, and its nets are the losses of the proof, whatever happens', () => {
  fc.assert(
    fc.property(factory, (drawn) => {
      const { version } = close(drawn);
      const cents = (text: string) => BigInt(text.replace('.', ''));
      const lost = (rows: readonly { readonly order: string }[], of: (row: never) => string) => {
        const sums = new Map<string, bigint>();
        for (const row of rows) sums.set(row.order, (sums.get(row.order) ?? 0n) + cents(of(row as never)));
        return [...sums].filter(([, sum]) => sum !== 0n);
      };
      expect(lost(version.rows('spoilage_by_operation'), ({ cost }: { cost: string }) => cost)).toEqual(
        lost(version.rows('spoilage'), ({ irreparable }: { irreparable: string }) => irreparable),
      );
      const net = new Map<string, bigint>();
      for (const row of version.rows('spoilage')) {
        const [irreparable, normal, repair, salvage, paid, left] = [
          row.irreparable,
          row.normal_salvage,
          row.repair,
          row.salvage,
          row.compensation,
          row.net,
        ].map(cents);
        const isTrapped = version
          .rows('residual')
          .some(({ reason, object }) => reason === 'trapped' && object === 'loss');
        if (!isTrapped) expect(irreparable + normal + repair - salvage - paid).toBe(left);
        if (row.bearer === 'expense') net.set(row.element, (net.get(row.element) ?? 0n) + left);
      }
      const proof = version.rows('proof').filter(({ side, category }) => side === 'out' && category === 'scrap_loss');
      for (const { element, amount } of proof) expect(net.get(element) ?? 0n).toBe(cents(amount));
    }),
    runs(20),
  );
});
