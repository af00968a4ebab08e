import { type FactRows, openingFrom, readStage, type Version } from '@millrace/costing-core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../../budget.js';
import { judge } from '../../reference/close/judge.js';
import { referenceNetwork } from '../../reference/close/reference-network.js';
import { bucketKey } from './bucket-key.js';
import { close } from './closed.js';
import { factoryOfTwoMonths, OCTOBER } from './factory.js';

/** Domain-model section 11, invariant 19: one month closes with what the next one opens with. */
describe('two months in turn', () => {
  test('the second opens with the closing of the first, and the judge agrees with it too', () => {
    fc.assert(
      fc.property(factoryOfTwoMonths, ({ facts, policy }) => {
        const { version: september } = close({ facts, policy });
        const inOctober: FactRows = { ...facts, ...openingFrom(september) };
        const october = close({ facts: inOctober, policy }, { ...OCTOBER, previous: september });

        const closing = new Map(september.rows('stock').map((row) => [bucketKey(row), row]));
        for (const row of october.version.rows('stock')) {
          const before = closing.get(bucketKey(row));
          expect(row.opening_quantity).toBe(before?.closing_quantity ?? '0.000000');
          expect(Number(row.opening_amount)).toBe(Number(before?.closing_amount ?? 0));
          closing.delete(bucketKey(row));
        }
        // What has no row in October had nothing left in September.
        for (const { closing_quantity, closing_amount } of closing.values()) {
          expect([Number(closing_quantity), Number(closing_amount)]).toEqual([0, 0]);
        }
        expect(carried(october.version, 'in', 'opening_absorption')).toEqual(
          carried(september, 'out', 'absorption_carried'),
        );
        expect(inProcess(october.version, 'opening_wip')).toEqual(inProcess(september, 'closing_wip'));

        const network = referenceNetwork(inOctober, policy, OCTOBER);
        expect(judge(network, october.edges, october.amountScale).disagreements).toEqual([]);
      }),
      runs(20),
    );
  });
});

/**
 * Work in process by order, kind of stage and element, without what is 0. Material of an operation becomes material of the start
 * where October's first report makes that operation the order's first (rules.md 14).
 */
function inProcess(version: Version, side: 'opening_wip' | 'closing_wip'): Map<string, bigint> {
  const amounts = new Map<string, bigint>();
  for (const row of version.rows('order_cost')) {
    const key = `${row.order} ${readStage(row.stage)?.kind} ${row.element}`;
    amounts.set(key, (amounts.get(key) ?? 0n) + BigInt(row[side].replace('.', '')));
  }
  return new Map([...amounts].filter(([, amount]) => amount !== 0n).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** By element, what came in or went out as a category. */
function carried(version: Version, side: string, category: string) {
  return version
    .rows('proof')
    .filter((row) => row.side === side && row.category === category)
    .map(({ element, amount }) => [element, amount]);
}
