import { defaultStandardPolicy, rollStandard, rollUp, type StandardRows, unitCosts } from '@millrace/costing-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs } from '../budget.js';
import { asFacts } from '../data/as-facts.js';
import { randomPlant, randomPolicy } from './random-plant.js';

const effective_on = '2026-10-31';
const rolling = { ledger: 'L', kind: 'standard', effective_on } as const;
const { numRuns } = runs(20);

/** The classes that facts know. */
const CLASSES: Readonly<Record<string, string>> = { freight: 'subcontract', overhead: 'conversion' };

const plants = randomPlant({ outputs: true }).map(
  (plant): StandardRows => ({
    ...plant,
    cost_element: plant.cost_element?.map((row) => ({ ...row, class: CLASSES[row.class ?? ''] ?? row.class })),
  }),
);

test('a standard from facts costs what its rows cost, whatever the policy', () => {
  fc.assert(
    fc.property(plants, randomPolicy, (plant, policy) => {
      const { findings, version } = rollStandard(asFacts(plant), { policy, assumptions: {} }, rolling);
      const rolled = rollUp(plant, { as_of: effective_on }, policy);
      expect(findings.map(({ code, fields }) => [code, fields])).toEqual(
        rolled.findings.map(({ code, fields }) => [code, fields]),
      );
      const costed = [...unitCosts(rolled)];
      expect(version?.rows('unit_cost').map((row) => [row.item, row.unit_cost])).toEqual(
        costed.map(({ item, cost }) => [item, cost?.total]),
      );
      // Own and lower level of all elements add up to the unit cost where it is rounded once per element.
      const levels = new Map<string, bigint>();
      const units = (text: string) => BigInt(text.replace('.', ''));
      for (const { item, own, lower } of version?.rows('standard_level') ?? []) {
        levels.set(item, (levels.get(item) ?? 0n) + units(own) + units(lower));
      }
      for (const { item, cost } of costed) expect(levels.get(item) ?? 0n).toBe(units(cost?.total ?? ''));
    }),
    { numRuns },
  );
});

test('lines by formula cost what they would with the quantities that their formulas come to', () => {
  fc.assert(
    fc.property(plants, randomPolicy, fc.array(fc.nat(12), { minLength: 8, maxLength: 8 }), (plant, policy, sizes) => {
      const sizeOf = (parent: string) => sizes[Number(parent.slice(1)) % sizes.length];
      const inEighths = (quantity: string, eighths: number) => {
        const [whole, decimals = ''] = quantity.split('.');
        const millionths = (BigInt(whole + decimals.padEnd(3, '0')) * 1000n * BigInt(eighths)) / 8n;
        return `${millionths / 1_000_000n}.${String(millionths % 1_000_000n).padStart(6, '0')}`;
      };
      const written = plant.bom_line.map((row) => ({ ...row, quantity: inEighths(row.quantity, sizeOf(row.parent)) }));
      const facts = asFacts(plant);
      const parents = new Set(plant.bom_line.map(({ parent }) => parent));
      const byFormula = {
        ...facts,
        bom_line: (facts.bom_line ?? []).map((row) => ({ ...row, formula: `${row.quantity} * size / eighths` })),
        attribute: Array.from(parents, (owner) => [
          { owner_kind: 'item' as const, owner, name: 'size', value: String(sizeOf(owner)) },
          { owner_kind: 'item' as const, owner, name: 'eighths', value: '8' },
        ]).flat(),
      };
      const costsOf = (of: typeof facts) => {
        const { findings, version } = rollStandard(of, { policy, assumptions: {} }, rolling);
        return { findings: findings.map(({ code, key }) => [code, key]), rows: version?.rows('unit_cost') };
      };
      expect(costsOf(byFormula)).toEqual(costsOf(asFacts({ ...plant, bom_line: written })));
    }),
    { numRuns },
  );
});

test('the order of the rows changes no byte of a standard', () => {
  fc.assert(
    fc.property(plants, randomPolicy, fc.infiniteStream(fc.nat()), (plant, policy, random) => {
      const facts = asFacts(plant);
      const shuffled = Object.fromEntries(
        Object.entries(facts).map(([table, rows]) => {
          const placed = (rows as object[]).map((row) => ({ row, at: random.next().value as number }));
          return [table, placed.sort((a, b) => a.at - b.at).map(({ row }) => row)];
        }),
      );
      const hashOf = (of: typeof facts) => rollStandard(of, { policy, assumptions: {} }, rolling).version?.hash;
      expect(hashOf(facts)).toMatch(/^[0-9a-f]{64}$/);
      expect(hashOf(shuffled)).toBe(hashOf(facts));
    }),
    { numRuns },
  );
});

test('what costs less than nothing is told, whether it is rolled up from columns or from rows', () => {
  const plant: StandardRows = {
    item: ['A', 'B', 'C', 'D'].map((item) => ({ item, unit: 'pc' })),
    cost_element: [{ element: 'material', class: 'material', position: '1' }],
    bom_line: [
      { parent: 'A', line: '10', component: 'B', quantity: '2' },
      { parent: 'C', line: '10', component: 'A', quantity: '1' },
      { parent: 'C', line: '20', component: 'D', quantity: '1' },
    ],
    item_price: [
      { item: 'B', kind: 'plan', element: 'material', price: '-1.5' },
      { item: 'D', kind: 'plan', element: 'material', price: '4' },
    ],
  };
  for (const cost_rounding of ['once', 'every_line'] as const) {
    const policy = { ...defaultStandardPolicy, cost_rounding };
    const { findings } = rollStandard(asFacts(plant), { policy, assumptions: {} }, rolling);
    expect(findings.map(({ code, key, fields }) => [code, key, fields.found])).toEqual([
      ['standard_cost_must_not_be_negative', 'P1 · A', '-3.000000'],
      ['standard_cost_must_not_be_negative', 'P1 · B', '-1.500000'],
    ]);
  }
});
