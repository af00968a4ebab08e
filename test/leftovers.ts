import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const removals: (() => Promise<unknown>)[] = [];

/**
 * Has something removed when the file of tests that runs is through. Modules can't ask for that with an `afterAll` of their
 * own: they are loaded once for many files, and only the first would hear of it.
 */
export function removeAfterTests(removal: () => Promise<unknown>): void {
  removals.push(removal);
}

/** Removes all that was made since it was last called, and leaves it if the process is in there: the next file shares it. */
export async function removeLeftovers(): Promise<void> {
  process.chdir(ROOT);
  for (const removal of removals.splice(0)) await removal();
}
