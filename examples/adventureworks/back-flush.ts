import { type Bom, type BomItem, type BomLineRow, buildBom, EXACT_QUANTITIES, explodeLevel } from '@millrace/bom';
import { fraction, printFraction, QUANTITY_SCALE } from '@millrace/exact';
import { dayAfter } from '../months.ts';
import type { Items } from './items.ts';
import type { Tables } from './tables.ts';

/** What an order takes of one component, in the component's stock unit. */
export interface Component {
  readonly line: string;
  readonly item: string;
  readonly quantity: string;
}

/**
 * The components of an order of so many pieces, from the bill of material in force on the day it starts. One level
 * down: what is made by work orders of its own is taken from stock. A component that has a bill but never a work order
 * is a phantom, and its own components are taken.
 *
 * The bill is built once for every stretch of days on which no line begins or ends.
 */
export function backFlush({ bom, workOrder }: Tables, items: Items) {
  const made = new Set(workOrder.map((row) => row.ProductID));
  const parents = new Set(bom.map((row) => row.ProductAssemblyID));
  const lines: BomLineRow[] = bom
    .filter((row) => row.ProductAssemblyID !== '')
    .map((row) => ({
      parent: row.ProductAssemblyID,
      line: row.BillOfMaterialsID,
      component: row.ComponentID,
      quantity: row.PerAssemblyQty,
      unit: row.UnitMeasureCode.trim(),
      kind: parents.has(row.ComponentID) && !made.has(row.ComponentID) ? 'phantom' : 'component',
      starts_on: row.StartDate,
      ends_on: row.EndDate,
    }));
  const changes = [
    ...new Set(lines.flatMap(({ starts_on = '', ends_on = '' }) => changesOf(starts_on, ends_on))),
  ].sort();
  const rows = {
    item: items.rows.map(({ item, unit }) => ({ item: String(item), unit: String(unit) })),
    bom_line: lines,
  };
  const built = new Map<number, Bom>();
  const bomOn = (day: string): Bom => {
    const stretch = changes.filter((change) => change <= day).length;
    let found = built.get(stretch);
    if (found === undefined) {
      found = buildBom(rows, { as_of: day }, POLICY);
      built.set(stretch, found);
    }
    return found;
  };

  return {
    /** Without components where no bill is in force. */
    componentsOf(product: string, pieces: string, day: string): Component[] {
      const bill = bomOn(day);
      const number = bill.numberOf(product);
      if (number === undefined) return [];
      return explodeLevel(bill, number, fraction(BigInt(pieces)))
        .filter(({ line }) => line.kind === 'component')
        .map(({ line, quantity }) => ({
          line: line.row.line ?? '',
          item: line.component,
          quantity: printFraction(quantity, QUANTITY_SCALE),
        }));
    },
    /** Made items of which a line could not be read, on the days that were asked for. */
    faulty: (): BomItem[] => [...built.values()].flatMap(({ items: all }) => all.filter(({ faulty }) => faulty)),
  };
}

const POLICY = {
  line_scrap: 'mark_up',
  operation_scrap: 'none',
  costing_lot: '1',
  quantity_rounding: EXACT_QUANTITIES,
} as const;

/** EndDate is a line's last day. */
function changesOf(first: string, last: string): string[] {
  return last === '' ? [first] : [first, dayAfter(last)];
}
