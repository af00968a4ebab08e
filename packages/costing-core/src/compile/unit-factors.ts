import type { Facts } from '@millrace/facts';

/**
 * [numerator, denominator] from one unit to another, of the item or of all items; one that is given only the other way
 * round is used inverted (rules.md 5).
 */
export function unitFactors({ unit_conversion, symbols }: Facts) {
  const factors = new Map<string, readonly [number, number]>();
  const keyOf = (item: number, from: number, to: number) => `${item} ${from} ${to}`;
  const { item, from_unit, to_unit, numerator, denominator } = unit_conversion;
  for (let row = 0; row < unit_conversion.rowCount; row++) {
    factors.set(keyOf(item[row], from_unit[row], to_unit[row]), [numerator[row], denominator[row]]);
  }
  for (let row = 0; row < unit_conversion.rowCount; row++) {
    const inverse = keyOf(item[row], to_unit[row], from_unit[row]);
    if (!factors.has(inverse)) factors.set(inverse, [denominator[row], numerator[row]]);
  }
  const anyItem = symbols.code('');
  return (of: number, from: number, to: number) =>
    factors.get(keyOf(of, from, to)) ?? factors.get(keyOf(anyItem, from, to));
}

/** By an item's code: the unit that its stock is counted in. */
export function ownUnits({ item, symbols }: Facts): Int32Array {
  const units = new Int32Array(symbols.size);
  for (let row = 0; row < item.rowCount; row++) units[item.item[row]] = item.unit[row];
  return units;
}
