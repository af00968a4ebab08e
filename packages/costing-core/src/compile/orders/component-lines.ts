import { conversionsOf, linesOnDay } from '@millrace/bom';
import { add, divide, type Fraction, fraction, multiply, ONE, QUANTITY_SCALE, RATE_SCALE } from '@millrace/exact';
import { type Facts, rowOf, TABLES } from '@millrace/facts';
import type { FormulaError } from '../../formula/formula.js';
import { LineFormulas } from '../../formula/line-formulas.js';
import type { Structures } from './structures.js';

/** What a bill of material asks for on one line, through its phantoms. Codes, but for the row. */
export interface ComponentLine {
  /** The row of `bom_line`. */
  readonly line: number;
  readonly plant: number;
  readonly item: number;
  /** The operation of what is made at which it enters; 0: at the start. */
  readonly operation: number;
  /** In the component's own unit: of what is made per unit, scrap rate in; a fixed one once, as it is. */
  readonly quantity: Fraction;
  readonly isFixed: boolean;
}

/**
 * The components of a bill of material by its row, in the order of their lines, those of a phantom in its place: 1 set per BOX,
 * and 3 screws per set with 5 % scrap, are 3.15 screws per BOX. A phantom without a bill of material, or inside itself, is
 * taken as a component. Lines whose unit has no conversion are left out; where a formula gives no quantity, that written counts.
 *
 * @param unread is told of a line that is left out.
 * @param faulty is told of a line whose formula gives no quantity.
 */
export function componentLines(
  facts: Facts,
  day: number,
  structures: Pick<Structures, 'headerOf'>,
  unread: (line: number) => void = () => {},
  faulty: (line: number, fault: FormulaError) => void = () => {},
): ReadLines {
  const { bom, bom_line: lines, item: items } = facts;
  const itemRow = rowOf(items.item);
  const convert = conversionsOf(facts);
  const linesOf = linesOnDay(facts, day);
  const formulas = LineFormulas.of(facts);
  const quantityOf = (line: number, order: number): number => {
    const computed = formulas?.quantity(line, order);
    if (computed?.fault !== undefined) faulty(line, computed.fault);
    return computed === undefined || computed.fault !== undefined ? lines.quantity[line] : computed.quantity;
  };
  const inOwnUnit = (item: number, unit: number) => {
    const own = items.unit[itemRow(item)];
    return unit === 0 || unit === own ? ONE : convert(item, unit, own);
  };
  const baseOf = (header: number) =>
    multiply(fraction(bom.base_quantity[header], UNIT), inOwnUnit(bom.parent[header], bom.unit[header]) ?? ONE);
  const level = (header: number, above: Omit<Level, 'header' | 'base' | 'lines' | 'next'>): Level => ({
    ...above,
    header,
    base: baseOf(header),
    lines: linesOf(header),
    next: 0,
  });
  return (header, order = 0) => {
    const found: ComponentLine[] = [];
    const open = [level(header, { times: ONE, isFixed: false, operation: 0 })];
    while (open.length > 0) {
      const at = open[open.length - 1];
      const row = at.lines[at.next++];
      if (row === undefined) {
        open.pop();
        continue;
      }
      if (lines.kind[row] !== COMPONENT && lines.kind[row] !== PHANTOM) continue;
      const item = lines.component[row];
      const factor = inOwnUnit(item, lines.unit[row]);
      if (factor === undefined) {
        unread(row);
        continue;
      }
      const plant = lines.component_plant[row] || lines.plant[row];
      const written = multiply(fraction(quantityOf(row, order), RATE_UNIT), factor);
      const isOnce = lines.fixed[row] === 1;
      const scrap = add(ONE, fraction(lines.scrap_rate[row] || 0, RATE_UNIT));
      const quantity = isOnce ? written : multiply(at.times, divide(multiply(written, scrap), at.base));
      const isFixed = isOnce || at.isFixed;
      const operation = open.length > 1 ? at.operation : lines.operation[row];
      const below = lines.kind[row] === PHANTOM ? structures.headerOf(plant, item) : undefined;
      if (below === undefined || open.some((of) => of.header === below)) {
        found.push({ line: row, plant, item, operation, quantity, isFixed });
      } else {
        open.push(level(below, { times: quantity, isFixed, operation }));
      }
    }
    return found;
  };
}

/** The lines of a bill of material by its row; for an order, by its code, with the quantities that its own attributes give. */
export type ReadLines = (header: number, order?: number) => ComponentLine[];

/** Reads each bill of material once, and again for an order with attributes that formulas of lines name. */
export function readOnce<T>(
  facts: Facts,
  read: (header: number, order: number) => T,
): (header: number, order: number) => T {
  const formulas = LineFormulas.of(facts);
  const known = new Map<number | string, T>();
  return (header, order) => {
    const isOwn = formulas?.isOwn(order) === true;
    const key = isOwn ? `${header} ${order}` : header;
    let found = known.get(key);
    if (found === undefined) {
      found = read(header, isOwn ? order : 0);
      known.set(key, found);
    }
    return found;
  };
}

/** A bill of material that is being read. */
interface Level {
  readonly header: number;
  readonly base: Fraction;
  readonly lines: readonly number[];
  next: number;
  /** How much of what it makes is needed: per unit of what is made at the top, or once. */
  readonly times: Fraction;
  readonly isFixed: boolean;
  /** Of the phantom in the bill of material at the top; 0: none. */
  readonly operation: number;
}

const UNIT = 10n ** BigInt(QUANTITY_SCALE);
const RATE_UNIT = 10n ** BigInt(RATE_SCALE);
const KINDS = TABLES.bom_line.columns.kind.choices;
const COMPONENT = KINDS.indexOf('component');
const PHANTOM = KINDS.indexOf('phantom');
