import { add, divide, type Fraction, fraction, multiply, ONE, ZERO } from '@millrace/exact';

/**
 * The time that an operation takes for a quantity, exactly, in whatever unit the times are given:
 * set-up once, and a run for each cycle, divided by the efficiency.
 *
 *     time = set-up + run · cycles / efficiency        cycles = quantity / base quantity, or the next whole number
 *
 * 60 pieces, 10 min set-up and 15 min clearing away, 5 min each: 325 min. Source of the formula: domain-model 5.1.
 */
export interface OperationTimes {
  readonly quantity: Fraction;
  readonly setup: Fraction;
  readonly run: Fraction;
  /** What one cycle makes. */
  readonly baseQuantity: Fraction;
  readonly efficiency: Fraction;
  readonly cycles: 'in_proportion' | 'whole';
}

export function operationTime(times: OperationTimes): {
  cycles: Fraction;
  setup: Fraction;
  run: Fraction;
  total: Fraction;
} {
  const cycles = cyclesFor(times.quantity, times.baseQuantity, times.cycles);
  const run = divide(multiply(times.run, cycles), times.efficiency);
  return { cycles, setup: times.setup, run, total: add(times.setup, run) };
}

/** How often an operation of `baseQuantity` a cycle runs for a quantity. */
export function cyclesFor(quantity: Fraction, baseQuantity: Fraction, how: OperationTimes['cycles']): Fraction {
  const cycles = divide(quantity, baseQuantity);
  if (how === 'in_proportion') return cycles;
  const { numerator, denominator } = cycles;
  return fraction(numerator >= 0n ? (numerator + denominator - 1n) / denominator : numerator / denominator);
}

/**
 * How long a time occupies the calendar: time / (efficiency · capacity). 2 h at 80 % last 2.5 h; on two machines
 * side by side 1 h. Cost follows the time, not this duration.
 */
export function duration(time: Fraction, efficiency: Fraction = ONE, capacity: Fraction = ONE): Fraction {
  return divide(time, multiply(efficiency, capacity));
}

/** The part of a time that a job is charged when it shares the centre: time · concurrent capacity. */
export function allocatedTime(time: Fraction, concurrentCapacity: Fraction): Fraction {
  return multiply(time, concurrentCapacity);
}

/**
 * Activity-based cost: each user's part of a pool by its driver quantity, exactly.
 * 64,800 over 20 and 40 set-ups: 1,080 a set-up, 21,600 and 43,200.
 *
 * @throws RangeError when no driver quantity is positive.
 */
export function activityCost(
  pool: Fraction,
  drivers: Readonly<Record<string, Fraction>>,
): { rate: Fraction; cost: Record<string, Fraction> } {
  const total = Object.values(drivers).reduce<Fraction>(add, ZERO);
  const rate = divide(pool, total);
  const cost = Object.fromEntries(Object.entries(drivers).map(([user, quantity]) => [user, multiply(rate, quantity)]));
  return { rate, cost };
}
