import { type FactRows, readFacts } from '@millrace/costing-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  defaultStandardPolicy,
  rollUp,
  standardRows,
  unitCosts,
} from '../../packages/costing-core/src/standard/index.js';
import { plainItems } from '../../packages/costing-core/src/standard/plain-items.js';
import { rollFacts } from '../../packages/costing-core/src/standard/roll-facts.js';
import { budgeted, runs } from '../budget.js';
import { asFacts } from '../data/as-facts.js';
import { randomPlant, randomPolicy } from './random-plant.js';

const as_of = '2026-10-31';
const day = fc.constantFrom('2026-10-30', '2026-10-31', '2026-11-01');

/** What may be so in masters, or wrong with them: of the row whose number comes out, in the table. */
const oddity = fc.oneof(
  fc.record({ odd: fc.constant('line starts' as const), at: fc.nat(), on: day }),
  fc.record({ odd: fc.constant('line ends' as const), at: fc.nat(), on: day }),
  fc.record({ odd: fc.constant('line in another unit' as const), at: fc.nat(), on: day }),
  fc.record({ odd: fc.constant('line in a unit of nothing' as const), at: fc.nat(), on: day }),
  fc.record({ odd: fc.constant('line of nothing' as const), at: fc.nat(), on: day }),
  fc.record({ odd: fc.constant('line from the other plant' as const), at: fc.nat(), on: day }),
  fc.record({ odd: fc.constant('header ends' as const), at: fc.nat(), on: day }),
  fc.record({ odd: fc.constant('second header' as const), at: fc.nat(), on: day }),
  fc.record({ odd: fc.constant('header in another unit' as const), at: fc.nat(), on: day }),
  fc.record({ odd: fc.constant('no price' as const), at: fc.nat(), on: day }),
  fc.record({ odd: fc.constant('purchased' as const), at: fc.nat(), on: day }),
  fc.record({ odd: fc.constant('no rate' as const), at: fc.nat(), on: day }),
  fc.record({ odd: fc.constant('into itself' as const), at: fc.nat(), on: day }),
);

type Oddity = typeof oddity extends fc.Arbitrary<infer T> ? T : never;

function withOddities(facts: FactRows, oddities: readonly Oddity[]): FactRows {
  const rows: Record<string, Record<string, unknown>[]> = structuredClone(facts) as never;
  rows.unit_conversion = [{ item: '', from_unit: 'BOX', to_unit: 'EA', numerator: '12', denominator: '7' }];
  rows.ledger_plant.push({ ledger: 'L', plant: 'P2' });
  rows.plant.push({ plant: 'P2' });
  for (const { odd, at, on } of oddities) {
    const line = rows.bom_line[at % rows.bom_line.length];
    const header = rows.bom[at % rows.bom.length];
    if (odd === 'line starts') line.starts_on = on;
    if (odd === 'line ends') line.ends_on = on;
    if (odd === 'line in another unit') line.unit = 'BOX';
    if (odd === 'line in a unit of nothing') line.unit = 'FURLONG';
    if (odd === 'line of nothing') line.quantity = '0';
    if (odd === 'line from the other plant') line.component_plant = 'P2';
    if (odd === 'header ends') header.valid_to = on;
    if (odd === 'second header') rows.bom.push({ ...header, alternative: 'B', valid_from: on });
    if (odd === 'header in another unit') header.unit = 'BOX';
    if (odd === 'no price') rows.item_price.splice(at % rows.item_price.length, 1);
    if (odd === 'purchased') rows.item[at % rows.item.length].supply = 'purchased';
    if (odd === 'no rate') rows.rate.splice(at % Math.max(rows.rate.length, 1), 1);
    if (odd === 'into itself') line.component = line.parent;
  }
  return rows as unknown as FactRows;
}

test('what columns roll up is what rows roll up, figures and findings, whatever is odd', () => {
  let byColumns = 0;
  fc.assert(
    fc.property(
      fc.boolean().chain((outputs) => randomPlant({ outputs })),
      randomPolicy,
      fc.array(oddity, { maxLength: 3 }),
      (plant, drawn, oddities) => {
        const policy = {
          ...drawn,
          cost_rounding: 'once',
          surcharges: [],
          by_product_credit: 'own_elements',
        } as const;
        const cost_element = plant.cost_element?.map((row) => ({ ...row, class: 'material' }));
        const facts = readFacts(withOddities(asFacts({ ...plant, cost_element }), oddities), 'L');
        expect(facts.faults).toEqual([]);
        const plants = ['P1', 'P2'];
        const columns = rollFacts({ facts, plants }, policy, as_of);
        if (columns === undefined) return;
        byColumns++;
        const rows = rollUp(standardRows(facts, plants), { as_of }, policy);
        expect(columns.findings).toEqual(rows.findings);
        expect(columns.elements).toEqual(rows.standard.elements);
        expect([...columns.unitCosts()]).toEqual([...unitCosts(rows)]);
      },
    ),
    runs(200),
  );
  expect(byColumns).toBeGreaterThan(budgeted(100));
});

test('items that take components alone are plain, also with scrap, lots, operations and other units', () => {
  const rows = asFacts({
    item: [{ item: 'CAR', costing_lot: '12.5' }, { item: 'WHEEL' }, { item: 'RIM' }, { item: 'KIT' }, { item: 'SET' }],
    unit_conversion: [{ from_unit: 'BOX', to_unit: 'EA', numerator: '12' }],
    bom_line: [
      { parent: 'CAR', line: '1', component: 'WHEEL', quantity: '4', scrap_rate: '0.05', operation: '10' },
      { parent: 'CAR', line: '2', component: 'KIT', quantity: '1', fixed: true },
      { parent: 'WHEEL', line: '1', component: 'RIM', quantity: '0.5', unit: 'BOX' },
      { parent: 'SET', line: '1', component: 'KIT', quantity: '1', kind: 'phantom' },
      { parent: 'KIT', line: '1', component: 'RIM', quantity: '2' },
    ],
    cost_element: [{ element: 'labour', class: 'conversion', position: '1' }],
    rate: [{ work_centre: 'W', driver: 'hours_labour', element: 'labour', rate: '30' }],
    routing_operation: [
      { item: 'CAR', operation: '10', work_centre: 'W', run_hours_labour: '0.25', scrap_rate: '0.1' },
    ],
  });
  const facts = readFacts(rows, 'L');
  expect(facts.faults).toEqual([]);
  const elements = [{ element: 'labour', class: 'conversion' }];
  const plain = plainItems({ facts, plants: ['P1'] }, defaultStandardPolicy, as_of, elements);
  const code = (text: string) => facts.symbols.code(text);
  const isPlain = (item: string) => plain?.has(code('P1'), code(item));
  expect(['CAR', 'WHEEL', 'SET', 'KIT', 'RIM'].map(isPlain)).toEqual([true, true, false, false, false]);
  expect(plain?.row.length).toBe(3);
});
