import type { Grouped } from './group-by-parent.js';

/** Items that contain each other, directly or through others: a whole strongly connected component. */
export interface Loop {
  /** Item numbers, ascending. */
  readonly items: Int32Array;
  /** Every line from an item of the loop to an item of the loop, as numbered in the columns. */
  readonly lines: Int32Array;
  /** The same lines, as grouped by parent. */
  readonly grouped: Int32Array;
}

/**
 * Tarjan's strongly connected components over the items that levelling could not place, without recursion:
 * a loop may be as long as the structure is deep. A component of one item counts when it has a line to itself.
 */
export function findLoops(items: number, grouped: Grouped, unplaced: Int32Array): Loop[] {
  const { firstLine, component } = grouped;
  const found = new Int32Array(items);
  const lowest = new Int32Array(items);
  const nextLine = new Int32Array(items);
  const componentOf = new Int32Array(items);
  const path: number[] = [];
  const open: number[] = [];
  const loops: Loop[] = [];
  let count = 0;
  let components = 0;
  const enter = (item: number) => {
    found[item] = ++count;
    lowest[item] = count;
    nextLine[item] = firstLine[item];
    path.push(item);
    open.push(item);
  };
  for (let root = 0; root < items; root++) {
    if (unplaced[root] <= 0 || found[root] !== 0) continue;
    enter(root);
    while (path.length > 0) {
      const item = path[path.length - 1];
      if (nextLine[item] < firstLine[item + 1]) {
        const child = component[nextLine[item]++];
        if (found[child] === 0) enter(child);
        else if (componentOf[child] === 0) lowest[item] = Math.min(lowest[item], found[child]);
        continue;
      }
      path.pop();
      if (path.length > 0) {
        const above = path[path.length - 1];
        lowest[above] = Math.min(lowest[above], lowest[item]);
      }
      if (lowest[item] !== found[item]) continue;
      components++;
      const members = open.splice(open.lastIndexOf(item));
      for (const member of members) componentOf[member] = components;
      const inside = linesInside(members, components, componentOf, grouped);
      if (inside.length > 0) loops.push(loopOf(members, inside, grouped));
    }
  }
  return loops.sort((a, b) => a.items[0] - b.items[0]);
}

function linesInside(members: number[], which: number, componentOf: Int32Array, { firstLine, component }: Grouped) {
  const inside: number[] = [];
  for (const item of members) {
    for (let line = firstLine[item]; line < firstLine[item + 1]; line++) {
      if (componentOf[component[line]] === which) inside.push(line);
    }
  }
  return inside;
}

function loopOf(members: number[], inside: number[], { given }: Grouped): Loop {
  const grouped = Int32Array.from(inside).sort();
  const lines = given === undefined ? grouped : grouped.map((line) => given[line]).sort();
  return { items: Int32Array.from(members).sort(), lines, grouped };
}
