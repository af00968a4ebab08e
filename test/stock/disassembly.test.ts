import { describe, expect, test } from 'vitest';
import { Month } from '../factory/month.js';

/** What a movement of an earlier month cost, of the element material. */
const cost = (movement: string, quantity: string, amount: string, returned = '') => ({
  ledger: 'L',
  movement,
  element: 'material',
  quantity,
  amount,
  returned,
});

/** 3 of 10 sets are taken apart, of which A took 40.00 and B 60.00; in stock one is worth 14.80. */
function takenApart() {
  return new Month()
    .item('A')
    .item('B')
    .open('SET', '10', '148.00')
    .order('D', 'SET', '3', { type: 'disassembly' })
    .add('earlier_cost', cost('a of 10', '10', '40.00'), cost('b of 10', '20', '60.00'))
    .issue('SET', '3', 'D', { movement: 'out' })
    .move('issue_return', 'A', '3', { order: 'D', refers_to: 'a of 10', movement: 'a' })
    .move('issue_return', 'B', '6', { order: 'D', refers_to: 'b of 10', movement: 'b' });
}

describe('a disassembly order gives back what another order took', () => {
  test('at its original cost; the rest is a difference: 44.40 out, 12.00 and 18.00 back', () => {
    const closed = takenApart().close();
    expect(['out', 'a', 'b'].map((movement) => closed.cost(movement))).toEqual(['44.40', '12.00', '18.00']);
    expect(closed.residuals()).toEqual([['disassembly_difference', '14.40']]);
    expect(closed.proof()['out disassembly_difference']).toBe('14.40');
    expect([closed.closing('A'), closed.closing('B')]).toEqual([
      ['3', '12.00'],
      ['6', '18.00'],
    ]);
    expect(closed.findings).toEqual(['residuals_are_large']);
  });

  test('its own work is part of the difference, and nothing stays in process though it is open', () => {
    const closed = takenApart().report('D', '1').pool('LABOUR', '5.00', { element: 'labour' }).close();
    expect(closed.residuals()).toEqual([
      ['disassembly_difference', '5.00'],
      ['disassembly_difference', '14.40'],
    ]);
    expect(closed.version.rows('order_cost').filter(({ closing_wip }) => closing_wip !== '0.00')).toEqual([]);
  });

  test('in parts: each is what is left of the original cost, to the last cent', () => {
    const month = new Month()
      .item('A')
      .order('D', 'SET', '3', { type: 'disassembly' })
      .open('SET', '3', '10.00')
      .issue('SET', '3', 'D')
      .add('earlier_cost', cost('a of 3', '3', '10.00', '1'));
    for (const movement of ['second', 'third']) {
      month.move('issue_return', 'A', '1', { order: 'D', refers_to: 'a of 3', movement });
    }
    const closed = month.close();
    expect([closed.cost('second'), closed.cost('third')]).toEqual(['3.34', '3.33']);
    expect(closed.residuals()).toEqual([['disassembly_difference', '3.33']]);
  });

  test('what is received beside it by no reference bears the rest', () => {
    const closed = takenApart().complete('FRAME', '2', 'D', { movement: 'frame' }).close();
    expect(closed.cost('frame')).toBe('14.40');
    expect(closed.residuals()).toEqual([]);
  });

  test('in the month in which it was made, its completion and issues are reduced', () => {
    const closed = new Month()
      .order('O', 'SET', '10', { closed_on: '2026-09-30' })
      .order('D', 'SET', '3', { type: 'disassembly' })
      .open('A', '10', '40.00')
      .issue('A', '10', 'O', { movement: 'a of 10' })
      .complete('SET', '10', 'O', { movement: 'made' })
      .move('completion_reversal', 'SET', '3', { order: 'O', refers_to: 'made' })
      .move('issue_return', 'A', '3', { order: 'D', refers_to: 'a of 10' })
      .close();
    expect([closed.closing('A'), closed.closing('SET')]).toEqual([
      ['3', '12.00'],
      ['7', '28.00'],
    ]);
    expect([closed.residuals(), closed.findings]).toEqual([[], []]);
  });

  test('what comes back of its own issue is no taking apart: the rest stays in process', () => {
    const closed = new Month()
      .open('SET', '3', '30.00')
      .open('GLUE', '2', '4.00')
      .order('D', 'SET', '3', { type: 'disassembly' })
      .issue('SET', '3', 'D')
      .issue('GLUE', '2', 'D', { movement: 'glue' })
      .move('issue_return', 'GLUE', '1', { order: 'D', refers_to: 'glue' })
      .close();
    expect(closed.residuals()).toEqual([]);
    const wip = closed.version.rows('order_cost').reduce((sum, { closing_wip }) => sum + Number(closing_wip), 0);
    expect(wip).toBe(32);
  });
});
