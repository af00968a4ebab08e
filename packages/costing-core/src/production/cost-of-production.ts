import {
  add,
  compare,
  divide,
  type Fraction,
  fraction,
  multiply,
  parseFraction,
  printFraction,
  subtract,
  ZERO,
} from '@millrace/exact';
import { printAmount, printWeight, type RateRounding, splitAmount, sumOf, unitsOf } from './split.js';

/** What a department or order did in a period, and what it cost by element. All decimals as text. */
export interface ProductionInput {
  /** 约当产量: average of opening and period, or FIFO, which completes what was begun before first. */
  readonly method: 'weighted_average' | 'fifo';
  readonly opening?: {
    readonly quantity: string;
    /** By element; an element that is left out counts as 1. */
    readonly degrees?: Readonly<Record<string, string>>;
    readonly costs: Readonly<Record<string, string>>;
  };
  readonly completed: string;
  readonly closing: { readonly quantity: string; readonly degrees?: Readonly<Record<string, string>> };
  /** Cost of the period. */
  readonly costs: Readonly<Record<string, string>>;
  /** Units lost: abnormal ones take their cost with them; normal ones cost nothing of their own, or are counted. */
  readonly spoiled?: {
    readonly normal?: string;
    readonly abnormal?: string;
    readonly degrees?: Readonly<Record<string, string>>;
    readonly normal_is?: 'neglected' | 'counted';
    /** Counted ones are borne by what is completed, or also by what is in process and has been inspected, in proportion to units. */
    readonly borne_by?: 'good' | 'good_and_wip';
    /** What the scrap of normal units brings: off this element's cost. */
    readonly salvage?: Readonly<Record<string, string>>;
  };
  readonly amount_scale?: number;
  readonly unit_cost_scale?: number;
  readonly rate_rounding?: RateRounding;
}

/** Of one element, or of all together. */
export interface ProductionCost {
  readonly equivalent_units: string;
  readonly unit_cost: string;
  readonly completed: string;
  /** FIFO: what completing the units that were begun before cost, with what they had cost. */
  readonly begun_before: string;
  readonly started_and_completed: string;
  readonly abnormal: string;
  readonly closing: string;
}

/**
 * The cost of production report (生产成本报告): cost by element between what was completed, abnormal loss and work in process.
 *
 *     weighted average   cost = opening + period      W = completed + abnormal·d + closing·d
 *     FIFO               cost = period                W = (completed − opening units·d_o) + abnormal·d + closing·d
 *
 * Completed first, closing takes the rest. Source: Horngren, Cost Accounting, chapters 17 and 18; 约当产量法.
 *
 * @throws NotFixedPoint for what is no plain decimal; RangeError where FIFO completes less than was begun before.
 *
 * @example
 * costOfProduction({
 *   method: 'weighted_average', completed: '13700', closing: { quantity: '3500', degrees: { conversion: '0.6' } },
 *   costs: { material: '69660', conversion: '41080' },
 * }).total.completed // '91105.00'
 */
export function costOfProduction(input: ProductionInput): {
  readonly elements: Readonly<Record<string, ProductionCost>>;
  readonly total: Pick<ProductionCost, Exclude<keyof ProductionCost, 'equivalent_units'>>;
} {
  const { amount_scale: scale = 2, unit_cost_scale: unitScale = 6 } = input;
  const names = [...new Set([...Object.keys(input.costs), ...Object.keys(input.opening?.costs ?? {})])];
  const costs = new Map(names.map((element) => [element, costOf(input, element)]));
  const total = (of: keyof ElementCost['amounts']) =>
    printAmount(
      [...costs.values()].reduce((sum, { amounts }) => sum + amounts[of], 0n),
      scale,
    );
  const printed = ({ amounts, units, rate }: ElementCost): ProductionCost => ({
    equivalent_units: printWeight(units),
    unit_cost: printFraction(rate, unitScale),
    completed: printAmount(amounts.completed, scale),
    begun_before: printAmount(amounts.begun_before, scale),
    started_and_completed: printAmount(amounts.started_and_completed, scale),
    abnormal: printAmount(amounts.abnormal, scale),
    closing: printAmount(amounts.closing, scale),
  });
  return {
    elements: Object.fromEntries([...costs].map(([element, cost]) => [element, printed(cost)])),
    total: {
      unit_cost: printFraction([...costs.values()].map(({ rate }) => rate).reduce(add, ZERO), unitScale),
      completed: total('completed'),
      begun_before: total('begun_before'),
      started_and_completed: total('started_and_completed'),
      abnormal: total('abnormal'),
      closing: total('closing'),
    },
  };
}

interface ElementCost {
  readonly units: Fraction;
  readonly rate: Fraction;
  readonly amounts: Readonly<
    Record<'completed' | 'begun_before' | 'started_and_completed' | 'abnormal' | 'closing', bigint>
  >;
}

function costOf(input: ProductionInput, element: string): ElementCost {
  const { opening, closing, spoiled, amount_scale: scale = 2, rate_rounding = 'exact' } = input;
  const degree = (degrees: Readonly<Record<string, string>> | undefined) => parseFraction(degrees?.[element] ?? '1');
  const completed = parseFraction(input.completed);
  const inProcess = multiply(parseFraction(closing.quantity), degree(closing.degrees));
  const abnormal = multiply(parseFraction(spoiled?.abnormal ?? '0'), degree(spoiled?.degrees));
  const counted =
    spoiled?.normal_is === 'counted' ? multiply(parseFraction(spoiled.normal ?? '0'), degree(spoiled.degrees)) : ZERO;
  const bearing = spoiled?.borne_by === 'good_and_wip' ? parseFraction(closing.quantity) : ZERO;
  const borneInProcess = bearing.numerator === 0n ? ZERO : multiply(counted, divide(bearing, add(completed, bearing)));
  const normal = subtract(counted, borneInProcess);
  const closingUnits = add(inProcess, borneInProcess);
  const before = unitsOf(opening?.costs[element] ?? '0', scale);
  const period = unitsOf(input.costs[element] ?? '0', scale) - unitsOf(spoiled?.salvage?.[element] ?? '0', scale);
  const currency = fraction(1n, 10n ** BigInt(scale));
  if (input.method === 'weighted_average') {
    const weights = [add(completed, normal), abnormal, closingUnits];
    const units = sumOf(weights);
    const [own, lost, left] = splitAmount(before + period, weights, rate_rounding, scale);
    const rate = units.numerator === 0n ? ZERO : multiply(divide(fraction(before + period), units), currency);
    return {
      units,
      rate,
      amounts: { completed: own, begun_before: 0n, started_and_completed: 0n, abnormal: lost, closing: left },
    };
  }
  const begun = parseFraction(opening?.quantity ?? '0');
  if (compare(completed, begun) < 0) throw new RangeError('FIFO: fewer were completed than were begun before');
  const toFinish = multiply(begun, subtract(parseFraction('1'), degree(opening?.degrees)));
  const weights = [toFinish, add(subtract(completed, begun), normal), abnormal, closingUnits];
  const units = sumOf(weights);
  const [finishing, started, lost, left] = splitAmount(period, weights, rate_rounding, scale);
  const rate = units.numerator === 0n ? ZERO : multiply(divide(fraction(period), units), currency);
  return {
    units,
    rate,
    amounts: {
      completed: before + finishing + started,
      begun_before: before + finishing,
      started_and_completed: started,
      abnormal: lost,
      closing: left,
    },
  };
}

/**
 * Cost by element between completed and in process in proportion to their quotas (定额比例法); the rate is cost over quota.
 *
 * @example
 * costByQuota({ material: '30000' }, { material: ['24000', '8000'] }).material
 * // { rate: '0.937500', completed: '22500.00', closing: '7500.00' }
 */
export function costByQuota(
  costs: Readonly<Record<string, string>>,
  quotas: Readonly<Record<string, readonly [completed: string, inProcess: string]>>,
  { amount_scale: scale = 2, rate_rounding = 'exact' as RateRounding } = {},
): Record<string, { readonly rate: string; readonly completed: string; readonly closing: string }> {
  return Object.fromEntries(
    Object.entries(costs).map(([element, cost]) => {
      const weights = quotas[element].map(parseFraction);
      const [completed, closing] = splitAmount(unitsOf(cost, scale), weights, rate_rounding, scale);
      const rate = printFraction(divide(parseFraction(cost), sumOf(weights)), 6);
      return [element, { rate, completed: printAmount(completed, scale), closing: printAmount(closing, scale) }];
    }),
  );
}

/**
 * Work in process at its quota cost (在产品按定额成本计价法): equivalent units × quota per unit, by element; what it differs by
 * is borne by what is completed.
 *
 * @example
 * costAtQuota({ material: '5000' }, { material: ['15', '12'] }).material // { completed: '4820.00', closing: '180.00' }
 */
export function costAtQuota(
  costs: Readonly<Record<string, string>>,
  inProcess: Readonly<Record<string, readonly [equivalentUnits: string, unitQuota: string]>>,
  amount_scale = 2,
): Record<string, { readonly completed: string; readonly closing: string }> {
  return Object.fromEntries(
    Object.entries(costs).map(([element, cost]) => {
      const [units, quota] = inProcess[element].map(parseFraction);
      const closing = unitsOf(printFraction(multiply(units, quota), amount_scale), amount_scale);
      const completed = unitsOf(cost, amount_scale) - closing;
      return [
        element,
        { completed: printAmount(completed, amount_scale), closing: printAmount(closing, amount_scale) },
      ];
    }),
  );
}
