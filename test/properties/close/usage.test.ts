import { closePeriod, edgesOf, type FactRows, type Policy, type Variance, variances } from '@millrace/costing-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs } from '../../budget.js';
import { conversionVariances } from '../../reference/close/conversion-variances.js';
import { type Counted, count, type Order } from '../../reference/close/counted.js';
import { listedPrice } from '../../reference/close/fallback.js';
import { Fraction, ONE, sum, ZERO } from '../../reference/close/fraction.js';
import { measuredBy } from '../../reference/close/measured-by.js';
import { operationsOf } from '../../reference/close/progress.js';
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
    .flatMap((order) => measuredBy(counted, order, 'order_plan').lines.map(({ item }) => ({ order, item })));
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
      valid_from: ADDED,
      price: '3.25',
      per_quantity: '1',
    })),
  );
  const isPriced = ({ plant, item }: (typeof prices)[number]) =>
    (facts.item_price ?? []).some((row) => row.kind === 'standard' && row.plant === plant && row.item === item);
  // Some are set up for a lot, some standards say how many they make at once.
  const routing = facts.routing_operation?.map((row, i) =>
    i % 2 === 0 ? { ...row, setup_hours_labour: '2', setup_hours_machine: `${i % 3}.5` } : row,
  );
  const items = facts.item?.map((row, i) => (i % 2 === 0 ? { ...row, costing_lot: '8' } : row));
  return {
    ...plain,
    ...(routing && { routing_operation: routing }),
    ...(items && { item: items }),
    movement: [...(facts.movement ?? []), ...issues],
    item_price: [...(facts.item_price ?? []), ...prices.filter((price) => !isPriced(price))],
  };
}

/** The same with a routing for every item and hours at its operations, pools most of which go by hours, and prices of labour and overhead. */
function atWork(drawn: FactRows): FactRows {
  const inMonth = inOneMonth(drawn);
  const routed = new Set((inMonth.routing_operation ?? []).map(({ plant, item }) => `${plant} ${item}`));
  const places = ['P1', 'P2'].flatMap((plant) => (inMonth.item ?? []).map(({ item }) => ({ plant, item })));
  const unrouted = places
    .filter(({ plant, item }) => !routed.has(`${plant} ${item}`))
    .flatMap((place, i) =>
      ['10', '20'].map((operation, k) => ({
        ...place,
        operation,
        work_centre: `W${((i + k) % 3) + 1}`,
        base_quantity: `${k + 1}`,
        setup_hours_labour: '1.5',
        setup_hours_machine: '0.5',
        run_hours_labour: '0.75',
        run_hours_machine: `0.${i + 2}`,
      })),
    );
  const facts: FactRows = { ...inMonth, routing_operation: [...(inMonth.routing_operation ?? []), ...unrouted] };
  const counted = count(facts, SEPTEMBER);
  const reports = [...counted.orders.values()].flatMap((order) =>
    operationsOf(counted, order).routing.map((row, i) => ({
      report: `work ${order.order} ${i}`,
      order: order.order,
      operation: String(row.operation),
      work_centre: row.work_centre,
      reported_at: '2026-09-15T12:00:00Z',
      hours_machine: `${i + 1}.25`,
      hours_labour: `${(i % 3) + 2}`,
      setup: false,
      idle: i % 3 === 2 ? ('true' as const) : ('' as const),
      status: 'approved' as const,
    })),
  );
  const drivers = ['hours_labour', 'hours_machine', 'quota_hours_labour'];
  const pools = (facts.cost_pool ?? []).map((row, i) =>
    i % 4 === 3 ? row : { ...row, driver: drivers[i % 4], normal_driver: null, rate: null },
  );
  const prices = (facts.item_price ?? [])
    .filter(({ kind, element, valid_from }) => kind === 'standard' && element === 'material' && valid_from === ADDED)
    .flatMap((row) => [
      { ...row, element: 'labour', price: '2.5' },
      { ...row, element: 'overhead', price: '1.25' },
    ]);
  // Half of the factories have grades of labour that stand in for each other.
  const isMixed = reports.length % 2 === 0;
  const elements = facts.cost_element?.map((row) =>
    isMixed && (row.element === 'labour' || row.element === 'overhead') ? { ...row, mix_group: 'G' } : row,
  );
  return {
    ...facts,
    ...(elements && { cost_element: elements }),
    work_report: [...(facts.work_report ?? []), ...reports],
    cost_pool: pools,
    item_price: [...(facts.item_price ?? []), ...prices],
  };
}

/** The day from which the prices count that are added here. */
const ADDED = '2026-05-02';

/** Where these are, units or quantities are no plain sums. */
const ODD: ReadonlySet<string> = new Set(['completion_reversal', 'issue_return', 'operation_scrap']);

const QUANTITATIVE: ReadonlySet<string> = new Set(['usage', 'substitution', 'mix', 'yield']);

test('usage, substitution, mix and yield of each component are what it took beyond what its structure allows, at standard', () => {
  const seen = { usage: 0, substitution: 0, mix: 0, lot_size: 0 };
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
        const { lines, lot } = measuredBy(counted, order, by);
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
          const once = sum(
            lines.filter((line) => line.item === item && line.isFixed).map(({ quantity }) => quantity(ONE)),
          );
          const ofLot = lot === undefined ? ZERO : once.minus(once.times(made).over(lot));
          for (const [e, element] of counted.elements.entries()) {
            const parts = told.filter(
              (row) => row.component === item && row.element === element && QUANTITATIVE.has(row.kind),
            );
            const amount = sumOf(parts);
            const expected = more.times(price[e]);
            const isMixed = parts.some(({ kind }) => kind === 'mix' || kind === 'yield');
            // Each row is rounded once.
            if (isMixed) expect(new Fraction(amount).minus(expected).size.compare(ONE)).toBeLessThanOrEqual(0);
            else expect([order.order, item, element, amount]).toEqual([order.order, item, element, expected.rounded]);
            const byLot = told.filter(
              (row) => row.component === item && row.element === element && row.kind === 'lot_size',
            );
            expect([order.order, item, sumOf(byLot)]).toEqual([order.order, item, ofLot.times(price[e]).rounded]);
            seen.lot_size += byLot.length;
            for (const { kind } of parts) if (kind in seen) seen[kind as keyof typeof seen]++;
            if (parts.some(({ kind }) => kind === 'usage' || kind === 'mix')) expect(isListed).toBe(true);
          }
        }
      }
    }),
    runs(420),
  );
  expect(Object.entries(seen).filter(([, times]) => times === 0)).toEqual([]);
});

test('rate, idle time, efficiency and lot size of conversion are what hours and lots come to at standard', () => {
  const seen = { rate: 0, idle: 0, efficiency: 0, mix: 0, yield: 0, lot_size: 0 };
  fc.assert(
    fc.property(factory, against, ({ facts: drawn, policy }, by) => {
      const facts = atWork(drawn);
      const byDocuments = { centre_material_driver: {}, back_flush: 'never', stock_below_zero: 'fallback' } as const;
      const own = { ...policy, ...byDocuments, variances: { ...policy.variances, against: by } };
      const { outcome } = closePeriod(facts, own, SEPTEMBER);
      if (outcome === undefined) throw new Error('It does not close.');
      const rows = variances(outcome);
      const edges = [...edgesOf(outcome)];
      const counted = count(facts, SEPTEMBER);
      for (const order of whole(counted, facts)) {
        const told = rows.filter((row) => row.object_kind === 'order' && row.object === order.order);
        if (told.length === 0) continue;
        const made = sum(
          counted.movements
            .filter((of) => of.order === order.order && of.type === 'completion' && of.item === order.item)
            .map(({ quantity }) => quantity),
        );
        const expected = conversionVariances(counted, edges, order, { against: by, made });
        for (const [e, element] of counted.elements.entries()) {
          const of = expected[e];
          if (of === undefined) continue;
          const own = told.filter((row) => row.component === '' && row.element === element && row.kind in seen);
          const found = Object.fromEntries(own.map(({ kind, amount }) => [kind, units(amount)]));
          expect([order.order, element, found]).toEqual([order.order, element, of]);
          for (const { kind } of own) seen[kind as keyof typeof seen]++;
        }
      }
    }),
    runs(420),
  );
  expect(Object.entries(seen).filter(([, times]) => times === 0)).toEqual([]);
});

const units = (text: string) => BigInt(text.replace('.', ''));
const sumOf = (rows: readonly Variance[]) => rows.reduce((total, { amount }) => total + units(amount), 0n);
