import { expect, expectTypeOf, test } from 'vitest';
import { NetworkBuilder, OUTSIDE } from './network/network.js';
import { type Settled, settle } from './network/settle.js';
import type { Outcome } from './results/outcome.js';
import { type Verified, verify } from './verify.js';

function small(): Settled {
  const builder = new NetworkBuilder(1);
  const node = builder.node();
  builder.source(node, [100]);
  builder.share(node, OUTSIDE, 1);
  return settle(builder.build());
}

test('a version is built of a verified result only: a settled one does not fit', () => {
  expectTypeOf<Verified>().toExtend<Outcome['settled']>();
  expectTypeOf<Settled>().not.toExtend<Outcome['settled']>();
});

test('one unit too many stops the run', () => {
  const settled = small();
  expect(verify(settled)).toBe(settled);
  settled.carried[0] += 1;
  expect(() => verify(settled)).toThrow(/100 entered, 101 left/);
});
