import { buildStructure, lowLevelCodes, weighColumns } from '@millrace/bom';
import { byItem, rollUpColumns } from '@millrace/costing-core';
import type { Measured } from '../measure/repeat.js';
import { stopwatch } from '../measure/repeat.js';
import { checksum, fourElements, generate } from './workload.js';

/** One pass over everything, from columns in memory, through the public interface. */
export function millrace(items: number): Measured {
  const workload = generate(items);
  const watch = stopwatch();
  const { parent, component, quantity } = workload;
  const structure = watch('structure', () => buildStructure({ items, parent, component, quantity, denominator: 1000 }));
  watch('levels', () => lowLevelCodes(structure));
  const rolled = watch('roll-up', () => rollUpColumns({ structure, price: [workload.price] }));
  const costs = byItem(rolled);
  const four = watch('roll-up, 4 elements', () => rollUpColumns({ structure, price: fourElements(workload) }));
  // The same lines with base quantity 100, 0 to 4 % scrap, and every 13th line fixed.
  const weighed = watch('weigh with scrap, lots, fixed lines', () =>
    weighColumns(
      {
        items,
        parent,
        component,
        quantity,
        quantityScale: 3,
        baseQuantity: new Float64Array(items).fill(100_000_000),
        scrap: parent.map((_, k) => (k % 5) * 10_000),
        fixed: Uint8Array.from(parent, (_, k) => (k % 13 === 0 ? 1 : 0)),
      },
      { line_scrap: 'mark_up' },
    ),
  );
  const withScrap = buildStructure(weighed);
  watch('roll-up of these', () => rollUpColumns({ structure: withScrap, price: [workload.price] }));
  return {
    seconds: watch.seconds,
    figures: {
      lines: String(structure.lines),
      rollUp: String(checksum(costs[0])),
      fourElements: byItem(four)
        .map((of) => String(checksum(of)))
        .join(' '),
    },
  };
}
