import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { closePeriod, defaultPolicy, edgesOf, type FactRows } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { Fraction } from './fraction.js';
import { judge } from './judge.js';
import { OUTSIDE } from './network.js';
import { referenceNetwork } from './reference-network.js';
import { solveExactly, totalWeight } from './solve.js';
import { bought, month, moved, ordered, pooled, reported, SEPTEMBER } from './worked-example.js';

/** The reference itself, on the worked numbers of formulas.md 9 and rules.md. */
describe('the exact solution', () => {
  test('of 300 kg of 1,000 that are sorted, of which 100 come back, costs 125 a kg (12.1)', () => {
    const exact = solved(
      month(
        bought('RAW', '1000', '100000.00'),
        ordered('SORT', 'RAW', '100', true),
        moved('issue', 'RAW', '300', 'SORT'),
        moved('completion', 'RAW', '100', 'SORT'),
      ),
    );
    expect(exact('stock P1 · RAW', 'order SORT · material')).toBe('37500');
    expect(exact('stock P1 · RAW', OUTSIDE)).toBe('100000');
  });

  test('of two items that go into each other costs 10 for either (12.2)', () => {
    const exact = solved(
      month(
        bought('B', '50', '500.00'),
        ordered('OA', 'A', '100', true),
        ordered('OB', 'B', '50', true),
        moved('issue', 'B', '40', 'OA'),
        moved('issue', 'A', '20', 'OB'),
        moved('completion', 'A', '100', 'OA'),
        moved('completion', 'B', '50', 'OB'),
        reported('OA', '', { hours_labour: '600' }),
        reported('OB', '', { hours_labour: '300' }),
        pooled('900.00'),
      ),
    );
    expect(exact('stock P1 · A', OUTSIDE)).toBe('800');
    expect(exact('stock P1 · B', OUTSIDE)).toBe('600');
  });

  test('of 400 completed, 100 at the first of two operations and 50 at the second (12.5)', () => {
    const operation = { plant: 'P1', item: 'A', work_centre: 'W1' };
    const exact = solved(
      month(
        bought('RAW', '550', '11000.00'),
        ordered('O', 'A', '550'),
        {
          routing_operation: [
            { ...operation, operation: '10', run_hours_labour: '6' },
            { ...operation, operation: '20', run_hours_machine: '4' },
          ],
        },
        moved('issue', 'RAW', '550', 'O'),
        moved('completion', 'A', '400', 'O'),
        reported('O', '10', { quantity_good: '450', hours_labour: '1' }),
        reported('O', '20', { quantity_good: '400' }),
        pooled('8640.00'),
      ),
    );
    expect(exact('order O · material', OUTSIDE)).toBe('3000');
    expect(exact('order O · conversion', 'order O · completed')).toBe(
      String(Fraction.of('8640').times(new Fraction(400n, 470n))),
    );
    expect(exact('order O · conversion', OUTSIDE)).toBe('60480/47');
  });

  test('of 10 started and 5 completed: carried labour counts in full, own labour half (rules.md 14)', () => {
    const exact = solved(
      month(
        bought('RAW', '10', '400.00'),
        ordered('O', 'A', '10'),
        moved('issue', 'RAW', '10', 'O'),
        moved('completion', 'A', '5', 'O'),
        reported('O', '', { hours_labour: '1' }),
        pooled('750.00'),
      ),
    );
    expect(exact('order O · material', 'order O · completed')).toBe('200');
    expect(exact('order O · conversion', 'order O · completed')).toBe('500');
  });

  test('of a fixed pool of 50,000 for 10,000 hours leaves 10,000 idle after 8,000 (12.10)', () => {
    const exact = solved(
      month(
        ordered('O', 'A', '10'),
        reported('O', '', { hours_labour: '8000' }),
        pooled('50000.00', { behaviour: 'fixed', normal_driver: '10000' }),
      ),
    );
    expect(exact('pool POOL', 'order O · conversion')).toBe('40000');
    expect(exact('pool POOL', OUTSIDE)).toBe('10000');
  });
});

describe('the reference', () => {
  test('takes nothing but types from the engine that it judges', async () => {
    const files = (await readdir(import.meta.dirname)).filter((file) => !file.endsWith('.test.ts'));
    expect(files).toContain('reference-network.ts');
    for (const file of files) {
      const text = await readFile(join(import.meta.dirname, file), 'utf8');
      const imports = text.match(/^import [^;]*from '(?!\.\/)[^']*';/gm) ?? [];
      expect(imports.filter((line) => !line.startsWith('import type '))).toEqual([]);
    }
  });
});

/** What flows between two nodes in all, in the ledger's currency; the engine is judged on the way. */
function solved(facts: FactRows): (from: string, to: string) => string {
  const network = referenceNetwork(facts, defaultPolicy, SEPTEMBER);
  const { outcome } = closePeriod(facts, defaultPolicy, SEPTEMBER);
  if (outcome === undefined) throw new Error('the engine refuses the example');
  expect(judge(network, edgesOf(outcome), 2).disagreements).toEqual([]);

  const through = solveExactly(network);
  return (from, to) => {
    const node = network.node(from);
    const held = (through?.get(from) ?? []).reduce((sum, amount) => sum.plus(amount));
    const weights = node.shares.filter((edge) => edge.to === to).map(({ weight }) => weight);
    const part = weights.reduce((sum, weight) => sum.plus(weight)).over(totalWeight(node));
    return String(held.times(part).over(new Fraction(100n)));
  };
}
