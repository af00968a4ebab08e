import { expect, test } from 'vitest';
import { align } from './align.js';
import { attribute } from './attribute.js';
import { causeOf, NOWHERE, type Place } from './cause.js';
import { doubleGraph } from './double-graph.js';
import { type Fixed, fixed, ONE, times } from './fixed-point.js';
import { largestParts } from './largest.js';
import type { Link, Model, ModelNode, Own } from './model.js';
import { shownParts } from './shown-causes.js';

const SCALE = 6;

function place(key: string): Place {
  return { plant: '', key };
}

function node(price: Fixed, links: [string, Fixed][], cost = 0n): ModelNode {
  const own: Own[] = cost === 0n ? [] : [{ cause: OWN, amounts: [cost], factors: [] }];
  const link = ([source, value]: [string, Fixed]): Link => {
    const cause = causeOf('usage', place(source));
    return { source, cause, factors: [{ cause, value }], presence: 'structure' };
  };
  return {
    ...{ group: 'stock', place: NOWHERE, quantity: ONE, price: [price], rounding: [0n], flows: 0 },
    ...{ links: links.map(link), own },
  };
}

const OWN = causeOf('purchase_price', place('RAW'));

/** A takes RAW and some of B, B takes A: a loop where some of B goes round. */
function loop(price: Fixed, round: Fixed): Model {
  const a = (price * ONE) / (ONE - round);
  const nodes = new Map([
    [
      'A',
      node(a, [
        ['RAW', ONE],
        ['B', round],
      ]),
    ],
    ['B', node(a, [['A', ONE]])],
    ['RAW', node(price, [], price)],
    ['TOP', node(times(fixed(3), a), [['B', fixed(3)]])],
  ]);
  return { elements: ['material'], nodes };
}

function both(before: Model, after: Model, key: string) {
  const aligned = align(before, after);
  const at = aligned.placeOf.get(key) as number;
  const exact = shownParts(attribute(aligned, at), SCALE);
  const { isUnfit, rowOf } = doubleGraph(aligned);
  return { exact, quick: largestParts(aligned, [at], SCALE, 9)(at), isUnfit: isUnfit[rowOf[at]] };
}

test('a loop is moved through in doubles, to the digits of exact arithmetic', () => {
  const { exact, quick, isUnfit } = both(loop(fixed(10), fixed(1, 3)), loop(fixed(11), fixed(1, 7)), 'TOP');
  expect(isUnfit).toBe(0);
  expect(exact.map(({ cause }) => cause.kind)).toEqual(['usage', 'purchase_price']);
  expect(quick).toEqual(exact);
});

test('what takes a negative quantity is left to exact arithmetic', () => {
  const returned = (price: Fixed): Model => {
    const { nodes } = loop(price, fixed(1, 3));
    const { price: taken } = nodes.get('A') as ModelNode;
    const rest = node(-times(fixed(2), taken[0]), [['A', fixed(-2)]]);
    return { elements: ['material'], nodes: new Map([...nodes, ['REST', rest]]) };
  };
  const { exact, quick, isUnfit } = both(returned(fixed(10)), returned(fixed(11)), 'REST');
  expect(isUnfit).toBe(1);
  expect(quick.map(({ total }) => total)).toEqual([-3_000_000n]);
  expect(quick).toEqual(exact);
});

test('a half of the last digit is rounded as exact arithmetic does, whatever the sign', () => {
  // 0.0000015 and its like: in doubles some stand above, some below.
  for (const millionths of [1, 3, 7, 21, 1001, 2_000_003]) {
    const half = fixed(2 * millionths + 1, 2_000_000);
    const one = (cost: Fixed): Model => ({ elements: ['material'], nodes: new Map([['RAW', node(cost, [], cost)]]) });
    const { quick } = both(one(fixed(7)), one(fixed(7) + half), 'RAW');
    expect(quick.map(({ total }) => total)).toEqual([BigInt(millionths + 1)]);
    const back = both(one(fixed(7) + half), one(fixed(7)), 'RAW');
    expect(back.quick.map(({ total }) => total)).toEqual([-BigInt(millionths + 1)]);
  }
});

test('what cancels out to less than a digit is no cause', () => {
  const model = (price: Fixed, second: Fixed): Model => ({
    elements: ['material'],
    nodes: new Map([
      ['RAW', node(price, [], price)],
      ['TOP', { ...node(price, [['RAW', ONE]]), own: [{ cause: OWN, amounts: [second], factors: [] }] }],
    ]),
  });
  const { exact, quick } = both(model(fixed(10), fixed(5)), model(fixed(11), fixed(4)), 'TOP');
  expect(exact).toEqual([]);
  expect(quick).toEqual([]);
});
