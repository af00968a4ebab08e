import { type Bom, explodeNetted, whereUsedInAll } from '@millrace/bom';
import { add, type Fraction, fraction, multiply, printFraction, ZERO } from '@millrace/exact';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type RolledStandard,
  rollUp,
  type StandardRows,
  unitCosts,
  whatIf,
} from '../../packages/costing-core/src/standard/index.js';
import { runs } from '../budget.js';
import { standardPolicy } from '../cases/standard-policy.js';
import { referenceCosts, shown } from '../reference/standard.js';
import { randomPlant, randomPolicy } from './random-plant.js';

const day = { as_of: '2026-10-31' };
const withOutputs = randomPlant({ outputs: true });
const withoutOutputs = randomPlant({ outputs: false });
const never = { ...standardPolicy, cost_rounding: 'never' } as const;
const rows = (rolled: RolledStandard) => JSON.stringify([...unitCosts(rolled)], withBigInts);

function withBigInts(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value;
}

test('the roll-up equals the slow reference in exact fractions, for every policy', () => {
  fc.assert(
    fc.property(withOutputs, randomPolicy, (plant, policy) => {
      const rolled = rollUp(plant, day, policy);
      const reference = referenceCosts(plant, policy);
      const negative: string[] = [];
      for (const { item, cost } of unitCosts(rolled)) {
        const expected = reference(item);
        const parts = [...(expected?.total.values() ?? [])].map((part) => shown(part, policy.cost_scale));
        if (parts.reduce((sum, part) => sum + BigInt(part.replace('.', '')), 0n) < 0n) negative.push(item);
        for (const { element, total, own } of cost?.elements ?? []) {
          const exact = expected?.total.get(element) ?? { n: 0n, d: 1n };
          expect([item, element, total]).toEqual([item, element, shown(exact, policy.cost_scale)]);
          const ownExact = expected?.own.get(element) ?? { n: 0n, d: 1n };
          expect([item, element, own]).toEqual([item, element, shown(ownExact, policy.cost_scale)]);
        }
      }
      // Credits may be above the cost: that is all that can be wrong here.
      expect(rolled.findings.map(({ code, fields }) => [code, fields.item])).toEqual(
        negative.map((item) => ['standard_cost_must_not_be_negative', item]),
      );
    }),
    runs(150),
  );
});

/** Per item: what is required of it for one unit of `top`, in costing lots. */
function requirement(bom: Bom, top: string) {
  return [...explodeNetted(bom, [{ item: top, quantity: '1' }], { lots: 'costing_lot' })].filter(
    (row) => row.kind === 'item',
  );
}

test('roll-up = explosion × prices and own costs', () => {
  fc.assert(
    fc.property(withoutOutputs, (plant) => {
      const { standard, costs } = rollUp(plant, day, never);
      const { bom, equations } = standard;
      let sum = ZERO;
      for (const row of requirement(bom, 'M0')) {
        const own = equations[bom.numberOf(row.item) ?? -1].own.reduce(add, ZERO);
        sum = add(sum, multiply(row.exact.gross, own));
      }
      expect(sum).toEqual(costs[bom.numberOf('M0') ?? -1]?.exact?.reduce(add, ZERO));
    }),
  );
});

test('where-used is the transpose of the explosion', () => {
  fc.assert(
    fc.property(withoutOutputs, (plant) => {
      const { bom } = rollUp(plant, day, standardPolicy).standard;
      const pairs = (of: (item: string) => (readonly [string, string, string])[]) =>
        bom.items
          .flatMap(({ item }) => of(item))
          .map((pair) => pair.join(' '))
          .sort();
      // An item may be used as a phantom here and as a component there; where-used counts both.
      const down = pairs((item) => {
        const below = new Map<string, Fraction>();
        for (const row of explodeNetted(bom, [{ item, quantity: '1' }], { lots: 'costing_lot' })) {
          if (row.item !== item) below.set(row.item, add(below.get(row.item) ?? ZERO, row.exact.gross));
        }
        return [...below].map(([component, quantity]) => [item, component, printFraction(quantity, 30)] as const);
      });
      const up = pairs((item) =>
        [...whereUsedInAll(bom, { item })].map((row) => [row.item, item, printFraction(row.exact, 30)] as const),
      );
      expect(up).toEqual(down);
    }),
  );
});

describe('what must not matter', () => {
  test('the order of rows', () => {
    fc.assert(
      fc.property(withOutputs, randomPolicy, fc.infiniteStream(fc.nat()), (plant, policy, random) => {
        const shuffled = <Row>(of: readonly Row[] | undefined) =>
          [...(of ?? [])]
            .map((row) => ({ row, at: random.next().value }))
            .sort((a, b) => a.at - b.at)
            .map(({ row }) => row);
        const other: StandardRows = {
          item: shuffled(plant.item),
          cost_element: shuffled(plant.cost_element),
          bom: shuffled(plant.bom),
          bom_line: shuffled(plant.bom_line),
          routing_operation: shuffled(plant.routing_operation),
          rate: shuffled(plant.rate),
          item_price: shuffled(plant.item_price),
        };
        const costs = (of: StandardRows) =>
          [...unitCosts(rollUp(of, day, policy))].map(({ item, cost, source }) => ({ item, cost, source }));
        expect(costs(other)).toEqual(costs(plant));
      }),
    );
  });

  test('an item that nobody uses', () => {
    fc.assert(
      fc.property(withOutputs, randomPolicy, (plant, policy) => {
        const more: StandardRows = {
          ...plant,
          item: [...(plant.item ?? []), { item: 'A unused' }],
          item_price: [...(plant.item_price ?? []), { item: 'A unused', kind: 'plan', price: '1' }],
        };
        const costs = (of: StandardRows) =>
          [...unitCosts(rollUp(of, day, policy))].map(({ item, cost }) => ({ item, cost }));
        expect(costs(more).filter(({ item }) => item !== 'A unused')).toEqual(costs(plant));
      }),
    );
  });

  test('the unit in which a line is written', () => {
    fc.assert(
      fc.property(withOutputs, randomPolicy, (plant, policy) => {
        const inGrams: StandardRows = {
          ...plant,
          item: (plant.item ?? []).map((row) => ({ ...row, unit: 'kg' })),
          unit_conversion: [{ from_unit: 'kg', to_unit: 'g', numerator: '1000' }],
          bom_line: plant.bom_line.map((line) => ({ ...line, quantity: thousandfold(line.quantity), unit: 'g' })),
        };
        const costs = (of: StandardRows) =>
          [...unitCosts(rollUp(of, day, policy))].map(({ item, cost }) => ({ item, cost }));
        expect(costs(inGrams)).toEqual(costs(plant));
      }),
    );
  });
});

function thousandfold(quantity: string): string {
  const [whole, decimals] = quantity.split('.');
  return String(BigInt(whole + decimals));
}

test('all prices and rates times k make all costs times k', () => {
  fc.assert(
    fc.property(withOutputs, fc.integer({ min: 2, max: 9 }), (plant, k) => {
      const scaled = (text: string) =>
        printFraction(multiply(fraction(BigInt(text.replace('.', '')), 10n ** 4n), fraction(k)), 4);
      const to4 = (text: string) => `${text.split('.')[0]}.${(text.split('.')[1] ?? '').padEnd(4, '0')}`;
      const times: StandardRows = {
        ...plant,
        item_price: (plant.item_price ?? []).map((row) => ({ ...row, price: scaled(to4(row.price)) })),
        rate: (plant.rate ?? []).map((row) => ({ ...row, rate: scaled(to4(row.rate)) })),
        routing_operation: (plant.routing_operation ?? []).map((row) =>
          row.subcontract_price === undefined ? row : { ...row, subcontract_price: scaled(to4(row.subcontract_price)) },
        ),
      };
      const [once, more] = [rollUp(plant, day, never).costs, rollUp(times, day, never).costs];
      for (const [i, cost] of once.entries()) {
        expect(more[i]?.exact).toEqual(cost?.exact?.map((amount) => multiply(amount, fraction(k))));
      }
    }),
  );
});

test('after some prices, rates or lines changed only what stands above is computed, byte for byte as in full', () => {
  const change = fc.record({
    price: fc.option(fc.nat(), { nil: undefined }),
    rate: fc.boolean(),
    line: fc.option(fc.tuple(fc.nat(), fc.constantFrom('change', 'remove', 'add')), { nil: undefined }),
  });
  fc.assert(
    fc.property(withOutputs, randomPolicy, change, (plant, policy, { price, rate, line }) => {
      const before = rollUp(plant, day, policy);
      const bought = (plant.item_price ?? []).map((row) => row.item);
      const at = plant.bom_line[(line?.[0] ?? 0) % plant.bom_line.length];
      const match = { parent: at.parent, line: at.line };
      const assumed = whatIf(plant, {
        prices: price === undefined ? [] : [{ item: bought[price % bought.length], percent: '8' }],
        rates: rate ? [{ driver: 'hours_machine', percent: '-2.5' }] : [],
        lines:
          line === undefined
            ? []
            : line[1] === 'change'
              ? [{ change: match, to: { quantity: '3.333' } }]
              : line[1] === 'remove'
                ? [{ remove: match }]
                : [{ add: { parent: at.parent, line: 'new', component: bought[0], quantity: '2' } }],
      });
      const again = rollUp(assumed, day, policy, before);
      const full = rollUp(assumed, day, policy);
      expect(rows(again)).toBe(rows(full));
      expect(again.findings).toEqual(full.findings);
      expect(again.computed).toBeLessThanOrEqual(full.computed);
      if (price === undefined && !rate && line === undefined) expect(again.computed).toBe(0);
    }),
    runs(100),
  );
});
