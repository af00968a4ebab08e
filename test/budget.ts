/**
 * How much tests that draw, kill or cut may do: 1 where people wait for them; `npm run test:long` takes five times as much,
 * `MILLRACE_RUNS=20` twenty times.
 */
export const BUDGET = Number(process.env.MILLRACE_RUNS ?? 1);

/** For `fc.assert`: the usual number of runs, times the budget. */
export function runs(usual: number): { numRuns: number } {
  return { numRuns: usual * BUDGET };
}
