import { expect, test } from 'vitest';
import { readFacts } from './read-facts.js';

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
