import type { Facts } from '@millrace/facts';

/** By an item's code: the unit that its stock is counted in. */
export function ownUnits({ item, symbols }: Facts): Int32Array {
  const units = new Int32Array(symbols.size);
  for (let row = 0; row < item.rowCount; row++) units[item.item[row]] = item.unit[row];
  return units;
}
