import { type Fraction, multiply, parseFraction, printFraction, QUANTITY_SCALE } from '@millrace/exact';
import type { Bom } from './bom.js';
import { needOf } from './explode-level.js';
import { type ItemLine, isOutput } from './item.js';
import type { LineKind } from './rows.js';

export interface ExplosionRequest {
  readonly item: string;
  readonly plant?: string | undefined;
  /** In the item's base unit, or in `unit`. */
  readonly quantity: string;
  readonly unit?: string | undefined;
  /** How many levels to go down; left out: all. */
  readonly levels?: number | undefined;
}

export interface ExplosionRow {
  /** 1 for the lines of the item asked for. */
  readonly level: number;
  readonly plant: string;
  readonly parent: string;
  readonly item: string;
  readonly line: string;
  readonly kind: LineKind;
  readonly unit: string;
  /** In `unit`, the item's base unit, at 6 decimals. */
  readonly quantity: string;
  readonly exact: Fraction;
  /** The line is part of a loop: shown, not followed. */
  readonly in_loop: boolean;
  readonly source: ItemLine;
}

/**
 * The indented explosion: every line of every level, parents before their lines, one row at a time, so that a
 * result of any size streams. A shared item comes once for every path; `explodeNetted` has it once.
 *
 * @throws UnknownItem when the item isn't in the structure.
 *
 * @example
 * const rows = [...explode(bom, { item: 'car', quantity: '2' })];
 * rows.map((row) => `${'.'.repeat(row.level)}${row.item} ${row.quantity}`) // ['.wheel 8.000000', '..bolt 40.000000']
 */
export function* explode(bom: Bom, request: ExplosionRequest): Generator<ExplosionRow> {
  const { item, quantity } = requested(bom, request);
  const deepest = request.levels ?? Number.POSITIVE_INFINITY;
  const open = [{ item, quantity, next: 0 }];
  while (open.length > 0) {
    const level = open[open.length - 1];
    const { lines } = bom.items[level.item];
    if (level.next === lines.length) {
      open.pop();
      continue;
    }
    const line = lines[level.next++];
    const need = needOf(bom, line, level.quantity);
    yield rowOf(bom, line, level.item, need, open.length);
    if (isOutput(line) || line.inLoop || open.length >= deepest) continue;
    open.push({ item: line.child, quantity: need, next: 0 });
  }
}

/** The item's number and the quantity in its base unit. */
export function requested(bom: Bom, { item, plant, quantity, unit }: ExplosionRequest) {
  const number = numberIn(bom, item, plant);
  const base = bom.items[number].unit;
  const factor = bom.convert(item, unit ?? base, base);
  if (factor === undefined) throw new RangeError(`no conversion of ${item} from ${unit} to ${base}`);
  return { item: number, quantity: multiply(parseFraction(quantity), factor) };
}

/** The number by which a bill of material knows an item. @throws UnknownItem where it has none. */
export function numberIn(bom: Bom, item: string, plant?: string): number {
  const number = bom.numberOf(item, plant);
  if (number === undefined) throw new UnknownItem(item, plant);
  return number;
}

/** An item was asked for that no row names. */
export class UnknownItem extends RangeError {
  constructor(item: string, plant: string | undefined) {
    super(`no item ${JSON.stringify(item)}${plant === undefined ? '' : ` in plant ${JSON.stringify(plant)}`}`);
    this.name = 'UnknownItem';
  }
}

function rowOf(bom: Bom, line: ItemLine, parent: number, exact: Fraction, level: number): ExplosionRow {
  return {
    level,
    plant: bom.items[line.child].plant,
    parent: bom.items[parent].item,
    item: line.component,
    line: line.row.line ?? '',
    kind: line.kind,
    unit: bom.items[line.child].unit,
    quantity: printFraction(exact, QUANTITY_SCALE),
    exact,
    in_loop: line.inLoop,
    source: line,
  };
}
