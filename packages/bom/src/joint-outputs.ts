import { type Facts, rowsByKey } from '@millrace/facts';

/**
 * The row of `joint_output` that counts on a day for what an order yields: that of the order itself, else that of its plant and
 * item; of several the one that began last. Order 0 asks for what holds for no order in particular.
 */
export function jointOutputsInForce({ joint_output: table }: Facts, day: number) {
  const rows = rowsByKey(table.rowCount, [table.plant, table.item, table.order, table.output_item]);
  const latest = (plant: number, item: number, order: number, output: number): number | undefined => {
    let found: number | undefined;
    for (const row of rows.find(plant, item, order, output)) {
      if (table.valid_from[row] > day) continue;
      if (found === undefined || table.valid_from[found] < table.valid_from[row]) found = row;
    }
    return found;
  };
  return {
    /** Laid down for one order. */
    ofOrder: latest,
    /** Laid down for a plant's item. */
    ofItem: (plant: number, item: number, output: number) => latest(plant, item, 0, output),
  };
}
