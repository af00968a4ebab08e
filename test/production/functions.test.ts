import { type Fraction, fraction, printFixed, roundFraction } from '@millrace/exact';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  allocate,
  allocateDirect,
  atPlannedPrices,
  costOfProduction,
  defaultPolicy,
  interactive,
  reciprocal,
  type ServiceDepartments,
  stepDown,
} from '../../packages/costing-core/src/index.js';
import { type ClosedMonth, Month } from '../factory/month.js';

/** The small functions say what a close says: the same departments, the same pool. */

type Drawn<T> = T extends fc.Arbitrary<infer Of> ? Of : never;

const quantity = fc.integer({ min: 1, max: 9000 }).map(String);
const cost = fc.integer({ min: 1, max: 99_999_999 }).map((units) => printFixed(units, 2));
const NAMES = ['D1', 'D2', 'D3'] as const;
const departments: fc.Arbitrary<ServiceDepartments> = fc
  .array(
    fc.record({
      cost,
      inside: fc.array(fc.option(quantity), { minLength: 3, maxLength: 3 }),
      S1: quantity,
      S2: quantity,
    }),
    { minLength: 2, maxLength: 3 },
  )
  .map((drawn) =>
    Object.fromEntries(
      drawn.map((of, d) => {
        const inside = NAMES.slice(0, drawn.length).flatMap((name, i) =>
          of.inside[i] === null ? [] : [[name, of.inside[i]]],
        );
        return [NAMES[d], { cost: of.cost, gave: { ...Object.fromEntries(inside), S1: of.S1, S2: of.S2 } }];
      }),
    ),
  );

function close(
  of: ServiceDepartments,
  method: 'direct' | 'step_down' | 'interactive' | 'algebraic' | 'planned_price',
): ClosedMonth {
  const month = new Month();
  for (const centre of ['S1', 'S2']) month.add('cost_centre', { centre, plant: 'P1', kind: 'production' });
  for (const [from_centre, { cost: own, gave }] of Object.entries(of)) {
    month.add('cost_centre', { centre: from_centre, plant: 'P1', kind: 'service' });
    month.pool(from_centre, String(own), { centre: from_centre, driver: null });
    month.add('rate', { plant: 'P1', centre: from_centre, driver: 'service', valid_from: '2026-01-01', rate: '2.5' });
    for (const [to, given] of Object.entries(gave)) {
      const row = {
        period: '2026-09',
        from_centre,
        to_kind: 'centre',
        to,
        quantity: String(given),
        status: 'approved',
      } as const;
      month.add('department_service', row);
    }
  }
  return month.close({ service_departments: { method, order: [], basis: 'services', difference: 'expense' } });
}

/** By giver and receiver, in cents: a close rounds each part, so it is within a unit for each department on the way. */
function agree(closed: ClosedMonth, round: string, exact: Record<string, Record<string, Fraction>>): void {
  const rows = closed.version.rows('service_allocation').filter((row) => row.round === round && row.to !== row.from);
  for (const { from, to, amount } of rows) {
    const part = exact[from]?.[to] ?? fraction(0);
    const difference = BigInt(amount.replace('.', '')) - roundFraction(part, 2);
    expect(difference >= -4n && difference <= 4n, `${from} to ${to}: ${amount}, ${roundFraction(part, 2)}`).toBe(true);
  }
  const told = new Set(rows.map(({ from, to }) => `${from} ${to}`));
  for (const [from, parts] of Object.entries(exact)) {
    for (const [to, part] of Object.entries(parts)) {
      if (roundFraction(part, 2) > 4n) expect(told).toContain(`${from} ${to}`);
    }
  }
}

const partsOf = (shared: Record<string, { readonly parts: Readonly<Record<string, Fraction>> }>) =>
  Object.fromEntries(Object.entries(shared).map(([name, { parts }]) => [name, { ...parts }]));

describe('a function and a close agree', () => {
  test('on service departments, by every method', () => {
    fc.assert(
      fc.property(departments, (of) => {
        agree(close(of, 'direct'), '', partsOf(allocateDirect(of)));
        agree(close(of, 'step_down'), '', partsOf(stepDown(of)));
        agree(close(of, 'algebraic'), '', partsOf(reciprocal(of)));
        const exchanged = interactive(of);
        const closed = close(of, 'interactive');
        agree(closed, 'first', partsOf(exchanged.first));
        agree(closed, 'second', partsOf(exchanged.second));
        const prices = Object.fromEntries(Object.keys(of).map((name) => [name, '2.5']));
        agree(close(of, 'planned_price'), 'planned', partsOf(atPlannedPrices(of, prices)));
      }),
      { numRuns: 25 },
    );
  });

  test('and algebraic is direct where no department serves another', () => {
    fc.assert(
      fc.property(departments, (of) => {
        const apart = Object.fromEntries(
          Object.entries(of).map(([name, { cost: own, gave }]) => [
            name,
            { cost: own, gave: { S1: gave.S1, S2: gave.S2 } },
          ]),
        );
        expect(reciprocal(apart)).toEqual(allocateDirect(apart));
        const rows = (method: 'direct' | 'algebraic') => close(apart, method).version.rows('service_allocation');
        expect(rows('algebraic')).toEqual(rows('direct'));
      }),
      { numRuns: 15 },
    );
  });

  test('on a pool at a rounded rate, to the unit', () => {
    fc.assert(
      fc.property(
        cost,
        fc.array(quantity, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 0, max: 9 }),
        (whole, hours, decimals) => {
          const month = new Month();
          for (const [i, machine] of hours.entries()) {
            month.order(`O${i}`, 'BOX', '1').report(`O${i}`, machine, { quantity_good: '1' });
          }
          const rows = month
            .pool('OH', whole)
            .close({ rate_rounding: { default: decimals } })
            .version.rows('pool_allocation');
          const { parts } = allocate(whole, Object.fromEntries(hours.map((machine, i) => [`O${i}`, machine])), {
            decimals,
          });
          const expected = Object.entries(parts)
            .map(([target, part]) => [target, printFixed(roundFraction(part, 2), 2)])
            .filter(([, amount]) => amount !== '0.00');
          expect(rows.map(({ target, amount }) => [target, amount])).toEqual(expected);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('costOfProduction and a close agree', () => {
  const units = fc.integer({ min: 0, max: 60 });
  const degree = fc.integer({ min: 0, max: 10 }).map((tenths) => printFixed(tenths, 1));
  const drawn = fc.record({
    method: fc.constantFrom('weighted_average' as const, 'fifo' as const),
    opened: units,
    before: cost,
    had: degree,
    completed: units,
    left: units,
    has: degree,
    spent: cost,
  });

  /** Opening and counted units, whatever their degrees; or why it was refused. */
  function byHand({ method, opened, before, had, completed, left, has, spent }: Drawn<typeof drawn>) {
    try {
      const { elements } = costOfProduction({
        method,
        opening: {
          quantity: String(opened),
          degrees: { overhead: had },
          costs: { overhead: opened > 0 ? before : '0' },
        },
        completed: String(completed),
        closing: { quantity: String(left), degrees: { overhead: has } },
        costs: { overhead: spent },
      });
      return [elements.overhead.completed, elements.overhead.closing];
    } catch (error) {
      return (error as RangeError).message;
    }
  }

  test('to the unit, by average and by FIFO, also where fewer are completed than were begun, or none', () => {
    let refused = 0;
    fc.assert(
      fc.property(drawn, (of) => {
        const { method, opened, before, had, completed, left, has, spent } = of;
        const month = new Month()
          .order('O', 'X', String(completed + left || 1))
          .report('O', '1')
          .pool('P', spent);
        if (opened > 0) {
          const equivalent_units = printFixed(BigInt(opened) * BigInt(had.replace('.', '')), 1);
          const stage = { ledger: 'L', order: 'O', stage: 'conversion', element: 'overhead', amount: before } as const;
          month.add('opening_wip', { ...stage, quantity: String(opened), equivalent_units });
        }
        if (completed > 0) month.complete('X', String(completed), 'O');
        if (left > 0) month.add('wip_count', { period: '2026-09', order: 'O', quantity: String(left), degree: has });
        const wip = {
          ...defaultPolicy.wip,
          method: method === 'fifo' ? 'fifo' : 'equivalent_units',
          degrees: 'counted',
        };
        const closed = month.close({ wip: wip as typeof defaultPolicy.wip });
        const told = byHand(of);
        // What is refused is told by the close too, or there is nothing that could bear it.
        if (typeof told === 'string') {
          expect(closed.findings.length > 0 || completed + left === 0, told).toBe(true);
          refused++;
        } else expect([closed.closing('X')[1], closed.proof()['out closing_wip'] ?? '0.00'], `${told}`).toEqual(told);
      }),
      { numRuns: 60 },
    );
    expect(refused).toBeGreaterThan(0);
  });
});
