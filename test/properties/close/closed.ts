import { type Closing, closePeriod, type Edge, edgesOf, type Version } from '@millrace/costing-core';
import { type Factory, SEPTEMBER } from './factory.js';

/** What the engine made of a factory. */
export interface Closed {
  readonly version: Version;
  readonly edges: readonly Edge[];
  readonly amountScale: number;
}

/** Closes a period of a factory. Random factories have no fatal findings: whatever they hold, there is a version. */
export function close(
  { facts, policy }: Factory,
  closing: Closing & { readonly previous?: Version } = SEPTEMBER,
): Closed {
  const { version, outcome, findings } = closePeriod(facts, policy, closing);
  if (version === undefined || outcome === undefined) throw new Error(`no version: ${JSON.stringify(findings)}`);
  const ledger = facts.ledger?.find((row) => row.ledger === closing.ledger);
  return { version, edges: [...edgesOf(outcome)], amountScale: Number(ledger?.amount_scale) };
}
