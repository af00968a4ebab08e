import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StageNodes } from './stage-nodes.js';

const ORDERS = 40;

/** Enough to grow several times, with stages that come back. */
const entries = fc.array(fc.record({ order: fc.nat(ORDERS - 1), stage: fc.nat(9), isOpened: fc.boolean() }), {
  minLength: 1,
  maxLength: 600,
  size: 'max',
});

test('a stage has one node however often it is entered, and all of them are gone through', () => {
  fc.assert(
    fc.property(entries, (given) => {
      const nodes = new StageNodes(ORDERS);
      const expected = new Map<string, { node: number; opening: number | undefined }>();
      let made = 0;
      for (const { order, stage, isOpened } of given) {
        const key = `${order} ${stage}`;
        const known = expected.get(key) ?? { node: ++made, opening: undefined };
        expect(nodes.node(order, stage, () => known.node)).toBe(known.node);
        if (isOpened) {
          known.opening ??= ++made;
          expect(nodes.opening(order, stage, () => known.opening as number)).toBe(known.opening);
        }
        expected.set(key, known);
      }
      const all = Array.from(nodes.all(), ({ order, stage, node, opening }) => [
        `${order} ${stage}`,
        { node, opening },
      ]);
      expect(all).toEqual([...expected]);
    }),
  );
});
