import { buildStructure, lowLevelCodes, sortFindings } from '@millrace/bom';
import { divRound, type Fraction, Overflow, printFraction, QUANTITY_SCALE, safe } from '@millrace/exact';
import type { Facts, Finding } from '@millrace/facts';
import type { CostElement } from './cost-elements.js';
import { linesOfAll, numbersByCode } from './equation-lines.js';
import { type StandardFacts, tableRows } from './from-facts.js';
import { elementsOfFacts, type PlainItems, plainItems } from './plain-items.js';
import { byItem, rollUpColumns } from './roll-up-columns.js';
import { buildStandard, type Standard } from './standard.js';
import { negativeCost } from './standard-findings.js';
import type { StandardPolicy } from './standard-policy.js';
import type { StandardRows } from './standard-rows.js';
import { amountsOf, type UnitCostRow } from './unit-cost.js';

/** Unit costs of all items, as they are shown and stored. */
export interface Costed {
  readonly elements: readonly CostElement[];
  readonly findings: readonly Finding[];
  readonly items: number;
  /** In the order of plants and items. */
  readonly unitCosts: () => Iterable<UnitCostRow>;
}

/**
 * Rolls up from columns: lines of plain items as they stand in the facts, everything else by the equations of its rows, all of
 * it as one structure. What a level adds by itself is a line to an item of its element that costs the smallest unit.
 *
 * Undefined where that would not come to the same: rounding of single lines or quantities, surcharges, credits in one element,
 * loops, costs beyond 2^53. Then all is rolled up from rows.
 */
export function rollFacts(given: StandardFacts, policy: StandardPolicy, as_of: string): Costed | undefined {
  const elements = isByColumns(policy) ? elementsOfFacts(given, policy) : undefined;
  const plain = elements && plainItems(given, policy, as_of, elements);
  if (elements === undefined || plain === undefined) return undefined;
  const { symbols } = given.facts;
  const code = (text: string) => symbols.find(text) ?? 0;
  const standard = buildStandard(rowsBeside(given, plain), { as_of }, policy, undefined, ({ plant, item }) =>
    plain.has(code(plant), code(item)),
  );
  const isWhole = standard.bom.structure.loops.length === 0 && standard.structure.loops.length === 0;
  if (!isWhole || standard.elements.length !== elements.length) return undefined;
  try {
    return rolled(given.facts, plain, standard);
  } catch (error) {
    if (error instanceof Overflow) return undefined;
    throw error;
  }
}

function isByColumns({ cost_rounding, surcharges, by_product_credit, quantity_rounding }: StandardPolicy): boolean {
  return (
    cost_rounding === 'once' &&
    surcharges.length === 0 &&
    by_product_credit === 'own_elements' &&
    quantity_rounding.components === 'exact' &&
    quantity_rounding.outputs === 'exact'
  );
}

/** All rows but those of the lines, headers and routings of plain items; these and their components are named. */
function rowsBeside(given: StandardFacts, plain: PlainItems): StandardRows {
  const { bom, bom_line: lines, routing_operation: routing, symbols } = given.facts;
  const item_price = tableRows(given, 'item_price');
  const named = new Set<number>();
  for (const header of plain.header) named.add(bom.plant[header] * symbols.size + bom.parent[header]);
  for (const row of plain.row) {
    named.add((lines.component_plant[row] || lines.plant[row]) * symbols.size + lines.component[row]);
  }
  const item_plant = Array.from(named, (key) => ({
    plant: symbols.text(Math.floor(key / symbols.size)),
    item: symbols.text(key % symbols.size),
  }));
  for (const row of item_price) item_plant.push({ plant: row.plant ?? '', item: row.item });
  return {
    item: tableRows(given, 'item'),
    unit_conversion: tableRows(given, 'unit_conversion'),
    bom: tableRows(given, 'bom', (row) => !plain.has(bom.plant[row], bom.parent[row])),
    bom_line: tableRows(given, 'bom_line', (row) => !plain.has(lines.plant[row], lines.parent[row])),
    routing_operation: tableRows(
      given,
      'routing_operation',
      (row) => !plain.has(routing.plant[row], routing.item[row]),
    ),
    cost_element: tableRows(given, 'cost_element'),
    work_centre: tableRows(given, 'work_centre'),
    rate: tableRows(given, 'rate'),
    item_price,
    item_plant,
    joint_output: tableRows(given, 'joint_output'),
  };
}

function rolled(facts: Facts, plain: PlainItems, standard: Standard): Costed | undefined {
  const { bom, elements, equations, policy } = standard;
  const { items } = bom;
  const numberOf = numbersByCode(facts, standard);
  const parents = plain.header.map((header) => numberOf(facts.bom.plant[header], facts.bom.parent[header]));
  /** By number: the place among the plain items, −1 for none. */
  const placeOf = new Int32Array(items.length).fill(-1);
  for (const [place, number] of parents.entries()) placeOf[number] = place;
  const structure = buildStructure(linesOfAll(facts, plain, standard, parents));
  if (structure.loops.length > 0) return undefined;

  const unit = 10n ** BigInt(policy.cost_scale);
  const inUnits = (amount: Fraction | undefined) =>
    amount === undefined ? 0n : divRound(amount.numerator * unit, amount.denominator);
  const price = elements.map((_, e) => {
    const column = new Float64Array(items.length + elements.length);
    for (const [number, { source, own }] of equations.entries()) {
      if (source === 'price') column[number] = safe(inUnits(own[e]));
      else if (source === 'none' && placeOf[number] < 0) column[number] = Number.NaN;
    }
    column[items.length + e] = 1;
    return column;
  });
  const costs = byItem(rollUpColumns({ structure, price }));
  const codes = lowLevelCodes(structure);

  function rowOf(number: number): UnitCostRow {
    const { plant, item, unit } = items[number];
    const { price, why, ...equation } = equations[number];
    const place = placeOf[number];
    const { source, lot, own } =
      place < 0 ? equation : ({ source: 'rolled', lot: plain.lot[place], own: plain.own[place] } as const);
    const hasCost = !costs.some((cost) => Number.isNaN(cost[number]));
    const total = hasCost ? costs.map((cost) => BigInt(cost[number])) : [];
    return {
      plant,
      item,
      unit,
      low_level_code: codes[number],
      source,
      price_kind: price?.kind,
      price_rows: price?.rows ?? [],
      lot: lot === undefined ? undefined : printFraction(lot, QUANTITY_SCALE),
      cost: hasCost ? amountsOf(elements, policy, { total, own: elements.map((_, e) => inUnits(own[e])) }) : undefined,
      why: hasCost ? undefined : (why ?? 'component_without_cost'),
    };
  }
  function belowZero(): Finding[] {
    return items.flatMap((item, number) => {
      const total = costs.reduce((sum, cost) => sum + cost[number], 0);
      return total < 0
        ? [
            negativeCost(
              item,
              costs.reduce((sum, cost) => sum + BigInt(cost[number]), 0n),
              policy.cost_scale,
            ),
          ]
        : [];
    });
  }

  return {
    elements,
    findings: sortFindings([...standard.findings, ...belowZero()]),
    items: items.length,
    unitCosts: function* () {
      for (let number = 0; number < items.length; number++) yield rowOf(number);
    },
  };
}
