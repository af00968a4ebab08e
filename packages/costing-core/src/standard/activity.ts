import { add, divide, type Fraction, fraction, multiply, ONE, parseFraction, ZERO } from '@millrace/exact';

/** A number as plain decimal text, or as an exact fraction. */
export type Exact = string | Fraction;

/**
 * The time that an operation takes for a quantity, exactly, in whatever unit the times are given: set-up once, and a
 * run for each cycle, divided by the efficiency.
 *
 *     time = set-up + run · cycles / efficiency        cycles = quantity / base quantity, or the next whole number
 */
export interface OperationTimes {
  readonly quantity: Exact;
  /** With clearing away; left out: 0. */
  readonly setup?: Exact | undefined;
  /** Per cycle. */
  readonly run: Exact;
  /** What one cycle makes; left out: 1. */
  readonly baseQuantity?: Exact | undefined;
  /** 0.8 is 80 %; left out: 1. */
  readonly efficiency?: Exact | undefined;
  readonly cycles: 'in_proportion' | 'whole';
}

/**
 * Source of the formula: formulas.md 3.
 *
 * @throws RangeError when base quantity or efficiency is 0; NotFixedPoint when a text is no plain decimal number.
 *
 * @example
 * // 60 pieces, 10 min set-up and 15 min clearing away, 5 min each
 * operationTime({ quantity: '60', setup: '25', run: '5', cycles: 'in_proportion' }).total // 325
 */
export function operationTime({
  quantity,
  setup = ZERO,
  run,
  baseQuantity = ONE,
  efficiency = ONE,
  cycles,
}: OperationTimes) {
  const number = cyclesFor(quantity, baseQuantity, cycles);
  const running = divide(multiply(exactly(run), number), notZero('efficiency', efficiency));
  return { cycles: number, setup: exactly(setup), run: running, total: add(exactly(setup), running) };
}

/** How often an operation of `baseQuantity` a cycle runs for a quantity. */
export function cyclesFor(quantity: Exact, baseQuantity: Exact, how: OperationTimes['cycles']): Fraction {
  const cycles = divide(exactly(quantity), notZero('the base quantity', baseQuantity));
  if (how === 'in_proportion' || cycles.numerator <= 0n) return cycles;
  return fraction((cycles.numerator + cycles.denominator - 1n) / cycles.denominator);
}

/**
 * How long a time occupies the calendar: time / (efficiency · capacity). 2 h at 80 % last 2.5 h; on two machines
 * side by side 1 h. Cost follows the time, not this duration.
 */
export function duration(time: Exact, efficiency: Exact = ONE, capacity: Exact = ONE): Fraction {
  return divide(exactly(time), notZero('efficiency · capacity', multiply(exactly(efficiency), exactly(capacity))));
}

/** The part of a time that a job is charged when it shares the centre: time · concurrent capacity. */
export function allocatedTime(time: Exact, concurrentCapacity: Exact): Fraction {
  return multiply(exactly(time), exactly(concurrentCapacity));
}

export interface Activities {
  /** Each pool with what every product draws on it: set-ups, orders, hours. */
  readonly pools: readonly { readonly amount: Exact; readonly drivers: Readonly<Record<string, Exact>> }[];
  readonly direct?: Readonly<Record<string, Exact>> | undefined;
  /** Pieces of each product, for its unit cost. */
  readonly units?: Readonly<Record<string, Exact>> | undefined;
}

export interface ActivityCost {
  readonly allocated: Fraction;
  /** With direct cost. */
  readonly total: Fraction;
  readonly unit: Fraction | undefined;
}

/**
 * Activity-based cost: every pool by its own driver, exactly, and what the products come to.
 *
 * @throws RangeError when the driver quantities of a pool that has an amount add up to 0.
 *
 * @example
 * // 64,800 over 60 set-ups are 1,080 each
 * const { rates, products } = activityCosts({
 *   pools: [{ amount: '64800', drivers: { Plus: '20', Max: '40' } }],
 *   units: { Plus: '200', Max: '16000' },
 * });
 * printFraction(products.Max.unit, 2) // '2.70'
 */
export function activityCosts({ pools, direct = {}, units = {} }: Activities): {
  rates: Fraction[];
  products: Record<string, ActivityCost>;
} {
  const rates = pools.map(({ amount, drivers }, i) => {
    const quantity = Object.values(drivers).reduce<Fraction>((sum, of) => add(sum, exactly(of)), ZERO);
    const whole = exactly(amount);
    if (quantity.numerator !== 0n) return divide(whole, quantity);
    if (whole.numerator === 0n) return ZERO;
    throw new RangeError(`nothing drives pool ${i + 1}: its driver quantities add up to 0`);
  });
  const names = new Set([...pools.flatMap(({ drivers }) => Object.keys(drivers)), ...Object.keys(direct)]);
  const costs = [...names].map((name) => {
    const allocated = pools.reduce<Fraction>(
      (sum, { drivers }, i) => add(sum, multiply(rates[i], exactly(drivers[name] ?? ZERO))),
      ZERO,
    );
    const total = add(allocated, exactly(direct[name] ?? ZERO));
    return [name, { allocated, total, unit: name in units ? divide(total, exactly(units[name])) : undefined }] as const;
  });
  return { rates, products: Object.fromEntries(costs) };
}

/** @throws RangeError where it is 0, and nothing can be divided by it. */
function notZero(what: string, value: Exact): Fraction {
  const number = exactly(value);
  if (number.numerator === 0n) throw new RangeError(`${what} is 0`);
  return number;
}

/** A number that is given as text or as a fraction. */
export function exactly(value: Exact): Fraction {
  return typeof value === 'string' ? parseFraction(value) : value;
}
