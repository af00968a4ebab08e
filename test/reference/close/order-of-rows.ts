/** The orders of rules.md 3 and 4: of texts, operations and events. */

/** Texts as UTF-8 bytes. */
export function compareText(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** Operations without a position: the empty one, then codes of digits as integers (ties as text), then the others. */
export function compareOperations(a: string, b: string): number {
  const group = (code: string) => (code === '' ? 0 : /^\d+$/.test(code) ? 1 : 2);
  if (group(a) !== group(b)) return group(a) - group(b);
  if (group(a) === 1 && BigInt(a) !== BigInt(b)) return BigInt(a) < BigInt(b) ? -1 : 1;
  return compareText(a, b);
}

/** What an event is ordered by. */
export interface EventKey {
  /** Microseconds since 1970. */
  readonly at: bigint;
  readonly phase: number;
  readonly document: string;
  readonly line: bigint;
  readonly movement: string;
}

/** Within one instant: opening, receipts, value adjustments, transfers in, completions, outflows, transfers out. */
export const PHASE = { receipt: 1, value: 2, transferIn: 3, completion: 4, outflow: 5, transferOut: 6 } as const;

export function compareEvents(a: EventKey, b: EventKey): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  if (a.phase !== b.phase) return a.phase - b.phase;
  const byDocument = compareText(a.document, b.document);
  if (byDocument !== 0) return byDocument;
  if (a.line !== b.line) return a.line < b.line ? -1 : 1;
  return compareText(a.movement, b.movement);
}
