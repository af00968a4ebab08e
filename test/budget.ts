/**
 * How much tests that draw, kill or cut do: a third of the usual where people wait for them; `npm run test:long` does the
 * usual five times, `MILLRACE_RUNS=20` twenty times.
 */
const BUDGET = Number(process.env.MILLRACE_RUNS ?? 1 / 3);

/** The long lane goes through each step and each kind of database where the short one takes samples. */
export const IS_LONG = BUDGET >= 1;

/** A usual number, times the budget. */
export function budgeted(usual: number): number {
  return Math.ceil(usual * BUDGET);
}

/** At its own size, which takes hours, the long lane goes through every statement, and at smaller ones through some. */
export const IS_WHOLE = BUDGET >= 5;

/** At how many random moments a command is ended: fifty in the whole long lane, of each command. */
export const MOMENTS = IS_WHOLE ? budgeted(10) : IS_LONG ? 4 : 1;

/** For `fc.assert`: the usual number of runs, times the budget. */
export function runs(usual: number): { numRuns: number } {
  return { numRuns: budgeted(usual) };
}
