/** What does not keep the rules of tidy.test.ts yet, by name. The list may only become shorter, and has to become empty. */

/** What benchmarks time and no command runs. */
export const BENCHMARKED_AND_IDLE: readonly string[] = ['valueColumns'];
