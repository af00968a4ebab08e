import {
  add,
  compare,
  divide,
  type Fraction,
  fraction,
  multiply,
  parseFraction,
  printFraction,
  ZERO,
} from '@millrace/exact';
import type { Exact } from '../standard/activity.js';
import { part } from './given.js';
import { printAmount, printWeight, type RateRounding, splitAmount, sumOf, unitsOf } from './split.js';

/** A step of a process in which no cost travels from step to step (平行结转分步法), first to last. All decimals as text. */
export interface ParallelStep {
  /** What the step itself cost, by element: what it opened with and the period's own, without semi-finished products. */
  readonly costs: Readonly<Record<string, string>>;
  /** What is in process in the step, and how far by element; an element that is left out counts as 1. */
  readonly in_process?: { readonly quantity: string; readonly degrees?: Readonly<Record<string, Exact>> };
  /** What the step made that no later step has taken yet. */
  readonly stock?: string;
  /** How many units of this step a finished unit consists of; 1 unless given. */
  readonly units_per?: string;
}

/** An element of a step, between finished products and all that is not finished (广义在产品). */
export interface ParallelShare {
  /** Own equivalent units, what waits after the step and what is in process in later ones. */
  readonly broad_in_process: string;
  readonly rate: string;
  /** The step's share in the finished products (应计入产成品成本的份额). */
  readonly finished: string;
  readonly in_process: string;
}

/**
 * Steps in parallel (平行结转分步法): each step shares its own cost between finished products and all its units that are not
 * finished, wherever they are; a product costs the shares of all steps.
 *
 *     rate = cost / (finished · units per + broad in process)
 *     broad in process = own in process · degree + stock + Σ of later steps (in process + stock) · units per / theirs
 *
 * Finished first, what is in process takes the rest. Without opening work in process a product costs what it costs step by step.
 *
 * @throws NotFixedPoint for what is no plain decimal; RangeError for a quantity below 0, a degree that isn't from 0 to 1, units per finished
 * unit that aren't above 0, and a step with a cost that nothing shares.
 *
 * @example
 * parallelSteps('75', [
 *   { costs: { material: '5500' }, in_process: { quantity: '20', degrees: { material: '0.5' } }, stock: '10' },
 *   { costs: { labour: '1620' }, in_process: { quantity: '15', degrees: { labour: '0.4' } } },
 * ]).total // { cost: '5250.00', unit_cost: '70.000000' }
 */
export function parallelSteps(
  finished: string,
  steps: readonly ParallelStep[],
  options: {
    readonly amount_scale?: number;
    readonly unit_cost_scale?: number;
    readonly rate_rounding?: RateRounding;
  } = {},
): {
  readonly steps: readonly Readonly<Record<string, ParallelShare>>[];
  /** By element, over all steps. */
  readonly elements: Readonly<Record<string, string>>;
  readonly total: { readonly cost: string; readonly unit_cost: string };
} {
  const { amount_scale: scale = 2, unit_cost_scale: unitScale = 6, rate_rounding: rounding = 'exact' } = options;
  const product = quantityOf(finished);
  const per = steps.map(({ units_per = '1' }) => {
    const units = parseFraction(units_per);
    if (units.numerator <= 0n) throw new RangeError('a finished unit must consist of more than 0 units of a step');
    return units;
  });
  const waiting = steps.map(({ stock = '0' }) => quantityOf(stock));
  const working = steps.map(({ in_process }) => quantityOf(in_process?.quantity ?? '0'));
  const byElement = new Map<string, bigint>();
  const shares = steps.map(({ costs, in_process }, s) => {
    const later = steps.map((_, l) => (l > s ? multiply(add(working[l], waiting[l]), divide(per[s], per[l])) : ZERO));
    return Object.fromEntries(
      Object.entries(costs).map(([element, cost]): [string, ParallelShare] => {
        const degree = part(`the degree of ${element} in step ${s + 1}`, in_process?.degrees?.[element] ?? '1');
        const own = multiply(working[s], degree);
        const broad = sumOf([own, waiting[s], ...later]);
        const weights = [multiply(product, per[s]), broad];
        const amount = unitsOf(cost, scale);
        const whole = sumOf(weights);
        if (whole.numerator === 0n && amount !== 0n) throw new RangeError(`nothing shares what step ${s + 1} cost`);
        const [inFinished, left] = splitAmount(amount, weights, rounding, scale);
        byElement.set(element, (byElement.get(element) ?? 0n) + inFinished);
        const rate = whole.numerator === 0n ? ZERO : divide(fraction(amount, 10n ** BigInt(scale)), whole);
        return [
          element,
          {
            broad_in_process: printWeight(broad),
            rate: printFraction(rate, unitScale),
            finished: printAmount(inFinished, scale),
            in_process: printAmount(left, scale),
          },
        ];
      }),
    );
  });
  const total = [...byElement.values()].reduce((sum, amount) => sum + amount, 0n);
  const unit = product.numerator === 0n ? ZERO : divide(fraction(total, 10n ** BigInt(scale)), product);
  return {
    steps: shares,
    elements: Object.fromEntries([...byElement].map(([element, amount]) => [element, printAmount(amount, scale)])),
    total: { cost: printAmount(total, scale), unit_cost: printFraction(unit, unitScale) },
  };
}

function quantityOf(text: string): Fraction {
  const quantity = parseFraction(text);
  if (compare(quantity, ZERO) < 0) throw new RangeError(`${text} is below 0`);
  return quantity;
}
