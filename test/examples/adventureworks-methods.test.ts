import type { Policy, Row } from '@millrace/costing-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { adventureWorks } from '../../examples/adventureworks/facts.ts';
import { readTables } from '../../examples/adventureworks/tables.ts';
import type { Example } from '../../examples/example.ts';
import { IS_LONG } from '../budget.js';
import { missingNote, sharedFile } from '../cases/published.js';
import { balances, type Closing, cents, closeAll, sumBy } from './close-all.js';

const folder = sharedFile('data', 'adventureworks');

/** How many of the twelve months are closed by each method. */
const MONTHS = IS_LONG ? 12 : 2;

/** Periodic average has a test of its own, over twelve months. */
const METHODS = ['daily_average', 'moving_average', 'fifo', 'lifo', 'standard'] as const;
type Method = (typeof METHODS)[number];

describe.skipIf(folder === undefined)(`AdventureWorks by every method${missingNote('data', 'adventureworks')}`, () => {
  let example: Example;
  let standardPrices: Row<'item_price'>[];
  const closed = new Map<Method, Closing[]>();

  beforeAll(() => {
    example = adventureWorks(folder ?? '');
    standardPrices = readTables(folder ?? '')
      .product.filter(({ StandardCost }) => Number(StandardCost) > 0)
      .map(({ ProductID, StandardCost }) => ({
        plant: 'AW',
        item: ProductID,
        kind: 'standard',
        element: 'material',
        valid_from: '2013-01-01',
        price: StandardCost,
        per_quantity: '1',
      }));
  });

  /** The first months of the example under a method; at standard cost with the prices that AdventureWorks names. */
  function valuedBy(method: Method, months: number): Example {
    const policy: Policy = { ...example.policy, valuation: { ...example.policy.valuation, method } };
    return {
      ...example,
      policy,
      months: example.months.slice(0, months),
      factsOf: (month) => ({ ...example.factsOf(month), ...(method === 'standard' && { item_price: standardPrices }) }),
    };
  }

  describe.each(METHODS)('%s', (method) => {
    let months: Closing[];

    beforeAll(() => {
      months = closeAll(valuedBy(method, MONTHS), false);
      closed.set(method, months);
    });

    test('closes every month, with nothing said that periodic average does not say, but for missing standard prices', () => {
      expect(months.map(({ period }) => period)).toEqual(example.months.slice(0, MONTHS).map(({ period }) => period));
      const codes = new Set(months.flatMap(({ findings }) => findings.map(({ code }) => code)));
      const usual = [
        'document_is_not_approved',
        'element_share_moved_far',
        'fact_is_before_the_opening',
        'receipt_is_far_from_its_price',
        'stock_must_have_a_value',
        'unit_cost_moved_far',
        'unit_must_have_a_conversion',
      ];
      if (method === 'standard') usual.push('standard_price_must_be_known', 'residuals_are_large');
      expect([...codes].filter((code) => !usual.includes(code))).toEqual([]);
    });

    test('what enters leaves, to the cent, per element and per node, and the proof says so', () => {
      for (const { entered, left, unbalanced, proof } of months) {
        expect(unbalanced).toEqual([]);
        expect(left).toEqual(entered);
        const rows = proof.filter(({ side }) => side === 'out');
        expect(
          sumBy(
            rows,
            ({ element }) => element,
            ({ amount }) => cents(amount),
          ),
        ).toEqual(left);
      }
    });

    test('each month opens with what the one before closed with', () => {
      for (const [i, month] of months.slice(1).entries()) {
        expect(balances(month, 'opening')).toEqual(balances(months[i], 'closing'));
      }
    });

    test('moves the quantities that every other method moves', () => {
      const [first] = closed.values();
      expect(months.map((month) => balances(month, 'closing').quantity)).toEqual(
        first.map((month) => balances(month, 'closing').quantity),
      );
    });

    test('comes to the same hashes from rows in another order', () => {
      const again = closeAll(valuedBy(method, 1), true);
      expect(again.map(({ hash }) => hash)).toEqual([months[0].hash]);
    });
  });
});
