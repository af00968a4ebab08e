/** What does not keep the rules of tidy.test.ts yet, by name. Each list may only become shorter, and has to become empty. */

/** What benchmarks time and no command runs. */
export const BENCHMARKED_AND_IDLE: readonly string[] = ['valueColumns'];

/** Exports that no command runs and no document or example shows. */
export const UNUSED_EXPORTS: readonly string[] = ['factsSchema', 'rowSchema', 'valueStock'];
