import type { ResultRow } from '@millrace/costing-core';
import { unitsOf } from './decimals.js';
import type { Terms } from './terms.js';
import type { UnitCostLine } from './unit-costs.js';

/**
 * Products of which less than half of what was completed went into other products of the period, by amount. In which plant or lot
 * something was used is not looked at, as parts are moved before they are used.
 *
 * 68 pumps for 22,688.52 were completed and 4,003.86 worth of them went into sets: pumps are finished goods.
 */
export function finishedGoods(
  lines: readonly UnitCostLine[],
  components: Iterable<ResultRow<'unit_cost_component'>>,
  { amountScale }: Terms,
): ReadonlySet<UnitCostLine> {
  const used = new Map<string, bigint>();
  for (const { source, source_key, item, amount } of components) {
    if (source !== 'component' || source_key === item) continue;
    used.set(source_key, (used.get(source_key) ?? 0n) + unitsOf(amount, amountScale));
  }
  const produced = lines.filter(({ basis }) => basis === 'produced');
  const made = new Map<string, bigint>();
  for (const { item, amountUnits } of produced) made.set(item, (made.get(item) ?? 0n) + amountUnits);
  return new Set(produced.filter(({ item }) => 2n * (used.get(item) ?? 0n) < (made.get(item) as bigint)));
}
