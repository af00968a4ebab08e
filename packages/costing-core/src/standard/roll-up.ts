import { rowKey, type Selection, sortFindings } from '@millrace/bom';
import { LARGEST } from '@millrace/exact';
import type { Finding } from '@millrace/facts';
import { type ItemCost, itemCosting, sameCost } from './cost-item.js';
import type { Equation } from './equation.js';
import { buildStandard, type Standard } from './standard.js';
import { negativeCost, standardFinding } from './standard-findings.js';
import type { StandardPolicy } from './standard-policy.js';
import type { StandardRows } from './standard-rows.js';

/** The standard with its unit costs; `unitCost` and `unitCosts` show them. */
export interface RolledStandard {
  readonly standard: Standard;
  /** By item number; undefined: the item has no cost, or something below it has none. */
  readonly costs: readonly (ItemCost | undefined)[];
  readonly findings: readonly Finding[];
  /** How many items were computed; the others were taken over from the roll-up before. */
  readonly computed: number;
}

/**
 * Rolls standard costs up from rows. Each item costs, per element, what its components bring in through their
 * quantities and what its own level adds:
 *
 *     cost_e = Σ need · cost_e(component) / lot + own_e − credits_e        times its share of a joint process
 *
 * rounded as the policy says, from its exact value. Given the roll-up of before, only what changed and what lies
 * above it is computed; the result is the same, byte for byte.
 *
 * Source of the formula: formulas.md 4.
 *
 * @example
 * const rolled = rollUp(
 *   {
 *     bom_line: [{ parent: 'car', component: 'wheel', quantity: '4' }],
 *     item_price: [{ item: 'wheel', kind: 'plan', price: '25' }],
 *   },
 *   { as_of: '2026-10-31' },
 *   policy,
 * );
 * unitCost(rolled, 'car').cost?.total // '100.000000'
 */
export function rollUp(
  rows: StandardRows,
  selection: Selection,
  policy: StandardPolicy,
  before?: RolledStandard,
): RolledStandard {
  const standard = buildStandard(rows, selection, policy, before?.standard);
  const { structure, equations } = standard;
  const earlier = before === undefined ? undefined : costsBefore(standard, before);
  const costs: (ItemCost | undefined)[] = new Array(equations.length);
  const costItem = itemCosting(standard, (item) => costs[item]);
  const changed = new Uint8Array(equations.length);
  let computed = 0;
  for (let at = structure.items - 1; at >= 0; at--) {
    const item = structure.order[at];
    const known = earlier?.get(item);
    if (known?.equationStands === true && equations[item].terms.every(({ child }) => changed[child] === 0)) {
      costs[item] = known.cost;
      continue;
    }
    computed++;
    costs[item] = costItem(item);
    // Whether a component is bought matters to surcharges even where its cost is the same.
    const same = known?.source === equations[item].source && sameCost(known.cost, costs[item]);
    changed[item] = same ? 0 : 1;
  }
  const findings = sortFindings([...standard.findings, ...tooLarge(standard, costs), ...belowZero(standard, costs)]);
  return { standard, costs, findings, computed };
}

interface Before {
  readonly equationStands: boolean;
  readonly source: Equation['source'];
  readonly cost: ItemCost | undefined;
}

/** What is known of each item from before, if policy and elements are still the same. */
function costsBefore(standard: Standard, before: RolledStandard): Map<number, Before> | undefined {
  const old = before.standard;
  if (JSON.stringify(old.policy) !== JSON.stringify(standard.policy)) return undefined;
  if (JSON.stringify(old.elements) !== JSON.stringify(standard.elements)) return undefined;
  const known = new Map<number, Before>();
  for (const [number, { plant, item }] of standard.bom.items.entries()) {
    const earlier = old.bom.numberOf(item, plant);
    if (earlier === undefined) continue;
    const equationStands = old.equations[earlier] === standard.equations[number];
    known.set(number, { equationStands, source: old.equations[earlier].source, cost: before.costs[earlier] });
  }
  return known;
}

function tooLarge({ bom }: Standard, costs: RolledStandard['costs']): Finding[] {
  const limit = BigInt(LARGEST);
  return bom.items.flatMap(({ plant, item }, number) =>
    costs[number]?.total.some((sum) => sum > limit || sum < -limit)
      ? [standardFinding('cost_must_fit_the_scale', 'item', rowKey(plant, item), { item })]
      : [],
  );
}

/** What costs less than nothing: credits above the cost, negative prices or rates. */
function belowZero({ bom, policy }: Standard, costs: RolledStandard['costs']): Finding[] {
  return bom.items.flatMap((item, number) => {
    const total = costs[number]?.total.reduce((sum, amount) => sum + amount, 0n) ?? 0n;
    return total < 0n ? [negativeCost(item, total, policy.cost_scale)] : [];
  });
}
