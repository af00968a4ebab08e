/** What does not keep the rules of tidy.test.ts yet, by name. Each list may only become shorter, and has to become empty. */

/** Functions with more than five parameters. */
export const LONG_PARAMETER_LISTS: readonly string[] = [
  'addWorkInProcess',
  'at',
  'dotInBigInt',
  'exactDot',
  'flow',
  'followOrders',
  'op',
  'pool',
  'quantities',
  'raw',
  'settleAtRoundedRate',
  'settleLoop',
  'settleNode',
  'wholeFlows',
];

/** What benchmarks time and no command runs. */
export const BENCHMARKED_AND_IDLE: readonly string[] = ['valueColumns'];

/** Exports that no command runs and no document or example shows. */
export const UNUSED_EXPORTS: readonly string[] = ['factsSchema', 'rowSchema', 'valueStock'];

/** Files that need each other, by the file in which the way around closes. */
export const CIRCLES: readonly string[] = ['centres.ts', 'drivers.ts'];
