import { invariant } from '@millrace/exact';
import { conserve } from './network/conserve.js';
import type { Settled } from './network/settle.js';

declare const verified: unique symbol;

/** A settled network that was added up anew. Only `verify` makes one, and only of it a version is built. */
export type Verified = Settled & { readonly [verified]: true };

/**
 * In = out per node and element, and in total: else the engine is wrong, and says so.
 *
 * @throws BrokenInvariant
 */
export function verify(settled: Settled): Verified {
  const { entered, gone, stranded, imbalances } = conserve(settled);
  const [first] = imbalances;
  invariant(
    first === undefined,
    `Node ${first?.node}, element ${first?.element}: ${first?.entered} entered, ${first?.left} left.`,
  );
  for (const [e, amount] of entered.entries()) {
    invariant(amount === gone[e] + stranded[e], `Element ${e}: ${amount} entered, ${gone[e] + stranded[e]} left.`);
  }
  return settled as Verified;
}
