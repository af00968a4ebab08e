import { printFixed, QUANTITY_SCALE } from '@millrace/exact';
import type { Row } from '../facts/facts.js';
import type { VersionRows } from './version.js';

/**
 * What items cost in a version, over all lots: as produced where any was, else as available (rules.md 36). All elements
 * of an item have one basis: 100 made for 50.00 of material, when 20 more were bought with freight, cost no freight.
 */
export function lastActualCosts(version: VersionRows): Row<'last_actual_cost'>[] {
  const { ledger } = version.identity;
  const costs = version.rows('unit_cost').filter(({ quantity }) => unitsOf(quantity) > 0n);
  const basisOf = new Map<string, string>();
  for (const basis of ['available', 'produced']) {
    for (const row of costs) if (row.basis === basis) basisOf.set(itemKey(row), basis);
  }
  const counts = (row: CostKey) => row.basis === basisOf.get(itemKey(row));
  const quantities = new Map<string, bigint>();
  const counted = new Set<string>();
  for (const row of costs.filter(counts)) {
    quantities.set(itemKey(row), (quantities.get(itemKey(row)) ?? 0n) + unitsOf(row.quantity));
    counted.add(costKey(row));
  }

  const totals = new Map<string, { plant: string; item: string; element: string; amount: bigint; decimals: number }>();
  for (const row of version.rows('unit_cost_element')) {
    if (!counted.has(costKey(row))) continue;
    const { plant, item, element } = row;
    const key = `${itemKey(row)} ${element}`;
    const amount = (totals.get(key)?.amount ?? 0n) + unitsOf(row.amount);
    totals.set(key, { plant, item, element, amount, decimals: row.amount.split('.')[1]?.length ?? 0 });
  }
  return [...totals.values()].map(({ plant, item, element, amount, decimals }) => ({
    ledger,
    plant,
    item,
    element,
    quantity: printFixed(quantities.get(itemKey({ plant, item })) as bigint, QUANTITY_SCALE),
    amount: printFixed(amount, decimals),
  }));
}

interface CostKey {
  readonly plant: string;
  readonly item: string;
  readonly lot: string;
  readonly project: string;
  readonly basis: string;
}

function itemKey({ plant, item }: Pick<CostKey, 'plant' | 'item'>): string {
  return `${plant} ${item}`;
}

function costKey({ plant, item, lot, project, basis }: CostKey): string {
  return [plant, item, lot, project, basis].join(' ');
}

/** A decimal without its point. */
function unitsOf(text: string): bigint {
  return BigInt(text.replace('.', ''));
}
