import type { Edge, FactRows } from '@millrace/costing-core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../../budget.js';
import { strayings } from '../../reference/close/bound.js';
import { Fraction, ONE, ZERO } from '../../reference/close/fraction.js';
import { referenceNetwork } from '../../reference/close/reference-network.js';
import { solveExactly } from '../../reference/close/solve.js';
import { calmFactory } from './calm.js';
import { close } from './closed.js';
import { type Factory, SEPTEMBER } from './factory.js';
import { withoutStandard } from './without-standard.js';

/**
 * What holds exactly only in fractions: formulas.md 8, invariants 2, 5 and 9. There it is shown on the exact
 * solution of the reference's network, which the judge compares with the engine's; of the engine's own whole units, to
 * the bound that `strayings` works out for each edge.
 */
describe('in fractions, and in whole units to the bound of each edge', () => {
  test('k times the money gives k times every cost', () => {
    fc.assert(
      fc.property(calmFactory, fc.integer({ min: 2, max: 9 }), ({ facts, policy }, k) => {
        // A standard price times a quantity is rounded beforehand.
        const drawn = { facts, policy: withoutStandard(policy) };
        const once = known(drawn);
        const scaled = known({ ...drawn, facts: timesMoney(drawn.facts, BigInt(k)) });
        const factor = new Fraction(BigInt(k));
        for (const [name, amounts] of once.exact) {
          expect(texts(scaled.exact.get(name))).toEqual(texts(amounts.map((amount) => amount.times(factor))));
        }
        for (const [key, { from, to, amounts }] of once.flows) {
          const tolerance = once.bound(from, to).times(factor).plus(scaled.bound(from, to));
          const found = scaled.flows.get(key)?.amounts ?? [];
          for (const [e, amount] of amounts.entries()) expectWithin(found[e], amount.times(factor), tolerance);
        }
      }),
      runs(20),
    );
  });

  test('an issue in two halves costs what it cost in one, and changes no other cost', () => {
    fc.assert(
      fc.property(calmFactory, fc.nat(), (drawn, choice) => {
        const issues = drawn.facts.movement?.filter(
          ({ type, quantity }) => type === 'issue' && quantity !== '0.000001',
        );
        fc.pre(issues !== undefined && issues.length > 0);
        const { movement } = (issues ?? [])[choice % (issues ?? []).length];
        const whole = known(drawn);
        const halves = known({ ...drawn, facts: withHalves(drawn.facts, String(movement)) });
        for (const [name, amounts] of whole.exact) expect(texts(halves.exact.get(name))).toEqual(texts(amounts));
        for (const [key, { from, to, amounts }] of whole.flows) {
          const isHalved = key.endsWith(` ${movement}`);
          const parts = (isHalved ? [key, `${key} half`] : [key]).map((part) => halves.flows.get(part)?.amounts ?? []);
          const tolerance = whole.bound(from, to).plus(halves.bound(from, to));
          for (const [e, amount] of amounts.entries()) {
            const found = parts.reduce((sum, part) => sum.plus(part[e] ?? ZERO), ZERO);
            expectWithin(found, amount, tolerance);
          }
        }
      }),
      runs(20),
    );
  });

  test('a higher price lowers no cost', () => {
    fc.assert(
      fc.property(calmFactory, fc.nat(), fc.integer({ min: 1, max: 99_999 }), (drawn, choice, more) => {
        const before = known(drawn);
        const after = known({ ...drawn, facts: withHigherPrice(drawn.facts, choice, more) });
        for (const [name, amounts] of before.exact) {
          for (const [e, amount] of amounts.entries()) {
            expect((after.exact.get(name)?.[e] ?? ZERO).compare(amount)).toBeGreaterThanOrEqual(0);
          }
        }
        for (const [key, { from, to, amounts }] of before.flows) {
          const least = before.bound(from, to).plus(after.bound(from, to)).negated;
          const found = after.flows.get(key)?.amounts ?? [];
          for (const [e, amount] of amounts.entries()) {
            expect(found[e].minus(amount).compare(least)).toBeGreaterThanOrEqual(0);
          }
        }
      }),
      runs(20),
    );
  });
});

interface Flow {
  readonly from: string;
  readonly to: string;
  readonly amounts: Fraction[];
}

/** The reference's exact solution of a factory beside the engine's flows, in the smallest unit. */
function known(drawn: Factory): {
  exact: Map<string, Fraction[]>;
  bound: (from: string, to: string) => Fraction;
  flows: Map<string, Flow>;
} {
  const network = referenceNetwork(drawn.facts, drawn.policy, SEPTEMBER);
  const exact = solveExactly(network);
  const bound = strayings(network);
  // Value that is trapped in a loop has no solution, and what runs short leaves at a price that was rounded before.
  const runsShort = [...network.nodes.keys()].some((name) => name.startsWith('short '));
  fc.pre(exact !== undefined && bound !== undefined && !runsShort);
  const { edges, amountScale } = close(drawn);
  const flows = new Map<string, Flow>();
  for (const edge of edges) {
    const key = keyOf(edge);
    const present = flows.get(key)?.amounts;
    const scale = new Fraction(10n ** BigInt(amountScale));
    const amounts = network.elements.map((element, e) =>
      (present?.[e] ?? ZERO).plus(Fraction.of(edge.amounts[element]).times(scale)),
    );
    flows.set(key, { from: edge.from, to: edge.to, amounts });
  }
  return { exact: exact ?? new Map(), bound: bound ?? (() => ONE), flows };
}

function keyOf({ from, to, kind, movement }: Edge): string {
  return `${from} → ${to} ${kind} ${movement}`;
}

function texts(amounts: readonly Fraction[] | undefined): string[] | undefined {
  return amounts?.map(String);
}

function expectWithin(found: Fraction, expected: Fraction, tolerance: Fraction): void {
  expect(found.minus(expected).size.compare(tolerance)).toBeLessThanOrEqual(0);
}

function timesMoney(facts: FactRows, k: bigint): FactRows {
  const times = <T extends object>(rows: readonly T[] | undefined, column: keyof T): T[] =>
    (rows ?? []).map((row) => ({ ...row, [column]: multiplied(String(row[column]), k) }));
  return {
    ...facts,
    opening_stock_amount: times(facts.opening_stock_amount, 'amount'),
    opening_wip: times(facts.opening_wip, 'amount'),
    opening_absorption: times(times(times(facts.opening_absorption, 'amount'), 'difference'), 'applied'),
    movement_amount: times(facts.movement_amount, 'amount'),
    cost_pool: times(facts.cost_pool, 'amount'),
    last_actual_cost: times(facts.last_actual_cost, 'amount'),
    item_price: times(facts.item_price, 'price'),
  };
}

function multiplied(text: string, k: bigint): string {
  const decimals = text.split('.')[1]?.length ?? 0;
  const digits = String(BigInt(text.replace('.', '')) * k).padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** The movement in two rows, of which the second is called `… half`. */
function withHalves(facts: FactRows, movement: string): FactRows {
  return {
    ...facts,
    movement: (facts.movement ?? []).flatMap((row) => {
      if (row.movement !== movement) return [row];
      const units = Fraction.of(String(row.quantity)).times(new Fraction(10n ** 6n)).rounded;
      const first = { ...row, quantity: sixDecimals(units / 2n) };
      return [first, { ...row, movement: `${movement} half`, quantity: sixDecimals(units - units / 2n) }];
    }),
  };
}

function sixDecimals(units: bigint): string {
  const digits = String(units).padStart(7, '0');
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
}

/** One of the amounts that enter, raised. */
function withHigherPrice(facts: FactRows, choice: number, more: number): FactRows {
  const entering = ['opening_stock_amount', 'movement_amount', 'cost_pool', 'opening_wip'] as const;
  const places = entering.flatMap((table) => (facts[table] ?? []).map((_, row) => ({ table, row })));
  const { table, row: chosen } = places[choice % places.length];
  const rows = (facts[table] ?? []).map((row, i) => {
    if (i !== chosen) return row;
    const [whole, decimals] = String(row.amount).split('.');
    return { ...row, amount: [String(BigInt(whole) + BigInt(more)), decimals].filter(Boolean).join('.') };
  });
  return { ...facts, [table]: rows };
}
