import { expect, test } from 'vitest';
import { align } from './align.js';
import { attribute } from './attribute.js';
import { type Cause, causeOf, NOWHERE } from './cause.js';
import { type Fixed, fixed, ONE, times, type Vector } from './fixed-point.js';
import type { Factor, Link, Model, ModelNode, Own } from './model.js';

const X = { plant: '', key: 'X' };
const Y = { plant: '', key: 'Y' };
const POOL = { plant: '', key: 'POOL' };

interface Month {
  readonly bought: Fixed;
  readonly yielded: Fixed;
  readonly amount: Fixed;
  readonly hours: Fixed;
}

/** Per unit entered Y takes 2 X, half an hour and 0.1 Y of rework; X is 0.4 of opening stock, 0.6 bought. Material, labour. */
function month({ bought, yielded, amount, hours }: Month): Model {
  const opening = fixed(10);
  const x = times(fixed(4, 10), opening) + times(fixed(6, 10), bought);
  const rate = times(amount, hours);
  const per = (value: Fixed) => times(yielded, value);
  const exit = ONE - per(fixed(1, 10));
  const y = (cost: Fixed) => (cost * ONE) / exit;
  const factor = (cause: Cause, value: Fixed): Factor => ({ cause, value });
  const taken = (source: string, cause: Cause, value: Fixed): Link => {
    return {
      source,
      cause,
      factors: [factor(causeOf('yield', Y), yielded), factor(cause, value)],
      presence: 'structure',
    };
  };
  const share = (source: string, value: Fixed): Link => {
    const cause = causeOf('mix', X);
    return { source, cause, factors: [factor(cause, value)], presence: 'mix' };
  };
  const borne = (cause: Cause, amounts: Vector, factors: Factor[] = []): Own => ({
    cause,
    amounts,
    factors,
  });
  const node = (price: Vector, links: Link[], own: Own[]): ModelNode => ({
    group: 'stock',
    place: NOWHERE,
    quantity: ONE,
    price,
    links,
    own,
    rounding: [0n, 0n],
    flows: 0,
  });
  return {
    elements: ['material', 'labour'],
    nodes: new Map([
      ['opening', node([opening, 0n], [], [borne(causeOf('opening', X), [opening, 0n])])],
      ['bought', node([bought, 0n], [], [borne(causeOf('purchase_price', X), [bought, 0n])])],
      ['X', node([x, 0n], [share('opening', fixed(4, 10)), share('bought', fixed(6, 10))], [])],
      [
        'pool',
        node(
          [0n, rate],
          [],
          [borne(causeOf('pool_amount', POOL), [0n, amount], [factor(causeOf('pool_volume', POOL), hours)])],
        ),
      ],
      [
        'Y',
        node(
          [y(per(2n * x)), y(per(rate / 2n))],
          [
            taken('X', causeOf('usage', X, Y), fixed(2)),
            taken('pool', causeOf('hours', POOL, Y), fixed(1, 2)),
            taken('Y', causeOf('usage', Y, Y), fixed(1, 10)),
          ],
          [],
        ),
      ],
    ]),
  };
}

// The worked example of formulas.md 13.
const BEFORE = month({ bought: fixed(10), yielded: ONE, amount: fixed(1000), hours: fixed(1, 50) });
const AFTER = month({ bought: fixed(11), yielded: fixed(11, 10), amount: fixed(990), hours: fixed(1, 45) });

/** Of the change of Y. */
function partsOf(before: Model, after: Model) {
  const aligned = align(before, after);
  return attribute(aligned, aligned.placeOf.get('Y') as number);
}

const shown = (value: Fixed) => (Number(value) / Number(ONE)).toFixed(6);

test('yield, price, amount and volume in a loop add up to what moved', () => {
  const parts = partsOf(BEFORE, AFTER);
  const told = Object.fromEntries(parts.map(({ cause, amounts }) => [cause.kind, amounts.map(shown)]));
  expect(told).toEqual({
    yield: ['2.571785', '1.310861'],
    purchase_price: ['1.408240', '0.000000'],
    pool_amount: ['0.000000', '-0.123873'],
    pool_volume: ['0.000000', '1.297406'],
  });
  const change = [0, 1].map(
    (e) => (AFTER.nodes.get('Y') as ModelNode).price[e] - (BEFORE.nodes.get('Y') as ModelNode).price[e],
  );
  for (const e of [0, 1]) {
    const sum = parts.reduce((all, { amounts }) => all + amounts[e], 0n);
    expect(shown(sum)).toBe(shown(change[e]));
  }
  expect(shown(change[0] + change[1])).toBe('6.464419');
});

// What leaves the loop for each unit in it.
test.each([
  ['a tenth', fixed(1, 10)],
  ['a thousandth', fixed(1, 1000)],
  ['a millionth', fixed(1, 1_000_000)],
])('one factor alone is the only cause, and all of the change, where %s leaves the loop', (_, exit) => {
  const before = { bought: fixed(10), yielded: 10n * (ONE - exit), amount: fixed(1000), hours: fixed(1, 50) };
  const changes: readonly [string, Partial<Month>][] = [
    ['purchase_price', { bought: fixed(11) }],
    ['yield', { yielded: 10n * (ONE - 2n * exit) }],
    ['pool_amount', { amount: fixed(990) }],
    ['pool_volume', { hours: fixed(1, 45) }],
  ];
  for (const [kind, change] of changes) {
    const after = { ...before, ...change };
    const parts = partsOf(month(before), month(after));
    expect(parts.map(({ cause }) => cause.kind)).toEqual([kind]);
    const moved = [month(before), month(after)].map((of) => (of.nodes.get('Y') as ModelNode).price);
    expect(parts[0].amounts.map(shown)).toEqual([0, 1].map((e) => shown(moved[1][e] - moved[0][e])));
  }
});
