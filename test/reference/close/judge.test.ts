import { closePeriod, defaultPolicy, type Edge, edgesOf } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { judge } from './judge.js';
import { referenceNetwork } from './reference-network.js';
import { bought, month, moved, ordered, SEPTEMBER } from './worked-example.js';

/** 10.00 over three equal sales, and 7 of 11 kg in a loop of rework, of which 2 come back. */
const facts = month(
  bought('RAW', '3', '10.00'),
  moved('sale', 'RAW', '1'),
  {
    movement: ['second', 'third'].map((movement, i) => ({
      ...(moved('sale', 'RAW', '1').movement?.[0] ?? never()),
      movement,
      line: 2 + i,
    })),
  },
  bought('A', '9', '100.00'),
  ordered('O', 'A', '2', true),
  moved('issue', 'A', '7', 'O'),
  moved('completion', 'A', '2', 'O'),
);
const network = referenceNetwork(facts, defaultPolicy, SEPTEMBER);
const { outcome } = closePeriod(facts, defaultPolicy, SEPTEMBER);
const edges = [...edgesOf(outcome ?? never())];
const sales = edges.filter(({ from, to }) => from === 'stock P1 · RAW' && to === '');
const loop = edges.filter(({ from, to }) => from === 'stock P1 · A' && to === 'order O · material');

describe('the judge', () => {
  test('has nothing to say where the engine is right', () => {
    expect(sales.map(({ amounts }) => amounts.material)).toEqual(['3.33', '3.34', '3.33']);
    expect(judgeWith(edges)).toEqual([]);
  });

  test('says where a cent went elsewhere', () => {
    expect(
      judgeWith(
        edges.map((edge) => (edge === sales[0] ? of(edge, '3.34') : edge === sales[1] ? of(edge, '3.33') : edge)),
      ),
    ).toEqual([
      'stock P1 · RAW → outside (movement sale RAW 1) [material] should be 333, the engine has 334',
      'stock P1 · RAW → outside (movement second) [material] should be 334, the engine has 333',
    ]);
  });

  test('says where an amount that is known is another', () => {
    const changed = edges.map((edge) => (edge.from === '' && edge.to === 'stock P1 · RAW' ? of(edge, '10.01') : edge));
    expect(judgeWith(changed)).toContainEqual(expect.stringContaining('is known to be 1000,0, the engine has 1001,0'));
  });

  test('says where an edge is missing, and where there is one too many', () => {
    expect(judgeWith(edges.filter((edge) => edge !== sales[2]))).toContain(
      'stock P1 · RAW → outside (movement third) is not in the engine',
    );
    expect(judgeWith([...edges, { ...sales[0], to: 'stock P1 · B' }])).toContainEqual(
      expect.stringContaining('is not in the reference'),
    );
  });

  test('says where a loop is off by one and where it does not balance', () => {
    expect(loop).toHaveLength(1);
    const changed = edges.map((edge) =>
      edge === loop[0] ? of(edge, String(Number(edge.amounts.material) + 0.02)) : edge,
    );
    const said = judgeWith(changed);
    expect(said).toContainEqual(expect.stringMatching(/material.* in a loop is exactly .*, the engine has/));
    expect(said).toContainEqual('stock P1 · A in a loop keeps -2,0');
  });
});

function judgeWith(changed: readonly Edge[]): readonly string[] {
  return judge(network, changed, 2).disagreements;
}

function of(edge: Edge, material: string): Edge {
  return { ...edge, amounts: { ...edge.amounts, material } };
}

function never(): never {
  throw new Error('the example is not whole');
}
