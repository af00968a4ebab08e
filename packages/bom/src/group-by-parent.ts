import type { BomColumns } from './bom-columns.js';

/** The lines sorted by parent, keeping their order under each; those of item i are firstLine[i] … firstLine[i+1] − 1. */
export interface Grouped {
  readonly firstLine: Int32Array;
  readonly component: Int32Array;
  readonly quantity: Int32Array | Float64Array;
  /** How often each item stands on a line. */
  readonly uses: Int32Array;
  /** Where each grouped line stood in the columns; undefined when they came sorted. */
  readonly given: Int32Array | undefined;
}

/** One counting pass; columns that come sorted by parent are taken as they are. */
export function groupByParent({ items, parent, component, quantity }: BomColumns): Grouped {
  const firstLine = new Int32Array(items + 1);
  const uses = new Int32Array(items);
  let sorted = true;
  let previous = 0;
  for (let line = 0; line < parent.length; line++) {
    const p = parent[line];
    const c = component[line];
    if (!(p >= 0 && p < items && c >= 0 && c < items)) throw new RangeError(`line ${line}: item ${p} or ${c}`);
    if (p < previous) sorted = false;
    previous = p;
    firstLine[p + 1]++;
    uses[c]++;
  }
  for (let i = 0; i < items; i++) firstLine[i + 1] += firstLine[i];
  if (sorted) return { firstLine, component, quantity, uses, given: undefined };
  const next = firstLine.slice();
  const given = new Int32Array(parent.length);
  for (let line = 0; line < parent.length; line++) given[next[parent[line]]++] = line;
  const groupedComponent = new Int32Array(parent.length);
  const groupedQuantity = new Float64Array(parent.length);
  for (let at = 0; at < given.length; at++) {
    groupedComponent[at] = component[given[at]];
    groupedQuantity[at] = quantity[given[at]];
  }
  return { firstLine, component: groupedComponent, quantity: groupedQuantity, uses, given };
}
