/** Our own bug, never bad data: the run stops. */
export class BrokenInvariant extends Error {
  constructor(sentence: string) {
    super(`${sentence} This is a defect of Millrace, not of the data: please report it with the input.`);
    this.name = 'BrokenInvariant';
  }
}

/** Throws `BrokenInvariant` with this sentence where the condition doesn't hold. */
export function invariant(condition: boolean, sentence: string): asserts condition {
  if (!condition) throw new BrokenInvariant(sentence);
}
