import {
  add,
  divide,
  type Fraction,
  fraction,
  multiply,
  ONE,
  parseFraction,
  printFraction,
  subtract,
} from '@millrace/exact';
import { aboveZero, notBelowZero } from './given.js';
import { printAmount, printWeight, rounded, sumOf, unitsOf } from './split.js';

/** A process that loses some of what goes in. All decimals as text. */
export interface ProcessInput {
  readonly input: string;
  readonly cost: string;
  readonly good: string;
  /**
   * What is lost as a rule: a part of what goes in (`input`), of the good output (`good`), or of the output expected
   * (`expected`); or so many units.
   */
  readonly normal_loss:
    | { readonly rate: string; readonly basis: 'input' | 'good' | 'expected' }
    | { readonly units: string };
  /** What a lost unit is sold for; 0 unless given. */
  readonly scrap_price?: string;
  /** Decimals that the unit cost keeps before it is used; the rest goes to the abnormal loss, or to the output where there is none. */
  readonly rate_decimals?: number;
  readonly amount_scale?: number;
  readonly unit_cost_scale?: number;
}

export interface ProcessAccount {
  readonly normal_units: string;
  readonly expected_output: string;
  /** Below 0: an abnormal gain. */
  readonly abnormal_units: string;
  readonly unit_cost: string;
  readonly output_cost: string;
  /** At the unit cost; below 0: a gain. */
  readonly abnormal_cost: string;
  /** What abnormal units are sold for; of a gain, what fails to come. */
  readonly abnormal_salvage: string;
  /** Abnormal cost less its own salvage. */
  readonly abnormal_net: string;
}

/**
 * The process account: (cost − normal loss × scrap price) / expected output is what a unit costs; good output and abnormal loss
 * both are at it. Above expectation there is an abnormal gain. Source: ACCA, Management Accounting, process costing.
 *
 * @throws RangeError where nothing is expected.
 *
 * @example
 * processAccount({ input: '1000', cost: '13750', good: '850', normal_loss: { units: '100' }, scrap_price: '2.50' })
 * // unit_cost '15.000000', abnormal_units '50', abnormal_cost '750.00', output_cost '12750.00' …
 */
export function processAccount(account: ProcessInput): ProcessAccount {
  const { amount_scale: scale = 2, unit_cost_scale: unitScale = 6 } = account;
  const input = notBelowZero('input', account.input);
  const good = notBelowZero('good', account.good);
  const normal = normalUnits(account.normal_loss, input, good);
  const expected = subtract(input, normal);
  if (expected.numerator <= 0n)
    throw new RangeError('nothing is expected of the process: all that goes in is lost as a rule');
  const price = parseFraction(account.scrap_price ?? '0');
  const abnormal = subtract(expected, good);
  const salvage = roundTo(multiply(normal, price), scale);
  const net = unitsOf(account.cost, scale) - salvage;
  const unit = 10n ** BigInt(scale);
  const exact = divide(fraction(net, unit), expected);
  const rate = account.rate_decimals === undefined ? exact : rounded(exact, account.rate_decimals);
  const takesRest = abnormal.numerator > 0n || account.rate_decimals === undefined;
  const loss = takesRest ? net - roundTo(multiply(rate, good), scale) : roundTo(multiply(rate, abnormal), scale);
  const output = net - loss;
  const own = roundTo(multiply(abnormal, price), scale);
  return {
    normal_units: printWeight(normal),
    expected_output: printWeight(expected),
    abnormal_units: printWeight(abnormal),
    unit_cost: printFraction(rate, unitScale),
    output_cost: printAmount(output, scale),
    abnormal_cost: printAmount(loss, scale),
    abnormal_salvage: printAmount(own, scale),
    abnormal_net: printAmount(loss - own, scale),
  };
}

/** inspected · rate, good · rate, or inspected · rate / (1 + rate), as a fraction. */
function normalUnits(loss: ProcessInput['normal_loss'], inspected: Fraction, good: Fraction): Fraction {
  if ('units' in loss) return parseFraction(loss.units);
  const rate = notBelowZero('the rate of normal loss', loss.rate);
  if (loss.basis === 'good') return multiply(rate, good);
  const normal = multiply(rate, inspected);
  return loss.basis === 'input' ? normal : divide(normal, add(ONE, rate));
}

/** What spoiled pieces cost (废品损失). All decimals as text, amounts; lists are added up. */
export interface SpoilageInput {
  /** Cost of pieces beyond repair (不可修复废品成本). */
  readonly irreparable?: readonly string[];
  readonly repair?: readonly string[];
  readonly salvage?: readonly string[];
  readonly compensation?: readonly string[];
  readonly amount_scale?: number;
}

/**
 * 废品损失 = irreparable + repair − salvage (残值) − compensation (赔款).
 *
 * @example
 * spoilageLoss({ irreparable: ['200.00', '270.00'], repair: ['90.00'], salvage: ['60.00'], compensation: ['40.00'] })
 * // '460.00'
 */
export function spoilageLoss({ irreparable, repair, salvage, compensation, amount_scale = 2 }: SpoilageInput): string {
  const total = (amounts: readonly string[] = []) => sumOf(amounts.map(parseFraction));
  const cost = add(total(irreparable), total(repair));
  return printFraction(subtract(cost, add(total(salvage), total(compensation))), amount_scale);
}

/** An element of what pieces beyond repair cost: their part of what it really cost, or their quantity or hours at a quota. */
export type IrreparableElement =
  | { readonly cost: string; readonly spoiled: string; readonly all: string }
  | { readonly spoiled: string; readonly quota: string };

/**
 * The cost of pieces beyond repair, element by element: cost × their part of what shares it (按实际成本), or quantity × quota
 * (按定额成本). Material goes by pieces, conversion by hours or by equivalent units, as the caller states.
 *
 * @throws RangeError where nothing shares a cost.
 *
 * @example
 * irreparableCost([{ cost: '5000', spoiled: '4', all: '100' }, { cost: '3600', spoiled: '45', all: '600' }])
 * // { parts: ['200.00', '270.00'], total: '470.00' }
 * @example
 * irreparableCost([{ spoiled: '8', quota: '50' }, { spoiled: '80', quota: '2.5' }]).total // '600.00'
 */
export function irreparableCost(
  elements: readonly IrreparableElement[],
  amount_scale = 2,
): { readonly parts: readonly string[]; readonly total: string } {
  const parts = elements.map((of) => {
    const spoiled = parseFraction(of.spoiled);
    if ('quota' in of) return roundTo(multiply(spoiled, parseFraction(of.quota)), amount_scale);
    const whole = parseFraction(of.all);
    const cost = multiply(parseFraction(of.cost), spoiled);
    if (cost.numerator === 0n) return 0n;
    return roundTo(divide(cost, aboveZero('what shares the cost (all)', whole)), amount_scale);
  });
  return {
    parts: parts.map((part) => printAmount(part, amount_scale)),
    total: printAmount(
      parts.reduce((sum, part) => sum + part, 0n),
      amount_scale,
    ),
  };
}

function roundTo(value: Fraction, scale: number): bigint {
  return unitsOf(printFraction(value, scale), scale);
}
