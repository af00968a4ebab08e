import type { ResultRow, WholeUnitCost } from '@millrace/costing-core';
import { compareText } from '@millrace/facts';
import type { ReportTable, VersionTables } from '../../packages/report/src/index.js';

/** Tables of a version written by hand; a table that isn't given is empty. */
export function handmade(
  tables: { readonly [T in ReportTable]?: readonly ResultRow<T>[] },
  period = '2026-10',
): VersionTables {
  return {
    identity: { ledger: 'L1', period, kind: 'actual', inputHash: 'a1', policyHash: 'b2', engine: 'millrace test' },
    hash: `hash of ${period}`,
    rows: <T extends ReportTable>(name: T) => (tables[name] ?? elementsOf(name, tables)) as readonly ResultRow<T>[],
    unitCosts: () => [...(tables.unit_cost ?? [])].sort(byKey).map((row) => whole(row, tables.unit_cost_element ?? [])),
  };
}

/** As a version has its rows. */
function byKey(a: ResultRow<'unit_cost'>, b: ResultRow<'unit_cost'>): number {
  const keyOf = ({ plant, item, lot, project, basis }: typeof a) => [plant, item, lot, project, basis].join('\0');
  return compareText(keyOf(a), keyOf(b));
}

function whole(row: ResultRow<'unit_cost'>, rows: readonly ResultRow<'unit_cost_element'>[]): WholeUnitCost {
  const keyOf = ({ plant, item, lot, project, basis }: typeof row | (typeof rows)[number]) =>
    [plant, item, lot, project, basis].join('\0');
  const own = rows.filter((of) => keyOf(of) === keyOf(row));
  return { ...row, amounts: () => new Map(own.map(({ element, amount }) => [element, amount])) };
}

/** The elements that occur in the tables, as rows of their own. */
function elementsOf(name: ReportTable, tables: Readonly<Record<string, readonly object[]>>): object[] {
  if (name !== 'version_element') return [];
  const rows = Object.values(tables).flat() as { readonly element?: string }[];
  const elements = new Set(rows.flatMap(({ element }) => element ?? []));
  return Array.from(elements, (element, place) => ({ position: String(1 + place), element }));
}

type Basis = 'produced' | 'available' | 'closing';

/** One item's cost as rows of `unit_cost` and `unit_cost_element`; its unit costs are those of the whole amounts. */
export function cost(
  item: string,
  basis: Basis,
  quantity: string,
  amounts: Readonly<Record<string, string>>,
  lot = '',
) {
  const place = { plant: 'P1', item, lot, project: '', basis };
  const cents = (amount: string) => BigInt(amount.replace('.', ''));
  const unit = (units: bigint) => (Number(units) / 100 / Number(quantity)).toFixed(6);
  const total = Object.values(amounts).reduce((sum, amount) => sum + cents(amount), 0n);
  const amount = total
    .toString()
    .padStart(3, '0')
    .replace(/(\d\d)$/, '.$1');
  return {
    unit_cost: [{ ...place, quantity: Number(quantity).toFixed(6), amount, unit_cost: unit(total) }],
    unit_cost_element: Object.entries(amounts).map(([element, part]) => ({
      ...place,
      element,
      amount: part,
      unit_cost: unit(cents(part)),
    })),
  };
}

/** The rows of several costs, table by table. */
export function costs(...each: readonly ReturnType<typeof cost>[]) {
  return {
    unit_cost: each.flatMap(({ unit_cost }) => unit_cost),
    unit_cost_element: each.flatMap(({ unit_cost_element }) => unit_cost_element),
  };
}
