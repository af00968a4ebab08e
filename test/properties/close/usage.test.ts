import { closePeriod, type FactRows, type Policy, variances } from '@millrace/costing-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs } from '../../budget.js';
import { type Counted, count, type Order } from '../../reference/close/counted.js';
import { listedPrice } from '../../reference/close/fallback.js';
import { Fraction, ONE, sum } from '../../reference/close/fraction.js';
import { measuredBy } from '../../reference/close/measured-by.js';
import { factory, SEPTEMBER } from './factory.js';

/** What orders that begin and end in the month took beyond what they are allowed, worked out from the facts (formulas.md 12). */

const against = fc.constantFrom('standard', 'order_plan') as fc.Arbitrary<Policy['variances']['against']>;

/** Whose every unit is begun and received in the month: then what is allowed is by what was received. */
function whole(counted: Counted, facts: FactRows): Order[] {
  // A return may name the issue alone.
  const returned = new Set(counted.all.map(({ refersTo }) => refersTo));
  const moved = ({ order }: Order) => counted.toDate.filter((movement) => movement.order === order);
  return [...counted.orders.values()].filter((order) => {
    const own = moved(order);
    return (
      order.closed &&
      order.type === 'normal' &&
      !(facts.opening_wip ?? []).some((row) => row.order === order.order) &&
      own.every((of) => counted.movements.includes(of) && !ODD.has(of.type) && !returned.has(of.movement))
    );
  });
}

/** Nothing in process at either end, standard prices, and issues of what orders should take: so that many orders tell of usage. */
function inOneMonth(facts: FactRows): FactRows {
  const closed = facts.production_order?.map((row) => ({ ...row, closed_on: row.closed_on || '2026-09-30' })) ?? [];
  const plain: FactRows = { ...facts, production_order: closed, opening_wip: [] };
  const counted = count(plain, SEPTEMBER);
  const taken = [...counted.orders.values()]
    .filter(({ type }) => type === 'normal')
    .flatMap((order) => measuredBy(counted, order, 'order_plan').map(({ item }) => ({ order, item })));
  const issues = taken.map(({ order, item }, i) => ({
    movement: `issue ${i}`,
    document: 'issues',
    line: i,
    posted_at: '2026-09-15T12:00:00Z',
    type: 'issue' as const,
    plant: order.plant,
    item,
    quantity: `${(i % 7) + 1}.5`,
    order: order.order,
    status: 'approved' as const,
  }));
  const prices = ['P1', 'P2'].flatMap((plant) =>
    (facts.item ?? []).map(({ item }) => ({
      plant,
      item,
      kind: 'standard' as const,
      element: 'material',
      valid_from: '2026-05-01',
      price: '3.25',
      per_quantity: '1',
    })),
  );
  const isPriced = ({ plant, item }: (typeof prices)[number]) =>
    (facts.item_price ?? []).some((row) => row.kind === 'standard' && row.plant === plant && row.item === item);
  return {
    ...plain,
    movement: [...(facts.movement ?? []), ...issues],
    item_price: [...(facts.item_price ?? []), ...prices.filter((price) => !isPriced(price))],
  };
}

/** Where these are, units or quantities are no plain sums. */
const ODD: ReadonlySet<string> = new Set(['completion_reversal', 'issue_return', 'operation_scrap']);

const QUANTITATIVE: ReadonlySet<string> = new Set(['usage', 'substitution', 'mix', 'yield']);

test('usage, substitution, mix and yield of each component are what it took beyond what its structure allows, at standard', () => {
  const seen = { usage: 0, substitution: 0, mix: 0 };
  fc.assert(
    fc.property(factory, against, ({ facts: drawn, policy }, by) => {
      const facts = inOneMonth(drawn);
      // Material that orders share or take by their bill of material is on no document of theirs.
      const byDocuments = { centre_material_driver: {}, back_flush: 'never', stock_below_zero: 'fallback' } as const;
      const own = { ...policy, ...byDocuments, variances: { ...policy.variances, against: by } };
      const { outcome } = closePeriod(facts, own, SEPTEMBER);
      if (outcome === undefined) throw new Error('It does not close.');
      const rows = variances(outcome);
      const counted = count(facts, SEPTEMBER);
      for (const order of whole(counted, facts)) {
        const told = rows.filter((row) => row.object_kind === 'order' && row.object === order.order);
        if (told.length === 0) continue;
        const lines = measuredBy(counted, order, by);
        const quantityOf = (type: string, item: string) =>
          sum(
            counted.movements
              .filter((of) => of.order === order.order && of.type === type && of.item === item)
              .map(({ quantity }) => quantity),
          );
        const made = quantityOf('completion', order.item);
        for (const item of new Set([...told.map(({ component }) => component), ...lines.map((line) => line.item)])) {
          const place = { plant: order.plant, item, lot: '', project: '', inTransit: '' };
          const price = item === '' ? undefined : listedPrice(counted, place, 'standard');
          if (price === undefined) continue;
          const allowed = sum(lines.filter((line) => line.item === item).map(({ quantity }) => quantity(made)));
          const isListed = lines.some((line) => line.item === item);
          const more = quantityOf('issue', item).minus(allowed);
          for (const [e, element] of counted.elements.entries()) {
            const parts = told.filter(
              (row) => row.component === item && row.element === element && QUANTITATIVE.has(row.kind),
            );
            const amount = parts.reduce((total, row) => total + units(row.amount), 0n);
            const expected = more.times(price[e]);
            const isMixed = parts.some(({ kind }) => kind === 'mix' || kind === 'yield');
            // Each row is rounded once.
            if (isMixed) expect(new Fraction(amount).minus(expected).size.compare(ONE)).toBeLessThanOrEqual(0);
            else expect([order.order, item, element, amount]).toEqual([order.order, item, element, expected.rounded]);
            for (const { kind } of parts) if (kind in seen) seen[kind as keyof typeof seen]++;
            if (parts.some(({ kind }) => kind === 'usage' || kind === 'mix')) expect(isListed).toBe(true);
          }
        }
      }
    }),
    runs(240),
  );
  expect(Object.values(seen).every((times) => times > 0)).toBe(true);
});

const units = (text: string) => BigInt(text.replace('.', ''));
