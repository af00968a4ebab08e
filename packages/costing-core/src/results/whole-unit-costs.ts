import type { TableBytes } from './row-writer.js';
import { storedAmounts, storedRows } from './stored-rows.js';
import { type StoredTableName, storedColumns } from './stored-tables.js';
import type { ResultRow } from './tables.js';

/** A row of `unit_cost` with what it is per element, which is read when it is asked for: of 100,000 items a page shows a hundred. */
export interface WholeUnitCost extends ResultRow<'unit_cost'> {
  /** By the code of the element, those that there are. */
  readonly amounts: () => ReadonlyMap<string, string>;
}

/** The unit costs of a version in the order of their keys. */
export function* wholeUnitCosts(tables: (name: StoredTableName) => TableBytes): Generator<WholeUnitCost> {
  const elements: string[] = [];
  for (const [position, element] of storedRows(tables('version_element').pieces)) {
    elements[Number(position) - 1] = element as string;
  }
  for (const cells of storedRows(tables('unit_cost').pieces)) {
    const [plant, item, lot, project, basis, quantity, amount, unit_cost] = cells as string[];
    const amounts = () => amountsIn(cells[AMOUNTS], elements);
    yield { plant, item, lot, project, basis, quantity, amount, unit_cost, amounts };
  }
}

function amountsIn(cell: string | undefined, elements: readonly string[]): Map<string, string> {
  const amounts = new Map<string, string>();
  for (const [e, amount] of storedAmounts(cell).entries()) if (amount !== '') amounts.set(elements[e], amount);
  return amounts;
}

const AMOUNTS = storedColumns('unit_cost').indexOf('amounts');
