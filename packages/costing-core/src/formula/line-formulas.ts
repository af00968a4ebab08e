import { compare, type Fraction, fraction, RATE_SCALE, roundFraction, ZERO } from '@millrace/exact';
import { compareText, type Facts, TABLES } from '@millrace/facts';
import { type Formula, FormulaError, readFormula } from './formula.js';

/** What a formula of a line comes to, in the smallest unit of `bom_line.quantity`, or what is wrong. */
export type LineQuantity =
  | { readonly quantity: number; readonly fault?: undefined }
  | { readonly quantity?: undefined; readonly fault: FormulaError };

/**
 * Quantities of lines of bills of material by formula: `size_l * size_w * 7.85 * 1.05`. A formula names attributes; the order's
 * counts before that of the item that is made, and that before the component's. A line's own numbers stand in its formula.
 * Fractions inside, rounded once to the 9 decimals of a quantity; what it comes to is the line's quantity, in its unit.
 */
export class LineFormulas {
  readonly #facts: Facts;
  readonly #attributes = new Map<string, number>();
  readonly #names: readonly string[];
  readonly #read = new Map<number, Formula | FormulaError>();
  readonly #ownOrders = new Set<number>();

  private constructor(facts: Facts) {
    this.#facts = facts;
    const { attribute, bom_line, symbols } = facts;
    const names = new Set<number>();
    for (let row = 0; row < attribute.rowCount; row++) {
      const { [row]: name } = attribute.name;
      names.add(name);
      this.#attributes.set(keyOf(attribute.owner_kind[row], attribute.owner[row], name), attribute.value[row]);
    }
    this.#names = Array.from(names, (name) => symbols.text(name)).sort(compareText);
    const named = new Set<string>();
    for (const text of new Set(bom_line.formula)) {
      const formula = text === 0 ? undefined : this.#formula(text);
      if (formula !== undefined && !(formula instanceof FormulaError))
        for (const name of formula.names) named.add(name);
    }
    for (let row = 0; row < attribute.rowCount; row++) {
      const isOfOrder = attribute.owner_kind[row] === OF_ORDER;
      if (isOfOrder && named.has(symbols.text(attribute.name[row]))) this.#ownOrders.add(attribute.owner[row]);
    }
  }

  /** Undefined where no line has a formula. */
  static of(facts: Facts): LineFormulas | undefined {
    return facts.bom_line.formula.every((text) => text === 0) ? undefined : new LineFormulas(facts);
  }

  /** Whether an order, by its code, has attributes of its own that formulas name. */
  isOwn(order: number): boolean {
    return this.#ownOrders.has(order);
  }

  /** What is wrong with a line's formula whatever it reads. */
  unreadable(line: number): FormulaError | undefined {
    const { [line]: text } = this.#facts.bom_line.formula;
    const formula = text === 0 ? undefined : this.#formula(text);
    return formula instanceof FormulaError ? formula : undefined;
  }

  /** Of a line by its row, for an order by its code; 0: for none. Undefined where the line has no formula. */
  quantity(line: number, order = 0): LineQuantity | undefined {
    const { [line]: text } = this.#facts.bom_line.formula;
    if (text === 0) return undefined;
    const formula = this.#formula(text);
    if (formula instanceof FormulaError) return { fault: formula };
    try {
      return { quantity: asQuantity(formula.evaluate((name) => this.#attribute(line, order, name))) };
    } catch (error) {
      if (!(error instanceof FormulaError)) throw error;
      return { fault: error };
    }
  }

  /** What a line's formula reads, by name; of what is not known nothing. */
  inputs(line: number, order = 0): ReadonlyMap<string, Fraction> {
    const { [line]: text } = this.#facts.bom_line.formula;
    const formula = text === 0 ? undefined : this.#formula(text);
    const names = formula === undefined || formula instanceof FormulaError ? [] : [...formula.names].sort(compareText);
    return new Map(
      names.flatMap((name) => {
        const value = this.#found(line, order, name);
        return value === undefined ? [] : [[name, fraction(value, SMALLEST)] as const];
      }),
    );
  }

  #formula(code: number): Formula | FormulaError {
    let found = this.#read.get(code);
    if (found === undefined) {
      found = readOrFault(this.#facts.symbols.text(code), this.#names);
      this.#read.set(code, found);
    }
    return found;
  }

  #found(line: number, order: number, name: string): number | undefined {
    const { bom_line: lines, symbols } = this.#facts;
    const code = symbols.find(name) ?? 0;
    return (
      this.#attributes.get(keyOf(OF_ORDER, order, code)) ??
      this.#attributes.get(keyOf(OF_ITEM, lines.parent[line], code)) ??
      this.#attributes.get(keyOf(OF_ITEM, lines.component[line], code))
    );
  }

  #attribute(line: number, order: number, name: string): Fraction {
    const { bom_line: lines, symbols } = this.#facts;
    const value = this.#found(line, order, name);
    if (value !== undefined) return fraction(value, SMALLEST);
    const place = symbols.text(lines.formula[line]).search(new RegExp(`\\b${name}\\b`)) + 1;
    throw new FormulaError(`"${name}" is not known of it`, place);
  }
}

/** The facts with the quantities of lines by formula in place of those written; where one gives none, that written stays. */
export function withLineQuantities(facts: Facts): Facts {
  const formulas = LineFormulas.of(facts);
  if (formulas === undefined) return facts;
  const { bom_line } = facts;
  const quantity = bom_line.quantity.slice();
  for (let line = 0; line < quantity.length; line++) {
    const found = formulas.quantity(line);
    if (found !== undefined && found.fault === undefined) quantity[line] = found.quantity;
  }
  return { ...facts, bom_line: { ...bom_line, quantity } };
}

function readOrFault(text: string, names: readonly string[]): Formula | FormulaError {
  try {
    return readFormula(text, names);
  } catch (error) {
    if (error instanceof FormulaError) return error;
    throw error;
  }
}

function asQuantity(value: Fraction): number {
  if (compare(value, ZERO) < 0) throw new FormulaError('it is below 0', 1);
  const rounded = roundFraction(value, RATE_SCALE);
  if (rounded > Number.MAX_SAFE_INTEGER) throw new FormulaError('it is too large', 1);
  if (rounded === 0n && value.numerator !== 0n) throw new FormulaError('it is not 0, but rounds to 0', 1);
  return Number(rounded);
}

function keyOf(kind: number, owner: number, name: number): string {
  return `${kind} ${owner} ${name}`;
}

const OWNERS = TABLES.attribute.columns.owner_kind.choices;
const OF_ORDER = OWNERS.indexOf('order');
const OF_ITEM = OWNERS.indexOf('item');
const SMALLEST = 10n ** BigInt(RATE_SCALE);
