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

test('the account adds up, and its nets are the losses of the proof, whatever happens', () => {
  fc.assert(
    fc.property(factory, (drawn) => {
      const { version } = close(drawn);
      const cents = (text: string) => BigInt(text.replace('.', ''));
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
