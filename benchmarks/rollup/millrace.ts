import { buildStructure, explodeColumns, lowLevelCodes } from '@millrace/bom';
import { byItem, rollUpColumns, rollUpColumnsAgain } from '@millrace/costing-core';
import type { Measured } from './measure.js';
import { stopwatch } from './measure.js';
import { checksum, fourElements, generate } from './workload.js';

/** One pass over everything, from columns in memory, through the public interface. */
export function millrace(items: number): Measured {
  const workload = generate(items);
  const watch = stopwatch();
  const { parent, component, quantity } = workload;
  const structure = watch('structure', () => buildStructure({ items, parent, component, quantity, denominator: 1000 }));
  const codes = watch('levels', () => lowLevelCodes(structure));
  const rolled = watch('roll-up', () => rollUpColumns({ structure, price: [workload.price] }));
  const costs = byItem(rolled);
  const four = watch('roll-up, 4 elements', () => rollUpColumns({ structure, price: fourElements(workload) }));
  const top = codes.indexOf(0);
  const required = watch('explosion', () => explodeColumns(structure, [{ item: top, quantity: 1_000_000 }]));
  const bought = workload.price.findIndex((price) => !Number.isNaN(price));
  workload.price[bought] += 1_000_000;
  const computed = watch('again, 1 price changed', () => rollUpColumnsAgain(rolled, [bought]));
  return {
    seconds: watch.seconds,
    figures: {
      lines: String(structure.lines),
      rollUp: String(checksum(costs[0])),
      fourElements: byItem(four)
        .map((of) => String(checksum(of)))
        .join(' '),
      top: String(top),
      explosion: String(checksum(required)),
      computedAgain: String(computed),
    },
  };
}
