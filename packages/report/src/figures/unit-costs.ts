import type { ResultRow } from '@millrace/costing-core';
import { divRound, QUANTITY_SCALE } from '@millrace/exact';
import type { VersionTables } from '../report-input.js';
import { unitsOf } from './decimals.js';
import type { Terms } from './terms.js';

/** One line of the unit-cost table: `produced` where an item was made in the period, else `available` (rules.md 36). */
export interface UnitCostLine {
  readonly plant: string;
  readonly item: string;
  readonly lot: string;
  readonly project: string;
  readonly basis: 'produced' | 'available';
  /** As the version prints them. */
  readonly quantity: string;
  readonly amount: string;
  readonly unit_cost: string;
  readonly amountUnits: bigint;
  /** By element column: amounts, and what they come to a piece at the unit cost's scale. */
  readonly amountByElement: readonly bigint[];
  readonly unitByElement: readonly bigint[];
}

/** The lines of the unit-cost table: what was made first, each in the order of the version's keys. */
export function unitCostsOf(tables: VersionTables, terms: Terms): UnitCostLine[] {
  const shown = new Map<string, ResultRow<'unit_cost'>>();
  for (const row of tables.rows('unit_cost')) {
    if (row.basis === 'closing') continue;
    const key = keyOf(row);
    if (row.basis === 'produced' || !shown.has(key)) shown.set(key, row);
  }
  const amounts = new Map([...shown.keys()].map((key) => [key, terms.elements.map(() => 0n)]));
  for (const row of tables.rows('unit_cost_element')) {
    const key = keyOf(row);
    if (shown.get(key)?.basis !== row.basis) continue;
    const column = terms.columnOf.get(row.element) as number;
    (amounts.get(key) as bigint[])[column] += unitsOf(row.amount, terms.amountScale);
  }
  const lines = [...shown].map(([key, row]) => lineOf(row, amounts.get(key) as bigint[], terms));
  return [...lines.filter(({ basis }) => basis === 'produced'), ...lines.filter(({ basis }) => basis === 'available')];
}

/** R(amount/quantity) at the unit cost's scale. */
export function unitCostOf(amount: bigint, quantity: bigint, terms: Terms): bigint {
  const numerator = amount * 10n ** BigInt(terms.unitScale + QUANTITY_SCALE);
  return divRound(numerator, quantity * 10n ** BigInt(terms.amountScale));
}

/** What has a unit cost of its own. */
export function keyOf({ plant, item, lot, project }: Place): string {
  return `${plant}\0${item}\0${lot}\0${project}`;
}

interface Place {
  readonly plant: string;
  readonly item: string;
  readonly lot: string;
  readonly project: string;
}

function lineOf(row: ResultRow<'unit_cost'>, amountByElement: readonly bigint[], terms: Terms): UnitCostLine {
  const quantity = unitsOf(row.quantity, QUANTITY_SCALE);
  return {
    plant: row.plant,
    item: row.item,
    lot: row.lot,
    project: row.project,
    basis: row.basis === 'produced' ? 'produced' : 'available',
    quantity: row.quantity,
    amount: row.amount,
    unit_cost: row.unit_cost,
    amountUnits: unitsOf(row.amount, terms.amountScale),
    amountByElement,
    unitByElement: amountByElement.map((amount) => (quantity === 0n ? 0n : unitCostOf(amount, quantity, terms))),
  };
}
