import {
  add,
  compare,
  divide,
  type Fraction,
  fraction,
  multiply,
  ONE,
  parseFraction,
  printFraction,
  subtract,
  ZERO,
} from '@millrace/exact';
import type { Exact } from '../standard/activity.js';
import { given, notBelowZero, part } from './given.js';
import { printAmount, printWeight, type RateRounding, splitAmount, sumOf, unitsOf } from './split.js';

/** What a department or order did in a period, and what it cost by element. All decimals as text. */
export interface ProductionInput {
  /** 约当产量: average of opening and period, or FIFO, which completes what was begun before first. */
  readonly method: 'weighted_average' | 'fifo';
  readonly opening?: {
    readonly quantity: string;
    /** By element, from 0 to 1; an element that is left out counts as 1. */
    readonly degrees?: DegreesByElement;
    readonly costs: Readonly<Record<string, string>>;
  };
  readonly completed: string;
  /** What is in process; several where units stand at several operations. */
  readonly closing: InProcess | readonly InProcess[];
  /** Cost of the period. */
  readonly costs: Readonly<Record<string, string>>;
  /** Units lost; several where they are found at several points. */
  readonly spoiled?: Spoiled | readonly Spoiled[];
  readonly amount_scale?: number;
  readonly unit_cost_scale?: number;
  readonly rate_rounding?: RateRounding;
}

interface InProcess {
  readonly quantity: string;
  /** By element, from 0 to 1; an element that is left out counts as 1. */
  readonly degrees?: DegreesByElement;
  /** Has passed the points at which spoiled units are found, unless it says no. */
  readonly inspected?: boolean;
}

/** Abnormal units take their cost with them; normal ones cost nothing of their own, or are counted. */
interface Spoiled {
  readonly normal?: string;
  readonly abnormal?: string;
  readonly degrees?: DegreesByElement;
  readonly normal_is?: 'neglected' | 'counted';
  /** Counted ones are borne by what is completed, or also by what is in process and has been inspected, in proportion to units. */
  readonly borne_by?: 'good' | 'good_and_wip';
  /** What the scrap of normal units brings: off this element's cost. */
  readonly salvage?: Readonly<Record<string, string>>;
}

/** Decimal text, or exact fractions (`exactDegrees`). */
type DegreesByElement = Readonly<Record<string, Exact>>;

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
 * Completed first, closing takes the rest. By FIFO what was begun before is completed first; where that is less than opened, the
 * opening cost goes by units to what was completed and to what stays. Where nothing was completed all stays but what abnormal
 * units take; where nothing has had any of an element, what was completed takes all of it. Source: Horngren, Cost Accounting, chapters 17 and 18; 约当产量法.
 *
 * @throws NotFixedPoint for what is no plain decimal; RangeError for quantities below 0, degrees that aren't from 0 to 1, and a cost
 * that nothing shares.
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
  const { opening, amount_scale: scale = 2 } = input;
  const before = unitsOf(opening?.costs[element] ?? '0', scale);
  const salvage = listed(input.spoiled).map((of) => unitsOf(of.salvage?.[element] ?? '0', scale));
  const period = salvage.reduce((rest, of) => rest - of, unitsOf(input.costs[element] ?? '0', scale));
  const units = unitsIn(input, element);
  return input.method === 'fifo'
    ? byFifo(input, element, units, before, period)
    : byAverage(input, element, units, before + period);
}

interface Units {
  readonly completed: Fraction;
  /** Those that are lost as a rule, counted and borne by what was completed. */
  readonly normal: Fraction;
  readonly abnormal: Fraction;
  readonly closing: Fraction;
  /** Equivalent units that stay, with those lost as a rule that they bear. */
  readonly inProcess: Fraction;
}

function unitsIn({ completed: made, closing, spoiled }: ProductionInput, element: string): Units {
  const completed = notBelowZero('completed', made);
  const standing = listed(closing);
  const quantities = standing.map(({ quantity }) => notBelowZero('the quantity in process', quantity));
  const left = sumOf(quantities);
  const done = standing.map(({ degrees }, i) =>
    multiply(quantities[i], degreeOf('units in process', degrees, element)),
  );
  const inspected = sumOf(quantities.filter((_, i) => standing[i].inspected !== false));
  const lost = listed(spoiled).map((of) => {
    const degree = degreeOf('spoiled units', of.degrees, element);
    const normal = multiply(notBelowZero('normal spoilage', of.normal ?? '0'), degree);
    const counted = of.normal_is === 'counted' ? normal : ZERO;
    const bearing = of.borne_by === 'good_and_wip' ? inspected : ZERO;
    const borne = bearing.numerator === 0n ? ZERO : multiply(counted, divide(bearing, add(completed, bearing)));
    return { own: subtract(counted, borne), borne, abnormal: multiply(parseFraction(of.abnormal ?? '0'), degree) };
  });
  return {
    completed,
    normal: sumOf(lost.map(({ own }) => own)),
    abnormal: sumOf(lost.map(({ abnormal }) => abnormal)),
    closing: left,
    inProcess: add(sumOf(done), sumOf(lost.map(({ borne }) => borne))),
  };
}

function listed<T extends object>(of: T | readonly T[] | undefined): readonly T[] {
  if (of === undefined) return [];
  return Array.isArray(of) ? (of as readonly T[]) : [of as T];
}

function degreeOf(what: string, degrees: DegreesByElement | undefined, element: string): Fraction {
  return part(`the degree of ${element} in ${what}`, degrees?.[element] ?? ONE);
}

function byAverage(input: ProductionInput, element: string, units: Units, cost: bigint): ElementCost {
  const { completed, normal, abnormal, inProcess } = units;
  const [own, lost, left] = shared(input, element, units, cost, [add(completed, normal), abnormal, inProcess]);
  const whole = sumOf([completed, normal, abnormal, inProcess]);
  return {
    units: whole,
    rate: perUnit(input, cost, whole),
    amounts: { completed: own, begun_before: 0n, started_and_completed: 0n, abnormal: lost, closing: left },
  };
}

function byFifo(input: ProductionInput, element: string, units: Units, before: bigint, period: bigint): ElementCost {
  const { completed, normal, abnormal, closing, inProcess } = units;
  const begun = notBelowZero('the opening quantity', input.opening?.quantity ?? '0');
  const degree = degreeOf('opening units', input.opening?.degrees, element);
  const finished = smaller(completed, begun);
  const stay = smaller(subtract(begun, finished), closing);
  const [done, kept] = begun.numerator === 0n ? [before, 0n] : shared(input, element, units, before, [finished, stay]);
  const added = subtract(inProcess, multiply(stay, degree));
  if (added.numerator < 0n && completed.numerator > 0n) {
    throw new RangeError(`${element}: what stays in process has had less than when it opened`);
  }
  const worked = added.numerator < 0n ? ZERO : added;
  const weights = [
    multiply(finished, subtract(ONE, degree)),
    add(subtract(completed, finished), normal),
    abnormal,
    worked,
  ];
  const [finishing, started, lost, left] = shared(input, element, units, period, weights);
  const whole = sumOf(weights);
  return {
    units: whole,
    rate: perUnit(input, period, whole),
    amounts: {
      completed: done + finishing + started,
      begun_before: done + finishing,
      started_and_completed: started,
      abnormal: lost,
      closing: kept + left,
    },
  };
}

/**
 * An amount by weights, of which the first is completed and the last stays in process. Where none is above 0, what was completed
 * takes all; where nothing was, all stays.
 */
function shared(
  { amount_scale: scale = 2, rate_rounding = 'exact' }: ProductionInput,
  element: string,
  { completed, closing }: Units,
  amount: bigint,
  weights: readonly Fraction[],
): bigint[] {
  if (sumOf(weights).numerator !== 0n || amount === 0n) return splitAmount(amount, weights, rate_rounding, scale);
  const taker = completed.numerator > 0n ? 0 : weights.length - 1;
  if (taker === 0 || closing.numerator > 0n) return weights.map((_, i) => (i === taker ? amount : 0n));
  throw new RangeError(
    `nothing shares ${printAmount(amount, scale)} of ${element}: nothing was completed or is in process`,
  );
}

function perUnit({ amount_scale: scale = 2 }: ProductionInput, cost: bigint, units: Fraction): Fraction {
  return units.numerator === 0n ? ZERO : divide(fraction(cost, 10n ** BigInt(scale)), units);
}

function smaller(a: Fraction, b: Fraction): Fraction {
  return compare(a, b) < 0 ? a : b;
}

/**
 * Cost by element between completed and in process in proportion to their quotas (定额比例法); the rate is cost over quota.
 *
 * @throws RangeError where an element has no quotas, one below 0, or none above 0 for a cost.
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
      const weights = given(`the quota of ${element}`, quotas[element]).map((quota) =>
        notBelowZero(`a quota of ${element}`, quota),
      );
      const whole = sumOf(weights);
      const amount = unitsOf(cost, scale);
      if (whole.numerator === 0n && amount !== 0n)
        throw new RangeError(`nothing shares ${cost} of ${element}: its quotas are 0`);
      const [completed, closing] = splitAmount(amount, weights, rate_rounding, scale);
      const rate = printFraction(whole.numerator === 0n ? ZERO : divide(parseFraction(cost), whole), 6);
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
      const [units, quota] = given(`the quota of ${element}`, inProcess[element]).map((of) =>
        notBelowZero(`what is in process of ${element}`, of),
      );
      const closing = unitsOf(printFraction(multiply(units, quota), amount_scale), amount_scale);
      const completed = unitsOf(cost, amount_scale) - closing;
      return [
        element,
        { completed: printAmount(completed, amount_scale), closing: printAmount(closing, amount_scale) },
      ];
    }),
  );
}

/**
 * What is completed at its standard while the batch goes on (完工产品按计划成本转出, 分批法): units × standard per unit, by element; the rest
 * stays, and is completed with the last pieces.
 *
 * @example
 * completedAtStandard({ material: '41820' }, { material: ['2', '4000'] }).material // { completed: '8000.00', closing: '33820.00' }
 */
export function completedAtStandard(
  costs: Readonly<Record<string, string>>,
  completed: Readonly<Record<string, readonly [units: string, unitStandard: string]>>,
  amount_scale = 2,
): Record<string, { readonly completed: string; readonly closing: string }> {
  const swapped = Object.entries(costAtQuota(costs, completed, amount_scale));
  return Object.fromEntries(
    swapped.map(([element, { completed: rest, closing: own }]) => [element, { completed: own, closing: rest }]),
  );
}
