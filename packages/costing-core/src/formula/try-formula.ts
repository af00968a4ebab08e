import {
  type Fraction,
  parseFraction,
  printFixed,
  printFraction,
  QUANTITY_SCALE,
  RATE_SCALE,
  roundFraction,
} from '@millrace/exact';
import { compareText, rowKey, TABLES } from '@millrace/facts';
import type { Outcome } from '../results/outcome.js';
import { FormulaError, readFormula } from './formula.js';
import { LineFormulas, type LineQuantity } from './line-formulas.js';

/** What a formula comes to: its value, rounded to 6 decimals as a close does it, or what is wrong and at which character, from 1. */
export interface FormulaTried {
  readonly value: string;
  readonly fault: string;
  /** Empty where nothing is wrong. */
  readonly position: string;
}

/**
 * Tries a formula (formulas.md 10) with values for the names it may use, as plain numbers.
 *
 * @example
 * tryFormula('mould_cost * shots / life_shots', { mould_cost: '60000', shots: '1250', life_shots: '400000' })
 * // { value: '187.500000', fault: '', position: '' }
 */
export function tryFormula(text: string, values: Readonly<Record<string, string>>): FormulaTried {
  try {
    const formula = readFormula(text, Object.keys(values));
    const value = formula.evaluate((name) => parseFraction(values[name]));
    return { value: printFixed(roundFraction(value, QUANTITY_SCALE), QUANTITY_SCALE), fault: '', position: '' };
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    return { value: '', fault: error.message, position: String(error.position) };
  }
}

/** What a driver by formula came to for an order, with what it read. */
export interface FormulaOfOrder extends FormulaTried {
  readonly centre: string;
  readonly order: string;
  readonly inputs: Readonly<Record<string, string>>;
}

/** What the formula of a line of a bill of material came to, for an order with attributes of its own or, empty, for any other. */
export interface FormulaOfLine extends FormulaTried {
  readonly line: string;
  readonly component: string;
  readonly order: string;
  readonly inputs: Readonly<Record<string, string>>;
}

/**
 * What the lines by formula of an item's bills of material come to (9 decimals), with the attributes of items alone, and for each of its
 * orders that has attributes of its own; undefined where it has no such line.
 */
export function formulaByLine({ facts }: Outcome, item: string): FormulaOfLine[] | undefined {
  const { bom_line, production_order, symbols } = facts;
  const code = symbols.find(item);
  const formulas = LineFormulas.of(facts);
  const lines = Array.from(bom_line.parent.keys()).filter((line) => {
    return bom_line.parent[line] === code && bom_line.formula[line] !== 0;
  });
  if (formulas === undefined || lines.length === 0) return undefined;
  const own = Array.from(production_order.order).filter((order, row) => {
    return production_order.item[row] === code && formulas.isOwn(order);
  });
  return lines.flatMap((line) =>
    [0, ...own.sort(symbols.compare)].map((order) => {
      const { quantity, fault } = formulas.quantity(line, order) as LineQuantity;
      return {
        line: rowKey(facts, 'bom_line', line),
        component: symbols.text(bom_line.component[line]),
        order: symbols.text(order),
        inputs: printed(formulas.inputs(line, order)),
        value: quantity === undefined ? '' : printFixed(quantity, RATE_SCALE),
        fault: fault?.message ?? '',
        position: fault === undefined ? '' : String(fault.position),
      };
    }),
  );
}

function printed(inputs: ReadonlyMap<string, Fraction>): Record<string, string> {
  return Object.fromEntries([...inputs].map(([input, value]) => [input, printFraction(value, RATE_SCALE)]));
}

/**
 * What a driver of the kind `formula` comes to for each order, in every centre that has a pool by it or else reported something;
 * undefined where there is no such driver.
 */
export function formulaByOrder({ facts, compiled }: Outcome, name: string): FormulaOfOrder[] | undefined {
  const { driver, cost_pool, production_order, symbols } = facts;
  const code = symbols.find(name);
  const row = code === undefined ? -1 : driver.driver.indexOf(code);
  if (row < 0 || TABLES.driver.columns.kind.choices[driver.kind[row]] !== 'formula') return undefined;
  const withPool = Array.from(cost_pool.centre).filter((_, pool) => cost_pool.driver[pool] === code);
  const centres = withPool.length > 0 ? withPool : compiled.drivers.centres();
  return [...new Set(centres)]
    .flatMap((centre) =>
      compiled.drivers.evaluated(centre, name).map(({ order, inputs, quantity, fault }) => ({
        centre: symbols.text(centre),
        order: symbols.text(production_order.order[order]),
        inputs: printed(inputs),
        value: fault === undefined ? printFixed(quantity, QUANTITY_SCALE) : '',
        fault: fault?.message ?? '',
        position: fault === undefined ? '' : String(fault.position),
      })),
    )
    .sort((a, b) => compareText(a.centre, b.centre) || compareText(a.order, b.order));
}
