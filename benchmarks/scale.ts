import { plan } from './scale/plan.js';

/**
 * The plan of docs/scale.md: 1,000 ledgers and a billion movements a month, by the last runs of the benchmarks `close` and `ledgers`
 * that were kept, and a simulation of the queue. Nothing is timed.
 *
 *     npm run bench -- scale
 */
export async function bench(): Promise<void> {
  for (const line of plan()) console.log(line);
}
