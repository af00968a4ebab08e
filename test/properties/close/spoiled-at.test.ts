import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs } from '../../budget.js';
import { countFlushed } from '../../reference/close/back-flush.js';
import { bucketKeys } from '../../reference/close/buckets.js';
import { Fraction } from '../../reference/close/fraction.js';
import { repairedBy } from '../../reference/close/repaired-by.js';
import { netReturns } from '../../reference/close/returns.js';
import { spoiledAt } from '../../reference/close/spoiled-at.js';
import { close } from './closed.js';
import { factory, SEPTEMBER } from './factory.js';

/** `spoilage_by_operation` of random months, worked out from the facts and from what stages lost, which the judge has judged. */

const units = (text: string) => BigInt(text.replace('.', ''));

test('what was spoiled as a rule and beyond it, and what the latter cost, operation by operation', () => {
  let several = 0;
  fc.assert(
    fc.property(factory, ({ facts, policy }) => {
      const { version, edges, amountScale } = close({ facts, policy });
      const perUnit = new Fraction(10n ** BigInt(amountScale));
      const rows = version.rows('spoilage_by_operation');
      const counted = countFlushed(facts, policy, SEPTEMBER);
      const netted = netReturns(counted, bucketKeys(facts, policy));
      for (const order of counted.orders.values()) {
        if (repairedBy(counted, policy, netted, order) !== undefined) continue;
        const name = `order ${order.order} · `;
        const lost = new Map<string, bigint>();
        for (const { kind, from, to, amounts } of edges) {
          if (kind !== 'irreparable' || !from.startsWith(name) || !to.startsWith('loss ')) continue;
          const stage = from.slice(name.length).replace(/ · opening$/, '');
          const amount = Object.values(amounts).reduce((sum, of) => sum + units(of), 0n);
          lost.set(stage, (lost.get(stage) ?? 0n) + amount);
        }
        const expected = [...spoiledAt(counted, policy, netted, order, lost)].filter(
          ([, { normal, abnormal, cost }]) => normal.sign !== 0 || abnormal.sign !== 0 || cost !== 0n,
        );
        const told = rows.filter((row) => row.order === order.order);
        const tellOf = (all: readonly (readonly [string, bigint])[]) => [...all].sort(([a], [b]) => (a < b ? -1 : 1));
        expect([order.order, tellOf(told.map((row) => [row.operation, units(row.cost)]))]).toEqual([
          order.order,
          tellOf(expected.map(([operation, { cost }]) => [operation, cost])),
        ]);
        for (const row of told) {
          const [, of] = expected.find(([operation]) => operation === row.operation) ?? ['', NOTHING];
          const { normal, abnormal, cost } = of;
          expect([row.units_normal, row.units_abnormal].map((text) => Fraction.of(text).roundedTo(6))).toEqual(
            [normal, abnormal].map((quantity) => quantity.roundedTo(6)),
          );
          const each = abnormal.sign === 0 ? undefined : new Fraction(cost).over(perUnit).over(abnormal);
          const expectedCost = each?.roundedTo(policy.unit_cost_scale);
          expect(row.unit_cost === '').toBe(expectedCost === undefined);
          if (expectedCost !== undefined) expect(Fraction.of(row.unit_cost).compare(expectedCost)).toBe(0);
        }
        if (told.filter((row) => units(row.cost) !== 0n).length > 1) several++;
      }
    }),
    runs(240),
  );
  expect(several).toBeGreaterThan(0);
});

const NOTHING = { normal: new Fraction(0n), abnormal: new Fraction(0n), cost: 0n };
