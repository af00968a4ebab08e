import { explodeNetted, type Selection } from '@millrace/bom';
import { expect, test } from 'vitest';
import { rollUp, type StandardRows, unitCost, unitCosts } from '../packages/costing-core/src/standard/index.js';
import { missingNote, sharedFile } from './cases/published.js';
import { standardPolicy } from './cases/standard-policy.js';
import { contoso } from './data/contoso.js';
import { frac, referenceCosts, shown, times } from './reference/standard.js';

const folder = sharedFile('data', 'contoso-coffee-bc');
const here = test.skipIf(folder === undefined);
const note = missingNote('data', 'contoso-coffee-bc');
const policy = { ...standardPolicy, price_chain: ['purchase'] };

/** SP-SCM1009 has four routings and no default; everything else follows from its one BOM and routing. */
const selection = (routing: string, alternative = ''): Selection => ({
  as_of: '2026-10-31',
  alternatives: [{ item: 'SP-SCM1009', alternative, routing_alternative: routing }],
});

const load = () => contoso(folder ?? '');

here(`Contoso Coffee is loaded whole: 74 lines, of which only what it lacks is a finding${note}`, () => {
  const rows = load();
  expect([rows.bom_line.length, rows.routing_operation?.length]).toEqual([74, 20]);
  const { findings } = rollUp(rows, selection('SERIAL'), policy);
  // Two made items have neither BOM nor price in the data: the variants' common item and Airpot lite.
  expect(findings.map(({ code, key }) => `${code} ${key}`)).toEqual([
    'made_item_must_have_a_bom  · SP-SCM1006',
    'made_item_must_have_a_bom  · SP-SCM1008',
    'purchased_item_must_have_a_price  · SP-SCM1006',
    'purchased_item_must_have_a_price  · SP-SCM1008',
  ]);
});

here(`a reservoir assembly, by hand: fixed line and set-up over the lot of 10, 20 ml of adhesive${note}`, () => {
  const rolled = rollUp(load(), selection('SERIAL'), policy);
  // 14.94 + 24.24 + 2 · 6.93 + 18/10 + 20 · 0.005 · 17.16 = 56.556; ((15 + 15 + 10)/10 + 5 + 8 + 9) min · 1.20 = 31.20
  expect(unitCost(rolled, 'SP-BOM2000')).toMatchObject({
    source: 'rolled',
    lot: '10.000000',
    cost: { total: '87.756000', own: '31.200000', lower: '56.556000' },
  });
});

/** The reference knows no units, no dates and no choice: the rows with all that resolved, by other means. */
function resolved(rows: StandardRows, routing: string, alternative: string): StandardRows {
  const isChosen = (item: string, of: string | undefined, wanted: string) =>
    (of ?? '') === (item === 'SP-SCM1009' ? wanted : '');
  const factor = (item: string, unit: string | undefined) =>
    frac(rows.unit_conversion?.find((row) => row.item === item && row.from_unit === unit)?.numerator ?? '1');
  const centres = new Map(rows.work_centre?.map((row) => [row.work_centre, row.centre]));
  return {
    ...rows,
    bom: rows.bom?.map(({ parent }) => ({ parent })),
    bom_line: rows.bom_line
      .filter((line) => isChosen(line.parent, line.alternative, alternative))
      .map((line) => ({
        ...line,
        operation: undefined,
        quantity: shown(times(frac(line.quantity), factor(line.component, line.unit)), 9),
      })),
    // Times stay in minutes and rates per minute: the reference multiplies them as they are.
    routing_operation: rows.routing_operation
      ?.filter((row) => isChosen(row.item, row.alternative, routing))
      .map((row) => ({ ...row, work_centre: centres.get(row.work_centre ?? '') })),
    rate: rows.rate?.map((row) => ({ ...row, work_centre: row.centre })),
    item_price: rows.item_price?.map((row) => ({ ...row, element: 'material' })),
  };
}

test.skipIf(folder === undefined).each([
  ['SERIAL', ''],
  ['PARALLEL', ''],
  ['SUB-1', ''],
  ['SUB-2', ''],
  ['SERIAL', 'SP-SCM1009-V1'],
])(`every unit cost equals the reference: routing %s, BOM version '%s'${note}`, (routing, alternative) => {
  const rows = load();
  const rolled = rollUp(rows, selection(routing, alternative), policy);
  const reference = referenceCosts(resolved(rows, routing, alternative), policy);
  let compared = 0;
  for (const { item, cost } of unitCosts(rolled)) {
    for (const { element, total, own } of cost?.elements ?? []) {
      const expected = reference(item);
      expect([item, element, total]).toEqual([item, element, shown(expected?.total.get(element) ?? frac('0'), 6)]);
      expect([item, element, own]).toEqual([item, element, shown(expected?.own.get(element) ?? frac('0'), 6)]);
      compared++;
    }
    if (cost === undefined) expect(reference(item)).toBeUndefined();
  }
  expect(compared).toBe(3 * 36);
});

here(`subcontracting adds its price per piece, at a work centre of rate 0${note}`, () => {
  const rolled = rollUp(load(), selection('SUB-2'), policy);
  const elements = unitCost(rolled, 'SP-SCM1009').cost?.elements;
  expect(elements?.find(({ element }) => element === 'subcontract')).toMatchObject({
    total: '45.320000',
    lower: '0.000000',
  });
});

here(`the paint of a red AutoDripLite is its own, the base is exploded through${note}`, () => {
  const { bom } = rollUp(load(), selection('SERIAL'), policy).standard;
  const rows = [...explodeNetted(bom, [{ item: 'SP-SCM1006-RED', quantity: '10' }], { lots: 'requirement' })];
  expect(rows.find((row) => row.kind === 'phantom')).toMatchObject({ item: 'SP-SCM1006-BASE', gross: '10.000000' });
  expect(rows.find((row) => row.item === 'SP-BOM1103')).toMatchObject({ gross: '40.000000' });
  // The test kit is fixed: one for the lot of ten reservoirs.
  expect(rows.find((row) => row.item === 'SP-BOM2004')).toMatchObject({ gross: '1.000000' });
});
