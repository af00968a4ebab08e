import { closePeriod, edgesOf, type FactRows, type Policy, type Variance, variances } from '@millrace/costing-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs } from '../../budget.js';
import { factory, SEPTEMBER } from './factory.js';

/** By what variances are told; who bears them is drawn with the rest, since that alone changes what a close comes to. */
const told = fc.record({
  against: fc.constantFrom('standard', 'order_plan'),
  overhead: fc.constantFrom('two_way', 'three_way', 'four_way'),
  material_price: fc.constantFrom('receipt', 'use'),
}) as fc.Arbitrary<Omit<Policy['variances'], 'to'>>;

/** Budgets all of which are fixed, because nothing is said or because that is said, or nothing. */
function withFixedParts(facts: FactRows): FactRows {
  const budgets = (facts.rate_budget ?? []).map((row, i) =>
    i % 3 === 0 ? row : { ...row, fixed_amount: i % 3 === 1 ? row.amount : '0' },
  );
  return { ...facts, rate_budget: budgets };
}

/** Seldom does all that an order makes go to items at standard, unless all items are. */
function allAtStandard(policy: Policy): Policy {
  return { ...policy, valuation: { ...policy.valuation, method: 'standard' }, valuation_by_category: {} };
}

/** Of other items a purchase is no difference in the books. */
function isAtStandard(facts: FactRows, policy: Policy, item: string): boolean {
  const category = String(facts.item?.find((row) => row.item === item)?.category ?? '');
  const { method } = policy.valuation_by_category[category] ?? policy.valuation;
  return method === 'standard';
}

/** Variances by name add up to what they explain (formulas.md 12), to the last unit. */

const units = (text: string) => BigInt(text.replace('.', ''));

function sums(rows: readonly (readonly [key: string, amount: string])[]): Record<string, bigint> {
  const totals = new Map<string, bigint>();
  for (const [key, amount] of rows) totals.set(key, (totals.get(key) ?? 0n) + units(amount));
  return Object.fromEntries([...totals].filter(([, total]) => total !== 0n).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function of(kind: Variance['object_kind'], rows: readonly Variance[]): readonly Variance[] {
  return rows.filter(({ object_kind }) => object_kind === kind);
}

test('rows of centres are what was not absorbed; rows of items and of the orders that made them their price difference', () => {
  let explained = 0;
  fc.assert(
    fc.property(factory, told, fc.boolean(), (drawn, by, isStandard) => {
      const facts = withFixedParts(drawn.facts);
      const policy = isStandard ? allAtStandard(drawn.policy) : drawn.policy;
      const { version, outcome } = closePeriod(
        facts,
        { ...policy, variances: { ...policy.variances, ...by } },
        SEPTEMBER,
      );
      if (version === undefined || outcome === undefined) throw new Error('It does not close.');
      const rows = variances(outcome);
      const residual = (...reasons: string[]) =>
        version.rows('residual').filter(({ reason }) => reasons.includes(reason));
      expect(sums(of('centre', rows).map((row) => [row.element, row.amount]))).toEqual(
        sums(residual('unabsorbed', 'idle_capacity').map((row) => [row.element, row.amount])),
      );

      // Orders all of whose receipts go to an item at standard.
      const edges = [...edgesOf(outcome)].filter(({ kind, from }) => kind === 'movement' && from.startsWith('order '));
      const movement = new Map(facts.movement?.map((row) => [String(row.movement), row]));
      const isBack = (number: string) => movement.get(number)?.type === 'issue_return';
      const outputs = edges.filter((edge) => !isBack(edge.movement));
      const orderOf = (from: string) => from.slice('order '.length).split(' · ')[0];
      const elsewhere = new Set(
        outputs.filter(({ to }) => !to.startsWith('difference ')).map(({ from }) => orderOf(from)),
      );
      const made = new Set(outputs.map(({ from }) => orderOf(from)).filter((order) => !elsewhere.has(order)));
      const { movement: moved, symbols } = outcome.facts;
      const hasStandard = (number: string) => {
        const row = moved.movement.indexOf(symbols.find(number) as number);
        return outcome.compiled.orders.standards.priceOf(moved.plant[row], moved.item[row]) !== undefined;
      };
      // Where an order goes to stock at standard and elsewhere, or yields what has no standard, its part is not told apart.
      const isTold = (edge: (typeof outputs)[number]) => made.has(orderOf(edge.from)) && hasStandard(edge.movement);
      if (outputs.some((edge) => edge.to.startsWith('difference ') && !isTold(edge))) return;
      const explaining = [
        ...of('item', rows).filter(({ object }) => isAtStandard(facts, policy, object)),
        ...of('order', rows).filter(({ object }) => made.has(object)),
      ];
      // Whoever bears it: expense, stock, or what was sold.
      const differences = [...edgesOf(outcome)].filter(
        ({ from, kind }) => from.startsWith('difference ') && ['price_difference', 'sales_difference'].includes(kind),
      );
      expect(sums(explaining.map((row) => [row.element, row.amount]))).toEqual(
        sums(differences.flatMap(({ amounts }) => Object.entries(amounts))),
      );
      if (made.size > 0 && explaining.some(({ kind }) => kind !== 'other')) explained++;
    }),
    runs(240),
  );
  expect(explained).toBeGreaterThan(0);
});
