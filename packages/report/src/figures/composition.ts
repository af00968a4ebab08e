import type { ResultRow } from '@millrace/costing-core';
import { descending, unitsOf } from './decimals.js';
import type { Terms } from './terms.js';
import { keyOf, type UnitCostLine } from './unit-costs.js';

/** What a produced item consists of, one level down. */
export interface Composition {
  readonly line: UnitCostLine;
  /** Largest amount first; their sum is the amount completed. */
  readonly parts: readonly Part[];
}

export interface Part {
  readonly source: string;
  readonly key: string;
  readonly amount: bigint;
}

/** The compositions of the given lines, from `unit_cost_component`. */
export function compositionsOf(
  rows: Iterable<ResultRow<'unit_cost_component'>>,
  lines: readonly UnitCostLine[],
  terms: Terms,
): Composition[] {
  const wanted = new Map(lines.map((line) => [keyOf(line), { line, parts: new Map<string, Part>() }]));
  for (const row of rows) {
    const parts = wanted.get(keyOf(row))?.parts;
    if (parts === undefined) continue;
    const key = `${row.source}\0${row.source_plant}\0${row.source_key}`;
    const amount = (parts.get(key)?.amount ?? 0n) + unitsOf(row.amount, terms.amountScale);
    parts.set(key, { source: row.source, key: row.source_key, amount });
  }
  return [...wanted.values()].map(({ line, parts }) => ({
    line,
    parts: [...parts.values()].sort((a, b) => descending(a.amount, b.amount)),
  }));
}
