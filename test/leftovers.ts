const removals: (() => Promise<unknown>)[] = [];

/**
 * Has something removed when the file of tests that runs is through. Modules can't ask for that with an `afterAll` of their
 * own: they are loaded once for many files, and only the first would hear of it.
 */
export function removeAfterTests(removal: () => Promise<unknown>): void {
  removals.push(removal);
}

/** Removes all that was made since it was last called. */
export async function removeLeftovers(): Promise<void> {
  for (const removal of removals.splice(0)) await removal();
}
