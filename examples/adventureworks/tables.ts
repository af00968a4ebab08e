import path from 'node:path';
import { type CsvRow, readCsv } from '../csv.ts';

/** The tables of AdventureWorks that a closing needs, as they are exported: every cell as text. */
export interface Tables {
  readonly product: readonly CsvRow[];
  readonly bom: readonly CsvRow[];
  readonly location: readonly CsvRow[];
  readonly workOrder: readonly CsvRow[];
  readonly routing: readonly CsvRow[];
  readonly scrapReason: readonly CsvRow[];
  readonly purchaseOrder: readonly CsvRow[];
  readonly purchaseLine: readonly CsvRow[];
  readonly productVendor: readonly CsvRow[];
  readonly transaction: readonly CsvRow[];
}

/** Reads them from `csv/` below the folder. @throws MissingFile */
export function readTables(folder: string): Tables {
  const read = (name: string) => readCsv(path.join(folder, 'csv'), `${name}.csv`);
  return {
    product: read('Production.Product'),
    bom: read('Production.BillOfMaterials'),
    location: read('Production.Location'),
    workOrder: read('Production.WorkOrder'),
    routing: read('Production.WorkOrderRouting'),
    scrapReason: read('Production.ScrapReason'),
    purchaseOrder: read('Purchasing.PurchaseOrderHeader'),
    purchaseLine: read('Purchasing.PurchaseOrderDetail'),
    productVendor: read('Purchasing.ProductVendor'),
    transaction: [...read('Production.TransactionHistoryArchive'), ...read('Production.TransactionHistory')],
  };
}

/** The day of a date or time stamp. */
export function dayOf(stamp: string): string {
  return stamp.slice(0, 10);
}
