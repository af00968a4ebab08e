import { defaultPolicy } from '@millrace/costing-core';
import { expect, test } from 'vitest';
import { Month } from '../factory/month.js';

/** PRE-19: cost pools against what the general ledger has on their accounts. */

const rule = (place: 'stock' | 'order' | 'overhead' | 'outside', account: string, event = '') => ({
  ledger: 'L',
  place,
  event: event as never,
  valid_from: '2026-01-01',
  account,
});

/** Pools of 1,000.00 of which all goes to an order; other systems post them. */
const month = (...general: readonly (readonly [account: string, amount: string])[]) =>
  new Month()
    .add(
      'account_rule',
      rule('stock', '1405'),
      rule('order', '5001'),
      rule('overhead', '5101'),
      rule('outside', '6401'),
      rule('outside', '', 'pool'),
    )
    .order('O1', 'BOX', '10')
    .report('O1', '1')
    .complete('BOX', '10', 'O1')
    .pool('P1', '600.00')
    .pool('P2', '400.00')
    .add('gl_balance', ...general.map(([account, amount]) => ({ ledger: 'L', period: '2026-09', account, amount })));

const told = (given: Month, pools_percent = '0') =>
  given
    .close({ checks: { ...defaultPolicy.checks, pools_percent } })
    .result.findings.filter(({ code }) => code === 'pools_must_agree_with_the_general_ledger')
    .map(({ key, fields }) => `${key} ${fields.found} for ${fields.expected} or ${fields.left}`);

test('agree with it before the journal of the period takes them out, and after it', () => {
  expect(told(month(['5101', '1000.00']))).toEqual([]);
  expect(told(month(['5101', '0.00']))).toEqual([]);
  // An account without a balance is often not in the list.
  expect(told(month(['1405', '1000.00']))).toEqual([]);
});

test('are told where it has more or less than they come to, beyond what the policy allows', () => {
  expect(told(month(['5101', '1040.00']))).toEqual(['5101 1040.00 for 1000.00 or 0.00']);
  expect(told(month(['5101', '999.99']))).toEqual(['5101 999.99 for 1000.00 or 0.00']);
  expect(told(month(['5101', '1040.00']), '4')).toEqual([]);
  expect(told(month(['5101', '1040.01']), '4')).toEqual(['5101 1040.01 for 1000.00 or 0.00']);
  // What the journal left behind.
  expect(told(month(['5101', '-40.00']))).toEqual(['5101 -40.00 for 1000.00 or 0.00']);
});

test('are not compared where it says nothing of the period, and it changes no version', () => {
  const silent = month();
  const spoken = month(['5101', '1040.00']);
  expect(told(silent)).toEqual([]);
  expect(told(month().add('gl_balance', { ledger: 'L', period: '2026-08', account: '5101', amount: '1.00' }))).toEqual(
    [],
  );
  const [before, after] = [silent, spoken].map((of) => of.close().version);
  expect(after.hash).toBe(before.hash);
  const compared = (of: Month) => of.close().result.examined().get('PRE-19');
  expect([compared(silent), compared(spoken)]).toEqual([0, 1]);
});
