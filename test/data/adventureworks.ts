import path from 'node:path';
import type { BomRows } from '@millrace/bom';
import { csv } from './csv.js';

/** What the 103 rows without an assembly are lines of: the goods on offer. */
export const ASSORTMENT = 'assortment';

/**
 * AdventureWorks' BillOfMaterials as facts: every row a line with its own first and last day (EndDate is the last
 * day: a successor starts the day after), units without the blank that pads them. Items are product numbers of the
 * source's key.
 */
export function adventureWorks(folder: string): BomRows {
  return {
    bom_line: csv(path.join(folder, 'Production.BillOfMaterials.csv')).map((row) => ({
      parent: row.ProductAssemblyID || ASSORTMENT,
      line: row.BillOfMaterialsID,
      component: row.ComponentID,
      quantity: row.PerAssemblyQty,
      unit: row.UnitMeasureCode.trim(),
      starts_on: row.StartDate,
      ends_on: row.EndDate,
    })),
  };
}
