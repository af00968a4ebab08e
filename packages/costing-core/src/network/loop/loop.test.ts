import { type Fraction, fraction } from '@millrace/exact';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conserve } from '../conserve.js';
import { NetworkBuilder, OUTSIDE } from '../network.js';
import { settle } from '../settle.js';
import { fractions } from './arithmetic.js';
import { eliminate } from './eliminate.js';
import { LongFlows } from './long-flows.js';
import { ERROR_BITS, type LoopEquations, partsOf, refine } from './refine.js';
import { makeWhole, roundFlows } from './round-flows.js';
import { gatherSent } from './sent.js';

/** A repeatable stream of whole numbers below a bound. */
function draws(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 8) % below;
  };
}

describe('refine', () => {
  const weight = fc.oneof(
    fc.bigInt({ min: 1n, max: 9n }),
    fc.nat({ max: 18 }).map((power) => 10n ** BigInt(power)),
    fc.bigInt({ min: 1n, max: 10n ** 6n }),
  );
  const loop: fc.Arbitrary<LoopEquations> = fc.integer({ min: 2, max: 6 }).chain((count) =>
    fc
      .record({
        ring: fc.array(weight, { minLength: count, maxLength: count }),
        chords: fc.array(fc.tuple(fc.nat({ max: count - 1 }), fc.nat({ max: count - 1 }), weight), {
          maxLength: 2 * count,
        }),
        exits: fc.array(fc.oneof(fc.constant(0n), weight), { minLength: count, maxLength: count }),
        inflow: fc.array(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 15n }), { minLength: count, maxLength: count }),
      })
      .filter(({ exits }) => exits.some((exit) => exit > 0n))
      .map(({ ring, chords, exits, inflow }) => {
        const edges = [...ring.map((w, node) => [node, (node + 1) % count, w] as const), ...chords]
          .filter(([from, to]) => from !== to)
          .sort(([a], [b]) => a - b);
        const onward = exits.map((exit, node) =>
          edges.reduce((sum, [from, , w]) => (from === node ? sum + w : sum), exit),
        );
        const sent = gatherSent(
          count,
          edges.map(([from]) => from),
          edges.map(([, to]) => to),
          (edge) => edges[edge][2],
        );
        return { sent, onward, inflow: [inflow] };
      }),
  );

  function exactly(equations: LoopEquations): Fraction[] {
    const inflow = equations.inflow[0].map((amount) => fraction(amount));
    return eliminate(partsOf(equations, fraction), fractions).through(inflow);
  }

  test('all nodes together are within 2^-170 of the exact solution, however little leaves the loop', () => {
    fc.assert(
      fc.property(loop, (equations) => {
        const { perWeight, bits } = refine(equations);
        let error = 0n; // in units of 2^-(ERROR_BITS + 20), each rounded up
        exactly(equations).forEach((x, node) => {
          const unit = 1n << BigInt(bits);
          const difference = perWeight[0][node] * equations.onward[node] * x.denominator - x.numerator * unit;
          const size = difference < 0n ? -difference : difference;
          error += (size << BigInt(ERROR_BITS + 20)) / (x.denominator * unit) + 1n;
        });
        expect(error <= 1n << 20n).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('roundFlows', () => {
  test('three flows of 3⅓ to the outside become 3, 4, 3', () => {
    const flows = { nodeCount: 2, from: [0, 0, 0], to: [1, 1, 1], value: [10n, 10n, 10n], denominator: 3n };
    expect(roundFlows(flows)).toEqual([3n, 4n, 3n]);
  });

  test('a circulation keeps its whole values and rounds the rest to floor or ceiling, balanced', () => {
    const circulation = fc.integer({ min: 2, max: 7 }).chain((nodeCount) =>
      fc.record({
        nodeCount: fc.constant(nodeCount),
        denominator: fc.bigInt({ min: 1n, max: 12n }),
        // a sum of cycles balances at every node
        cycles: fc.array(
          fc.tuple(
            fc.uniqueArray(fc.nat({ max: nodeCount - 1 }), { minLength: 2 }),
            fc.bigInt({ min: -40n, max: 60n }),
          ),
          { minLength: 1, maxLength: 8 },
        ),
      }),
    );
    fc.assert(
      fc.property(circulation, ({ nodeCount, denominator, cycles }) => {
        const { from, to, value } = aroundThem(cycles);
        const rounded = roundFlows({ nodeCount, from, to, value, denominator });
        const surplus = new Array<bigint>(nodeCount).fill(0n);
        rounded.forEach((flow, edge) => {
          const error = flow * denominator - value[edge];
          expect(error > -denominator && error < denominator).toBe(true);
          if (value[edge] % denominator === 0n) expect(error).toBe(0n);
          surplus[from[edge]] -= flow;
          surplus[to[edge]] += flow;
        });
        expect(surplus.every((s) => s === 0n)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('long flows', () => {
  const BITS = 192;
  /** Parts that agree in many limbs, products that carry through all of them, both signs. */
  const perWeight = fc.oneof(
    fc.bigInt({ min: -(2n ** 250n), max: 2n ** 250n }),
    fc
      .tuple(fc.nat({ max: 230 }), fc.integer({ min: -2, max: 2 }))
      .map(([bits, more]) => 2n ** BigInt(bits) + BigInt(more)),
    fc.integer({ min: -9, max: 9 }).map(BigInt),
  );
  const weight = fc.oneof(
    fc.integer({ min: 1, max: 9 }),
    fc.integer({ min: 1, max: 2 ** 53 - 1 }),
    fc.constant(2 ** 48 - 1),
  );

  test('a product is that of integers, to the last bit, and refused beyond 2^53 − 1', () => {
    fc.assert(
      fc.property(weight, perWeight, (w, y) => {
        const flows = new LongFlows(2, BITS - 3);
        expect(flows.bits).toBe(BITS);
        const product = BigInt(w) * y;
        const whole = product >> BigInt(BITS);
        const set = () => flows.setProduct(1, w, flows.factor(y));
        if (whole > Number.MAX_SAFE_INTEGER || whole < -Number.MAX_SAFE_INTEGER) {
          expect(set).toThrow(RangeError);
          return;
        }
        set();
        expect(flows.get(1)).toBe(product);
        expect(flows.get(0)).toBe(0n);
        expect(flows.isWhole(1)).toBe(BigInt.asUintN(BITS, product) === 0n);
      }),
      { numRuns: 2000 },
    );
  });

  test('a circulation of theirs is made whole as one in exact fractions is', () => {
    const circulation = fc.integer({ min: 2, max: 7 }).chain((nodeCount) =>
      fc.tuple(
        fc.constant(nodeCount),
        fc.array(fc.tuple(fc.uniqueArray(fc.nat({ max: nodeCount - 1 }), { minLength: 2 }), perWeight), {
          minLength: 1,
          maxLength: 8,
        }),
      ),
    );
    fc.assert(
      fc.property(circulation, ([nodeCount, cycles]) => {
        const { from, to, value } = aroundThem(cycles.map(([nodes, of]) => [nodes, BigInt.asIntN(BITS + 50, of)]));
        const flows = new LongFlows(value.length, BITS);
        value.forEach((of, edge) => {
          flows.set(edge, of);
        });
        makeWhole({ nodeCount, from, to }, flows);
        expect([...flows.whole].map(BigInt)).toEqual(
          roundFlows({ nodeCount, from, to, value, denominator: 1n << BigInt(BITS) }),
        );
      }),
      { numRuns: 1000 },
    );
  });
});

describe('at size', () => {
  test('a chain of 1,000,000 nodes', () => {
    const count = 1_000_000;
    const builder = new NetworkBuilder(1);
    for (let i = 0; i < count; i++) builder.node();
    builder.source(0, [123_456]);
    for (let i = 0; i < count; i++) builder.share(i, i + 1 < count ? i + 1 : OUTSIDE, 1);
    expect(settle(builder.build()).carried[count - 1]).toBe(123_456);
  });

  test('a loop of 10,000 nodes of which hardly anything leaves', () => {
    const count = 10_000;
    const builder = new NetworkBuilder(1);
    for (let i = 0; i < count; i++) builder.node();
    builder.source(17, [1_000]);
    for (let i = 0; i < count; i++) builder.share(i, (i + 1) % count, 1_000_000);
    const exit = builder.share(5_000, OUTSIDE, 1);
    const network = builder.build();
    const settled = settle(network);
    expect(settled.carried[network.edgePosition[exit]]).toBe(1_000);
    // one part in 1,000,001 leaves at node 5,000, so 1,000 units pass it 1,000,001 times
    expect(settled.held[5_000]).toBe(1_000_001_000);
    expect(settled.held[4_999]).toBe(1_000_001_000);
    expect(settled.held[5_001]).toBe(1_000_000_000);
  });

  test('a tangled loop of 2,000 nodes equals the limit of iteration, edge by edge', () => {
    const count = 2_000;
    const next = draws(1);
    const builder = new NetworkBuilder(1);
    for (let i = 0; i < count; i++) builder.node();
    const inflow = Array.from({ length: count }, () => next(1_000_000));
    for (const [node, amount] of inflow.entries()) builder.source(node, [amount]);
    const edges: [number, number, bigint][] = [];
    const totals = new Array<bigint>(count).fill(0n);
    for (let node = 0; node < count; node++) {
      for (let k = 0; k < 3; k++) edges.push([node, next(count), BigInt(1 + next(100))]);
      edges.push([node, (node + 1) % count, 5n], [node, OUTSIDE, 200n]);
    }
    for (const [from, to, w] of edges) {
      builder.share(from, to, w);
      totals[from] += w;
    }
    const network = builder.build();
    const settled = settle(network);
    expect(conserve(settled).imbalances).toEqual([]);

    // Two fifths of every node's value leave it, so 400 sweeps are good to some 80 digits.
    const bits = 300n;
    let x = inflow.map((amount) => BigInt(amount) << bits);
    for (let sweep = 0; sweep < 400; sweep++) {
      const after = inflow.map((amount) => BigInt(amount) << bits);
      for (const [from, to, w] of edges) if (to !== OUTSIDE) after[to] += (x[from] * w) / totals[from];
      x = after;
    }
    edges.forEach(([from, , w], edge) => {
      const exact = (x[from] * w) / totals[from];
      const error = (BigInt(settled.carried[network.edgePosition[edge]]) << bits) - exact;
      const allowed = (1n << bits) + (1n << 100n);
      expect(error < allowed && error > -allowed).toBe(true);
    });
  });
});

/** An edge from each node of a cycle to the next, with what goes round: it balances at every node. */
function aroundThem(cycles: readonly (readonly [nodes: readonly number[], amount: bigint])[]) {
  const edges = cycles.flatMap(([nodes, value]) =>
    nodes.map((from, i) => ({ from, to: nodes[(i + 1) % nodes.length], value })),
  );
  return {
    from: edges.map(({ from }) => from),
    to: edges.map(({ to }) => to),
    value: edges.map(({ value }) => value),
  };
}
