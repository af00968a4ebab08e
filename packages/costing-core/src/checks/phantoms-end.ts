import { linesOnDay } from '@millrace/bom';
import { type Facts, rowKey, TABLES } from '@millrace/facts';
import { orderStructures } from '../compile/orders/structures.js';
import type { Report } from '../findings.js';
import type { Scope } from '../period/scope.js';

/** What orders of the period are made of comes to an end: no phantom goes into itself, through others or not. */
export function phantomsEnd(facts: Facts, { plants, lastDay }: Scope, report: Report): void {
  const { bom, bom_line: lines, production_order: orders, symbols } = facts;
  if (!lines.kind.includes(PHANTOM)) return;
  const structures = orderStructures(facts, lastDay, () => {});
  const linesOf = linesOnDay(facts, lastDay);
  const phantoms = (header: number) => linesOf(header).filter((row) => lines.kind[row] === PHANTOM);
  const isDone = new Uint8Array(bom.rowCount);
  for (let order = 0; order < orders.rowCount; order++) {
    const header = plants.has(orders.plant[order]) ? structures.header(order) : undefined;
    if (header !== undefined && isDone[header] === 0) walk(header);
  }

  /** Down from a bill of material, with its place on the way in `open`. */
  function walk(top: number): void {
    const open = [{ header: top, by: -1, below: phantoms(top), next: 0 }];
    while (open.length > 0) {
      const at = open[open.length - 1];
      const row = at.below[at.next++];
      if (row === undefined) {
        isDone[at.header] = 1;
        open.pop();
        continue;
      }
      const plant = lines.component_plant[row] || lines.plant[row];
      const header = structures.headerOf(plant, lines.component[row]);
      if (header === undefined) continue;
      const from = open.findIndex((of) => of.header === header);
      if (from >= 0) {
        tell([...open.slice(from + 1).map(({ by }) => by), row]);
      } else if (isDone[header] === 0) {
        open.push({ header, by: row, below: phantoms(header), next: 0 });
      }
    }
  }

  function tell(loop: readonly number[]): void {
    const row = loop[loop.length - 1];
    report('phantom_must_not_contain_itself', 'bom_line', rowKey(facts, 'bom_line', row), {
      item: symbols.text(lines.component[row]),
      lines: loop
        .map((line) => `${symbols.text(lines.parent[line])} > ${symbols.text(lines.component[line])}`)
        .join(', '),
    });
  }
}

const PHANTOM = TABLES.bom_line.columns.kind.choices.indexOf('phantom');
