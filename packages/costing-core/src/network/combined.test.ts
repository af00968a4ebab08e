import { describe, expect, test } from 'vitest';
import { conserve } from './conserve.js';
import { NetworkBuilder, OUTSIDE } from './network.js';
import { type Settled, settle } from './settle.js';
import { trace } from './trace.js';

describe('what arrives as one element', () => {
  /** Node 0 holds 2.00 and 1.01; a third of it goes to node 1 as element 2, of which a half goes on. */
  function combined(): Settled {
    const builder = new NetworkBuilder(3);
    for (let node = 0; node < 2; node++) builder.node();
    builder.source(0, [200, 101, 0]);
    builder.share(0, 1, 1, 2);
    builder.share(0, OUTSIDE, 2);
    builder.share(1, OUTSIDE, 1);
    builder.share(1, OUTSIDE, 1);
    return settle(builder.build());
  }

  test('leaves element by element, and is added up', () => {
    const { carried, held } = combined();
    expect([...carried]).toEqual([67, 34, 0, 133, 67, 0, 0, 0, 51, 0, 0, 50]);
    expect([...held]).toEqual([200, 101, 0, 0, 0, 101]);
  });

  test('enters as the one and leaves as the other, per element', () => {
    const added = conserve(combined());
    expect(added.imbalances).toEqual([]);
    expect(added.entered).toEqual([133n, 67n, 101n]);
    expect(added.gone).toEqual([133n, 67n, 101n]);
  });

  test('is traced back to what it was', () => {
    const builder = new NetworkBuilder(2);
    for (let node = 0; node < 2; node++) builder.node();
    builder.source(0, [200, 0]);
    builder.source(0, [0, 100]);
    builder.share(0, 1, 1, 1);
    builder.share(1, OUTSIDE, 1);
    expect(trace(settle(builder.build()), 1, 1)).toEqual([
      { kind: 'source', index: 0, amount: 200 },
      { kind: 'source', index: 1, amount: 100 },
    ]);
  });

  test('is left as it is within a loop, and done where the loop is left', () => {
    const builder = new NetworkBuilder(2);
    for (let node = 0; node < 3; node++) builder.node();
    builder.source(0, [100, 100]);
    builder.share(0, 1, 1, 1);
    builder.share(1, 0, 1);
    builder.share(1, 2, 1, 1);
    builder.share(2, OUTSIDE, 1);
    const result = settle(builder.build());
    expect(result.notCombined).toEqual([0]);
    expect([...result.held.slice(4)]).toEqual([0, 200]);
    expect(conserve(result).imbalances).toEqual([]);
  });
});
