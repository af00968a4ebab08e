import type { ResultRow } from '@millrace/costing-core';
import { printFixed } from '@millrace/exact';
import type { Names } from '@millrace/report/figures';
import { groupedQuantity, groupedUnitCost, unitsOf } from '@millrace/report/figures';
import type { StoredVersion } from '@millrace/store';
import type { Spoken, Texts } from '../text/texts.js';
import type { Terminal } from './terminal.js';

/** The tables of a version that a list of standard costs is made of. */
export const STANDARD_COST_TABLES = ['standard_source', 'standard_level'] as const;

/** Standard costs: where each comes from, what its own level adds, what comes from below, and each element. */
export function printStandardCosts(
  terminal: Terminal,
  version: StoredVersion,
  names: Names,
  { texts, language }: Spoken,
  wanted: (row: object) => boolean,
): void {
  const { costs, kind } = texts.structure;
  const { record } = version;
  const levels = new Map<string, ResultRow<'standard_level'>[]>();
  const present = new Set<string>();
  for (const row of version.rows('standard_level')) {
    present.add(row.element);
    levels.set(keyOf(row), [...(levels.get(keyOf(row)) ?? []), row]);
  }
  const elements = names.elementsInOrder().filter((element) => present.has(element));
  const rows = version
    .rows('standard_source')
    .filter(wanted)
    .map((row) => {
      const own = levels.get(keyOf(row)) ?? [];
      const costOf = (part: readonly ResultRow<'standard_level'>[], of: 'own' | 'lower' | 'total') =>
        row.why === '' ? printed(sumOf(part, of)) : '';
      return [
        row.plant,
        row.item,
        names.item(row.item)[language],
        row.unit,
        row.lot === '' ? '' : groupedQuantity(row.lot),
        sourceOf(row, texts),
        costOf(own, 'own'),
        costOf(own, 'lower'),
        costOf(own, 'total'),
        ...elements.map((element) =>
          costOf(
            own.filter((level) => level.element === element),
            'total',
          ),
        ),
      ];
    });
  terminal.heading(costs.title(kind[record.kind], record.effective_on ?? ''));
  const head = [...costs.head, ...elements.map((element) => names.element(element)[language])];
  terminal.table(head, rows, [4, ...head.keys().drop(6)]);
}

function sourceOf({ source, price_kind, why }: ResultRow<'standard_source'>, { structure }: Texts): string {
  const { costs } = structure;
  const said: Readonly<Record<string, string>> = { ...costs.source, ...costs.priceKind, ...costs.why };
  const code = why !== '' ? why : source === 'price' ? price_kind : source;
  return said[code] ?? code;
}

function keyOf({ plant, item }: { readonly plant: string; readonly item: string }): string {
  return `${plant}\0${item}`;
}

/** At 9 decimals, the most that a unit cost has. */
function sumOf(levels: readonly ResultRow<'standard_level'>[], of: 'own' | 'lower' | 'total'): bigint {
  return levels.reduce((sum, { own, lower }) => {
    const [here, below] = [unitsOf(own, SCALE), unitsOf(lower, SCALE)];
    return sum + (of === 'own' ? here : of === 'lower' ? below : here + below);
  }, 0n);
}

function printed(units: bigint): string {
  return groupedUnitCost(printFixed(units, SCALE), DECIMALS);
}

const SCALE = 9;
const DECIMALS = 4;
