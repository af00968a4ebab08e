import { type FactRows, openingFrom } from '@millrace/costing-core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../../budget.js';
import type { Month } from '../../factory/month.js';
import { strayings } from '../../reference/close/bound.js';
import { Fraction, sum, ZERO } from '../../reference/close/fraction.js';
import type { ReferenceNetwork } from '../../reference/close/network.js';
import { referenceNetwork } from '../../reference/close/reference-network.js';
import { solveExactly, totalWeight } from '../../reference/close/solve.js';
import { OCTOBER, SEPTEMBER } from './factory.js';
import { type History, historyOf, type MethodName, money, monthOf, NAMES, policyOf } from './history.js';

/**
 * What must hold of every valuation method, on random histories of one item: the list of issue 4, "How it is judged".
 * The same on whole factories stands in the other files here; a full return restores the opening state in
 * `reversed.test.ts`.
 */
const whatever = historyOf('buy', 'buy', 'sell', 'sell', 'give back', 'revalue');
const plain = historyOf('buy', 'buy', 'sell', 'sell');

describe.each(NAMES)('%s', (method) => {
  test('conserves every element: opening, purchases and adjustments are sales, closing and residuals', () => {
    fc.assert(
      fc.property(whatever, (history) => {
        const month = monthOf(history);
        const closed = month.close(policyOf(method));
        const brought = [...month.rows.opening_stock_amount, ...month.rows.movement_amount];
        for (const side of ['in', 'out']) {
          const proof = closed.version.rows('proof').filter((row) => row.side === side);
          expect(added(proof.map(({ amount }) => amount))).toBe(added(brought.map(({ amount }) => String(amount))));
        }
      }),
      runs(8),
    );
  });

  test('values the same rows the same, in whatever order they come', () => {
    fc.assert(
      fc.property(whatever, (history) => {
        const month = monthOf(history);
        const hash = month.close(policyOf(method)).version.hash;
        for (const table of ['movement', 'movement_amount', 'opening_stock', 'opening_stock_amount'] as const) {
          (month.rows[table] as object[]).reverse();
        }
        expect(month.close(policyOf(method)).version.hash).toBe(hash);
      }),
      runs(8),
    );
  });

  test('leaves no value where no quantity is; what remains is a residual with a reason', () => {
    fc.assert(
      fc.property(whatever, fc.integer({ min: 1, max: 999 }), (history, cents) => {
        // All is sold, and then something more is paid for it.
        const month = monthOf(history).on(30);
        for (const lot of ['a', 'b']) {
          const left = quantityLeft(history, lot) + returned(month, lot);
          if (left > 0) month.sell('A', String(left), { movement: `the rest of ${lot}`, lot });
        }
        month.move('revaluation', 'A', '0', { movement: 'too late', lot: 'a' }, money(cents));
        const closed = month.close(policyOf(method));
        expect(closed.closing('A')).toEqual(['0', '0.00']);
        expect(closed.version.rows('layer')).toEqual([]);
        for (const { reason, amount } of closed.version.rows('residual')) {
          expect(['zero_quantity', 'price_difference']).toContain(reason);
          expect(amount).not.toBe('0.00');
        }
      }),
      runs(8),
    );
  });

  test('costs what it cost when a purchase or a sale is told in two rows, to the bound of each', () => {
    // Exactly the same in fractions. In cents each flow is off its exact value by less than `strayings` says: by less
    // than one for the flow itself, and its part of what its node was off.
    fc.assert(
      fc.property(plain, fc.nat(), (history, choice) => {
        fc.pre(history.events.length > 0);
        const chosen = choice % history.events.length;
        const whole = costs(monthOf(doubled(history)), method);
        const halves = costs(monthOf(inTwoRows(doubled(history), chosen)), method);
        const ofHalf = (movement: string) => movement.replace(/ half$/, '');
        for (const movement of whole.exact.keys()) {
          const parts = [...halves.exact.keys()].filter((part) => ofHalf(part) === movement);
          const exact = sum(parts.map((part) => halves.exact.get(part) ?? ZERO));
          expect(String(exact)).toBe(String(whole.exact.get(movement)));
          const bound = sum([whole.bound(movement), ...parts.map(halves.bound)]);
          const found = sum(parts.map(halves.cents)).minus(whole.cents(movement));
          expect(found.size.compare(bound)).toBeLessThanOrEqual(0);
        }
      }),
      runs(8),
    );
  });
});

describe.each(['FIFO', 'LIFO', 'cumulative FIFO', 'cumulative LIFO'] as const)('%s', (method) => {
  test('closes with what its layers hold: quantity and every element', () => {
    fc.assert(
      fc.property(whatever, (history) => {
        const { version } = monthOf(history).close(policyOf(method));
        for (const row of version.rows('stock')) {
          const layers = version.rows('layer').filter(({ plant, item }) => plant === row.plant && item === row.item);
          expect(added(layers.map(({ quantity }) => quantity))).toBe(added([row.closing_quantity]));
        }
        for (const row of version.rows('stock_element')) {
          const layers = version.rows('layer_element').filter(({ element }) => element === row.element);
          expect(added(layers.map(({ amount }) => amount))).toBe(added([row.closing_amount]));
        }
      }),
      runs(8),
    );
  });
});

describe('where every piece cost the same', () => {
  test('all methods agree, to the cent where that is a whole number of cents', () => {
    fc.assert(
      fc.property(plain, (history) => {
        // The standard price of the histories is 10.00.
        const even = atOnePrice(history, 1000);
        const [first, ...others] = NAMES.map((method) =>
          monthOf(even).close(policyOf(method)).version.rows('movement_cost'),
        );
        for (const other of others) expect(other).toEqual(first);
      }),
      runs(8),
    );
  });

  test('all methods agree in fractions where it is none: 1/3 of a cent a piece', () => {
    const methods = NAMES.filter((method) => method !== 'standard cost');
    fc.assert(
      fc.property(plain, (history) => {
        const month = monthOf(atOnePrice(history, 1));
        // Three times the quantity for the same money.
        for (const rows of [month.rows.movement, month.rows.opening_stock]) {
          for (const [i, row] of rows.entries())
            rows[i] = { ...row, quantity: String(3 * Number(row.quantity)) } as never;
        }
        for (const method of methods) {
          const { exact } = costs(month, method);
          for (const { movement, type, quantity } of month.rows.movement) {
            if (type !== 'sale') continue;
            expect(String(exact.get(String(movement)))).toBe(String(new Fraction(BigInt(Number(quantity)), 3n)));
          }
        }
      }),
      runs(8),
    );
  });
});

describe('two half months', () => {
  test.each(['moving average', 'daily average', 'FIFO', 'LIFO'] as const)(
    '%s: come to what one month does, in fractions',
    (method) => {
      const isLayered = method === 'FIFO' || method === 'LIFO';
      fc.assert(
        fc.property(isLayered ? plain : historyOf('buy', 'buy', 'sell', 'sell', 'revalue'), (history) => {
          const whole = costs(monthOf(history), method).exact;
          const halves = exactHalves(history, method);
          for (const [movement, cost] of whole) expect(String(halves.get(movement))).toBe(String(cost));
        }),
        runs(8),
      );
    },
  );

  test.each(['FIFO', 'LIFO', 'standard cost'] as const)(
    '%s: come to it to the cent where prices are whole',
    (method) => {
      fc.assert(
        fc.property(plain, (history) => {
          const whole = monthOf(history).close(policyOf(method));
          const [first, second] = halvesOf(history, method);
          for (const { movement } of monthOf(history).rows.movement) {
            const found = added([first.cost(String(movement)), second.cost(String(movement))]);
            expect(found).toBe(added([whole.cost(String(movement))]));
          }
          expect(second.closing('A')).toEqual(whole.closing('A'));
        }),
        runs(8),
      );
    },
  );

  /** 10 at 1.00 are there and 4 are sold; in the second half 10 more come in at 2.00 and 4 are sold. */
  const rising: History = {
    opening: [{ lot: 'a', quantity: 10, price: 100 }],
    events: [
      { movement: 'early', day: 5, does: 'sell', lot: 'a', quantity: 4, price: 1 },
      { movement: 'buy', day: 20, does: 'buy', lot: 'a', quantity: 10, price: 200 },
      { movement: 'late', day: 25, does: 'sell', lot: 'a', quantity: 4, price: 1 },
    ],
  };

  test.each(['periodic average', 'specific identification'] as const)(
    '%s: do not, since the sale of the first half then bears nothing of what comes in the second',
    (method) => {
      const [first, second] = halvesOf(rising, method);
      expect([first.cost('early'), second.cost('late')]).toEqual(['4.00', '6.50']);
      const whole = monthOf(rising).close(policyOf(method));
      expect([whole.cost('early'), whole.cost('late')]).toEqual(['6.00', '6.00']);
    },
  );

  test('cumulative LIFO: do not, since the sale of the first half takes what came in the second', () => {
    const [first] = halvesOf(rising, 'cumulative LIFO');
    expect(first.cost('early')).toBe('4.00');
    expect(monthOf(rising).close(policyOf('cumulative LIFO')).cost('early')).toBe('8.00');
  });

  test('FIFO: do not where value refers to nothing: in one month whole layers bear it, with what was sold of them', () => {
    const history: History = {
      opening: rising.opening,
      events: [rising.events[0], { ...rising.events[1], movement: 'value', does: 'revalue', price: 500 }],
    };
    expect(monthOf(history).close(policyOf('FIFO')).cost('early')).toBe('6.00');
    expect(halvesOf(history, 'FIFO')[0].cost('early')).toBe('4.00');
  });

  test('by no method where a sale of the first half comes back in the second: it then comes back at what it cost', () => {
    // In one month it reduces the sale, as if 3 had been sold; in two it is a receipt of 1 at 1.00 of its own.
    const back = { ...rising.events[0], movement: 'back', day: 28, does: 'give back' } as const;
    const history: History = { ...rising, events: [...rising.events.slice(0, 2), back] };
    expect(monthOf(history).close(policyOf('moving average')).cost('early')).toBe('3.00');
    expect(halvesOf(history, 'moving average')[0].cost('early')).toBe('4.00');
  });
});

/** What each movement cost: exactly, by the reference, and in the engine's cents with the bound between the two. */
function costs(month: Month, method: MethodName) {
  const network = referenceNetwork({ ...month.rows }, policyOf(method), SEPTEMBER);
  const closed = month.close(policyOf(method));
  const bound = strayings(network);
  return {
    exact: exactCosts(network),
    cents: (movement: string) => Fraction.of(closed.cost(movement)).times(new Fraction(100n)),
    bound: (movement: string) =>
      sum(
        [...network.nodes.values()].flatMap(({ name, shares }) =>
          shares
            .filter((edge) => edge.movement === movement)
            .map(({ to }) => (bound?.(name, to) ?? ZERO).times(new Fraction(BigInt(network.elements.length)))),
        ),
      ),
  };
}

function exactCosts(network: ReferenceNetwork): Map<string, Fraction> {
  const through = solveExactly(network);
  const costs = new Map<string, Fraction>();
  for (const node of network.nodes.values()) {
    const held = sum(through?.get(node.name) ?? []);
    for (const { movement, weight } of node.shares) {
      if (movement === '') continue;
      costs.set(movement, (costs.get(movement) ?? ZERO).plus(held.times(weight).over(totalWeight(node))));
    }
  }
  return costs;
}

/** Closes the first 15 days as a month, and the others as the next one. */
function halvesOf(history: History, method: MethodName) {
  const first = monthOf(history, 1, 15).close(policyOf(method));
  const second = monthOf(history, 16, 30).after(openingFrom(first.version));
  return [first, second.close(policyOf(method), first.version)] as const;
}

/**
 * The two halves in fractions: what the first closes with exactly may be no whole number of cents, so all the money of
 * the second half is taken so many times that it is, and its costs are divided by that again.
 */
function exactHalves(history: History, method: MethodName): Map<string, Fraction> {
  const policy = policyOf(method);
  const first = monthOf(history, 1, 15);
  const network = referenceNetwork({ ...first.rows }, policy, SEPTEMBER);
  const closing = exactClosing(network, method === 'FIFO' || method === 'LIFO');
  const times = new Fraction([...closing.values()].reduce((product, { d }) => product * d, 1n));
  const { rows } = monthOf(history, 16, 30);
  const second: FactRows = {
    ...rows,
    opening_stock: openingFrom(first.close(policy).version).opening_stock,
    opening_stock_amount: [...closing].map(([layer, cents]) => {
      const place = { ledger: 'L', plant: 'P1', item: 'A', element: 'material' };
      return { ...place, layer, amount: decimal(cents.times(times)) };
    }),
    movement_amount: rows.movement_amount.map((row) => {
      const cents = Fraction.of(String(row.amount)).times(new Fraction(100n));
      return { ...row, amount: decimal(cents.times(times)) };
    }),
  };
  const later = exactCosts(referenceNetwork(second, policy, OCTOBER));
  return new Map([...exactCosts(network), ...[...later].map(([key, cost]) => [key, cost.over(times)] as const)]);
}

/** In cents, by layer; under the averages there is one of no name. */
function exactClosing(network: ReferenceNetwork, isLayered: boolean): Map<string, Fraction> {
  const through = solveExactly(network);
  const closing = new Map<string, Fraction>();
  const ends = [...network.nodes.values()].filter(({ shares }) => shares.some(({ kind }) => kind === 'closing_stock'));
  for (const { name, shares } of ends) {
    const held = sum(through?.get(name) ?? []);
    const whole = sum(shares.map(({ weight }) => weight));
    const left = sum(shares.filter(({ kind }) => kind === 'closing_stock').map(({ weight }) => weight));
    closing.set(isLayered ? name.slice('stock P1 · A · '.length) : '', held.times(left).over(whole));
  }
  return closing;
}

/** A whole number of cents as text. */
function decimal(cents: Fraction): string {
  const digits = String(cents).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function atOnePrice({ opening, events }: History, price: number): History {
  return { opening: opening.map((row) => ({ ...row, price })), events: events.map((event) => ({ ...event, price })) };
}

/** Twice of everything, so that every quantity has a half. */
function doubled({ opening, events }: History): History {
  const twice = <T extends { readonly quantity: number }>(row: T): T => ({ ...row, quantity: 2 * row.quantity });
  return { opening: opening.map(twice), events: events.map(twice) };
}

function inTwoRows(history: History, chosen: number): History {
  return { ...history, events: history.events.flatMap((event, i) => (i === chosen ? halved(event) : [event])) };
}

function halved(event: History['events'][number]): History['events'] {
  const half = { ...event, quantity: event.quantity / 2 };
  return [half, { ...half, movement: `${event.movement} half` }];
}

function quantityLeft({ opening, events }: History, lot: string): number {
  const own = events.filter((event) => event.lot === lot);
  const total = (rows: readonly { readonly quantity: number }[]) =>
    rows.reduce((all, { quantity }) => all + quantity, 0);
  return (
    total(opening.filter((row) => row.lot === lot)) +
    total(own.filter(({ does }) => does === 'buy')) -
    total(own.filter(({ does }) => does === 'sell'))
  );
}

/** What came back of sales: to the lot of the sale, which it reduces. */
function returned(month: Month, lot: string): number {
  const lotOf = (movement: unknown) => month.rows.movement.find((row) => row.movement === movement)?.lot;
  return month.rows.movement.filter(({ type, refers_to }) => type === 'sale_return' && lotOf(refers_to) === lot).length;
}

function added(amounts: readonly string[]): bigint {
  return amounts.reduce((all, amount) => all + BigInt(amount.replace('.', '')), 0n);
}
