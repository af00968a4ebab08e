import type { Edge } from '@millrace/costing-core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../../budget.js';
import { Fraction, ONE } from '../../reference/close/fraction.js';
import { referenceNetwork } from '../../reference/close/reference-network.js';
import { totalWeight } from '../../reference/close/solve.js';
import { type BucketColumns, bucketKey, bucketOfNode } from './bucket-key.js';
import { ELEMENTS, SEMI_ELEMENTS } from './cells.js';
import { close } from './closed.js';
import { factory, SEPTEMBER } from './factory.js';
import { parallelFactory } from './parallel.js';

/**
 * Nothing is lost and nothing invented: formulas.md 8, invariant 1 at its five grains (ledger, bucket, stage
 * of an order, pool, transfer), and 13, 15, 16. Read off the version's own tables, against the flows and the facts.
 */
describe.each([
  ['random month', factory],
  ['random month with steps in parallel', parallelFactory],
])('of a %s', (_, factory) => {
  test('what entered the ledger is what left it, per element, and is what the rows hold', () => {
    fc.assert(
      fc.property(factory, (drawn) => {
        const { version, edges } = close(drawn);
        const residuals = version
          .rows('residual')
          .filter(({ reason }) => ['zero_quantity', 'trapped'].includes(reason));
        for (const element of [...ELEMENTS, ...SEMI_ELEMENTS]) {
          const proof = (side: string) =>
            total(version.rows('proof').filter((row) => row.side === side && row.element === element));
          expect(proof('in')).toBe(proof('out'));
          expect(proof('in')).toBe(
            flowing(
              edges.filter(({ from }) => from === ''),
              element,
            ),
          );
          expect(proof('out')).toBe(
            flowing(
              edges.filter(({ to }) => to === ''),
              element,
            ) + total(residuals.filter((row) => row.element === element)),
          );

          const { facts } = drawn;
          const held = {
            opening_stock_amount: facts.opening_stock_amount ?? [],
            opening_wip: facts.opening_wip ?? [],
            opening_absorption: (facts.opening_absorption ?? []).map((row) => ({ ...row, amount: row.difference })),
            cost_pool: (facts.cost_pool ?? []).filter(
              ({ ledger, period, status }) => ledger === 'L' && period === '2026-09' && status === 'approved',
            ),
          };
          for (const [table, rows] of Object.entries(held)) {
            const control = version.rows('control_total').find((row) => row.table === table && row.element === element);
            const sum = total(
              rows.filter((row) => row.element === element).map(({ amount }) => ({ amount: `${amount}` })),
            );
            expect(units(control?.taken_in ?? '0')).toBe(sum);
          }
        }
      }),
      runs(20),
    );
  });

  test('every bucket closes with what it opened with, what came and what went', () => {
    fc.assert(
      fc.property(factory, (drawn) => {
        const { version, edges } = close(drawn);
        // Stock on its way is called after its transfer, and so is what a transfer began: they are looked at together.
        const place = (row: BucketColumns) => bucketKey({ ...row, in_transit: '' });
        const keys = version.rows('stock').map(place);
        for (const row of version.rows('stock_element')) {
          const { opening_amount, in_amount, out_amount, closing_amount, element } = row;
          expect(units(opening_amount) + units(in_amount)).toBe(units(out_amount) + units(closing_amount));
          if (row.in_transit !== '') continue;
          const own = edges.filter(({ from }) => bucketOfNode(from, keys) === place(row));
          const together = version
            .rows('stock_element')
            .filter((other) => place(other) === place(row) && other.element === element);
          const closing = flowing(
            own.filter(({ kind }) => kind === 'closing_stock'),
            element,
          );
          expect(total(together.map((other) => ({ amount: other.closing_amount })))).toBe(closing);
        }
        for (const row of version.rows('stock')) {
          const { opening_quantity, in_quantity, out_quantity, closing_quantity, closing_amount } = row;
          expect(units(opening_quantity) + units(in_quantity)).toBe(units(out_quantity) + units(closing_quantity));
          if (units(closing_quantity) === 0n) expect(units(closing_amount)).toBe(0n);
        }
      }),
      runs(20),
    );
  });

  test('every stage of an order hands on what it had', () => {
    fc.assert(
      fc.property(factory, (drawn) => {
        const { version, edges } = close(drawn);
        for (const { order, stage, element, ...row } of version.rows('order_cost')) {
          const amounts = Object.fromEntries(Object.entries(row).map(([column, cell]) => [column, units(cell)]));
          const { opening_wip, input, completed, scrap, residual, closing_wip } = amounts;
          expect(opening_wip + input).toBe(completed + scrap + residual + closing_wip);
          // FIFO keeps what a stage opened with in a node of its own, and so is what a stage bears of differences shared by balances.
          const node = `order ${order} · ${stage}`;
          const balance = `wip_balance ${order} · ${stage}`;
          const leaving = edges.filter(({ from }) => [node, balance].includes(from) || from.startsWith(`${node} · `));
          const leavingAs = (kind: string) =>
            flowing(
              leaving.filter((edge) => edge.kind === kind),
              element,
            );
          expect(completed).toBe(leavingAs('completed'));
          expect(closing_wip).toBe(leavingAs('closing_wip'));
        }
      }),
      runs(20),
    );
  });

  test('a pool is spread whole, each part within one unit of its proportion', () => {
    fc.assert(
      fc.property(factory, (drawn) => {
        const { version, edges } = close(drawn);
        const network = referenceNetwork(drawn.facts, drawn.policy, SEPTEMBER);
        for (const { name, shares, fixed, rounding } of network.nodes.values()) {
          if (!name.startsWith('pool ')) continue;
          const pool = name.slice('pool '.length);
          const parts = version.rows('pool_allocation').filter((row) => row.object === 'pool' && row.pool === pool);
          const entered = edges.filter(({ to }) => to === name);
          for (const element of network.elements) {
            const held = flowing(entered, element);
            expect(total(parts.filter((row) => row.element === element))).toBe(held);
            if (fixed.length > 0 || rounding !== 'exact') continue;
            for (const edge of shares) {
              const exact = new Fraction(held).times(edge.weight).over(totalWeight(network.node(name)));
              const part = flowing(
                edges.filter(({ from, to, kind }) => from === name && to === edge.to && kind === edge.kind),
                element,
              );
              expect(new Fraction(part).minus(exact).size.compare(ONE)).toBeLessThan(0);
            }
          }
        }
      }),
      runs(20),
    );
  });

  test('a transfer brings what it took', () => {
    fc.assert(
      fc.property(factory, (drawn) => {
        const { version, edges } = close(drawn);
        const keys = version.rows('stock').map(bucketKey);
        const types = ['transfer', 'transfer_out', 'transfer_in', 'form_change'];
        const transfers = drawn.facts.movement?.filter(({ type }) => types.includes(String(type))) ?? [];
        for (const { movement, plant, item, to_plant, to_item, type } of transfers) {
          const own = edges.filter((edge) => edge.movement === movement && edge.kind === 'movement');
          // Stock on its way is of the plant that sent it.
          const [from, to] = type === 'transfer_in' ? [undefined, plant] : [plant, to_plant || plant];
          for (const edge of own) {
            // A step gives its cost at once to who is sold or sent what it made.
            const isOfStep = edge.from.startsWith('step ');
            if (edge.from !== '' && !isOfStep) expect(isAt(bucketOfNode(edge.from, keys), from, item)).toBe(true);
            const goesBack = edge.to.startsWith('returned ');
            if (edge.to !== '' && !goesBack) expect(isAt(bucketOfNode(edge.to, keys), to, to_item || item)).toBe(true);
          }
          for (const element of ELEMENTS) {
            const cost = version.rows('movement_cost').filter((row) => row.movement === movement);
            expect(total(cost.filter((row) => row.element === element))).toBe(flowing(own, element));
          }
        }
      }),
      runs(20),
    );
  });

  test('a closed order keeps nothing in process', () => {
    fc.assert(
      fc.property(factory, (drawn) => {
        const { version } = close(drawn);
        const closed = drawn.facts.production_order?.filter(({ closed_on }) => closed_on && closed_on <= '2026-09-30');
        for (const row of version.rows('order_cost')) {
          if (!closed?.some(({ order }) => order === row.order)) continue;
          expect(units(row.closing_wip)).toBe(0n);
        }
      }),
      runs(20),
    );
  });

  test('what an item cost is the sum of its elements, and what it was made of is the sum of its components', () => {
    fc.assert(
      fc.property(factory, (drawn) => {
        const { version } = close(drawn);
        const types = ['by_product_receipt', 'salvage_receipt'];
        const besides = new Set(
          drawn.facts.movement?.filter(({ type }) => types.includes(String(type))).map(({ item }) => item),
        );
        for (const cost of version.rows('unit_cost')) {
          const isIts = (row: BucketColumns) => bucketKey(row) === bucketKey(cost);
          const elements = version.rows('unit_cost_element').filter((row) => isIts(row) && row.basis === cost.basis);
          expect(total(elements)).toBe(units(cost.amount));
          // Components are told of what was completed, not of what came besides.
          if (cost.basis !== 'produced' || besides.has(cost.item)) continue;
          expect(total(version.rows('unit_cost_component').filter(isIts))).toBe(units(cost.amount));
        }
      }),
      runs(20),
    );
  });
});

/** Whether a bucket is of an item, at a plant unless it is all one to the bucket, or unknown. */
function isAt(key: string | undefined, plant: unknown, item: unknown): boolean {
  const begins = (start: string) => `${key} · `.startsWith(`${start} · `);
  return (
    begins(`${item}`) || (plant === undefined ? `${key} · `.includes(` · ${item} · `) : begins(`${plant} · ${item}`))
  );
}

/** An amount or quantity without its decimal point: what is compared has the same scale. */
function units(text: string): bigint {
  return BigInt(text.replace('.', ''));
}

function total(rows: readonly { readonly amount: string }[]): bigint {
  return rows.reduce((sum, { amount }) => sum + units(amount), 0n);
}

function flowing(edges: readonly Edge[], element: string): bigint {
  return edges.reduce((sum, { amounts }) => sum + units(amounts[element]), 0n);
}
