import type { Edge, Version } from '@millrace/costing-core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../../budget.js';
import { Fraction } from '../../reference/close/fraction.js';
import { judge } from '../../reference/close/judge.js';
import { referenceNetwork } from '../../reference/close/reference-network.js';
import { loopsOf } from '../../reference/close/solve.js';
import { close } from './closed.js';
import { type Factory, factory, SEPTEMBER } from './factory.js';

describe('on random factories', () => {
  test('the engine agrees with the reference, node by node', () => {
    fc.assert(
      fc.property(factory, (drawn) => {
        const { version, edges, amountScale } = close(drawn);
        const network = referenceNetwork(drawn.facts, drawn.policy, SEPTEMBER);
        const { disagreements, stranded } = judge(network, edges, amountScale);
        expect(disagreements).toEqual([]);
        expect(strandedIn(version, network.elements, amountScale)).toEqual(stranded);
      }),
      runs(100),
    );
  });
});

describe('what is drawn', () => {
  const drawn = fc.sample(factory, { numRuns: 300, seed: 20260901 });
  const networks = drawn.map(({ facts, policy }) => referenceNetwork(facts, policy, SEPTEMBER));

  test.each([
    ['stock', 200],
    ['order', 200],
    ['loss', 60],
    ['pool', 100],
    ['centre', 20],
    ['department', 150],
    ['received', 100],
    ['rate', 15],
    ['short', 100],
    ['debt', 50],
    ['revaluation', 20],
    ['late', 20],
    ['spread', 15],
    ['difference', 20],
    ['returned', 50],
  ])('has nodes of the kind %s in at least %i of 300', (kind, atLeast) => {
    const having = networks.filter(({ nodes }) => [...nodes.keys()].some((name) => name.startsWith(`${kind} `)));
    expect(having.length).toBeGreaterThanOrEqual(atLeast);
  });

  test.each([
    ['scrap_loss', 20],
    ['irreparable', 30],
    ['normal_salvage', 20],
    ['repair', 5],
    ['scrap_value', 15],
    ['spoilage', 20],
    ['order_without_output', 20],
    ['disassembly_difference', 5],
    ['closing_wip', 100],
    ['completed', 100],
    ['driven', 60],
    ['unabsorbed', 10],
    ['idle_capacity', 5],
    ['no_driver', 50],
    ['own_cost', 60],
    ['pooled', 15],
    ['absorption_difference', 5],
    ['absorption_carried', 50],
    ['served', 100],
    ['service_expense', 20],
    ['service_difference', 10],
    ['administration_expense', 25],
    ['negative_stock', 20],
    ['late_difference', 20],
    ['late', 5],
    ['carry', 30],
    ['spread', 15],
    ['standard', 20],
    ['price_difference', 20],
    ['returned', 50],
    ['return_difference', 50],
  ])('has flows of the kind %s in at least %i of 300', (kind, atLeast) => {
    const having = networks.filter(({ nodes }) =>
      [...nodes.values()].some(({ shares, fixed }) => [...shares, ...fixed].some((edge) => edge.kind === kind)),
    );
    expect(having.length).toBeGreaterThanOrEqual(atLeast);
  });

  test('hands on differences of absorbed cost, and decides on them', () => {
    const opened = networks.flatMap(({ nodes }) =>
      [...nodes.values()].filter(({ sources }) => sources.some(({ kind }) => kind === 'opening_absorption')),
    );
    for (const kind of ['absorption_carried', 'unabsorbed', 'absorption_difference']) {
      const leaving = opened.filter(({ shares }) => shares.some((edge) => edge.kind === kind));
      expect(leaving.length, kind).toBeGreaterThanOrEqual(10);
    }
  });

  test('shares differences over items by what was applied to them in the year, to orders that only receive, and as expense', () => {
    const nodes = networks.flatMap((network) => [...network.nodes.values()]);
    const items = nodes.filter(({ name }) => /^rate .* · .* · /.test(name));
    expect(items.length).toBeGreaterThanOrEqual(15);
    const sharing = nodes.filter(({ shares }) => shares.some(({ to }) => /^rate .* · .* · /.test(to)));
    expect(sharing.filter(({ shares }) => shares.length > 1).length).toBeGreaterThanOrEqual(4);
    expect(
      sharing.filter(({ shares }) => shares.some(({ kind }) => kind === 'unabsorbed')).length,
    ).toBeGreaterThanOrEqual(2);
    expect([...sharing, ...items].filter(({ rounding }) => rounding !== 'exact').length).toBeGreaterThanOrEqual(3);
  });

  test('shares differences by balances of all kinds', () => {
    const sharing = drawn.filter((_, i) => networks[i].unshared.some(({ item }) => item === undefined));
    expect(sharing.length).toBeGreaterThanOrEqual(15);
    const edges = sharing.map((of) => close(of).edges.filter(({ from }) => !from.startsWith('difference ')));
    const having = (isAsked: (edge: Edge) => boolean) => edges.filter((of) => of.some(isAsked)).length;
    expect(having(({ from }) => from.startsWith('wip_balance '))).toBeGreaterThanOrEqual(3);
    expect(having(({ from }) => from.startsWith('stock_balance '))).toBeGreaterThanOrEqual(5);
    expect(having(({ kind }) => kind === 'sales_difference')).toBeGreaterThanOrEqual(3);
    expect(
      networks.filter((of) => of.unshared.some(({ rounding }) => rounding !== 'exact')).length,
    ).toBeGreaterThanOrEqual(3);
  });

  test('gives differences of items at standard to their stock and sales', () => {
    const sharing = drawn.filter((_, i) => networks[i].unshared.some(({ item }) => item !== undefined));
    expect(sharing.length).toBeGreaterThanOrEqual(8);
    const left = sharing.flatMap((of) => close(of).edges.filter(({ from }) => from.startsWith('difference ')));
    expect(left.filter(({ to }) => to.startsWith('stock_balance ')).length).toBeGreaterThanOrEqual(8);
    expect(left.filter(({ kind }) => kind === 'sales_difference').length).toBeGreaterThanOrEqual(3);
    expect(left.filter(({ kind, to }) => kind === 'price_difference' && to === '').length).toBeGreaterThanOrEqual(2);
  });

  test('carries what steps made combined, known beforehand too', () => {
    const nodes = networks.flatMap((network) => [...network.nodes.values()]);
    const combined = nodes.flatMap(({ shares }) => shares.filter(({ arrivesAs }) => arrivesAs !== undefined));
    expect(combined.length).toBeGreaterThanOrEqual(60);
    const known = nodes.flatMap(({ sources }) => sources.filter(({ kind }) => kind === 'reclassified'));
    expect(known.length).toBeGreaterThanOrEqual(20);
  });

  test('corrects estimates of earlier months, whole, in parts and in several invoices', () => {
    const corrected = networks.filter(({ nodes }) =>
      [...nodes.values()].some(
        ({ name, fixed }) => name.startsWith('late ') && fixed.some(({ kind, to }) => kind === 'movement' && to === ''),
      ),
    );
    expect(corrected.length).toBeGreaterThanOrEqual(20);
  });

  test('gains by losing less than is the rule', () => {
    const gaining = networks.filter(({ nodes }) =>
      [...nodes.values()].some(({ shares }) => shares.some(({ weight }) => weight.sign < 0)),
    );
    expect(gaining.length).toBeGreaterThanOrEqual(15);
  });

  test('shares items between orders, also where their components are listed', () => {
    const shares = networks.map(({ nodes }) => {
      return [...nodes.values()].flatMap(({ name, shares: own }) => (/^centre .* · /.test(name) ? own : []));
    });
    const isTo = (into: RegExp) => shares.filter((own) => own.some(({ to }) => into.test(to))).length;
    expect(isTo(/^order /)).toBeGreaterThanOrEqual(8);
    expect(isTo(/=[RM]\d/)).toBeGreaterThanOrEqual(1);
  });

  test('takes material by the bill of material, for several lines and for what stays in process too', () => {
    const issues = networks.flatMap(({ nodes }) => {
      const edges = [...nodes.values()].flatMap(({ shares }) => shares);
      return edges.filter(({ movement }) => movement.startsWith('back-flush:'));
    });
    expect(issues.length).toBeGreaterThanOrEqual(40);
    expect(issues.filter(({ movement }) => !movement.endsWith(':1')).length).toBeGreaterThanOrEqual(10);
    const staying = networks.flatMap(({ nodes }) =>
      issues.filter(({ to }) => nodes.get(to)?.shares.some(({ kind }) => kind === 'closing_wip')),
    );
    expect(staying.length).toBeGreaterThanOrEqual(1);
  });

  test('has pieces beyond repair at their standard', () => {
    const atStandard = networks.filter(({ nodes }) =>
      [...nodes.values()].some(({ fixed }) => fixed.some(({ kind }) => kind === 'irreparable')),
    );
    expect(atStandard.length).toBeGreaterThanOrEqual(4);
  });

  test('has loops, of one node and of many', () => {
    const sizes = networks.flatMap((network) => loopsOf(network).map(({ size }) => size));
    expect(sizes.length).toBeGreaterThanOrEqual(35);
    expect(Math.max(...sizes)).toBeGreaterThanOrEqual(8);
  });

  test.each([
    'purchase_receipt',
    'purchase_estimate',
    'purchase_estimate_reversal',
    'purchase_return',
    'purchase_adjustment',
    'subcontract_fee',
    'count_gain',
    'revaluation',
    'issue',
    'issue_return',
    'transfer',
    'transfer_out',
    'transfer_in',
    'form_change',
    'sale',
    'sale_return',
    'expense_issue',
    'count_loss',
    'stock_scrap',
    'completion',
    'completion_reversal',
    'operation_scrap',
    'compensation',
    'by_product_receipt',
    'salvage_receipt',
  ])('has movements of the type %s', (type) => {
    const having = drawn.filter(({ facts }: Factory) => facts.movement?.some((row) => row.type === type));
    expect(having.length).toBeGreaterThanOrEqual(20);
  });
});

describe('what is drawn', () => {
  const policies = fc.sample(factory, { numRuns: 300, seed: 20260901 }).map(({ policy }) => policy);
  const valuations = policies.map(({ valuation }) => valuation);

  test.each(['periodic_average', 'daily_average', 'moving_average', 'fifo', 'lifo', 'specific', 'standard'])(
    'values stock by %s',
    (method) => {
      expect(valuations.filter((valuation) => valuation.method === method).length).toBeGreaterThanOrEqual(10);
    },
  );

  test.each(['plant_item', 'plant_item_lot', 'plant_item_project', 'plant_item_lot_project', 'item'])(
    'has buckets of %s',
    (bucket) => {
      expect(valuations.filter((valuation) => valuation.bucket === bucket).length).toBeGreaterThanOrEqual(10);
    },
  );

  test('takes layers as they come and over the whole month, and mixes methods in one factory', () => {
    const layered = valuations.filter(({ method }) => method === 'fifo' || method === 'lifo');
    for (const order of ['chronological', 'cumulative']) {
      expect(layered.filter(({ layer_order }) => layer_order === order).length).toBeGreaterThanOrEqual(10);
    }
    const mixed = policies.filter(
      ({ valuation, valuation_by_category }) =>
        valuation_by_category.metal && valuation_by_category.metal.method !== valuation.method,
    );
    expect(mixed.length).toBeGreaterThanOrEqual(50);
  });
});

/** What the version shows as a residual because it could not move on, by node. */
function strandedIn(version: Version, elements: readonly string[], amountScale: number): Map<string, bigint[]> {
  const stranded = new Map<string, bigint[]>();
  const scale = new Fraction(10n ** BigInt(amountScale));
  for (const { reason, object, key, element, amount } of version.rows('residual')) {
    if (reason !== 'zero_quantity' && reason !== 'trapped') continue;
    const name = `${object} ${key}`;
    const amounts = stranded.get(name) ?? elements.map(() => 0n);
    amounts[elements.indexOf(element)] += Fraction.of(amount).times(scale).rounded;
    stranded.set(name, amounts);
  }
  return stranded;
}
